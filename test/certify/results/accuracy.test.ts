/** Certified accuracy counted by hand, by brute force, and from the files of other programs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyReport, accuracyStaircases, runAccuracy } from '../../../src/certify/results/accuracy.ts';
import { resultsOfLog, type ResultSet } from '../../../src/certify/results/accuracy-results.ts';
import { radiiFromRho } from '../../../src/certify/results/radii-from-rho.ts';
import { parseNpy } from '../../../src/certify/data/formats/npy.ts';
import { parseCohenLog, readSavedArrays } from '../../../src/certify/results/foreign-results.ts';
import type { ResultLog } from '../../../src/certify/results/result-log.ts';
import { roundedDecimal } from '../../../src/numeric/decimal.ts';
import { clopperPearsonLower } from '../../../src/numeric/confidence/binomial.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { certifiedRadius } from '../../../src/radius/certified-radius.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { bytesOf, npyBytes } from '../data/data-files.ts';

const run = (changes: Partial<ResultSet> & Pick<ResultSet, 'images'>): ResultSet => ({
  file: 'a.tsv',
  noise: 'gaussian',
  sigma: 0.5,
  alpha: 0.001,
  estimation: 'fixed',
  adversary: 'l1',
  data: 'abc',
  notes: [],
  ...changes,
});

/** Five images: right with radii 0.5, 1.5 and 0.25; wrong with a large radius; abstained. */
const five = run({
  images: [
    { index: 0, label: 1, predict: 1, radius: 0.5 },
    { index: 1, label: 2, predict: 2, radius: 1.5 },
    { index: 2, label: 3, predict: 4, radius: 9 },
    { index: 3, label: 5, predict: -1, radius: 0 },
    { index: 4, label: 6, predict: 6, radius: 0.25 },
  ],
});

describe('one run', () => {
  it('counts by hand: wrong and abstained images never count, a radius counts at itself', () => {
    const found = runAccuracy(five, { radii: [0, 0.25, 0.5, 0.500001, 1.5, 2] });
    expect(found.at.map(({ certified }) => certified)).toEqual([3, 3, 2, 1, 1, 0]);
    expect(found.at[2]).toMatchObject({ accuracy: 0.4, interval: null });
    expect(found).toMatchObject({ images: 5, abstained: 1, right: 3, medianRadius: 0.5, meanRadius: 0.75 });
    expect(found.averageCertifiedRadius).toBeCloseTo(2.25 / 5, 14);
  });

  it('tells where the images right stand by rho, and what the average radius is made of', () => {
    expect(runAccuracy(five, { radii: [0] }).rho).toBeUndefined();
    const { rho } = runAccuracy({ ...five, rhos: [0.9, 0.9991, 0.9999, 0.2, 0.6] }, { radii: [0] });
    const seen = rho!.filter(({ images }) => images > 0).map(({ from, to, images }) => [from, to, images]);
    // The third image is wrong and the fourth abstained; ends belong to the bin below.
    expect(seen).toEqual([[0.5, 0.6, 1], [0.8, 0.9, 1], [0.999, 1, 1]]); // prettier-ignore
    expect(rho!.map(({ radiusShare }) => radiusShare).filter((share) => share !== 0)).toEqual([0.25 / 2.25, 0.5 / 2.25, 1.5 / 2.25]); // prettier-ignore
    const endless = run({ images: [{ index: 0, label: 1, predict: 1, radius: Infinity }], rhos: [1] });
    expect(runAccuracy(endless, { radii: [0] }).rho!.at(-1)).toMatchObject({ images: 1, radiusShare: null });
  });

  it('takes the lower of two middle radii, and has none where nothing is right', () => {
    const two = run({ images: five.images.slice(0, 2) });
    expect(runAccuracy(two, { radii: [0] }).medianRadius).toBe(0.5);
    expect(runAccuracy(run({ images: five.images.slice(2, 4) }), { radii: [0] })).toMatchObject({ meanRadius: null, medianRadius: null, averageCertifiedRadius: 0 }); // prettier-ignore
    expect(() => runAccuracy(run({ images: [] }), { radii: [0] })).toThrow(/a\.tsv holds no results yet/);
  });

  it('gives exact intervals: 2 of 5 at 95 %, from binomial tails summed by hand', () => {
    const { lower, upper } = runAccuracy(five, { radii: [0.5], confidence: 0.95 }).at[0]!.interval!;
    const tail = (p: number, from: number, to: number): number => {
      const choose = [1, 5, 10, 10, 5, 1];
      return choose.reduce((sum, c, k) => (k >= from && k <= to ? sum + c * p ** k * (1 - p) ** (5 - k) : sum), 0);
    };
    expect(tail(lower, 2, 5)).toBeCloseTo(0.025, 9);
    expect(tail(upper, 0, 2)).toBeCloseTo(0.025, 9);
    expect(tail(lower, 2, 5)).toBeLessThanOrEqual(0.025);
    expect(tail(upper, 0, 2)).toBeLessThanOrEqual(0.025);
  });
});

