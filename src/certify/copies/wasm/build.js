/**
 * `npm run build:kernels`: compiles noise-kernels.assemblyscript and writes ../noise-wasm.ts. Only whoever changes the
 * kernels runs this; the compiler is fetched by npx at the version below and is not a dependency.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILER = 'assemblyscript@0.28.20';
const here = import.meta.dirname;
const source = readFileSync(join(here, 'noise-kernels.assemblyscript'));
const folder = mkdtempSync(join(tmpdir(), 'noise-kernels-'));
try {
  writeFileSync(join(folder, 'kernels.ts'), source);
  const options = '-O2 --enable simd --runtime stub --noAssert --initialMemory 1 --memoryBase 1024'.split(' ');
  execFileSync('npx', ['--yes', '--package', COMPILER, 'asc', 'kernels.ts', '-o', 'kernels.wasm', ...options], {
    cwd: folder,
    stdio: 'inherit',
  });
  const lines = readFileSync(join(folder, 'kernels.wasm'))
    .toString('base64')
    .match(/.{1,100}/g);
  const text = `/**
 * The kernels of wasm/noise-kernels.assemblyscript, compiled. Written by \`npm run build:kernels\`; do not edit.
 */

/** SHA-256 of the source this was compiled from, so that a test notices when the two part. */
export const NOISE_WASM_SOURCE = '${createHash('sha256').update(source).digest('hex')}';

/** The module, in base64. */
export const NOISE_WASM =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
  writeFileSync(join(here, '..', 'noise-wasm.ts'), text);
} finally {
  rmSync(folder, { recursive: true });
}
