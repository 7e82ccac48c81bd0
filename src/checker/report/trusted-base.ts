/**
 * The trusted base: the files that must be right for a level to mean what it says. All that the kernel imports is
 * listed (`trusted-files.ts`, made by a test from the sources), but for what only proposes (`src/checker/search`).
 */
import { TRUSTED_FILES } from './trusted-files.ts';

/** A file of the trusted base. */
export interface TrustedFile {
  /** From the root of the repository. */
  readonly file: string;
  /** Lines without blank ones and comments. */
  readonly lines: number;
  /** Which evidence rests on it. */
  readonly role: string;
}

/** Every file of the trusted base, those first on which every level rests. */
export const TRUSTED_BASE: readonly TrustedFile[] = TRUSTED_FILES;

/** The lines of some files together. */
export const trustedLines = (files: readonly TrustedFile[]): number => files.reduce((sum, { lines }) => sum + lines, 0);
