/**
 * Verdicts on random densities against l1, compared with brute force on the half-line: one variable, products of
 * different marginals, profiles of norms of linear images, and products of linear forms. Counts how many are proved,
 * why the others are not, how wide the efficiencies are, and how near radii of log-concave products come to the exact
 * ones. `npm run fuzz` runs 330.
 */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { vet } from '../../src/vet/vet.ts';
import type { VetReport } from '../../src/vet/report.ts';
import { campaign, TIME, type Draw, type Tally } from './campaign.ts';
import {
  CellGrowth,
  gridGrowth,
  integral,
  levelsOfProduct,
  meanLargerSlope,
  quantile,
  SHAPES,
  variation,
} from './half-line-reference.ts';
import { logConcaveMarginal, randomMarginal, randomProfile, type RandomFormula } from './random-formulas.ts';

/** What the campaign counts beside comparisons, a line a dimension. */
class Count {
  private readonly verdicts: Verdict[] = [];
  private readonly shares: number[] = [];

  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** The verdict at one rho; null where the noise is refused, which is counted. */
  report(text: string, dim: number, rho: number, tally: Tally): VetReport | null {
    const began = process.cpuUsage();
    const add = (verdict: Omit<Verdict, 'dim' | 'seconds'>): void => {
      const { user, system } = process.cpuUsage(began);
      this.verdicts.push({ ...verdict, dim, seconds: (user + system) / 1e6 });
      if (process.env['FUZZ_SHOW'] !== undefined)
        console.log(`${this.name} ${JSON.stringify({ ...this.verdicts.at(-1), text })}`);
    };
    try {
      const noise = noiseOfDensity(text, dim, { lambda: 1 }, { samples: 20_000 });
      const found = vet(noise, lpAdversary(1, dim), { compare: false, adviceAt: null, samples: 20_000, rhos: [rho] });
      if (found.verdict === 'invalid') throw new Error('a noise was expected');
      const { status } = found.foundation;
      const { lower, upper } = found.wulff.efficiency;
      if (status === 'proved') add({ status, width: lower > 0 ? upper / lower - 1 : null, why: '' });
      else add({ status, width: null, why: ('because' in found.foundation && found.foundation.because) || 'its kind' });
      return found;
    } catch (error) {
      add({ status: 'refused', width: null, why: error instanceof Error ? error.message : String(error) });
      tally.refused(error);
      return null;
    }
  }

  /** A certified radius over the exact one. */
  share(radius: number, exact: number): void {
    this.shares.push(radius / exact);
  }

  print(): void {
    for (const dim of new Set(this.verdicts.map((each) => each.dim))) {
      const those = this.verdicts.filter((each) => each.dim === dim);
      const widths = those.flatMap(({ width }) => (width === null ? [] : [width]));
      console.log(
        `${this.name}, d = ${dim}: ${frequencies(those.map(({ status }) => status))}; ` +
          `median width of the efficiency ${median(widths)?.toExponential(1) ?? 'unknown'}, ` +
          `median CPU seconds ${median(those.map(({ seconds }) => seconds))!.toFixed(2)}; ` +
          `not proved: ${frequencies(those.flatMap(({ why }) => (why === '' ? [] : [why])))}`,
      );
    }
    if (this.shares.length > 0)
      console.log(
        `${this.name}: radii of ${this.shares.length} log-concave ones at least ${Math.min(...this.shares).toFixed(6)} of the exact`,
      );
  }
}

interface Verdict {
  readonly dim: number;
  readonly status: string;
  /** Of the proved efficiency, relative; null where it has no lower end above 0. */
  readonly width: number | null;
  readonly why: string;
  readonly seconds: number;
}

const median = (list: readonly number[]): number | undefined => [...list].sort((a, b) => a - b)[list.length >> 1];

function frequencies(list: readonly string[]): string {
  const count = new Map<string, number>();
  for (const each of list) count.set(each, (count.get(each) ?? 0) + 1);
  return [...count].map(([what, n]) => `${n} ${what}`).join(', ');
}

const inVariable = (known: RandomFormula, y: string): string => `(${known.text.replace(/\bx\b/g, y)})`;
const rhoOf = (draw: Draw): number =>
  draw.pick([draw.between(0.51, 0.6), draw.between(0.6, 0.95), 1 - draw.decade(-4, -2)]);
/** What a rough sum over cells may be off by. */
const ROUGH = 0.01;

/**
 * Numbers of a product of these marginals, in the text's own coordinates; and its radius, along every axis, by cells.
 */
