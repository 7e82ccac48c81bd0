/** What a person may say about a data set besides its path. */
import type { DataFormat } from './data-set.ts';
import type { Layout } from './labelled-arrays.ts';
import type { ValueRange } from './value-range.ts';

/** How a data set is read: its format, layout, range of values, and the size pictures are brought to. */
export interface DataOptions {
  /** Default `auto`: by names, lengths and magic numbers. */
  readonly format?: DataFormat | 'auto';
  /** Which half of a folder that holds both; default `test`. */
  readonly split?: 'test' | 'train';
  /** Where the channels of a .npy array stand, when its shape does not say. */
  readonly layout?: Layout;
  /** Range of the values of a .npy array or an IDX file, when they do not show it. */
  readonly range?: ValueRange;
  /** Folder of pictures: "256" (shorter side) or "224x224". Never done unasked. */
  readonly resize?: string;
  /** Folder of pictures: "224" or "224x224", from the centre, after resizing. */
  readonly crop?: string;
}

/** A path that is there. */
export type PathKind = 'folder' | 'file';
