/** Radii of two classes, and which are called exact, at the growth function itself. */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growth } from '../../src/growth/growth.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const UNIT = { lambda: 1 } as const;

/** Two classes along a shift that is the worst one, where growth is known without sampling. */
const twoClasses = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 60 }, (random): NumericInstance[] => {
    const dim = 1 + random.integer(4);
    const s = between(random, 1, 5);
    const [spec, p] = (
      [
        ['gaussian', 2],
        ['laplace', 1],
        [`iid-exp,s=${s}`, 1],
        [`exp:linf,k=${s}`, 1],
        [`exp:l1,k=${s}`, 1],
        ['uniform:linf', 1],
        ['uniform:linf', Infinity],
        ['uniform:l2', 2],
        [`power:linf,a=${dim + s}`, 1],
      ] as const
    )[random.integer(9)]!;
    const top = 0.15 + 0.84 * random.uniform();
    const rival = Math.min(top, 1 - top) * (0.02 + 0.97 * random.uniform());
    const noise = parseNoise(spec, dim, UNIT);
    const { radius, exact, upper } = twoClassRadius(noise, lpAdversary(p, dim), top, rival);
    const along = Array.from({ length: dim }, (_, i) => (p === Infinity || i === 0 ? 1 : 0));
    const meeting = (r: number): { lower: number; upper: number } => {
      const shift = along.map((x) => x * r);
      const [a, b] = [growth(noise, shift, rival), growth(noise, shift, 1 - top)];
      return { lower: a.lower + b.lower, upper: a.upper + b.upper };
    };
    const label = `${spec}, l${p}, d = ${dim}, p_A = ${top}, p_B = ${rival}, radius ${radius}`;
    const onlyUniform =
      spec.startsWith('uniform') ||
      spec === 'gaussian' ||
      spec === 'laplace' ||
      spec.startsWith('iid-exp') ||
      dim === 1;
    return [
      ...(radius > 0
        ? [atMost(`${label}: the classes do not meet within`, meeting(radius * (1 - 1e-9)).lower, 1, 1e-9)]
        : []),
      ...(exact
        ? [atMost(`${label}: exact, they meet beyond`, 1, meeting(radius * (1 + 1e-5) + 1e-9).upper, 1e-9)]
        : []),
      isTrue(`${label}: exact only where both classes are reached`, !exact || onlyUniform),
      ...(upper === null ? [] : [agrees(`${label}: the upper end`, upper, radius, 1e-5)]),
    ];
  }).flat();

/** Of the claim about two classes. */
export const twoClassLabelsPart: ImplementationPart = {
  id: 'library-two-class-labels',
  about: 'implementation',
  implements: ['two-class'],
  statement:
    'Within a two-class radius $G(p_B, v) + G(1-p_A, v) \\le 1$ along the worst shift, just beyond one that is called exact it exceeds 1, and none is called so but where the best sets of both classes are disjoint.',
  evidence: [numerically('drawn noises of nine families, p_A and p_B; 1e-9', twoClasses)],
};
