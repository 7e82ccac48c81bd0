/** Pairs without a formula of their own get a bound instead of a refusal; each is checked by brute force. */
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

const lpNoise = (p: number | 'inf', dim: number): Noise =>
  parseNoiseFile({ name: 'x', dim, noise: { uniform: { lp: p, dim } } });

function norm(x: readonly number[], p: number): number {
  return p === Infinity ? Math.max(...x.map(Math.abs)) : x.reduce((sum, c) => sum + Math.abs(c) ** p, 0) ** (1 / p);
}

/** |K n (K + v)|/|K| for K the ball of l_p in d = 2 or 3, by midpoints over chords along the first axis. */
function overlapByChords(p: number, v: readonly number[], n: number): number {
  if (p === Infinity) return v.reduce((product, c) => product * Math.max(0, 1 - Math.abs(c) / 2), 1);
  const half = (rest: number): number => (rest >= 1 ? 0 : (1 - rest) ** (1 / p));
  const side = 1 + norm(v, Infinity);
  let all = 0;
  let both = 0;
  const third = v.length === 3 ? n : 1;
  for (let i = 0; i < n; i++) {
    const y = side * ((2 * (i + 0.5)) / n - 1);
    for (let k = 0; k < third; k++) {
      const z = v.length === 3 ? side * ((2 * (k + 0.5)) / n - 1) : 0;
      const a = half(Math.abs(y) ** p + Math.abs(z) ** p);
      const b = half(Math.abs(y - v[1]!) ** p + Math.abs(z - (v[2] ?? 0)) ** p);
      all += 2 * a;
      both += Math.max(0, Math.min(a, v[0]! + b) - Math.max(-a, v[0]! - b));
    }
  }
  return both / all;
}

describe('noise uniform on an l_p ball against other norms', () => {
  it.each([
    [2, 1.5, 2],
    [2, 1.5, 4],
    [2, 3, 2],
    [2, 3, 1.5],
    [3, 1.5, 2],
    [3, 1.5, 4],
    [3, 3, 2],
    [3, 3, 1.5],
    [3, 'inf', 2],
    [3, 'inf', 1.5],
  ] as const)('d = %d, l_%s against l_%s', (dim, p, q) => {
    const random = randomStream(1917);
    const shape = p === 'inf' ? Infinity : p;
    const adversary = parseAdversary(q === 2 ? 'l2' : `lp:${q}`, dim);
    for (const rho of [0.55, 0.8, 0.97]) {
      const found = certifiedRadius(lpNoise(p, dim), adversary, rho);
      expect(found.exact).toBe(false);
      expect(found.radius).toBeGreaterThan(0.6 * found.upper!);
      // Axis and diagonal, points with two equal coordinates, and any others.
      const tried = [
        [1, 0, 0],
        [1, 1, 1],
        [1, 1, 0],
        ...Array.from({ length: 9 }, () => [random.normal(), random.normal(), random.normal()]),
      ].map((x) => x.slice(0, dim));
      let least = 1;
      for (const x of tried) {
        const v = x.map((c) => (c * found.radius) / norm(x, q));
        least = Math.min(least, overlapByChords(shape, v, dim === 2 ? 4000 : 160));
      }
      // The prediction stands while the overlap is at least 3/2 - rho; chords are good to 1e-3 of what is lost.
      expect(1 - least, `rho ${rho}`).toBeLessThan((rho - 0.5) * (1 + (dim === 2 ? 1e-3 : 5e-3)) + 1e-5);
    }
  });

  it('against l1 it is exact: the overlap along e_1', () => {
    for (const dim of [2, 3]) {
      const found = certifiedRadius(lpNoise(1.5, dim), parseAdversary('l1', dim), 0.8);
      expect(found.exact).toBe(true);
      const shift = [found.radius, 0, 0].slice(0, dim);
      expect(overlapByChords(1.5, shift, dim === 2 ? 4000 : 400)).toBeCloseTo(0.7, 3);
    }
  });
});

describe('Exp with a pole on the line', () => {
  it.each([
    ['exp:linf,k=2,j=0.3', 'l1'],
    ['exp:l2,k=1,j=0.2', 'l2'],
    ['exp:linf,k=3,j=0.1', 'lp:1.5'],
  ])('%s against %s is exact: the best set of a fine grid', (spec, adversary) => {
    const noise = parseNoise(spec, 1, { lambda: 1 });
    const [k, j] = /k=(.*),j=(.*)/.exec(spec)!.slice(1).map(Number) as [number, number];
    for (const rho of [0.6, 0.9]) {
      const found = certifiedRadius(noise, parseAdversary(adversary, 1), rho);
      expect(found.exact).toBe(true);
      const n = 200_000;
      const side = 12;
      const density = (x: number): number => Math.abs(x) ** -j * Math.exp(-(Math.abs(x) ** k));
      const cells = Array.from({ length: 2 * n }, (_, i) => {
        const x = side * ((i + 0.5) / n - 1);
        return { before: density(x), after: density(x - found.radius) };
      });
      const all = cells.reduce((sum, { before }) => sum + before, 0);
      cells.sort((a, b) => b.after / b.before - a.after / a.before);
      let before = 0;
      let after = 0;
      for (const cell of cells) {
        if (before + cell.before > (1 - rho) * all) break;
        before += cell.before;
        after += cell.after;
      }
      // The pole costs a midpoint rule some 1e-3.
      expect(Math.abs(after / all - 0.5), `rho ${rho}`).toBeLessThan(3e-3);
    }
  });
});

describe('rho = 1', () => {
  it.each([
    'gaussian',
    'laplace',
    'exp:linf,k=2,j=0.5',
    'exp:l1,k=0.5',
    'power:linf,a=4',
    'iid-exp,s=0.5',
    'iid-pareto,a=3',
  ])('%s: unbounded and tight against every norm, since its density is positive', (spec) => {
    for (const adversary of ['l1', 'l2', 'linf', 'lp:3']) {
      const found = certifiedRadius(parseNoise(spec, 3, { lambda: 1 }), parseAdversary(adversary, 3), 1);
      expect(found).toMatchObject({ radius: Infinity, upper: Infinity, exact: true, confidence: 1 });
    }
  });

  it('uniform noise: finite', () => {
    const found = certifiedRadius(parseNoise('uniform:linf', 3, { lambda: 1 }), parseAdversary('linf', 3), 1);
    expect(found.radius).toBeCloseTo(2 * (1 - 0.5 ** (1 / 3)), 9);
  });
});
