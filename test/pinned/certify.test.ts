/** Certificates: votes of a known law to class, bound and radii, by every plan; the copies; the log; the accuracies. */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { describeEstimation, sampledPlan, samplesAtMost, splittingPlan } from '../../src/certify/certify-plan.ts';
import { copyKernel } from '../../src/certify/copies/copy-kernel.ts';
import { noiseKernel } from '../../src/certify/copies/noise-kernels.ts';
import { splittingKernel } from '../../src/certify/copies/splitting-kernel.ts';
import { copyDeviation, latticeLaw } from '../../src/certify/copies/lattice/lattice-law.ts';
import { latticeNoise } from '../../src/certify/copies/lattice/lattice-kernel.ts';
import { chooseGrid } from '../../src/certify/grid/grid-choice.ts';
import { openSubject } from '../../src/certify/grid/grid-subject.ts';
import { stepsWithin } from '../../src/certify/grid/grid-steps.ts';
import { predictImage } from '../../src/certify/predict-image.ts';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { boxL1Radius } from '../../src/certify/radii/box-l1.ts';
import { imageRadii } from '../../src/certify/radii/image-radii.ts';
import { formatResultLogRow } from '../../src/certify/results/log-row.ts';
import { nearestSplittingLambda, parseSplitting, splittingPositions } from '../../src/certify/splitting.ts';
import { bucketVotes, classBuckets } from '../../src/certify/statistics/buckets.ts';
import { classShares, fixedClassBounds } from '../../src/certify/statistics/class-bounds.ts';
import { boundFromTail, idealBound, quotientDown } from '../../src/certify/statistics/probability-bound.ts';
import { rhoHistogram } from '../../src/certify/statistics/rho-histogram.ts';
import { describeStopping, nextLook, type StoppingRule } from '../../src/certify/statistics/stopping-rule.ts';
import { countVotes } from '../../src/certify/statistics/vote-count.ts';
import { parseSubject } from '../../src/certify/subject.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { classAt, fakeEngine, uniformAt } from '../certify/statistics/exact-law-engine.ts';
import { Ledger, PATIENCE, type Drawing } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

