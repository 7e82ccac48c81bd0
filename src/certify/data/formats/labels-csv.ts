/** labels.csv: which image has which label. */
import { dsvFormat } from 'd3-dsv';
import { InvalidInput } from '../../../numeric/invalid-input.ts';

/** Names that the column of labels has where it stands first. */
const LABEL_HEADER = /^(label|labels|class|target|y)$/i;
const FILE_NAME = /\.(png|jpe?g|webp|tiff?|bmp|gif|avif)$/i;

/** One line: a file and its label, an integer or the name of a class. */
export interface LabelledFile {
  readonly file: string;
  readonly label: string;
}

/**
 * Lines `file,label`, in this order; a first line that begins with "file", "filename", "image", "path", "name" or "id"
 * is a header. Quotes as in RFC 4180; comma, semicolon or tab. Files lie within the folder of the list. Throws
 * InvalidInput with the line.
 */
export function parseLabelsCsv(text: string, where: string): LabelledFile[] {
  const rows: LabelledFile[] = [];
  const seen = new Set<string>();
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '') return;
    const cells = cellsOf(line);
    const [file = '', label = ''] = cells.map((cell) => cell.trim());
    if (cells.length !== 2 || file === '' || label === '') {
      throw new InvalidInput(`${where}, line ${i + 1}: "${line.slice(0, 60)}" is not "file,label".`, { code: 'data' });
    }
    if (rows.length === 0 && i === 0 && /^(file|filename|file_name|image|path|name|id)$/i.test(file)) return;
    if ((i === 0 && LABEL_HEADER.test(file)) || (FILE_NAME.test(label) && !FILE_NAME.test(file))) {
      throw new InvalidInput(
        `${where}, line ${i + 1}: the label stands first ("${line.slice(0, 60)}"); lines are "file,label".`,
        { code: 'data' },
      );
    }
    // A list may come from anywhere; it must not reach for files elsewhere.
    if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(file)) {
      throw new InvalidInput(`${where}, line ${i + 1}: ${file} lies outside the folder of the list.`, { code: 'data' });
    }
    if (seen.has(file)) throw new InvalidInput(`${where}, line ${i + 1}: ${file} is listed twice.`, { code: 'data' });
    seen.add(file);
    rows.push({ file, label });
  });
  if (rows.length === 0)
    throw new InvalidInput(`${where} lists no images; each line is "file,label".`, { code: 'data' });
  return rows;
}

/** The cells of one line. */
function cellsOf(line: string): readonly string[] {
  const separator = [',', ';', '\t'].find((each) => line.includes(each)) ?? ',';
  return dsvFormat(separator).parseRows(line)[0] ?? [];
}

/** Labels as numbers, and the names of the classes where the labels are names. */
export interface NumberedLabels {
  readonly labels: readonly number[];
  readonly classNames: readonly string[] | null;
}

/**
 * Numbers as they are; names by their place in `classes`, or in alphabetical order when that is null, as PyTorch's
 * ImageFolder has it. Throws InvalidInput on a name that is not among `classes`.
 */
export function numberedLabels(
  labels: readonly string[],
  classes: readonly string[] | null,
  where: (index: number) => string,
): NumberedLabels {
  const numeric = labels.every((label) => /^\d+$/.test(label));
  if (numeric) {
    const numbers = labels.map(Number);
    numbers.forEach((label, i) => {
      if (classes !== null && label >= classes.length) {
        throw new InvalidInput(`${where(i)}: label ${label}, but there are classes 0 to ${classes.length - 1} only.`, {
          code: 'data',
        });
      }
    });
    return { labels: numbers, classNames: classes };
  }
  // Numbers among names, or numbers that are no labels, are a mistake and no class.
  const stray = classes === null ? labels.findIndex((label) => Number.isFinite(Number(label))) : -1;
  if (stray >= 0) {
    throw new InvalidInput(
      `${where(stray)}: label "${labels[stray]!}"; labels are whole numbers from 0 on, or names of classes, throughout.`,
      { code: 'data' },
    );
  }
  const names = classes ?? [...new Set(labels)].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  return {
    labels: labels.map((label, i) => {
      const found = place.get(label);
      if (found === undefined)
        throw new InvalidInput(`${where(i)}: there is no class "${label}" in classes.txt.`, { code: 'data' });
      return found;
    }),
    classNames: names,
  };
}