const someRun = fc
  .array(fc.record({ label: fc.nat(2), predict: fc.integer({ min: -1, max: 2 }), eighths: fc.nat(16) }), { minLength: 1, maxLength: 30 })
  .map((images) => images.map(({ label, predict, eighths }, index) => ({ index, label, predict, radius: predict < 0 ? 0 : eighths / 8 }))); // prettier-ignore

describe('several runs', () => {
  it('takes the best over sigma at each radius, the least sigma among equals', () => {
    const wide = run({
      file: 'b.tsv',
      sigma: 1,
      images: five.images.map((image) => ({ ...image, radius: image.radius * (image.index === 0 ? 0 : 2) })),
    });
    const { noises } = accuracyReport([wide, five, run({ noise: 'laplace', images: five.images })], {
      radii: [0, 0.5, 2],
    });
    expect(noises.map(({ noise }) => noise)).toEqual(['gaussian', 'laplace']);
    expect(noises[0]!.runs.map(({ sigma }) => sigma)).toEqual([0.5, 1]);
    expect(noises[0]!.best.map(({ certified, sigma, file }) => [certified, sigma, file])).toEqual([
      [3, 0.5, 'a.tsv'],
      [2, 0.5, 'a.tsv'],
      [1, 1, 'b.tsv'],
    ]);
  });

  it('says when runs do not compare', () => {
    const fewer = run({ file: 'b.tsv', images: five.images.slice(0, 4) });
    expect(accuracyReport([five, fewer], { radii: [0] }).notes.join()).toMatch(/different images \(5 and 4 of them\)/);
    const elsewhere = run({ file: 'b.tsv', data: 'def', images: five.images });
    expect(accuracyReport([five, elsewhere], { radii: [0] }).notes.join()).toMatch(
      /different images \(of different data sets\)/,
    );
    expect(accuracyReport([five, { ...elsewhere, data: null }], { radii: [0] }).notes).toEqual([]);
    const stopped = run({ estimation: 'stop at radius 0.5, looks every 100 samples or x1.1', images: five.images });
    expect(accuracyReport([stopped], { radii: [0] }).notes.join()).toMatch(
      /a\.tsv stopped early \(stop at radius 0\.5/,
    );
    expect(accuracyReport([five], { radii: [0] }).notes).toEqual([]);
    expect(() => accuracyReport([five, run({ adversary: 'l2', images: five.images })], { radii: [0] })).toThrow(
      /say against which/,
    );
  });

  it('draws staircases that agree with the counts at every radius (property, 300 cases)', () => {
    fc.assert(
      fc.property(someRun, someRun, fc.nat(20), (a, b, eighths) => {
        const results = [run({ images: a }), run({ sigma: 1, images: b })];
        const radius = eighths / 8 + (eighths % 2 === 0 ? 0 : 1 / 16);
        const { best } = accuracyReport(results, { radii: [radius] }).noises[0]!;
        const { steps, endless } = accuracyStaircases(results)[0]!;
        const step = steps.find((each) => each.radius >= radius);
        expect((step ?? endless).accuracy).toBe(best[0]!.accuracy);
        const heights = steps.map(({ accuracy }) => accuracy);
        expect(heights).toEqual([...new Set(heights)].sort((x, y) => y - x));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('keeps an accuracy that never drops', () => {
    const [curve] = accuracyStaircases([run({ images: [{ index: 0, label: 0, predict: 0, radius: Infinity }, ...five.images.slice(1, 4)] })]); // prettier-ignore
    expect(curve).toEqual({
      noise: 'gaussian',
      steps: [{ radius: 1.5, accuracy: 0.5, certified: 2, images: 4 }],
      endless: { accuracy: 0.25, certified: 1, images: 4 },
    });
  });
});

describe('a log of wulff certify', () => {
  const rho = clopperPearsonLower(1900, 2000, 0.001);
  const log: ResultLog = {
    settings: {
      format: 1,
      version: '0.1.0',
      model: { file: 'm.onnx', sha256: 'a'.repeat(64) },
      data: { name: 'd', sha256: 'b'.repeat(64) },
      input: 'nchw rgb 0..1',
      noise: 'laplace',
      sigma: 0.5,
      lambda: 0.5 / Math.SQRT2,
      dim: 3072,
      adversaries: ['l1'],
      estimation: 'fixed',
      n: 2000,
      n0: 100,
      alpha: 0.001,
      seed: 1,
      engine: 'onnx',
    },
    fingerprint: 'c'.repeat(64),
    rows: [
      {
        index: 0,
        label: 1,
        predict: 1,
        correct: true,
        seconds: 1,
        rho,
        count: 1900,
        n: 2000,
        radii: new Map([['l1', 0.7]]),
      },
      {
        index: 1,
        label: 1,
        predict: -1,
        correct: false,
        seconds: 1,
        rho: clopperPearsonLower(900, 2000, 0.001),
        count: 900,
        n: 2000,
        radii: new Map([['l1', 0]]),
      },
    ],
    lines: [],
    torn: true,
    wholeLength: 0,
  };

  it('is taken as it is against its own adversaries', () => {
    const results = resultsOfLog(log, 'run.tsv');
    expect(results).toMatchObject({ adversary: 'l1', noise: 'laplace', sigma: 0.5, alpha: 0.001 });
    expect(results.images.map(({ radius }) => radius)).toEqual([0.7, 0]);
    expect(results.notes.join()).toMatch(/run\.tsv ends within a line/);
  });

  it('is told when radii are above what their rho allows, but for the rounding of rho', () => {
    const edited = (rho: number, radius: number, changes: Partial<ResultLog['settings']> = {}): readonly string[] => {
      const settings = { ...log.settings, ...changes };
      const radii = new Map([[settings.adversaries[0]!, radius]]);
      // No rule of ours: counts are not judged, radii are.
      return resultsOfLog({ ...log, settings: { ...settings, estimation: 'unknown' }, torn: false, rows: [{ ...log.rows[0]!, rho, radii }, log.rows[1]!] }, 'run.tsv').notes; // prettier-ignore
    };
    const { lambda } = log.settings;
    // Laplace against l1: -lambda log(2 (1 - rho)) (Teng et al. 2020).
    const exact = (p: number): number => -lambda * Math.log(2 * (1 - p));
    for (const p of [0.5 + 1e-9, 0.7, 0.99, 1 - 1e-8, 1 - 1e-11]) {
      const printed = Number(roundedDecimal(p, 12, 'down'));
      expect(edited(printed, Number(roundedDecimal(exact(p), 9, 'down')))).toEqual([]);
    }
    expect(edited(0.9, 1.001 * exact(0.9)).join()).toMatch(
      /1 of 2 radii are above what their rho allows.* image 0: rho 0\.9, /,
    );
    expect(edited(0.4, 0.1)).toHaveLength(1);
    // Many rho together are searched more coarsely than one by one, as certify does: still no false alarm.
    const noise = parseNoise('laplace', 3072, { lambda });
    const rows = Array.from({ length: 12 }, (_, index) => {
      const rho = Number(roundedDecimal(0.51 + index / 25, 12, 'down'));
      const { radius } = certifiedRadius(noise, parseAdversary('linf', 3072), rho);
      return { ...log.rows[0]!, index, rho, radii: new Map([['linf', radius]]) };
    });
    const honest = {
      ...log,
      settings: { ...log.settings, adversaries: ['linf'], estimation: 'unknown' },
      torn: false,
      rows,
    };
    expect(resultsOfLog(honest, 'run.tsv').notes).toEqual([]);
    // Radii that depend on more than rho are not judged.
    expect(edited(0.9, 99, { adversaries: ['l1-box'], noise: 'uniform:linf' })).toEqual([]);
    expect(edited(0.9, 99, { noise: 'splitting' })).toEqual([]);
  });

  it('is told when a count cannot give its rho', () => {
    const honest = resultsOfLog({ ...log, torn: false }, 'run.tsv').notes.join();
    expect(honest).not.toMatch(/votes of/);
    const rows = log.rows.map((row) => ({ ...row, count: row.count + 1 }));
    expect(resultsOfLog({ ...log, torn: false, rows }, 'run.tsv').notes.join()).toMatch(
      /run\.tsv, line 3: 1901 votes of 2000 give rho 0\.93\d+, not 0\.93\d+, and 1 more row is like it/,
    );
  });

  it('has radii against others computed from rho: linf is the smaller', () => {
    const results = resultsOfLog(log, 'run.tsv', 'linf');
    const [first, second] = results.images;
    expect(second!.radius).toBe(0);
    // Golden: e.g. l1 radius log(1/(2(1-rho))) lambda; linf is about Phi^-1(rho) lambda / sqrt d.
    expect(first!.radius).toBeGreaterThan(0);
    expect(first!.radius).toBeLessThan((0.5 / Math.SQRT2) * 1.7 * (1 / Math.sqrt(3072)));
    expect(results.notes.join()).toMatch(/no radii against linf: computed from its rho/);
    const file = { ...log, settings: { ...log.settings, noise: 'my-noise.json' } };
    expect(() => resultsOfLog(file, 'run.tsv', 'linf')).toThrow(
      /made with my-noise\.json, whose radii cannot be computed from rho alone/,
    );
  });
});

describe('logs as Cohen, Rosenfeld and Kolter print them', () => {
  const noise = parseNoise('gaussian', 3072, { sigma: 0.25 });
  const subject = { noise, adversary: 'l2' };
  const header = 'idx\tlabel\tpredict\tradius\tcorrect\ttime\n';

  it('are read, and images that owe their place to rounding are counted', () => {
    const text = `${header}0\t3\t3\t0.5\t1\t0:00:15.1\n20\t8\t-1\t0.0\t0\t0:00:15\n40\t8\t8\t0.501\t1\t0:00:15\n60\t1\t2\t0.72\t0\t0:00:15\n`;
    const results = parseCohenLog(text, 'sigma_0.25', subject, [0.25, 0.5]);
    expect(results.images).toEqual([
      { index: 0, label: 3, predict: 3, radius: 0.5 },
      { index: 20, label: 8, predict: -1, radius: 0 },
      { index: 40, label: 8, predict: 8, radius: 0.501 },
      { index: 60, label: 1, predict: 2, radius: 0.72 },
    ]);
    expect(runAccuracy(results, { radii: [0.5] }).at[0]!.certified).toBe(2);
    // 0.5 may have been 0.4995; 0.501 was at least 0.5005.
    expect(results.notes.join()).toMatch(
      /rounded to nearest: at radius 0\.5 1 of 4 images may count by rounding alone/,
    );
  });

  it.each([
    ['0\t3\t3\tx\t1\t0\n', /line 2: radius is "x", not a number/],
    ['0\t3\t3\n', /line 2: radius is "", not a number/],
    ['0\t3\t4\t0.1\t1\t0\n', /line 2: correct is 1, but label is 3 and predict 4/],
    ['0\t3\t-2\t0.1\t0\t0\n', /line 2: predict is -2/],
    ['0\t3\t3\t-0.1\t1\t0\n', /line 2: the radius is -0\.1/],
  ])('are refused where they are wrong: %j', (line, message) => {
    expect(() => parseCohenLog(header + line, 'log', subject)).toThrow(message);
  });
});

describe('arrays as rs4a saves them', () => {
  const rhos = Float64Array.from([0.9, 0.49, 0.75, 0.55], Math.fround);
  const probLb = parseNpy(npyBytes({ descr: '<f8', shape: [4], data: bytesOf(rhos) }), 'prob_lb');
  const labels = parseNpy(
    npyBytes({ descr: '<f8', shape: [4], data: bytesOf(Float64Array.from([1, 0, 2, 0])) }),
    'labels',
  );
  const votes = Float64Array.from([0.1, 0.9, 0, 0.5, 0.3, 0.2, 0.2, 0, 0.8, 0, 0.6, 0.4]);
  const preds = parseNpy(npyBytes({ descr: '<f8', shape: [4, 3], data: bytesOf(votes) }), 'preds');
  const saved = (radii: readonly number[]): ReturnType<typeof parseNpy> =>
    parseNpy(npyBytes({ descr: '<f8', shape: [4], data: bytesOf(Float64Array.from(radii, Math.fround)) }), 'radius');

  it('have their radii computed from rho: the uniform formula 2 lambda (rho - 1/2), never more', () => {
    const noise = parseNoise('uniform:linf', 3072, { sigma: 0.5 });
    const formula = Array.from(rhos, (rho) => 2 * noise.lambda * (rho - 0.5));
    const results = readSavedArrays({ probLb, preds, labels, radii: saved(formula) }, 'run', {
      noise,
      adversary: 'l1',
    });
    expect(results.images.map(({ predict }) => predict)).toEqual([1, -1, 2, 1]);
    for (const i of [0, 2, 3]) {
      expect(results.images[i]!.radius).toBeLessThanOrEqual(formula[i]!);
      expect(results.images[i]!.radius).toBeCloseTo(formula[i]!, 6);
    }
    expect(results.images[1]!.radius).toBe(0);
    expect(results.notes.join('\n')).toMatch(/1 of 4 images have rho <= 1\/2 and count as abstained/);
    expect(results.notes.join('\n')).not.toMatch(/above/);
    expect(runAccuracy(results, { radii: [0.1] }).at[0]!.certified).toBe(2);
  });

  it('never profit from single precision: a rho that was rounded up is lowered again', () => {
    const noise = parseNoise('uniform:linf', 3072, { sigma: 0.5 });
    // Doubles that single precision rounds up, by nearly half a unit in its last place.
    const truths = [0.6, 0.7, 0.8, 0.9].map((rho) => Math.fround(rho) - 2 ** -25 + 2 ** -40);
    const rounded = Float64Array.from(truths, Math.fround);
    rounded.forEach((rho, i) => expect(rho).toBeGreaterThan(truths[i]!));
    const array = parseNpy(npyBytes({ descr: '<f8', shape: [4], data: bytesOf(rounded) }), 'prob_lb');
    const results = readSavedArrays({ probLb: array, preds, labels, radii: null }, 'run', { noise, adversary: 'l1' });
    results.images.forEach(({ radius }, i) => {
      expect(radius).toBeLessThanOrEqual(2 * noise.lambda * (truths[i]! - 0.5));
    });
  });

  it('are told where they claim too much: the approximation for Laplace noise against linf in dimension 3', () => {
    // rs4a: lambda Phi^-1(rho) / sqrt d; at rho = 0.55, lambda = 1, d = 3 it is 5 % above the exact radius 0.0690474.
    const noise = parseNoise('laplace', 3, { lambda: 1 });
    const claims = [1.2815516, -0.0250689, 0.6744898, 0.1256613].map((quantile) => quantile / Math.sqrt(3));
    const results = readSavedArrays({ probLb, preds, labels, radii: saved(claims) }, 'run', {
      noise,
      adversary: 'linf',
    });
    const note = results.notes.at(-1)!;
    expect(note).toMatch(
      /run: 1 of 4 saved radii are above what their rho allows; worst image 3: rho 0\.55\d*, saved 0\.0725506/,
    );
    expect(results.images[3]!.radius).toBeLessThan(0.06904745);
  });

  it('are refused where their sizes differ, or a probability is none', () => {
    const noise = parseNoise('laplace', 3, { lambda: 1 });
    const short = parseNpy(npyBytes({ descr: '<f8', shape: [1], data: new Uint8Array(8) }), 'labels');
    expect(() =>
      readSavedArrays({ probLb, preds, labels: short, radii: null }, 'run', { noise, adversary: 'l1' }),
    ).toThrow(/prob_lb\.npy has 4 images, labels\.npy 1/);
    expect(() =>
      readSavedArrays({ probLb: labels, preds, labels, radii: null }, 'run', { noise, adversary: 'l1' }),
    ).toThrow(/image 2 has 2, no probability/);
  });

  it('computes the same rho once, in any order', () => {
    const noise = parseNoise('gaussian', 10, { sigma: 1 });
    const radii = radiiFromRho(noise, 'l2', [0.9, 0.5, 0.9, 0.99]);
    expect(radii[0]).toBe(radii[2]);
    expect(radii[1]).toBe(0);
    expect(radii[3]).toBeCloseTo(2.326347874, 8);
  });
});
