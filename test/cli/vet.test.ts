/** `wulff vet` as a stranger runs it: documents, exit codes, sentences, files. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from './recorded-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'wulff-vet-'));

async function wulff(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, stdout, stderr } = recordedIo();
  const code = await run(argv, io);
  return { code, out: stdout(), err: stderr() };
}

let files = 0;
function file(content: unknown): string {
  const path = join(folder, `noise-${files++}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

interface Estimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly method: string;
  readonly confidence: number;
}
interface Document {
  readonly schema: string;
  readonly name: string;
  readonly verdict: string;
  readonly dim: number;
  readonly sigma: Estimate;
  readonly phiHalf: Estimate;
  readonly wulff: { readonly phiStar: Estimate; readonly efficiency: Estimate; readonly attained: boolean };
  readonly curve: readonly { readonly rho: number; readonly radius: Estimate }[];
  readonly growth: readonly { readonly p: number; readonly r: number; readonly growth: Estimate }[];
  readonly comparison: readonly { readonly noise: string; readonly equal: string }[];
  readonly checks: Readonly<Record<string, { readonly status: string }>>;
  readonly reasons: readonly string[];
  readonly witness?: { readonly kind: string };
  readonly seed: number;
}

async function document(...argv: string[]): Promise<{ code: number; report: Document }> {
  const { code, out, err } = await wulff('vet', ...argv, '--json');
  expect(err).toBe('');
  return { code, report: JSON.parse(out) as Document };
}

describe('wulff vet', () => {
  it('a spec at d = 3072: one document, optimal, exit code 0', async () => {
    const { code, report } = await document(
      ...['exp:linf,k=3', '--adversary', 'l1', '--dim', '3072', '--p', '0.1,0.3', '--r', '0.5', '--rho', '0.6,0.9'],
    );
    expect(code).toBe(0);
    expect(report).toMatchObject({ schema: 'wulff.vet/1', verdict: 'optimal', dim: 3072, seed: 0 });
    expect(report.curve.map(({ rho }) => rho)).toEqual([0.6, 0.9]);
    expect(report.growth.map(({ p, r }) => [p, r])).toEqual([
      [0.1, 0.5],
      [0.3, 0.5],
    ]);
    for (const { p, growth } of report.growth) expect(growth.lower).toBeGreaterThan(p);
    expect(Object.keys(report.checks)).toEqual(
      expect.arrayContaining(['normalizable', 'even', 'quasiConcave', 'finiteVariance']),
    );
    expect(report.comparison.at(-1)).toMatchObject({ noise: 'wulff-rearrangement', equal: 'level-set-volumes' });
    expect(report.reasons.join(' ')).toContain('W7');
  });

  it('a suboptimal noise file as text', async () => {
    const path = file({ name: 'my logistic', dim: 10, noise: { product: '1/cosh(x/2)^2' } });
    const { code, out } = await wulff('vet', path, '--adversary', 'l1', '--rho', '0.6:0.9:0.1');
    expect(code).toBe(0);
    expect(out).toContain('my logistic');
    expect(out).toMatch(/^suboptimal$/m);
    expect(out).toMatch(/certified radius by rho/);
    expect(out).toMatch(/[▁▂▃▄▅▆▇█]{4}/);
    // Against l1 a log-concave product certifies the quantile of its marginal: log(rho/(1 - rho)), cut and not rounded.
    expect(out).toMatch(/0\.9 +2\.19722 /);
  });

  it('an invalid noise: exit code 1, a witness, and the same in JSON', async () => {
    const path = file({ name: 'uneven', dim: 2, noise: { density: 'exp(-(x1-1)^2-x2^2)' } });
    const { code, out, err } = await wulff('vet', path, '--adversary', 'l1');
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out).toMatch(/invalid: not even/);
    expect(out).toMatch(/Witness: the points \(1, 0\) and \(-1, 0\)/);
    const { code: again, report } = await document(path, '--adversary', 'l1');
    expect(again).toBe(1);
    expect(report).toMatchObject({ schema: 'wulff.vet/1', verdict: 'invalid', name: 'uneven', dim: 2 });
    expect(report.witness?.kind).toBe('pair');
    expect(report.checks['even']?.status).toBe('failed');
  });

  it('an undecided noise: exit code 4, and whether samples would settle it', async () => {
    const module = join(folder, 'normal.mjs');
    writeFileSync(
      module,
      'export const dim = 2;\nexport const logDensity = (x) => -0.5 * (x[0] ** 2 + x[1] ** 2) - Math.log(2 * Math.PI);\n' +
        'export const sample = (random) => [random.normal(), random.normal()];\n',
    );
    const path = file({ dim: 2, noise: { module } });
    const { code, out } = await wulff('vet', path, '--adversary', 'l2', '--samples', '3000', '--seed', '7');
    expect(out).toMatch(/undecided; sampled, confidence 0\.999/);
    expect(code).toBe(4);
    expect(out).toMatch(/^inconclusive$/m);
    expect(out.replace(/\s+/g, ' ')).toMatch(/samples would settle it/);
    expect(out).toMatch(/hold together with confidence 0\.999/);
    const twice = await wulff('vet', path, '--adversary', 'l2', '--samples', '3000', '--seed', '7');
    expect(twice.out).toBe(out);
  });

  it('Cauchy: an infinite sigma is null', async () => {
    const { report } = await document(file({ dim: 3, noise: { product: '1/(1+x^2)' } }), ...['--adversary', 'l1']);
    expect(report.sigma.value).toBeNull();
    expect(report.curve.at(-1)!.radius.lower).toBeGreaterThan(0);
  });

  it('writes the page and the figures', async () => {
    const [page, figures] = [join(folder, 'report.html'), join(folder, 'figures')];
    const { code, err } = await wulff(
      ...['vet', 'uniform:l1', '--adversary', 'l1', '--dim', '2', '--report', page, '--figures', figures],
    );
    expect(code).toBe(0);
    expect(err).toContain(`Report written to ${page}\n`);
    expect(err).toContain(`Figures written to ${join(figures, 'efficiency.svg')}, `);
    const html = readFileSync(page, 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(existsSync(join(figures, 'radius.svg'))).toBe(true);
    expect(readFileSync(join(figures, 'efficiency.svg'), 'utf8')).toMatch(/^<svg|^<\?xml/);
  });

  it('figures: no folder for what is not a noise, and none inside a folder that is missing', async () => {
    const uneven = file({ dim: 2, noise: { density: 'exp(-(x1-1)^2-x2^2)' } });
    const empty = join(folder, 'empty');
    const invalid = await wulff('vet', uneven, '--adversary', 'l1', '--figures', empty);
    expect([invalid.code, existsSync(empty)]).toEqual([1, false]);
    expect(invalid.err).toMatch(/No figures written/);
    const uniform = ['vet', 'uniform:l1', '--adversary', 'l1', '--dim', '2', '--figures'];
    for (const place of [join(folder, 'missing', 'figures'), '/proc/figs']) {
      const { code, out, err } = await wulff(...uniform, place);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^wulff: Cannot make the folder .*: the folder it lies in must exist\.\n$/);
    }
  });

  it('a sampled growth value that rests on nothing else has the confidence asked for', async () => {
    // Neither a polytope nor round, so that no mesh encloses it.
    const rounded = { lp: 3, dim: 2 };
    const path = file({ dim: 2, noise: { levelSet: { body: rounded, radial: 'exp(-r^4)' } } });
    const { report } = await document(
      ...[path, '--adversary', 'l1', '--p', '0.1', '--r', '0.5', '--samples', '2000', '--confidence', '0.999'],
    );
    expect(report.growth[0]!.growth).toMatchObject({ method: 'monte-carlo', confidence: 0.999 });
  });

  it.each([
    ['a formula that cannot be read', ['NOISE', '--adversary', 'l1'], { density: 'exp(-x1^2' }, /noise\.density/],
    ['a field misspelt', ['NOISE', '--adversary', 'l1'], { produkt: 'exp(-x^2)' }, /noise must have one of/],
    ['--p without --r', ['laplace', '--adversary', 'l1', '--dim', '2', '--p', '0.1'], null, /--p and --r together/],
    ['no dimension', ['laplace', '--adversary', 'l1'], null, /--dim/],
    ['too few samples', ['laplace', '--adversary', 'l1', '--dim', '2', '--samples', '5'], null, /--samples/],
    ['a tolerance of 2', ['laplace', '--adversary', 'l1', '--dim', '2', '--tolerance', '2'], null, /tolerance/],
    ['no budget', ['laplace', '--adversary', 'l1', '--dim', '2', '--budget', '0'], null, /budget must be a positive/],
    ['rho of 1', ['laplace', '--adversary', 'l1', '--dim', '2', '--rho', '1'], null, /rho/],
    ['two scales', ['laplace', '--adversary', 'l1', '--dim', '2', '--sigma', '1', '--lambda', '1'], null, /not both/],
  ] as const)('%s: exit code 2, one sentence', async (_, argv, noise, message) => {
    const path = noise === null ? '' : file({ dim: 2, noise });
    const { code, out, err } = await wulff('vet', ...argv.map((word) => (word === 'NOISE' ? path : word)));
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
