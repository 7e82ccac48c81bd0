/**
 * Random densities in two and three variables, enclosed, against brute force on the half-line: products of two different marginals, and
 * profiles of norms of linear images, with walls, spikes, combs, heavy tails, kinks and bounded supports. Prints how many are proved, why the
 * others are not, and how wide the enclosures are.
 */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { compileLog } from '../../src/formula/log.ts';
import { parseExpression } from '../../src/formula/parse.ts';
import { DensityEnclosure } from '../../src/noise/density/enclosure.ts';
import { DensityEnclosures } from '../../src/noise/density/enclosures.ts';
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import { axisScales, surveyRays } from '../../src/noise/density/rays.ts';
import { densityRateBound } from '../../src/noise/rate/density.ts';
import { campaign, TIME } from './campaign.ts';
import type { Draw, Tally } from './campaign.ts';
import { CellGrowth, integral, SHAPES, variation } from './half-line-reference.ts';
import { randomMarginal, randomProfile } from './random-formulas.ts';
import type { RandomFormula } from './random-formulas.ts';

const CELLS: Readonly<Record<number, number>> = { 2: 3000, 3: 10_000 };

/** What the campaign counts beside comparisons. */
class Count {
  proved = 0;
  readonly reasons = new Map<string, number>();
  readonly widths = new Map<string, number[]>();

  enclosed(text: string, dim: number, p: number): DensityEnclosure | null {
    const expression = parseExpression(text, densityVariables(dim), 'q');
    const log = compileLog(expression);
    const scales = axisScales(log, dim);
    const { innerRadius, radius } = surveyRays(log, scales, false, 'q');
    // About the integral: the value at the inner radius times a volume.
    const at = Float64Array.from(scales, (s, i) => (i === 0 ? s * innerRadius : 0));
    const logMass = log(at) + dim * Math.log(2 * innerRadius);
    const enclosures = new DensityEnclosures(expression, { scales, innerRadius, radius, logMass }, CELLS[dim]);
    const found = enclosures.against(lpAdversary(p, dim));
    if (found instanceof DensityEnclosure) {
      this.proved++;
      return found;
    }
    this.reasons.set(found.reason, (this.reasons.get(found.reason) ?? 0) + 1);
    return null;
  }

  width(name: string, [low, high]: readonly [number, number]): void {
    const widths = this.widths.get(name) ?? [];
    widths.push(high / low - 1);
    this.widths.set(name, widths);
  }

  print(name: string): void {
    const median = [...this.widths].map(([what, widths]) => {
      const sorted = [...widths].sort((a, b) => a - b);
      return `${what} ${sorted[sorted.length >> 1]!.toExponential(1)}`;
    });
    const others = [...this.reasons].map(([reason, n]) => `${n} ${reason}`).join('; ');
    console.log(`${name}: ${this.proved} proved; not proved: ${others || 'none'}; median widths: ${median.join(', ')}`);
  }
}

const ends = ([lower, upper]: readonly [number, number]): { lower: number; upper: number } => ({ lower, upper });

describe('random densities', () => {
  it('products of two different marginals', { timeout: TIME }, () => {
    const count = new Count();
    campaign('unequal marginals', { ordinary: 2, long: 150 }, (draw, tally, index) => {
      const pair = [randomMarginal(draw), randomMarginal(draw)] as const;
      const text = pair.map((each, i) => `(${each.text.replace(/\bx\b/g, `x${i + 1}`)})`).join('*');
      tally.at(`case ${index} (${text})`);
      if (pair.some(({ decay }) => decay < 4.5)) return;
      const found = count.enclosed(text, 2, 1);
      if (found === null) return;
      const halves = pair.map((each) => integral(each, 0));
      tally.holds('integral', 4 * halves[0]! * halves[1]!, ends(found.mass));
      if (pair.every(({ decay }) => decay > 5)) {
        const squares = pair.map((each, i) => integral(each, 2) / halves[i]!);
        tally.holds('variance', (squares[0]! + squares[1]!) / 2, ends(found.variance), 1e-10);
      }
      const slopes = pair.map((each, i) => variation(each) / (2 * halves[i]!));
      tally.holds('Phi(1/2)', Math.max(...slopes), ends(found.half), 1e-10, 1e-7);
      count.width('Phi(1/2) d 2', found.half);
      count.width('J d 2', found.levels);
      if (index % 3 === 0) radiusHolds(draw, tally, found, pair[slopes[0]! > slopes[1]! ? 0 : 1]);
    });
    count.print('unequal marginals');
  });

  it('profiles of norms', { timeout: TIME }, () => {
    const count = new Count();
    campaign('norms', { ordinary: 2, long: 150 }, (draw, tally, index) => {
      const known = randomProfile(draw);
      const dim = draw.pick([2, 2, 3]);
      const name = draw.pick(['l1', 'l2', 'linf'] as const);
      // A shear, which moves volumes and J by nothing and is unimodular; and a stretch of one axis by a power of two.
      const shear = draw.pick([0, 0, 0.5, 1]);
      const y = densityVariables(dim).map((x, i) => (i === 0 && shear > 0 ? `(x1+${shear}*x2)` : x));
      const norm = {
        l1: y.map((each) => `abs(${each})`).join('+'),
        l2: `sqrt(${y.map((each) => `${each}^2`).join('+')})`,
        linf: `max(${y.map((each) => `abs(${each})`).join(',')})`,
      }[name];
      const text = known.text.replace(/\br\b/g, `(${norm})`);
      tally.at(`case ${index} (${text}, d ${dim})`);
      if (known.decay < dim + 2.5) return;
      const found = count.enclosed(text, dim, 1);
      if (found === null) return;
      const shape = SHAPES[name];
      const mass = integral(known, dim - 1);
      const volume = shape.volume(dim);
      tally.holds('integral', dim * volume * mass, ends(found.mass));
      // J = |K|^{a} int t^{d-1} |f'| dt over the integral, a = (d-1)/d.
      const moments = (dim - 1) * integral(known, dim - 2);
      const levels = (volume ** ((dim - 1) / dim) * moments) / (dim * volume * mass);
      tally.holds('J', levels, ends(found.levels), 1e-9);
      count.width(`J d ${dim}`, found.levels);
      count.width(`Phi(1/2) d ${dim}`, found.half);
      if (shear > 0) return;
      const square = ((integral(known, dim + 1) / mass) * shape.square(dim) * (dim + 2)) / dim / dim;
      tally.holds('variance', square, ends(found.variance), 1e-9);
      const shadow = shape.volume(dim - 1) / volume;
      tally.holds('Phi(1/2)', (shadow * moments) / (dim * mass), ends(found.half), 1e-9);
    });
    count.print('norms');
  });
});

/** No radius above that along the axis of one marginal, which moves alone. */
function radiusHolds(draw: Draw, tally: Tally, found: DensityEnclosure, marginal: RandomFormula): void {
  const rho = draw.pick([draw.between(0.51, 0.6), draw.between(0.6, 0.95), 1 - draw.decade(-4, -2)]);
  const bound = densityRateBound({ against: () => found }, 1, lpAdversary(1, 2));
  const radius = bound?.radius(1 - rho) ?? 0;
  if (!(radius > 0)) return;
  const least = new CellGrowth(marginal, integral(marginal, 0)).at(1 - rho, radius);
  tally.require('radius', least <= 0.5 + 3e-11, `G(${1 - rho}, ${radius}) >= ${least}`);
}
