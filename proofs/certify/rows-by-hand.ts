/** What is written of a certificate: quotients and sums rounded to the safe side, rows of a log, requirements. */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { judgeRequirements, parseRequirement } from '../../src/certify/assurance/requirements.ts';
import { formatResultLogRow, parseResultLogRow, type LogShape } from '../../src/certify/results/log-row.ts';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { boundFromTail, idealBound, quotientDown } from '../../src/certify/statistics/probability-bound.ts';
import { ratio, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';

const equal = (label: string, left: number, right: number): ExactInstance => ({
  label,
  left: ratio(left),
  relation: '=',
  right: ratio(right),
});

/** Quotients, bounds from a tail and under another law, rounded to the safe side. */
const rounded = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 5, full: 300 }, (random): ExactInstance[] => {
    const n = 1 + random.integer(2 ** 31);
    const m = random.integer(n + 1);
    const found = toRational(quotientDown(m, n));
    const [tail, tau] = [random.uniform() ** 4, random.uniform() ** 8];
    const { rho } = boundFromTail(tail);
    const ideal = idealBound({ ...boundFromTail(tail), rival: tail / 2 }, tau);
    const one = ratio(1);
    const capped = (x: Rational): Rational => (x.compare(one) > 0 ? one : x);
    const near = toRational(1 - 2 ** -51);
    return [
      { label: `${m}/${n}`, left: found, relation: '<=', right: ratio(m, n) },
      { label: `${m}/${n}, near`, left: found, relation: '>=', right: ratio(m, n).mul(near) },
      { label: `1 - ${tail}`, left: toRational(rho), relation: '<=', right: one.sub(toRational(tail)) },
      {
        label: `1 - ${tail}, near`,
        left: toRational(rho).add(toRational(2 ** -52)),
        relation: '>=',
        right: one.sub(toRational(tail)),
      },
      {
        label: `${tail} + ${tau}`,
        left: toRational(ideal.tail),
        relation: '>=',
        right: capped(toRational(tail).add(toRational(tau))),
      },
      {
        label: `${tail / 2} + ${tau}`,
        left: toRational(ideal.rival!),
        relation: '>=',
        right: capped(toRational(tail / 2).add(toRational(tau))),
      },
      {
        label: `${tail} + ${tau}, near`,
        left: toRational(ideal.tail).mul(near),
        relation: '<=',
        right: capped(toRational(tail).add(toRational(tau))),
      },
    ];
  }).flat();

/** A row as it is written and read again: radii and rho down, the rival's bound up, the rest as it was. */
const rows = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 3, full: 200 }, (random): ExactInstance[] => {
    const adversaries = ['l1', 'l2', 'linf'].slice(0, 1 + random.integer(3));
    const n = 1 + random.integer(1e6);
    const count = random.integer(n + 1);
    const [label, predict] = [random.integer(10), random.integer(11) - 1];
    const radii = new Map(adversaries.map((name) => [name, random.uniform() * 10 ** (4 - 10 * random.uniform())]));
    const first = random.integer(n - count + 1);
    const buckets = [first, n - count - first];
    const most = Math.max(...buckets) / n;
    const [rho, bound] = [random.uniform(), most + (1 - most) * random.uniform()];
    const row: CertifiedImage = {
      index: random.integer(50_000),
      label,
      predict,
      correct: label === predict,
      rho,
      count,
      n,
      radii,
      rivals: { bound, counts: buckets },
      seconds: 0,
    };
    const shape = { adversaries, rivals: 'buckets' } as LogShape;
    const text = formatResultLogRow(row, shape);
    const read = parseResultLogRow(text.slice(0, -1), shape, 'a row');
    const nearly = toRational(1 - 2e-8);
    const down = (name: string, left: number, right: number): ExactInstance[] => [
      { label: `${text}: ${name}`, left: toRational(left), relation: '<=', right: toRational(right) },
      { label: `${text}: ${name}, near`, left: toRational(left), relation: '>=', right: toRational(right).mul(nearly) },
    ];
    return [
      ...adversaries.flatMap((name) => down(`radius against ${name}`, read.radii.get(name) ?? NaN, radii.get(name)!)),
      ...down('rho', read.rho, rho),
      ...down('the rival', bound, read.rivals?.bound ?? NaN),
      ...(['index', 'label', 'predict', 'count', 'n'] as const).map((key) =>
        equal(`${text}: ${key}`, read[key], row[key]),
      ),
      equal(`${text}: correct`, Number(read.correct), Number(row.correct)),
    ];
  }).flat();

/** So many right images at a radius or more, of those asked for, against a share. */
const requirements = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 100 }, (random): NumericInstance[] => {
    const planned = 1 + random.integer(120);
    const all = Array.from({ length: random.integer(planned + 1) }, () => ({
      correct: random.uniform() < 0.7,
      radii: new Map([['l2', random.integer(5) / 4]]),
    })) as unknown as CertifiedImage[];
    const [accuracy, radius] = [random.integer(101) / 100, random.integer(5) / 4];
    const certified = all.filter(({ correct, radii }) => correct && radii.get('l2')! >= radius).length;
    const [found] = judgeRequirements([parseRequirement(`${accuracy}@${radius}`)], all, planned);
    const label = `${accuracy}@${radius}: ${certified} of ${planned}`;
    return [
      agrees(`${label}: certified`, found!.certified, certified, 0),
      isTrue(`${label}: met`, found!.met === 100 * certified >= Math.round(100 * accuracy) * planned),
      atMost(`${label}: images`, found!.images, planned),
    ];
  }).flat();

/** Of the claim about fixed samples. */
export const rowsByHandPart: ImplementationPart = {
  id: 'library-rows',
  about: 'implementation',
  implements: ['bound'],
  statement:
    'Quotients of votes, bounds under another law, radii, $\\rho$ and the rival of a row are rounded to the safe side and near; a row is read as it was written; requirements are met by the share of right images.',
  evidence: [
    exactly('drawn quotients, bounds and rows', (context) => [...rounded(context), ...rows(context)]),
    numerically('drawn requirements', requirements),
  ],
};
