/**
 * Deterministic splitting noise for l1 (Levine and Feizi 2021), derived in src/certify/radii/splitting-radius.ts: the
 * smoothed class is computed, not sampled, and so is its certificate.
 */
import { exactly, type Claim, type EvidenceContext, type ExactInstance } from '../../src/checker/index.ts';
import { topClass } from '../../src/certify/statistics/votes.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import {
  certifiedChanges,
  everyImage,
  gridImages,
  splitting,
  steps,
  views,
  type Changes,
} from '../../properties/splitting.ts';
import { dimension, draws } from '../vocabulary/drawn-links.ts';
import { votesMoved, votesMovedTight } from '../formal/statements/sampling.ts';
import { gridStepsLink } from './votes-and-copies.ts';

const grids = [
  [1, 7, 3],
  [1, 7, 7],
  [1, 7, 16],
  [2, 3, 5],
  [2, 4, 11],
  [3, 2, 4],
] as const;

/** Positions at which two images look different: at most q |x - y|_1, on the line min(that, K) exactly. */
function* positionsThatDiffer(
  distance: (x: readonly number[], y: readonly number[]) => number = steps,
): Generator<ExactInstance> {
  for (const [dim, q, K] of grids) {
    const smoothing = splitting(dim, q, K, 5);
    const images = gridImages(dim, q);
    const seen = images.map((image) => views(smoothing, image));
    for (const [i, x] of images.entries()) {
      for (const [j, y] of images.entries()) {
        if (j <= i) continue;
        const differ = seen[i]!.filter((view, t) => view !== seen[j]![t]).length;
        const label = `q = ${q}, K = ${K}: (${x.join(', ')}) and (${y.join(', ')})`;
        yield { label, left: ratio(differ), relation: '<=', right: ratio(distance(x, y)) };
        if (dim === 1) yield { label, left: ratio(differ), relation: '=', right: ratio(Math.min(steps(x, y), K)) };
      }
    }
  }
}

/** All ways for m votes of three classes to change hands. */
function* changed(counts: readonly number[], m: number): Generator<Float64Array> {
  const ways = (from: number, left: number): number[][] =>
    from === 3
      ? [[]]
      : Array.from({ length: Math.min(left, counts[from]!) + 1 }, (_, k) => k).flatMap((k) =>
          ways(from + 1, left - k).map((rest) => [k, ...rest]),
        );
  for (const lost of ways(0, m)) {
    const total = lost.reduce((sum, k) => sum + k, 0);
    for (let a = 0; a <= total; a++) {
      for (let b = 0; a + b <= total; b++) {
        yield Float64Array.of(
          counts[0]! - lost[0]! + a,
          counts[1]! - lost[1]! + b,
          counts[2]! - lost[2]! + total - a - b,
        );
      }
    }
  }
}

/** The top class survives every change of that many votes; and one more change can end it. */
function* votesChanged(changes: Changes, K: number, tight: boolean): Generator<ExactInstance> {
  for (let a = 0; a <= K; a++) {
    for (let b = 0; a + b <= K; b++) {
      const counts = [a, b, K - a - b];
      const cls = topClass(counts);
      const allowed = changes(Float64Array.from(counts), cls);
      const label = `votes ${counts.join(', ')}, ${allowed} may change`;
      let kept = true;
      for (const after of changed(counts, allowed)) kept &&= topClass(after) === cls;
      yield { label: `${label}: kept whichever do`, left: ratio(kept ? 1 : 0), relation: '=', right: ratio(1) };
      if (!tight) continue;
      let lost = false;
      for (const after of changed(counts, allowed + 1)) lost ||= topClass(after) !== cls;
      yield { label: `${label}: lost by one more`, left: ratio(lost ? 1 : 0), relation: '=', right: ratio(1) };
    }
  }
}

/** The least gap to any rival, by its index, of up to a thousand classes; the strongest rival anywhere among them. */
const manyClasses = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 10, full: 300 }, (random) => {
    const classes = dimension(random, 2, 1000);
    const counts = Float64Array.from({ length: classes }, () => random.integer(20));
    const [first, second] = [random.integer(classes), random.integer(classes)];
    counts[second] = 40 + random.integer(20);
    counts[first] = counts[second] + random.integer(200);
    const cls = topClass(counts);
    let least = Infinity;
    counts.forEach((count, j) => {
      if (j !== cls) least = Math.min(least, counts[cls]! - count - (j < cls ? 1 : 0));
    });
    return {
      label: `${classes} classes, class ${cls} with ${counts[cls]!} votes, ${counts[second]} for ${second}`,
      left: ratio(certifiedChanges(counts, cls)),
      relation: '=',
      right: ratio(Math.floor(least / 2)),
    };
  });

