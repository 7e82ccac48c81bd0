/**
 * The log as a file that grows by a row an image. A row is written by one call and synchronized before the next image
 * begins, so that a killed process loses the image in flight and no more; what a kill or a full disk leaves of a row is
 * cut off.
 */
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { placeName, textIn } from '../data/formats/text-node.ts';
import { requireCommittedSeed } from '../assurance/committed-seed.ts';
import { lockLog, type Unlock } from './log-lock-node.ts';
import { formatResultLogRow } from './log-row.ts';
import { formatResultLogHeader, type LogWriter, type ResultLog } from './result-log.ts';
import type { CertifiedImage, RunSettings } from './result.ts';
import { differingSettings, runFingerprint } from './run-fingerprint.ts';

/** The place of the log cannot be written to any more: a full disk, a file that someone else changed. Exit code 3. */
export class ResultsNotWritten extends Error {
  override readonly name = 'ResultsNotWritten';
  readonly code = 'results-not-written';
  /** Names of the options that settle it (numeric/invalid-input.ts). */
  readonly settings: readonly string[] = ['out'];
}

/** A log in a file: a row is on the disk when `append` returns. */
export interface LogFile extends LogWriter {
  /** Throws ResultsNotWritten; the rows before are kept. */
  append(row: CertifiedImage): void;
  close(): void;
}

/**
 * Opens a log for the rows of a run. Without `resume` the file must not be there, or be empty; with it, it must be of
 * the same settings. Throws InvalidInput or ResultsNotWritten.
 */
export async function openResultLog(path: string, settings: RunSettings, resume: boolean): Promise<LogFile> {
  const header = formatResultLogHeader(settings, await runFingerprint(settings));
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true)
    throw new InvalidInput(`Cannot write ${path}: it is a directory.`, { code: 'file' });
  if (stat?.isFile() === false) return streamWriter(path, settings, header);
  const unlock = locked(path);
  try {
    return await openFile(path, settings, header, { resume, unlock });
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Opening {
  readonly resume: boolean;
  readonly unlock: Unlock;
}

async function openFile(
  path: string,
  settings: RunSettings,
  header: string,
  { resume, unlock }: Opening,
): Promise<LogFile> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    writeNew(path, header);
    return writer(path, settings, { kept: [], mended: false, unlock });
  }
  if (stat.size === 0) {
    rmSync(path);
    writeNew(path, header);
    return writer(path, settings, { kept: [], mended: false, unlock });
  }
  if (!resume) {
    throw new InvalidInput(`${path} is there already: resume it, or choose another file.`, {
      code: 'log-exists',
      settings: ['resume', 'out'],
    });
  }
  requireUtf8(path);
  const log = await readResultLog(path);
  const differences = differingSettings(log.settings, settings);
  if (differences.length > 0) {
    throw new InvalidInput(
      `${path} was made with other settings: ${differences.join('; ')}. Give the same, or choose another file.`,
      { code: 'other-settings', settings: ['out'] },
    );
  }
  if (log.torn) cutOff(path);
  return writer(path, settings, { kept: log.rows, mended: log.torn, unlock });
}

/**
 * Reads a log, that of standard input for "-", and checks that its fingerprint is that of its settings, which it is not
 * when someone edited them. Throws InvalidInput.
 */
export async function readResultLog(path: string): Promise<ResultLog> {
  const text = readingLog(placeName(path), () => textIn(path));
  const { parseResultLog } = await import('./log-reader.ts');
  const log = parseResultLog(text, placeName(path));
  if ((await runFingerprint(log.settings)) !== log.fingerprint) {
    throw new InvalidInput(
      `${placeName(path)}, line 1: the fingerprint is not that of the settings; they have been edited.`,
      { code: 'results-file' },
    );
  }
  await requireCommittedSeed(log.settings, placeName(path));
  return log;
}

/** What `read` returns; what the system throws at it becomes a sentence. Throws InvalidInput. */
export function readingLog<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInput || !(error instanceof Error && 'code' in error)) throw error;
    const code = codeOf(error);
    throw new InvalidInput(`Cannot read ${path}: ${code === 'ENOENT' ? 'no such file' : reasonOf(code)}.`, {
      code: 'file',
    });
  }
}

