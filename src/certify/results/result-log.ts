/**
 * The log of a certification: text with a row an image, appended to as images are done.
 *
 * First a comment that holds the settings as JSON, then a header, then tab-separated rows, the literature's columns
 * first (Cohen, Rosenfeld & Kolter 2019: idx, label, predict, radius, correct, time):
 *
 *     # wulff {"format":1,...,"fingerprint":"9f86d0..."}
 *     idx  label  predict  radius  correct  time  rho  count  n  radius_l1  radius_l2
 *
 * `radius` is the one against the first adversary. Radii and rho are rounded down, the bound on rivals up. A row counts
 * once its newline is written: what stands after the last newline was cut off while being written and is no row.
 */
import { columnHeader, formatResultLogRow } from './log-row.ts';
import type { CertifiedImage, RunSettings } from './result.ts';

/** What a log begins with, before its settings. */
export const MARK = '# wulff ';

/** A log that has been read. */
export interface ResultLog {
  readonly settings: RunSettings;
  /** As the log states it; run-fingerprint.ts computes what it should be. */
  readonly fingerprint: string;
  /** In the order of the file; at most one for an image. */
  readonly rows: readonly CertifiedImage[];
  /** The lines that the rows were read from, without newlines. */
  readonly lines: readonly string[];
  /** Whether the text ends within a line, as it does when the writer was killed or the disk was full. */
  readonly torn: boolean;
  /** Characters up to and with the last newline: the part that counts. */
  readonly wholeLength: number;
}

/** A log that grows by a row an image: a file (result-log-node.ts), or whatever a page keeps its rows in. */
export interface LogWriter {
  /** Rows that were there when the log was opened. */
  readonly kept: readonly CertifiedImage[];
  /** Whether the last line was torn, and cut off. */
  readonly mended: boolean;
  /** Keeps a row before the next image begins. A file throws ResultsNotWritten; the rows before are kept. */
  append(row: CertifiedImage): void | Promise<void>;
  close(): void | Promise<void>;
}

/** The two lines that a log starts with, each ended by a newline. */
export function formatResultLogHeader(settings: RunSettings, fingerprint: string): string {
  return `${MARK}${JSON.stringify({ ...settings, fingerprint })}\n${columnHeader(settings)}\n`;
}

/** A whole log. */
export const formatResultLog = (settings: RunSettings, fingerprint: string, rows: readonly CertifiedImage[]): string =>
  formatResultLogHeader(settings, fingerprint) + rows.map((row) => formatResultLogRow(row, settings)).join('');

/** Whether a text looks like a log of ours: it starts with the comment that holds the settings. */
export const isResultLog = (text: string): boolean => text.startsWith(MARK);

/** What the first two lines of a log say. */
export interface LogHead {
  readonly settings: RunSettings;
  /** As the log states it; run-fingerprint.ts computes what it should be. */
  readonly fingerprint: string;
}
