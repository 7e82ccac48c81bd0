/** The figures of a vet report, as SVG documents: level sets, radius curves, growth function, efficiency. */
import type { Adversary } from '../../geometry/adversary.ts';
import { noiseLabel } from '../../noise/label.ts';
import type { Noise } from '../../noise/noise.ts';
import { boundingCrystal } from '../../vet/bounding-crystal.ts';
import type { VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { vetEfficiencyFigure } from './efficiency-figure.ts';
import { vetGrowthFigure } from './growth-figure.ts';
import { vetLevelSetsFigure } from './level-sets.ts';
import { shownNoises, vetRadiusFigure } from './radius-figure.ts';

/** One figure; `name` is good for a file name. */
export interface VetFigure {
  readonly name: 'efficiency' | 'level-sets' | 'radius' | 'growth';
  readonly svg: string;
  /** A sentence about it; plain words with TeX between dollars. */
  readonly note: string;
}

/** How they are drawn. */
export interface VetFigureOptions {
  /** For a column as narrow as a phone's, where the words of a wide picture would be too small to read. */
  readonly narrow?: boolean;
}

/**
 * All figures that the report has the data for. Level sets need the noise and the adversary it was made from, in two or
 * three dimensions; the growth function needs at least three `growth` points at one r. A function of its arguments
 * alone.
 */
export function vetFigures(
  report: VetReport,
  subjects: { readonly noise: Noise; readonly adversary: Adversary },
  { narrow = false }: VetFigureOptions = {},
): VetFigure[] {
  const { noise, adversary } = subjects;
  const found: VetFigure[] = [
    {
      name: 'efficiency',
      svg: vetEfficiencyFigure(report, narrow),
      note: report.wulff.attained
        ? '$\\eta = \\Phi^* / \\Phi(1/2)$: how much of the steepest possible slope at $\\rho = 1/2$ the noise has, among all noises with level sets of the same volumes. The green edge is the tolerance of the verdict.'
        : '$\\Phi^*$ is here only a lower bound on $\\Phi(1/2)$: an efficiency below 1 does not mean that a better noise exists.',
    },
  ];
  const drawn = noise.dim === 2 || noise.dim === 3;
  const crystal = drawn ? boundingCrystal(adversary, { samples: 0 }).body : null;
  const levelSets = vetLevelSetsFigure({
    noise,
    crystal,
    title: `Level sets, and the optimal shape against ${normLabel(report.adversary)}`,
    seed: report.seed,
    narrow,
  });
  if (levelSets !== null) {
    found.push({
      name: 'level-sets',
      svg: levelSets,
      note: 'The noise is optimal at $\\rho = 1/2$ exactly when all its level sets are multiples of the crystal.',
    });
  }
  const radius = vetRadiusFigure(report, narrow);
  if (radius !== null) found.push({ name: 'radius', svg: radius, note: crossingNote(report) });
  const growth = vetGrowthFigure(report, narrow);
  if (growth !== null) {
    found.push({
      name: 'growth',
      svg: growth,
      note: 'A smoothed classifier keeps its label inside radius $r$ while $G(1 - \\rho, r)$ stays below $1/2$.',
    });
  }
  return found;
}

/** Where the order of the curves drawn changes, from left to right, or that it does not. */
function crossingNote(report: VetReport): string {
  const changes = shownNoises(report)
    .flatMap(({ noise, crossings }) =>
      (crossings ?? []).map(({ lower, upper, above }) => ({ noise, at: (lower + upper) / 2, above })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ noise, at, above }) => {
      const name =
        noise === 'wulff-rearrangement'
          ? 'its Wulff shape'
          : noiseLabel(noise).replace(
              /ℓ_(\S+?)(?=[,)])/u,
              (_, norm: string) => `$\\ell_{${norm === '∞' ? '\\infty' : norm}}$`,
            );
      return `at $\\rho \\approx ${at.toFixed(3)}$ ${above === 'vetted' ? `this noise overtakes ${name}` : `${name} overtakes this noise`}`;
    });
  const order =
    changes.length === 0
      ? 'No curve drawn here crosses that of this noise where both are known.'
      : `${capital(changes.join('; '))}.`;
  return `${order} The theorem orders slopes at $\\rho = 1/2$ and equal level-set volumes only (W7).`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
