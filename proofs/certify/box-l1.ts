/**
 * The l1 radius of uniform cube noise when both images lie in [0, 1]^d (Voracek and Hein 2023), derived in
 * src/certify/radii/box-l1.ts: the least overlap over the shifts allowed is reached by moving one coordinate after
 * another all the way.
 */
import { exactly, type Claim, type EvidenceContext, type ExactInstance } from '../../src/checker/index.ts';
import { boxL1Radius, reachableDistances } from '../../src/certify/radii/box-l1.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';

const least = (a: Rational, b: Rational): Rational => (a.compare(b) <= 0 ? a : b);
const most = (a: Rational, b: Rational): Rational => (a.compare(b) >= 0 ? a : b);
const show = (xs: readonly Rational[]): string => xs.map((x) => x.toFraction()).join(', ');

/** prod (1 - |v_i|/w)_+, w = 2 lambda. */
const overlap = (v: readonly Rational[], w: Rational): Rational =>
  v.reduce((product, a) => product.mul(most(ZERO, ONE.sub(a.div(w)))), ONE);

/** r spent on the coordinates in this order, each moved all the way. */
function spend(r: Rational, reach: readonly Rational[]): Rational[] {
  let left = r;
  return reach.map((c) => {
    const a = least(c, left);
    left = left.sub(a);
    return a;
  });
}

/** Shifts with |v|_1 = r and v_i <= reach_i, on a lattice of r / parts. */
function* shifts(r: Rational, reach: readonly Rational[], parts: number): Generator<Rational[]> {
  const unit = r.div(parts);
  const walk = function* (i: number, left: number): Generator<Rational[]> {
    if (i === reach.length - 1) {
      if (unit.mul(left).compare(reach[i]!) <= 0) yield [unit.mul(left)];
      return;
    }
    for (let k = 0; k <= left && unit.mul(k).compare(reach[i]!) <= 0; k++) {
      for (const rest of walk(i + 1, left - k)) yield [unit.mul(k), ...rest];
    }
  };
  yield* walk(0, parts);
}

interface Box {
  readonly image: readonly Rational[];
  /** How far each coordinate can move, largest first. */
  readonly reach: readonly Rational[];
  readonly w: Rational;
}

function* boxes({ seed, effort }: EvidenceContext, quick = 12): Generator<Box> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? quick : 80); i++) {
    const image = Array.from({ length: 2 + (i % 3) }, () => ratio(random.integer(9), 8));
    const reach = image.map((x) => most(x, ONE.sub(x))).sort((a, b) => b.compare(a));
    yield { image, reach, w: ratio(1 + random.integer(12), 2) };
  }
}

function* greedyIsLeast(
  context: EvidenceContext,
  order: (reach: readonly Rational[]) => Rational[],
): Generator<ExactInstance> {
  for (const { image, reach, w } of boxes(context)) {
    const all = reach.reduce((sum, c) => sum.add(c), ZERO);
    for (const share of [ratio(1, 3), ratio(2, 3), ratio(9, 10)]) {
      const r = all.mul(share);
      const greedy = overlap(spend(r, order(reach)), w);
      for (const v of shifts(r, reach, 6)) {
        yield {
          label: `image (${show(image)}), 2 lambda = ${w.toFraction()}, shift (${show(v)})`,
          left: greedy,
          relation: '<=',
          right: overlap(v, w),
        };
      }
    }
  }
}

/** The radius handed out: no shift that long breaks rho, whichever; and the one a thousandth longer does. */
function* radiusHolds(
  context: EvidenceContext,
  radiusOf: (tail: number, lambda: number, image: readonly number[]) => number,
): Generator<ExactInstance> {
  for (const { image, reach, w } of boxes(context, 40)) {
    const all = reach.reduce((sum, c) => sum.add(c), ZERO);
    for (const tail of [1 / 1024, 1 / 8, 3 / 8]) {
      const radius = radiusOf(
        tail,
        w.valueOf() / 2,
        image.map((x) => x.valueOf()),
      );
      const goal = ratio(1, 2).add(toRational(tail));
      const label = `image (${show(image)}), 2 lambda = ${w.toFraction()}, rho = 1 - ${toRational(tail).toFraction()}, radius ${radius}`;
      const r = radius === Infinity ? all : least(all, toRational(radius));
      yield {
        label: `${label}: the least overlap within it`,
        left: overlap(spend(r, reach), w),
        relation: '>=',
        right: goal,
      };
      const plain = w.mul(ratio(1, 2).sub(toRational(tail)));
      if (radius === Infinity) continue;
      yield {
        label: `${label}: at least the plain radius`,
        left: toRational(radius),
        relation: '>=',
        right: plain.mul(ONE.sub(ratio(1, 10 ** 12))),
      };
      const beyond = toRational(radius).mul(ratio(1001, 1000));
      if (beyond.compare(all) > 0) continue;
      yield {
        label: `${label}: a thousandth beyond`,
        left: overlap(spend(beyond, reach), w),
        relation: '<',
        right: goal,
      };
    }
  }
}