function comparesProduct(
  parts: readonly RandomFormula[],
  found: VetReport,
  rho: number,
  tally: Tally,
  count: Count,
  concave: boolean,
): void {
  const halves = parts.map((each) => integral(each, 0));
  // Two bumps far apart: their product is below all doubles, of which the reference is made.
  if (!halves.every((half) => half > 1e-300)) return;
  const slopes = parts.map((each, i) => variation(each) / (2 * halves[i]!));
  if (parts.every(({ decay }) => decay > 3.25)) {
    const square = parts.reduce((sum, each, i) => sum + integral(each, 2) / halves[i]!, 0);
    tally.holds('sigma', Math.sqrt(square / parts.length), found.sigma, 1e-10);
  }
  if (parts.some((each) => each.value(1e-300) > 1.001 * each.value(1e-12)))
    tally.require('a pole', found.phiHalf.upper === Infinity, 'it is steep');
  else {
    tally.holds('Phi(1/2)', Math.max(...slopes), found.phiHalf, 1e-10, 1e-7);
    if (parts.length === 2) {
      const efficiency = levelsOfProduct(parts, halves) / Math.max(...slopes);
      tally.holds('efficiency', Math.min(1, efficiency), found.wulff.efficiency, ROUGH);
    }
  }
  const radius = found.curve[0]!.radius.lower;
  if (!(radius > 0)) return;
  parts.forEach((each, i) => {
    const least = new CellGrowth(each, halves[i]!).at(1 - rho, radius);
    tally.require('radius', least <= 0.5 + 3e-11, `G(${1 - rho}, ${radius} e_${i + 1}) >= ${least}`);
  });
  // A half-line of one coordinate breaks every larger radius, also where it is not the best set.
  const broken = Math.min(...parts.map((each, i) => quantile(each, 2 * (1 - rho) * halves[i]!)));
  if (concave) {
    count.share(radius, broken);
    const { upper } = found.curve[0]!.radius;
    tally.require('an upper end', upper >= broken * (1 - 1e-9), `${upper} < ${broken} at rho = ${rho}`);
  }
}