/** On the line, a classifier that is broken one step past the certificate, for every count of two classes. */
function* brokenBeyond(): Generator<ExactInstance> {
  const q = 10;
  const smoothing = splitting(1, q, q, 3);
  const start = views(smoothing, [0]);
  for (let own = 1; own <= q; own++) {
    for (const mine of [0, 1]) {
      const counts = mine === 0 ? Float64Array.of(own, q - own) : Float64Array.of(q - own, own);
      if (topClass(counts) !== mine) continue;
      const beyond = certifiedChanges(counts, mine) + 1;
      const moved = views(smoothing, [beyond]);
      // The positions that change vote for the class, as far as they go.
      const order = start
        .map((_, t) => t)
        .sort((s, t) => Number(moved[t] !== start[t]) - Number(moved[s] !== start[s]));
      const voters = new Set(order.slice(0, own).map((t) => start[t]!));
      const votes = new Float64Array(2);
      for (const view of moved) votes[voters.has(view) ? mine : 1 - mine]!++;
      yield {
        label: `class ${mine} with ${own} of ${q} votes, ${beyond} steps away`,
        left: ratio(topClass(votes)),
        relation: '=',
        right: ratio(1 - mine),
      };
    }
  }
}

/** max_i instead of the sum over coordinates. */
const largestStep = (x: readonly number[], y: readonly number[]): number =>
  Math.max(...x.map((k, i) => Math.abs(k - y[i]!)));

/** The gap of the votes halved, whoever wins ties. */
const halfTheGap: Changes = (counts, cls) =>
  Math.floor((counts[cls]! - Math.max(...[...counts].map((n, c) => (c === cls ? 0 : n)))) / 2);

export const splittingL1: Claim = {
  id: 'splitting-l1',
  title: 'Deterministic splitting noise certifies l1 without sampling',
  statement:
    'Cut every coordinate of an image on the grid $\\{0, 1/q, \\dots, 1\\}^d$ at thresholds $(s + 1/2)/q + 2\\lambda\\mathbb Z$, $s = (t + v_i) \\bmod K$, $K = 2\\lambda q$, and let all $t = 0, \\dots, K-1$ vote. If class $c$ has $n_c$ votes, it stays on top for every image of the grid with $q|x-y|_1 \\le \\min_j \\lfloor (n_c - n_j - [j < c])/2 \\rfloor$.',
  hypotheses: [
    'both images lie on the grid',
    'the shifts $v_i$ are the same for all images',
    'ties go to the lower class',
  ],
  source: 'Levine, Feizi, ICML 2021; derived here with exact counts, two classes and the order of ties',
  axioms: [],
  inWords: ['every $d$, $q$, $K$ and number of classes: the parts enumerate small ones'],
  parts: [
    gridStepsLink,
    {
      id: 'positions',
      statement: 'At most $q|x-y|_1$ positions show $x$ and $y$ differently; on the line exactly $\\min(q|x-y|, K)$.',
      evidence: [exactly('every pair of images of six small grids', () => positionsThatDiffer())],
    },
    {
      id: 'votes',
      statement:
        'Class $c$ survives any change of $\\min_j \\lfloor (n_c - n_j - [j<c])/2 \\rfloor$ votes, and not of one more.',
      formal: [votesMoved, votesMovedTight],
      evidence: [
        exactly('all votes of three classes, all changes', ({ effort }) =>
          votesChanged(certifiedChanges, effort === 'quick' ? 9 : 14, true),
        ),
      ],
    },
    {
      id: 'tight',
      statement: 'On the line some classifier breaks one step past the certificate.',
      evidence: [exactly('every count of two classes, q = K = 10', brokenBeyond)],
    },
    {
      id: 'library-drawn',
      about: 'implementation',
      implements: ['votes'],
      statement: 'The library looks at every rival, of up to a thousand classes.',
      evidence: [exactly('drawn votes of up to 1000 classes', manyClasses)],
    },
    {
      id: 'every-image',
      about: 'implementation',
      implements: ['positions', 'votes'],
      statement:
        'For arbitrary classifiers of the copies the library makes, no image within the certified steps has another class.',
      evidence: [
        everyImage('small grids in one to three dimensions, every image against every other', certifiedChanges),
      ],
    },
  ],
  mutants: [
    {
      id: 'half-the-gap',
      statement: 'half the gap of the votes may change, whoever wins ties',
      evidence: exactly('all votes of three classes', () => votesChanged(halfTheGap, 5, false)),
    },
    {
      id: 'whole-gap',
      statement: 'a vote that changes costs the top class one vote and gives the rival none',
      evidence: everyImage('twice as many changes allowed', (counts, cls) => 2 * certifiedChanges(counts, cls) + 1),
    },
    {
      id: 'shifts-by-image',
      statement: 'the shifts between coordinates may be drawn anew for each image',
      evidence: everyImage('another seed for every image', certifiedChanges, (smoothing, image) => ({
        ...smoothing,
        seed: smoothing.seed + 1 + image,
      })),
    },
    {
      id: 'linf',
      statement: 'the same certificate holds against linf',
      evidence: exactly('positions against the largest step', () => positionsThatDiffer(largestStep)),
    },
  ],
};
