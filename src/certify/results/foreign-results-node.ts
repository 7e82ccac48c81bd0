/** Folders of arrays that rs4a saves. */
import { join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ResultSet } from './accuracy-results.ts';
import { firstOf, listFolder, readWhole } from '../data/files-node.ts';
import { parseNpy, type NpyArray } from '../data/formats/npy.ts';
import { readSavedArrays, type ForeignSubject } from './foreign-results.ts';

/** Reads `prob_lb.npy`, `preds.npy`, `labels.npy` and, if there, `radius_<adversary>.npy`. Throws InvalidInput. */
export async function readSavedFolder(folder: string, subject: ForeignSubject): Promise<ResultSet> {
  const { files } = await listFolder(folder);
  const array = async (name: string): Promise<NpyArray> => {
    const path = join(folder, name);
    return parseNpy((await readWhole(path)).bytes, path);
  };
  const missing = ['prob_lb.npy', 'preds.npy', 'labels.npy'].filter((name) => !files.includes(name));
  if (missing.length > 0) {
    throw new InvalidInput(
      `${folder} has no ${missing.join(', ')}: a folder of results holds prob_lb.npy, preds.npy and labels.npy.`,
      { code: 'results-file' },
    );
  }
  const radii = firstOf(files, [`radius_${subject.adversary}.npy`]);
  return readSavedArrays(
    {
      probLb: await array('prob_lb.npy'),
      preds: await array('preds.npy'),
      labels: await array('labels.npy'),
      radii: radii === undefined ? null : await array(radii),
    },
    folder,
    subject,
  );
}