describe('verdicts on random densities', () => {
  it('in one variable', { timeout: TIME }, () => {
    const count = new Count('line');
    campaign('line', { ordinary: 1, long: 60 }, (draw, tally, index) => {
      const known = randomMarginal(draw);
      const rho = rhoOf(draw);
      tally.at(`case ${index} (${known.text})`);
      const found = count.report(known.text.replace(/\bx\b/g, 'x1'), 1, rho, tally);
      if (found === null) return;
      const noise = noiseOfDensity(known.text.replace(/\bx\b/g, 'x1'), 1, { lambda: 1 });
      comparesProduct([known], found, rho, tally, count, factsOf(noise).logConcave.status === 'proved');
    });
    count.print();
  });

  it('products of different marginals', { timeout: TIME }, () => {
    const count = new Count('unequal marginals');
    campaign('unequal marginals', { ordinary: 1, long: 110 }, (draw, tally, index) => {
      const dim = index % 11 < 7 ? 2 : 3;
      const parts = Array.from({ length: dim }, () => randomMarginal(draw));
      const rho = rhoOf(draw);
      const text = parts.map((each, i) => inVariable(each, `x${i + 1}`)).join('*');
      tally.at(`case ${index} (${text})`);
      const found = count.report(text, dim, rho, tally);
      if (found === null) return;
      const noise = noiseOfDensity(text, dim, { lambda: 1 });
      comparesProduct(parts, found, rho, tally, count, factsOf(noise).logConcave.status === 'proved');
    });
    count.print();
  });

  it('log-concave products', { timeout: TIME }, () => {
    const count = new Count('log-concave');
    campaign('log-concave', { ordinary: 1, long: 30 }, (draw, tally, index) => {
      const dim = index % 2 === 0 ? 2 : 3;
      const parts = Array.from({ length: dim }, () => logConcaveMarginal(draw));
      const rho = rhoOf(draw);
      const text = parts.map((each, i) => inVariable(each, `x${i + 1}`)).join('*');
      tally.at(`case ${index} (${text})`);
      const found = count.report(text, dim, rho, tally);
      if (found !== null) comparesProduct(parts, found, rho, tally, count, true);
    });
    count.print();
  });

  it('profiles of norms', { timeout: TIME }, () => {
    const count = new Count('norms');
    campaign('norms', { ordinary: 1, long: 100 }, (draw, tally, index) => {
      const known = randomProfile(draw);
      const dim = draw.pick([2, 2, 2, 3, 3]);
      const name = draw.pick(['l1', 'l2', 'linf'] as const);
      // A shear, which moves volumes and J by nothing and is unimodular.
      const shear = draw.pick([0, 0, 0.5, 1]);
      const rho = rhoOf(draw);
      const y = densityVariables(dim).map((x, i) => (i === 0 && shear > 0 ? `(x1+${shear}*x2)` : x));
      const norm = {
        l1: y.map((each) => `abs(${each})`).join('+'),
        l2: `sqrt(${y.map((each) => `${each}^2`).join('+')})`,
        linf: `max(${y.map((each) => `abs(${each})`).join(',')})`,
      }[name];
      const text = known.text.replace(/\br\b/g, `(${norm})`);
      tally.at(`case ${index} (${text}, d ${dim})`);
      if (known.decay < dim + 0.2) return;
      const found = count.report(text, dim, rho, tally);
      if (found === null) return;
      const shape = SHAPES[name];
      const mass = integral(known, dim - 1);
      const volume = shape.volume(dim);
      // J = |K|^{a} int t^{d-1} |f'| dt over the integral, a = (d-1)/d.
      const moments = (dim - 1) * integral(known, dim - 2);
      tally.holds('Phi*', (volume ** (-1 / dim) * moments) / (dim * mass), found.wulff.phiStar, 1e-9);
      if (shear > 0) return;
      if (known.decay > dim + 2.25) {
        const square = ((integral(known, dim + 1) / mass) * shape.square(dim) * (dim + 2)) / dim / dim;
        tally.holds('sigma', Math.sqrt(square), found.sigma, 1e-9);
      }
      const phi = ((shape.volume(dim - 1) / volume) * moments) / (dim * mass);
      tally.holds('Phi(1/2)', phi, found.phiHalf, 1e-9);
      const radius = found.curve[0]!.radius.lower;
      if (radius > 0 && known.features.every(({ at, width }) => width === 0 && at > 0.3) && known.decay > dim + 6) {
        const extent = 8 * Math.sqrt(integral(known, dim + 1) / mass) * (known.decay < Infinity ? 3 : 1);
        const about = gridGrowth(known.value, shape, dim, extent, 1 - rho, radius);
        tally.require('radius in the plane and in space', about <= 0.51, `G(${1 - rho}, ${radius}) is about ${about}`);
      }
    });
    count.print();
  });

  it('sheared products', { timeout: TIME }, () => {
    const count = new Count('sheared');
    campaign('sheared', { ordinary: 1, long: 30 }, (draw, tally, index) => {
      const parts = [randomMarginal(draw), randomMarginal(draw)];
      const rho = rhoOf(draw);
      const text = `${inVariable(parts[0]!, 'x1')}*${inVariable(parts[1]!, '(x2+0.5*x1)')}`;
      tally.at(`case ${index} (${text})`);
      if (parts.some(({ decay }) => decay < 3.5)) return;
      const found = count.report(text, 2, rho, tally);
      if (found === null || found.phiHalf.confidence < 1) return;
      const halves = parts.map((each) => integral(each, 0));
      if (!halves.every((half) => half > 1e-300)) return;
      const [a, b] = parts.map((each, i) => variation(each) / (2 * halves[i]!)) as [number, number];
      // Along e_2 the second score alone, along e_1 the first and half of the second.
      const { upper, lower } = found.phiHalf;
      if (parts.every((each) => each.value(1e-300) <= 1.001 * each.value(1e-12))) {
        tally.require('Phi(1/2) from below', upper >= Math.max(a, b) * (1 - 1e-7), `${upper} < ${a}, ${b}`);
        tally.require('Phi(1/2) from above', lower <= Math.max(b, a + b / 2) * (1 + 1e-7), `${lower} > ${a}, ${b}`);
        // E|s_1 + s_2/2| of fair signs is that of the larger.
        const larger = 0.5 * meanLargerSlope([parts[0]!, parts[1]!], halves, 0.5);
        tally.holds('Phi(1/2)', Math.max(b, larger), found.phiHalf, ROUGH);
      }
      // Var x_2 = Var u_2 + Var u_1 / 4.
      const [u, v] = parts.map((each, i) => integral(each, 2) / halves[i]!) as [number, number];
      tally.holds('sigma', Math.sqrt((1.25 * u + v) / 2), found.sigma, 1e-10);
      const radius = found.curve[0]!.radius.lower;
      const moved = [radius, 0.5 * radius];
      // Along e_1 either coordinate alone tells less than both; along e_2 it is the second alone.
      if (radius > 0) {
        parts.forEach((each, i) => {
          const growth = new CellGrowth(each, halves[i]!);
          const least = Math.max(growth.at(1 - rho, moved[i]!), i === 1 ? growth.at(1 - rho, radius) : 0);
          tally.require('radius', least <= 0.5 + 3e-11, `G(${1 - rho}, ${radius}) >= ${least} by coordinate ${i + 1}`);
        });
      }
      tally.holds('Phi*', levelsOfProduct(parts, halves), found.wulff.phiStar, ROUGH);
    });
    count.print();
  });
});