const certified = (tail: number, lambda: number, image: readonly number[]): number =>
  boxL1Radius(tail, lambda, reachableDistances(image));

/** Sums of the k largest: an allowed shift has none above the greedy one's. */
function* greedyMajorizes(context: EvidenceContext): Generator<ExactInstance> {
  for (const { image, reach } of boxes(context)) {
    const all = reach.reduce((sum, c) => sum.add(c), ZERO);
    const r = all.mul(ratio(3, 5));
    const greedy = spend(r, reach);
    for (const v of shifts(r, reach, 5)) {
      const sorted = [...v].sort((a, b) => b.compare(a));
      let [own, other] = [ZERO, ZERO];
      for (const [k, a] of greedy.entries()) {
        own = own.add(a);
        other = other.add(sorted[k]!);
        yield {
          label: `image (${show(image)}), shift (${show(v)}), ${k + 1} largest`,
          left: other,
          relation: '<=',
          right: own,
        };
      }
    }
  }
}

export const boxL1: Claim = {
  id: 'box-l1',
  title: 'The l1 radius of uniform noise inside the box of images',
  statement:
    'For uniform noise on $[-\\lambda,\\lambda]^d$ and $x, y \\in [0,1]^d$: with $c_i = \\max(x_i, 1-x_i)$, the certified radius is the largest $r$ for which $\\prod_i (1 - a_i/2\\lambda)_+ \\ge 3/2 - \\rho$, where $a$ spends $r$ on the coordinates in order of falling $c_i$, each moved all the way. It is at least $2\\lambda(\\rho - 1/2)$, and no larger radius holds for every classifier.',
  hypotheses: ["$x$ and the adversary's $y$ lie in $[0,1]^d$", '$\\rho > 1/2$'],
  source: 'Voracek, Hein, ICML 2023; derived here from the overlap of cubes (MATH.md G5, U2) by majorization',
  axioms: ['schur'],
  restsOn: ['U2'],
  inWords: ['every image and $d$: the axiom schur; the parts try lattices up to $d = 4$'],
  parts: [
    {
      id: 'majorization',
      statement:
        'For every $k$ the $k$ largest coordinates of an allowed shift sum to at most those of the greedy one.',
      evidence: [exactly('lattices of shifts in dimension 2 to 4', greedyMajorizes)],
    },
    {
      id: 'least-overlap',
      statement: 'No allowed shift of the same length has a smaller overlap than the greedy one.',
      evidence: [
        exactly('lattices of shifts in dimension 2 to 4', (context) => greedyIsLeast(context, (reach) => [...reach])),
      ],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['least-overlap'],
      statement:
        'The radius handed out keeps the overlap at $3/2 - \\rho$ and is never below the plain radius; a thousandth more does not keep it.',
      evidence: [
        exactly('radii as the doubles they are, in dimension 2 to 4', (context) => radiusHolds(context, certified)),
      ],
    },
  ],
  mutants: [
    {
      id: 'shortest-first',
      statement: 'the overlap is least when the coordinates with least room move first',
      evidence: exactly('the order reversed', (context) => greedyIsLeast(context, (reach) => [...reach].reverse())),
    },
    {
      id: 'one-sided',
      statement: 'a coordinate can only grow: $c_i = 1 - x_i$',
      evidence: exactly('half of the room forgotten', (context) =>
        radiusHolds(context, (tail, lambda, image) =>
          boxL1Radius(
            tail,
            lambda,
            image.map((x) => 1 - x).sort((a, b) => b - a),
          ),
        ),
      ),
    },
    {
      id: 'sum-of-losses',
      statement: 'the plain radius is the largest that holds in the box',
      evidence: exactly('the plain radius for the sharp one', (context) =>
        radiusHolds(context, (tail, lambda) => 2 * lambda * (0.5 - tail)),
      ),
    },
  ],
};
