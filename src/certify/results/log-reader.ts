/**
 * Logs of certifications (result-log.ts) read again, a line at a time or whole. Apart from what writes them: the
 * library that checks settings takes longer to load than all else that a run begins with.
 */
import { z } from 'zod';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { DistinctIndices } from './growing-numbers.ts';
import { columnHeader, parseResultLogRow } from './log-row.ts';
import { isResultLog, MARK, type LogHead, type ResultLog } from './result-log.ts';
import type { CertifiedImage } from './result.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const positive = z.number().positive();
const count = z.int().min(0);

/** The settings of a run with their fingerprint, as JSON has them. */
export const SETTINGS = z.object({
  format: z.literal(1, { error: 'is of another version of wulff; format 1 is read here' }),
  version: z.string(),
  model: z.object({ file: z.string(), sha256: hash }),
  data: z.object({ name: z.string(), sha256: hash }),
  input: z.string(),
  noise: z.string(),
  // JSON has no infinity: noises without a variance have sigma null.
  sigma: z.union([positive, z.null()]).transform((sigma) => sigma ?? Infinity),
  lambda: positive,
  // Logs of version 0.3 and before have none: they are of real numbers.
  grid: z.object({ steps: z.int().min(1).max(65535), tau: z.number().min(0).max(1) }).optional(),
  dim: z.int().min(1),
  adversaries: z.array(z.string()).min(1),
  estimation: z.string(),
  n: z.int().min(1),
  n0: count,
  rivals: z.literal('buckets').optional(),
  alpha: z.number().min(0).lt(1),
  seed: count,
  commitment: z.object({ nonce: z.string() }).optional(),
  engine: z.string(),
  certifies: z.string().optional(),
  restsOn: z.array(z.string()).optional(),
  fingerprint: hash,
});

/** Reads a log line by line, so that nobody need hold it whole; `where` names the file in what is thrown. */
export class LogReader {
  #head: LogHead | undefined;
  #lines = 0;
  readonly #seen = new DistinctIndices();
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  /** Lines read so far: the number of the last one. */
  get lines(): number {
    return this.#lines;
  }

  /** What the log is about. Throws InvalidInput unless its first two lines have been read. */
  get head(): LogHead {
    if (this.#head === undefined) this.#readSettings('');
    if (this.#lines < 2)
      throw new InvalidInput(`${this.#where} ends before the header of its columns.`, { code: 'results-file' });
    return this.#head!;
  }

  /**
   * Reads the next line, without its newline; null for the first two, which hold no row. Throws InvalidInput with the
   * line of a mistake, or of an image that was there before.
   */
  read(line: string): CertifiedImage | null {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    this.#lines += 1;
    if (this.#lines === 1) this.#readSettings(text);
    else if (this.#lines === 2) this.#checkColumns(text);
    else {
      const place = `${this.#where}, line ${this.#lines}`;
      const row = parseResultLogRow(text, this.#head!.settings, place);
      if (!this.#seen.add(row.index))
        throw new InvalidInput(`${place}: image ${row.index} is there twice.`, { code: 'results-file' });
      return row;
    }
    return null;
  }

  #readSettings(line: string): void {
    if (!isResultLog(line)) {
      throw new InvalidInput(
        `${this.#where} is no log of wulff certify: its first line does not start with "${MARK.trim()} {".`,
        { code: 'results-file' },
      );
    }
    const { fingerprint, ...settings } = parseSettings(line.slice(MARK.length), this.#where);
    this.#head = { settings, fingerprint };
  }

  #checkColumns(line: string): void {
    const expected = columnHeader(this.#head!.settings);
    if (line === expected) return;
    throw new InvalidInput(`${this.#where}, line 2: the columns are not those of its settings ("${expected}").`, {
      code: 'results-file',
    });
  }
}

/**
 * Reads a log. A last line without its newline is left out (`torn`). Throws InvalidInput with the line of the first
 * mistake; `where` names the file in it.
 */
export function parseResultLog(text: string, where = 'the log'): ResultLog {
  const wholeLength = text.lastIndexOf('\n') + 1;
  const reader = new LogReader(where);
  const rows: CertifiedImage[] = [];
  const lines: string[] = [];
  for (const line of text.slice(0, wholeLength).split('\n').slice(0, -1)) {
    const row = reader.read(line);
    if (row === null) continue;
    rows.push(row);
    lines.push(line.replace(/\r$/, ''));
  }
  return { ...reader.head, rows, lines, torn: wholeLength < text.length, wholeLength };
}

function parseSettings(json: string, where: string): z.infer<typeof SETTINGS> {
  let settings: unknown;
  try {
    settings = JSON.parse(json);
  } catch {
    throw new InvalidInput(`${where}, line 1: the settings are not valid JSON.`, { code: 'results-file' });
  }
  const result = SETTINGS.safeParse(settings);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new InvalidInput(`${where}, line 1: the setting "${issue.path.join('.')}" ${lowerFirst(issue.message)}.`, {
    code: 'results-file',
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
