/**
 * What is counted from certificates, and how images come to a model: accuracies, their intervals, staircases,
 * requirements, steps within a radius, images chosen and turned for a model.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { judgeRequirements } from '../../src/certify/assurance/requirements.ts';
import { normalize } from '../../src/certify/data/normalization.ts';
import { prepareImage } from '../../src/certify/data/prepare-image.ts';
import { rangeBlack, rangeWidth, toUnitRange, VALUE_RANGES } from '../../src/certify/data/value-range.ts';
import { stepsWithin } from '../../src/certify/grid/grid-steps.ts';
import { chosenImages } from '../../src/certify/image-choice.ts';
import { accuracyReport, accuracyStaircases, runAccuracy } from '../../src/certify/results/accuracy.ts';
import { percentDown, percentUp } from '../../src/certify/results/accuracy-formats.ts';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

/** Radii of images, some of them wrong, some abstained. */
function drawnResults(random: RandomStream, file: string, sigma: number) {
  const images = Array.from({ length: dimension(random, 1, 200) }, (_, index) => {
    const predict = random.integer(6) - 1;
    return { index, label: random.integer(3), predict, radius: predict < 0 ? 0 : Math.floor(8 * random.uniform()) / 4 };
  });
  return {
    file,
    noise: 'gaussian',
    sigma,
    alpha: 0.001,
    estimation: 'fixed',
    adversary: 'l2',
    data: null,
    images,
    notes: [],
  };
}

const tables = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random, i): NumericInstance[] => {
    const results = [0.25, 0.5, 1].map((sigma) => drawnResults(random, `${sigma}.tsv`, sigma));
    const radii = [0, 0.25, 0.6, 1.5, 3];
    const confidence = 1 - between(random, 1e-6, 0.2);
    const report = accuracyReport(results, { radii, confidence });
    const certifiedAt = (run: (typeof results)[number], radius: number): number =>
      run.images.filter((image) => image.predict === image.label && image.radius >= radius).length;
    const best = (radius: number): number =>
      Math.max(...results.map((run) => certifiedAt(run, radius) / run.images.length));
    const [staircase] = accuracyStaircases(results);
    return [
      ...results.flatMap((run): NumericInstance[] => {
        const found = runAccuracy(run, { radii, confidence });
        const right = run.images
          .filter(({ predict, label }) => predict === label)
          .map(({ radius }) => radius)
          .sort((a, b) => a - b);
        const sum = right.reduce((all, radius) => all + radius, 0);
        const label = `table ${i}, ${run.file}`;
        return [
          agrees(`${label}: right`, found.right, right.length, 0),
          agrees(`${label}: abstained`, found.abstained, run.images.filter(({ predict }) => predict < 0).length, 0),
          agrees(`${label}: average radius`, found.averageCertifiedRadius, sum / run.images.length, 1e-12),
          ...(right.length === 0
            ? []
            : [
                agrees(`${label}: mean`, found.meanRadius!, sum / right.length, 1e-12),
                agrees(`${label}: median`, found.medianRadius!, right[Math.ceil(right.length / 2) - 1]!, 0),
              ]),
          ...radii.flatMap((radius, k): NumericInstance[] => {
            const [certified, n] = [certifiedAt(run, radius), run.images.length];
            const { lower, upper } = found.at[k]!.interval!;
            const alpha = 0.5 * (1 - confidence);
            return [
              agrees(`${label}: certified at ${radius}`, found.at[k]!.certified, certified, 0),
              agrees(`${label}: accuracy at ${radius}`, found.at[k]!.accuracy, certified / n, 1e-15),
              agrees(`${label}: lower end at ${radius}`, lower, clopperPearsonLower(certified, n, alpha), 1e-6),
              agrees(`${label}: upper end at ${radius}`, upper, clopperPearsonUpper(certified, n, alpha), 1e-6),
            ];
          }),
        ];
      }),
      ...radii.flatMap((radius, k): NumericInstance[] => {
        const step = staircase!.steps.find((one) => one.radius >= radius);
        return [
          agrees(`table ${i}: best at ${radius}`, report.noises[0]!.best[k]!.accuracy, best(radius), 1e-15),
          agrees(`table ${i}: staircase at ${radius}`, step?.accuracy ?? 0, best(radius), 1e-15),
        ];
      }),
    ];
  }).flat();

