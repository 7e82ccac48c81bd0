/** The numbers of docs/which-noise.md are the library's, cut as everywhere. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { certifiedRadius, parseAdversary, parseNoise } from '../src/index.ts';

const RHOS = [0.6, 0.9, 0.99, 0.999];
const text = readFileSync(resolve(import.meta.dirname, '../docs/which-noise.md'), 'utf8');
const rows = [...text.matchAll(/^\| (l1|l2|linf) +\| `([^`]+)` +\|(.+)\|$/gm)].map(
  ([, adversary, noise, numbers]) => [adversary!, noise!, numbers!.split('|').map((cell) => cell.trim())] as const,
);

it.each(rows)('%s, %s', (adversary, noise, written) => {
  expect(written).toHaveLength(RHOS.length);
  written.forEach((number, i) => {
    const { radius } = certifiedRadius(
      parseNoise(noise, 3072, { sigma: 1 }),
      parseAdversary(adversary, 3072),
      RHOS[i]!,
      { quick: true },
    );
    const unit = 10 ** -number.split('.')[1]!.length;
    expect(Number(number)).toBeLessThanOrEqual(radius);
    expect(Number(number)).toBeGreaterThan(radius - unit * (1 + 1e-6));
  });
});

it('there are rows for every adversary', () => {
  expect(rows).toHaveLength(12);
});
