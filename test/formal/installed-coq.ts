/**
 * Whether this machine has Coq with the libraries of the proofs; tests that need it say that they are skipped where
 * not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const where = spawnSync('coqc', ['-where'], { encoding: 'utf8' });

/** Coq and the libraries that the proofs need. */
export const hasCoq: boolean =
  where.status === 0 &&
  ['Coquelicot', 'Interval', 'mathcomp/analysis', 'mathcomp/algebra_tactics'].every((library) =>
    existsSync(join(where.stdout.trim(), 'user-contrib', library)),
  );

if (!hasCoq)
  console.warn('Skipped: Coq is not installed with its libraries, so no proof of proofs/formal is checked here.');