/** A law of the classes: one leader, some rivals, a long tail. */
function law(classes: number, draw: Drawing): number[] {
  const weights = Array.from({ length: classes }, (_, c) =>
    c === 3 % classes ? draw.size(1, 60) : draw.size(0.01, 1),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

describe('the ledger of certificates', () => {
  it('of images, by votes of a known law', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('certify', 'certificates');
    const { draw } = ledger;
    const rules: StoppingRule[] = [
      { kind: 'fixed' },
      { kind: 'radii', radii: [0.02, 0.4] },
      { kind: 'relative-width', width: 0.1, looks: { first: 100, growth: 1.2 } },
    ];
    for (let i = 0; i < 48; i++) {
      const classes = draw.pick([2, 3, 10, 40, 1000]);
      const dim = 8;
      const spec = draw.pick(['uniform:linf', 'gaussian', 'laplace', 'uniform:linf', 'exp:l2,k=2']);
      const names = spec === 'uniform:linf' ? ['l1', 'l1-box', 'linf'] : ['l1', 'l2', 'linf'];
      const adversaries = names.map((name) => parseCertifyAdversary(name, dim));
      const stopping = rules[i % 3]!;
      const options = {
        n0: draw.pick([20, 100]),
        n: draw.pick([300, 2000, 6000]),
        alpha: draw.pick([0.05, 0.001, 1e-6]),
        stopping,
        rivals: draw.pick(['buckets', 'together'] as const),
        nearTies: draw.pick(['counted', 'against'] as const),
      };
      const probabilities = law(classes, draw);
      const index = draw.whole(1, 1e5);
      const pixels = Float32Array.from(draw.vector(dim, 0.5), (x) => x + 0.5);
      const engine = fakeEngine(
        { dim, classes, preferredCount: draw.pick([64, 1000]) },
        (image, sample) => classAt(probabilities, uniformAt(9, image.index, sample)),
        (image, sample) => uniformAt(10, image.index, sample) < 0.01,
      );
      const noise = parseNoise(spec, dim, { sigma: 0.25 });
      const plan = sampledPlan(noise, adversaries, { ...options, tau: draw.pick([0, 0, 1e-4]) });
      const found = { ...(await certifyImage(engine, { index, pixels, label: 3 }, plan)), seconds: 1.5 };
      const question = `${spec}, ${classes} classes, ${JSON.stringify(options)}, tau ${plan.tau}, image ${index}`;
      ledger.ask(question, () => found);
      ledger.ask(`row, sources`, () => [
        formatResultLogRow(found, { adversaries: names, rivals: options.rivals === 'buckets' ? 'buckets' : undefined }),
        plan.radii.map((radii) => radii.sources()),
        samplesAtMost(plan),
        describeEstimation(plan),
      ]);
      const tau = draw.pick([0, 1e-5]);
      const predicted = await predictImage(engine, { index, pixels }, { n: 200, alpha: options.alpha, tau });
      ledger.ask(`prediction, tau ${tau}`, () => predicted);
    }
    await ledger.compare();
  });

  it('splitting noise', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('certify', 'certificates-splitting');
    const { draw } = ledger;
    for (let i = 0; i < 12; i++) {
      const dim = draw.pick([4, 12]);
      const lambda = nearestSplittingLambda(draw.size(0.05, 0.6), 255);
      ledger.ask(`lambda ${lambda}`, () => splittingPositions(parseSplitting('splitting', { dim, scale: { lambda } })));
      const smoothing = parseSplitting('splitting', { dim, scale: { lambda }, seed: i });
      const adversaries = ['l1', 'l1-box', 'l2', 'linf'].map((name) => parseCertifyAdversary(name, dim));
      const plan = splittingPlan(smoothing, adversaries, { nearTies: draw.pick(['counted', 'against'] as const) });
      const probabilities = law(5, draw);
      const pixels = Float32Array.from(draw.vector(dim, 0.5), (x) => Math.round((x + 0.5) * 255) / 255);
      const engine = fakeEngine(
        { dim, classes: 5 },
        (image, sample) => classAt(probabilities, uniformAt(11, image.index, sample)),
        (image, sample) => uniformAt(12, image.index, sample) < 0.02,
      );
      const found = { ...(await certifyImage(engine, { index: i, pixels, label: 1 }, plan)), seconds: 0 };
      ledger.ask(`d = ${dim}, lambda ${lambda}, ${plan.nearTies}`, () => found);
      ledger.ask('copies', () => {
        const out = new Float32Array(3 * dim);
        splittingKernel(smoothing).copies({ index: i, pixels }, 5, 3, out);
        return out;
      });
    }
    await ledger.compare();
  });

  it('bounds, shares, looks and votes', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('certify', 'statistics');
    const { draw } = ledger;
    for (let i = 0; i < 40; i++) {
      const votes = Array.from({ length: draw.pick([2, 3, 9, 17, 40]) }, () => draw.whole(1, 500) - 1);
      const buckets = classBuckets(votes);
      ledger.ask(`votes ${votes.join()}`, () => buckets);
      const ties = votes.map((count) => Math.min(count, draw.whole(1, 20) - 1));
      for (const nearTies of ['counted', 'against'] as const)
        ledger.ask(nearTies, () => {
          const counted = { counts: Float64Array.from(votes), nearTies: Float64Array.from(ties) };
          const found = bucketVotes(counted, buckets, nearTies);
          const n = votes.reduce((sum, count) => sum + count, 0);
          return [found, fixedClassBounds(found, n, ErrorBudget.of(draw.pick([0.001, 0.05])))];
        });
    }
    for (const rivals of [1, 2, 3, 17, 200])
      ledger.ask(`shares of ${rivals}`, () => classShares(ErrorBudget.of(0.001), rivals).map((share) => share.spend()));
    for (const tail of [0, 1e-300, 1e-17, 0.1, 0.3, 0.5, 0.7, 1])
      for (const tau of [0, 1e-9, 0.01, 1])
        ledger.ask(`tail ${tail}, tau ${tau}`, () => idealBound({ ...boundFromTail(tail), rival: tail / 2 }, tau));
    for (let i = 0; i < 10; i++) {
      const [m, n] = [draw.whole(1, 1e6), draw.whole(1e6, 1e9)];
      ledger.ask(`${m}/${n}`, () => quotientDown(m, n));
    }
    const rules: Exclude<StoppingRule, { kind: 'fixed' }>[] = [
      { kind: 'radii', radii: [0.1], adversary: 'l2' },
      { kind: 'relative-width', width: 0.05, looks: { growth: 1.5 } },
    ];
    for (const rule of rules)
      ledger.ask(describeStopping(rule), () => [0, 100, 128, 2048, 3000, 1e6].map((drawn) => nextLook(rule, drawn)));
    const logits = Float32Array.from(draw.vector(60, 2));
    for (const classes of [2, 3, 10])
      ledger.ask(`count, ${classes} classes`, () => {
        const [counts, ties] = [new Float64Array(classes), new Float64Array(classes)];
        return [countVotes(logits, 60 / classes, 0.2, counts, ties), counts, ties];
      });
    ledger.ask('histogram', () =>
      rhoHistogram(Array.from({ length: 60 }, () => ({ rho: draw.between(0.2, 1), radius: draw.size(0.01, 2) }))),
    );
    for (const adversary of ['l1', 'l1-box', 'l2', 'linf', 'l1.5'])
      for (const grid of [1, 255])
        ledger.ask(`steps, ${adversary}, ${grid}`, () =>
          [0.1, 0.5, 1, 1.7, 3.3].map((r) => stepsWithin(adversary, r, grid)),
        );
    for (let i = 0; i < 12; i++) {
      const [tail, lambda] = [draw.between(0.01, 0.49), draw.size(0.1, 2)];
      const distances = draw
        .vector(6, 0.25)
        .map((x) => 0.75 + x)
        .sort((a, b) => b - a);
      ledger.ask(`box ${tail}, ${lambda}, ${distances.join()}`, () => boxL1Radius(tail, lambda, distances));
    }
    for (const spec of namedSpecs()) {
      const text = spec(20, draw);
      const [tau, tail] = [draw.pick([0, 1e-3]), draw.between(0.05, 0.4)];
      ledger.ask(`radii, ${text}, tau ${tau}, tail ${tail}`, () =>
        imageRadii(parseNoise(text, 20, { lambda: 0.3 }), [lpAdversary(1, 20), lpAdversary(Infinity, 20)], tau).map(
          (radii) => [
            radii.radius(boundFromTail(tail)),
            radii.radius({ ...boundFromTail(tail), rival: tail / 2 }),
            radii.sources(),
          ],
        ),
      );
    }
    await ledger.compare();
  });

  it('copies', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('certify', 'copies');
    const { draw } = ledger;
    for (const dim of [1, 3, 40])
      for (const spec of namedSpecs()) {
        const text = spec(dim, draw);
        const [seed, image, first] = [draw.whole(1, 1e9), draw.whole(1, 1e6), draw.whole(1, 4e9)];
        for (const backend of ['typescript', 'wasm'] as const)
          ledger.ask(`${text}, d = ${dim}, seed ${seed}, image ${image}, from ${first}, ${backend}`, () => {
            const out = new Float32Array(2 * dim);
            const kernel = noiseKernel(parseNoise(text, dim, { sigma: 0.3 }), seed, backend);
            kernel.fill(image, first, 2, out);
            return [kernel.kind, out.slice(0, 6)];
          });
      }
    for (const spec of ['gaussian', 'laplace', 'uniform:linf', 'iid-exp,s=3', 'uniform:l2', 'exp:linf,k=2']) {
      for (const wish of ['auto', 'off', 255] as const)
        ledger.ask(`grid, ${spec}, ${wish}`, () => {
          return chooseGrid(wish, parseNoise(spec, 4, { sigma: 0.25 }), 255);
        });
      const noise = parseNoise(spec, 4, { lambda: spec === 'uniform:linf' ? 64 / 255 : 0.25 });
      let told: unknown;
      try {
        const found = await latticeLaw(noise, 255);
        const out = new Int32Array(8);
        latticeNoise(found, 8, 7).fill(3, 11, out);
        told = [
          found.reach,
          found.equal,
          found.deviation,
          copyDeviation(found, 4),
          found.high.slice(0, 8),
          found.low.slice(0, 8),
          out,
        ];
      } catch (error) {
        told = String(error);
      }
      ledger.ask(`lattice, ${spec}`, () => told);
      const adversaries = [parseCertifyAdversary('l1', 4)];
      const subject = await openSubject(spec, { dim: 4, scale: { sigma: 0.25 }, seed: 5, dataGrid: 255 }, adversaries, {
        n: 500,
      });
      ledger.ask(`subject, ${spec}`, () => [subject.noise, subject.grid, subject.smoothing.kind, subject.plan]);
      const plain = parseSubject(spec, { dim: 4, scale: { sigma: 0.25 }, seed: 5 }, adversaries, { n: 500 });
      ledger.ask(`copies, ${spec}`, () => {
        const out = new Float32Array(8);
        const pixels = Float32Array.from([0, 0.2, 0.5, 1]);
        copyKernel(plain.smoothing, 5).copies({ index: 2, pixels }, 9, 2, out);
        return out;
      });
    }
    await ledger.compare();
  });
});
