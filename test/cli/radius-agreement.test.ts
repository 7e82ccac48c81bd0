/** `wulff radius` says the same thing to a person and to a program, within the contract of docs/formats.md. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from './recorded-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'wulff-radius-'));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const heavy = file('heavy.json', { name: 'heavy', dim: 3, noise: { product: '1/(1+x^2)^2' } });
const logistic = file('concave.json', { name: 'concave', dim: 3, noise: { product: 'exp(-x^4)' } });
const rounded = file('rounded.json', { name: 'rounded', dim: 2, noise: { uniform: { lp: 1.5, dim: 2 } } });
const hexagon = file('hexagon.json', { vertices: [[1, 0], [0.5, 0.8], [-0.5, 0.8], [-1, 0], [-0.5, -0.8], [0.5, -0.8]] }); // prettier-ignore

const METHODS = ['closed-form', 'differential', 'level-set', 'covariogram', 'monte-carlo', 'conversion'];

interface Row {
  readonly rho: number;
  readonly radius: number | null;
  readonly method: string;
  readonly exact: boolean;
  readonly confidence: number;
  readonly upper: number | null;
}

async function both(argv: readonly string[]): Promise<{ text: string; notes: string; rows: readonly Row[] }> {
  const plain = recordedIo();
  expect(await run(['radius', ...argv], plain.io)).toBe(0);
  const json = recordedIo();
  expect(await run(['radius', ...argv, '--json'], json.io)).toBe(0);
  // Notes are broken into lines.
  return {
    text: plain.stdout(),
    notes: plain.stdout().replace(/\s+/g, ' '),
    rows: (JSON.parse(json.stdout()) as { rows: Row[] }).rows,
  };
}

const inputs: readonly (readonly [noise: string, adversary: string, scale: string, rho: string, dim: string | null])[] =
  [
    ['gaussian', 'linf', 'lambda=1', '0,0.5,0.9,1', '3'],
    ['laplace', 'lp:3', 'sigma=1', '0.500000001,0.99999999999', '5'],
    ['laplace', 'linf', 'sigma=0.25', '0.6,0.9', '2'],
    ['uniform:l2', 'l1', 'sigma=1', '0.9,1', '3'],
    ['uniform:linf', 'lp:1.5', 'sigma=1', '0.9,1', '3'],
    ['uniform:linf', hexagon, 'lambda=1', '0.9', null],
    ['exp:linf,k=3,j=0.9', 'l2', 'lambda=1', '0.873', '3'],
    ['exp:linf,k=1,j=1.9', 'l1', 'lambda=1', '0.9,1', '3'],
    ['exp:linf,k=2,j=0.3', 'l1', 'lambda=1', '0.9', '1'],
    ['iid-exp,s=0.5', 'linf', 'lambda=1', '0.9,1', '3'],
    ['iid-pareto,a=1.5', 'l1', 'lambda=1e-6', '0.9,1', '3'],
    ['power:l2,k=2,a=3.6', 'l2', 'lambda=1e9', '0.9', '3'],
    [heavy, 'l1', 'sigma=1', '0.9', null],
    [logistic, 'l1', 'lambda=1', '0.9', null],
    [rounded, 'l2', 'lambda=1', '0.9,1', null],
  ];

describe('wulff radius, as text and as JSON', () => {
  it.each(inputs)('%s against %s, %s, rho %s', async (noise, adversary, scale, rho, dim) => {
    const [unit, size] = scale.split('=') as [string, string];
    const argv = ['--noise', noise, '--adversary', adversary, `--${unit}`, size, '--rho', rho];
    const { text, notes, rows } = await both(dim === null ? argv : [...argv, '--dim', dim]);
    expect(rows).toHaveLength(rho.split(',').length);
    const bounded = text.includes('at most  method');
    for (const row of rows) {
      const line = text.split('\n').find((each) => each.startsWith(`${row.rho} `))!;
      const cells = line.split(/ {2,}/);
      const printed = cells[1]!;
      if (row.radius === null) {
        expect(printed).toBe('unbounded');
        // What is unbounded can be no larger, and no bound is left out.
        expect(row).toMatchObject({ exact: true, upper: null });
      } else {
        expect(Number(printed)).toBeLessThanOrEqual(row.radius);
        expect(Number(printed)).toBeGreaterThan(row.radius * (1 - 1e-4) - 1e-300);
      }
      expect(METHODS).toContain(row.method);
      expect(cells.slice(-2)).toEqual([row.method, row.exact ? 'yes' : 'no']);
      expect(row.confidence).toBe(1);
      if (row.exact && row.radius !== null && row.radius > 0)
        expect(row.upper! / row.radius).toBeLessThan(1 + 1.001e-6);
      if (bounded && !row.exact && row.upper !== null) expect(Number(cells[2])).toBeGreaterThanOrEqual(row.upper);
      // Every answer short of tight says so, by its bound or in words.
      if (!row.exact && row.upper === null) expect(notes).toContain('is not known');
    }
    expect(notes.includes('certified against another norm')).toBe(rows.some(({ method }) => method === 'conversion'));
    expect(notes).toContain('Nothing sampled');
  });
});