/** Rows are added in UTF-8, which a log that was saved again in UTF-16 cannot take. */
function requireUtf8(path: string): void {
  const [first, second] = readFileSync(path);
  if ((first !== 0xff || second !== 0xfe) && (first !== 0xfe || second !== 0xff)) return;
  throw new InvalidInput(`${path} was saved again in UTF-16: save it in UTF-8 to continue it.`, {
    code: 'results-file',
    settings: ['out'],
  });
}

/** The header, whole or not at all. */
function writeNew(path: string, header: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  let file: number | undefined;
  try {
    // Only if it is new: never into a file, or through a link, that someone else put there.
    file = openSync(temporary, 'wx');
    writeWhole(file, Buffer.from(header), 0);
    fdatasyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(temporary, path);
  } catch (error) {
    if (file !== undefined) closeSync(file);
    rmSync(temporary, { force: true });
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw notWritten(path, error);
    throw new InvalidInput(`Cannot write ${path}: ${reasonOf(code)}.`, { code: 'file' });
  }
}

/** Cuts a file after its last newline. */
function cutOff(path: string): void {
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, readFileSync(path).lastIndexOf(0x0a) + 1);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The lock of a log. Throws InvalidInput when someone else writes to it, or its folder cannot be written to. */
function locked(path: string): Unlock {
  try {
    return lockLog(path);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw notWritten(path, error);
    throw new InvalidInput(`Cannot write ${path}: ${reasonOf(code)}.`, { code: 'file' });
  }
}

interface Opened {
  readonly kept: readonly CertifiedImage[];
  readonly mended: boolean;
  readonly unlock: Unlock;
}

function writer(path: string, settings: RunSettings, { kept, mended, unlock }: Opened): LogFile {
  const file = openSync(path, 'r+');
  const own = fstatSync(file);
  // A file that was deleted or moved can be written to all the same: nobody would ever find the rows.
  const requireThere = (): void => {
    const there = statOrNothing(path);
    if (there?.ino === own.ino && there.dev === own.dev) return;
    throw new ResultsNotWritten(
      `${path} was deleted, moved or replaced while results were written to it: they are not in it.`,
    );
  };
  let end = fstatSync(file).size;
  return {
    kept,
    mended,
    append(row) {
      requireThere();
      if (fstatSync(file).size !== end) {
        throw new ResultsNotWritten(`${path} was changed by another program while results were written to it.`);
      }
      const line = Buffer.from(formatResultLogRow(row, settings));
      try {
        writeWhole(file, line, end);
        fdatasyncSync(file);
      } catch (error) {
        // A part of the row may stand there; if it cannot be cut off now, whoever resumes will.
        try {
          ftruncateSync(file, end);
        } catch {
          // Nothing more can be done here.
        }
        throw notWritten(path, error);
      }
      end += line.length;
    },
    close: () => {
      closeSync(file);
      unlock();
      requireThere();
    },
  };
}

function statOrNothing(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A pipe or a device: rows go out one after the other, and nothing can be taken back. */
function streamWriter(path: string, settings: RunSettings, header: string): LogFile {
  const file = openSync(path, 'w');
  const write = (text: string): void => {
    try {
      writeWhole(file, Buffer.from(text), null);
    } catch (error) {
      throw notWritten(path, error);
    }
  };
  try {
    write(header);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    kept: [],
    mended: false,
    append: (row) => write(formatResultLogRow(row, settings)),
    close: () => closeSync(file),
  };
}

/** The system may write less than it is given. */
function writeWhole(file: number, bytes: Buffer, position: number | null): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, position === null ? null : position + done);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'the system gives no reason';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such directory',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the system lets the file grow no further',
  EIO: 'the device reports an error',
};

const reasonOf = (code: string): string => REASONS[code] ?? code;

const notWritten = (path: string, cause: unknown): ResultsNotWritten =>
  new ResultsNotWritten(`Cannot write to ${path}: ${reasonOf(codeOf(cause))}.`, { cause });