const pieces = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 300 }, (random): NumericInstance[] => {
    const [size, skip, parts] = [1 + random.integer(300), 1 + random.integer(7), 1 + random.integer(5)];
    const max = random.uniform() < 0.5 ? null : random.integer(60);
    const shares = Array.from({ length: parts }, (_, k) =>
      chosenImages(size, { skip, max, shard: { part: k + 1, parts } }),
    );
    const expected = Array.from({ length: size }, (_, k) => k)
      .filter((k) => k % skip === 0)
      .slice(0, max ?? size);
    const [k, n] = [random.integer(size + 1), size];
    const radius = between(random, 1e-4, 20);
    const grid = [1, 15, 255, 765][random.integer(4)]!;
    const steps = stepsWithin('l1', radius, grid)!;
    const squares = stepsWithin('l2', radius, grid)!;
    const rows = Array.from({ length: 1 + random.integer(20) }, (_, index) => ({
      index,
      correct: random.uniform() < 0.7,
      radii: new Map([
        ['l1', random.uniform()],
        ['l2', 2],
      ]),
    })) as unknown as CertifiedImage[];
    const requirement = { accuracy: random.uniform(), radius: random.uniform() };
    const [judged] = judgeRequirements([requirement], rows, rows.length + 2);
    const enough = rows.filter(({ correct, radii }) => correct && radii.get('l1')! >= requirement.radius).length;
    return [
      isTrue(
        `${size} images, every ${skip}, ${String(max)} at most, in ${parts} shares`,
        JSON.stringify(shares.flat().sort((a, b) => a - b)) === JSON.stringify(expected),
      ),
      atMost(`${k} of ${n} in percent`, Number(percentDown(k, n)) * n, 100 * k, 1e-9 * (100 * k + 1)),
      atMost(`${k} of ${n} in percent, nearly`, 100 * k, (Number(percentDown(k, n)) + 0.1) * n, 1e-9 * (100 * k + 1)),
      atMost(`${k}/${n} in percent, up`, (100 * k) / n, Number(percentUp(k / n)), 1e-9),
      atMost(`radius ${radius} in steps of 1/${grid}`, steps, radius * grid, 1e-12 * radius * grid),
      atMost(`radius ${radius} in steps of 1/${grid}, whole`, radius * grid, steps + 1, 1e-9 * radius * grid),
      atMost(
        `radius ${radius} squared in steps of 1/${grid}`,
        squares,
        (radius * grid) ** 2,
        1e-12 * (radius * grid) ** 2,
      ),
      atMost(
        `radius ${radius} squared in steps of 1/${grid}, whole`,
        (radius * grid) ** 2,
        squares + 1,
        1e-9 * (radius * grid) ** 2,
      ),
      isTrue(
        `${enough} of ${rows.length + 2} certified, ${requirement.accuracy} wanted`,
        judged!.met === enough >= requirement.accuracy * (rows.length + 2) && judged!.certified === enough,
      ),
      ...prepared(random),
    ];
  }).flat();

/** Every pixel of an image is found again where the convention puts it. */
function prepared(random: RandomStream): NumericInstance[] {
  const shape = [random.uniform() < 0.5 ? 3 : 1, 2, 3] as const;
  const [channels, height, width] = shape;
  const area = height * width;
  const pixels = Float32Array.from({ length: channels * area }, () => random.integer(256) / 255);
  const convention = {
    layout: random.uniform() < 0.5 ? 'nchw' : 'nhwc',
    channels: random.uniform() < 0.5 ? 'rgb' : 'bgr',
    range: VALUE_RANGES[random.integer(3)]!,
  } as const;
  const made = prepareImage(pixels, shape, convention);
  const normalization = { mean: [0.4, 0.5, 0.6].slice(0, channels), std: [0.2, 0.3, 0.25].slice(0, channels) };
  const normal = made.slice();
  normalize(normal, 1, made.length, normalization, convention.layout);
  const back = made.slice();
  toUnitRange(back, convention.range);
  const label = `${channels} channels, ${convention.layout}, ${convention.channels}, ${convention.range}`;
  let [worst, worstNormal, worstBack] = [0, 0, 0];
  for (let c = 0; c < channels; c++) {
    const to = convention.channels === 'rgb' ? c : channels - 1 - c;
    for (let i = 0; i < area; i++) {
      const at = convention.layout === 'nchw' ? to * area + i : i * channels + to;
      const value = rangeBlack(convention.range) + rangeWidth(convention.range) * pixels[c * area + i]!;
      worst = Math.max(worst, Math.abs(made[at]! - value) / rangeWidth(convention.range));
      worstNormal = Math.max(
        worstNormal,
        Math.abs(normal[at]! - (value - normalization.mean[to]!) / normalization.std[to]!) /
          rangeWidth(convention.range),
      );
      worstBack = Math.max(worstBack, Math.abs(back[at]! - pixels[c * area + i]!));
    }
  }
  return [
    atMost(`${label}: pixels`, worst, 0, 1e-6),
    atMost(`${label}: normalized`, worstNormal, 0, 5e-6),
    atMost(`${label}: back again`, worstBack, 0, 1e-6),
  ];
}

/** Of the claim about fixed samples. */
export const tablesPart: ImplementationPart = {
  id: 'library-tables',
  about: 'implementation',
  implements: ['bound'],
  statement:
    'Accuracies, their intervals, staircases, requirements, steps within a radius, images chosen and images as a model takes them are what counting gives.',
  evidence: [
    numerically('drawn results of three runs; counts, and 1e-6 of an interval', tables),
    numerically('drawn choices, radii, rows and images; rounding of floats', pieces),
  ],
};
