/** W3 on unions of rational boxes that overlap or not, along any rational direction, by the library's exact shadows. */
import type { EvidenceContext, ExactInstance } from '../../src/checker/index.ts';
import { boxUnion, boxUnionPerimeter, boxUnionShadow, boxUnionVolume, type BoxUnion } from '../vocabulary/box-union.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { power } from '../vocabulary/level-volumes.ts';
import {
  grownPolycube,
  perimeterForm,
  scatteredPolycube,
  shadowAlongAxis,
  shadowAlongDiagonal,
  type Polycube,
} from './minimal-projection-polycubes.ts';
import {
  axes,
  diagonals,
  leastAverage,
  mean,
  randomGenerators,
  rationalVector,
  show,
} from '../vocabulary/rational-bodies.ts';

/** A few random boxes with ends in quarters, near enough to overlap now and then. */
function randomBoxes(random: RandomStream, d: number): BoxUnion {
  return boxUnion(
    Array.from({ length: 1 + random.integer(4) }, () => {
      const corner = Array.from({ length: d }, () => random.integer(13));
      return {
        lower: rationalVector(corner, 4),
        upper: rationalVector(
          corner.map((x) => x + 1 + random.integer(8)),
          4,
        ),
      };
    }),
  );
}

const label = ({ boxes }: BoxUnion): string =>
  boxes.map(({ lower, upper }) => `${show(lower)}-${show(upper)}`).join(' u ');

/** avg shadow^d >= (d/2)^d |S|^{d-1} |W|, and the perimeter form is no smaller than the shadow. */
export function* boxUnions({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 24 : 400); i++) {
    const random = randomStream(seed, i);
    const d = 2 + (i % 2);
    const S = randomBoxes(random, d);
    const V = i % 3 === 0 ? axes(d) : i % 3 === 1 ? diagonals(d) : randomGenerators(random, d, d + 1);
    const shadows: Rational[] = V.map((v) => boxUnionShadow(S, v));
    yield {
      label: `${label(S)}, V = +-{${V.map(show).join(', ')}}: average shadow`,
      left: power(mean(shadows), d),
      relation: '>=',
      right: leastAverage(boxUnionVolume(S), V),
    };
    yield {
      label: `${label(S)}, v = ${show(V[0]!)}: perimeter form against shadow`,
      left: boxUnionPerimeter(S, V[0]!),
      relation: '>=',
      right: shadows[0]!,
    };
  }
}

const asBoxes = (S: Polycube): BoxUnion =>
  boxUnion(S.map((cell) => ({ lower: rationalVector(cell), upper: rationalVector(cell.map((z) => z + 1)) })));

/** Two ways to a shadow: unions of projected boxes (library), and counted alcoves (minimal-projection-polycubes.ts). */
export function* shadowsAgree({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 16 : 160); i++) {
    const random = randomStream(seed, i);
    const d = 2 + (i % 2);
    const S = i % 4 < 2 ? scatteredPolycube(random, d, 3, 5) : grownPolycube(random, d, 6);
    const cells = `cells ${JSON.stringify(S)}`;
    const v = diagonals(d)[random.integer(2 ** (d - 1))]!;
    const whole = v.map(Number);
    yield {
      label: `${cells}, e_1`,
      left: boxUnionShadow(asBoxes(S), axes(d)[0]!),
      relation: '=',
      right: shadowAlongAxis(S, 0),
    };
    yield {
      label: `${cells}, ${show(v)}`,
      left: boxUnionShadow(asBoxes(S), v),
      relation: '=',
      right: shadowAlongDiagonal(S, whole),
    };
    yield {
      label: `${cells}, perimeter`,
      left: boxUnionPerimeter(asBoxes(S), v),
      relation: '=',
      right: perimeterForm(S, whole),
    };
    yield { label: `${cells}, volume`, left: boxUnionVolume(asBoxes(S)), relation: '=', right: ratio(S.length) };
  }
}
