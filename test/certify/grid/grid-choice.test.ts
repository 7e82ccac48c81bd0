/** Which grid copies are drawn on, what that makes of a run, and what radii mean there. */
import { describe, expect, it } from 'vitest';
import { sampledPlan } from '../../../src/certify/certify-plan.ts';
import { gridOf, toUnitSteps } from '../../../src/certify/data/value-range.ts';
import { chooseGrid } from '../../../src/certify/grid/grid-choice.ts';
import { stepsWithin } from '../../../src/certify/grid/grid-steps.ts';
import { openSubject } from '../../../src/certify/grid/grid-subject.ts';
import { differingSettings, runFingerprint } from '../../../src/certify/results/run-fingerprint.ts';
import { parseResultLog } from '../../../src/certify/results/log-reader.ts';
import { formatResultLogHeader } from '../../../src/certify/results/result-log.ts';
import { resultsOfLog } from '../../../src/certify/results/accuracy-results.ts';
import type { RunSettings } from '../../../src/certify/results/result.ts';
import { smoothingInRange } from '../../../src/certify/smoothing.ts';
import { boundFromTail } from '../../../src/certify/statistics/probability-bound.ts';
import { parseSubject } from '../../../src/certify/subject.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';

const DIM = 12;
const noise = (spec: string, sigma = 0.5) => parseNoise(spec, DIM, { sigma });
const l1 = [lpAdversary(1, DIM)];

describe('the grid', () => {
  it('is that of the data by default, where the noise has independent coordinates', () => {
    for (const spec of ['uniform:linf', 'gaussian', 'laplace', 'iid-exp,s=4', 'exp:l1,k=1,j=0', 'exp:l2,k=2,j=0']) {
      expect(chooseGrid('auto', noise(spec), 255).grid, spec).toBe(255);
      expect(chooseGrid('auto', noise(spec), null), spec).toMatchObject({ grid: null });
      expect(chooseGrid('off', noise(spec), 255), spec).toMatchObject({ grid: null, lambda: noise(spec).lambda });
    }
    for (const spec of ['uniform:l2', 'exp:linf,k=1,j=0', 'power:l2,k=1,a=20']) {
      const choice = chooseGrid('auto', noise(spec), 255);
      expect(choice).toMatchObject({ grid: null });
      expect(choice.sentence).toContain('independent coordinates');
      expect(() => chooseGrid(255, noise(spec), 255)).toThrow('independent coordinates');
    }
    expect(chooseGrid('auto', noise('gaussian', 300), 255).sentence).toContain('smaller scale');
    expect(chooseGrid('auto', noise('gaussian'), null).sentence).toContain('not known to be multiples');
    expect(chooseGrid('off', noise('gaussian'), 255).sentence).toContain('the grid is off');
  });

  it('moves the lambda of uniform noise by at most half a step, and says so', () => {
    const { grid, lambda, sentence } = chooseGrid('auto', noise('uniform:linf'), 255);
    expect(grid).toBe(255);
    expect(Math.round(lambda * 510)).toBe(441);
    expect(sentence).toContain('0.864706 there, not 0.866025');
    expect(Math.abs(lambda - noise('uniform:linf').lambda)).toBeLessThan(0.5 / 255);
  });

  it('of black and white is 1, but 255 where uniform noise would be another one', () => {
    expect(chooseGrid('auto', noise('gaussian'), 1).grid).toBe(1);
    expect(chooseGrid('auto', noise('uniform:linf'), 1).grid).toBe(255);
    expect(chooseGrid('auto', noise('uniform:linf', 2.5 / Math.sqrt(3)), 1).grid).toBe(1);
  });

  it('asked for must hold the images', () => {
    expect(chooseGrid(510, noise('gaussian'), 255).grid).toBe(510);
    expect(chooseGrid(100, noise('gaussian'), null).grid).toBe(100);
    expect(() => chooseGrid(100, noise('gaussian'), 255)).toThrow('multiple of 255');
    for (const grid of [0, 0.5, 65536]) expect(() => chooseGrid(grid, noise('gaussian'), null)).toThrow('65535');
  });

  it('of floats is told by their accuracy', () => {
    const levels = Array.from({ length: 256 }, (_, n) => n);
    expect(
      gridOf(
        Float32Array.from(levels, (n) => n / 255),
        '0..1',
      ),
    ).toBe(255);
    expect(
      gridOf(
        Float32Array.from(levels, (n) => n * Math.fround(1 / 255)),
        '0..1',
      ),
    ).toBe(255);
    expect(gridOf(levels, '0..255')).toBe(255);
    expect(gridOf([0, 1, 1, 0], '0..1')).toBe(1);
    expect(gridOf([0, 255], '0..255')).toBe(1);
    for (const off of [1 / 256, 0.5, 17 / 255 + 1e-6, 1e-9, NaN]) expect(gridOf([0, 1, off], '0..1')).toBeNull();
    expect(gridOf([0.5], '0..255')).toBeNull();
    const { fround } = Math;
    // 2 n/255 - 1, however it is computed; and nothing beside it.
    const symmetric = [
      levels.map((n) => fround((2 * n) / 255 - 1)),
      levels.map((n) => fround(2 * fround(n / 255) - 1)),
      levels.map((n) => fround(fround(fround(n / 255) - 0.5) / 0.5)),
      levels.map((n) => fround(fround(n / 127.5) - 1)),
    ];
    for (const values of symmetric) {
      expect(gridOf(values, '-1..1')).toBe(255);
      const back = Float32Array.from(values);
      toUnitSteps(back, '-1..1');
      expect([...back]).toEqual(levels.map((n) => fround(n / 255)));
    }
    expect(gridOf([-1, 1], '-1..1')).toBe(1);
    for (const off of [0, 1 / 255 + 1e-6, 1e-5, 1 / 256, NaN]) expect(gridOf([-1, 1, off], '-1..1')).toBeNull();
  });
});

describe('a subject on a grid', () => {
  it('pays tau: its radii are those of rho - tau, and of more of it no more', async () => {
    const opened = await openSubject('iid-pareto,a=3', { dim: 3072, scale: { lambda: 0.5 }, dataGrid: 255 }, [
      lpAdversary(1, 3072),
    ]);
    const { tau } = opened.grid!;
    expect(tau).toBeGreaterThan(1e-8);
    const reals = parseSubject('iid-pareto,a=3', { dim: 3072, scale: { lambda: 0.5 } }, [lpAdversary(1, 3072)]);
    if (opened.plan.kind !== 'sampled' || reals.plan.kind !== 'sampled') throw new Error('sampled plans');
    expect(opened.plan.tau).toBe(tau);
    for (const tail of [0.01, 0.2, 0.4]) {
      const paid = opened.plan.radii[0]!.radius(boundFromTail(tail));
      expect(paid).toBe(reals.plan.radii[0]!.radius(boundFromTail(tail + tau)));
      expect(paid).toBeLessThan(reals.plan.radii[0]!.radius(boundFromTail(tail)));
    }
    // With all of the probability open nothing is certain.
    const all = sampledPlan(noise('gaussian'), l1, { tau: 0.4 });
    expect(all.radii[0]!.radius(boundFromTail(0.2))).toBe(0);
    expect(all.radii[0]!.radius(boundFromTail(0.05))).toBeGreaterThan(0);
  });

  it('keeps its scale in units of the data, whatever the model takes', async () => {
    const { smoothing } = await openSubject('laplace', { dim: DIM, scale: { sigma: 0.5 }, dataGrid: 255 }, l1);
    for (const range of ['0..1', '0..255', '-1..1'] as const) {
      const inRange = smoothingInRange(smoothing, range);
      expect(inRange).toMatchObject({ lambda: noise('laplace').lambda, grid: { range, law: { grid: 255 } } });
    }
    const off = await openSubject('laplace', { dim: DIM, scale: { sigma: 0.5 }, grid: 'off', dataGrid: 255 }, l1);
    expect(smoothingInRange(off.smoothing, '0..255').lambda).toBe(255 * noise('laplace').lambda);
    expect(off.grid).toBeUndefined();
    expect(off.speaksOf).toContain('real numbers');
  });

  it('leaves splitting to its own levels', async () => {
    const place = { dim: DIM, scale: { sigma: 0.5 } };
    const { grid, speaksOf } = await openSubject('splitting', { ...place, dataGrid: 255 }, l1);
    expect(grid).toBeUndefined();
    expect(speaksOf).toContain('on the grid of 1/255');
    await expect(openSubject('splitting', { ...place, grid: 15 }, l1)).rejects.toThrow('splitting,levels=15');
  });
});

describe('a radius on a grid', () => {
  it('means whole steps, never one too many', () => {
    const random = randomStream(41, 0);
    for (let i = 0; i < 2000; i++) {
      const grid = 1 + random.integer(300);
      const steps = random.integer(1000);
      // At, just below and just above whole steps, where a product of doubles rounds.
      const radius = (steps / grid) * (1 + (random.integer(5) - 2) * 2 ** -52);
      const found = stepsWithin(i % 2 === 0 ? 'l1' : 'linf', radius, grid)!;
      const exact = toRational(radius).mul(grid);
      expect(exact.compare(found) >= 0 && exact.compare(found + 1) < 0, `${radius} on 1/${grid}`).toBe(true);
      const squares = stepsWithin('l2', radius, grid)!;
      expect(exact.pow(2).compare(squares) >= 0).toBe(true);
      expect(
        exact.pow(2).compare(squares + 1) < 0 ||
          exact
            .pow(2)
            .sub(squares + 1)
            .compare(toRational(1e-9)) < 0,
      ).toBe(true);
    }
    expect(stepsWithin('l1-box', Infinity, 255)).toBe(Infinity);
    expect(stepsWithin('lp:1.5', 1, 255)).toBeNull();
    expect(stepsWithin('linf', 0.0039, 255)).toBe(0);
  });
});

const SETTINGS: RunSettings = {
  format: 1,
  version: '0.3.0',
  model: { file: 'm.onnx', sha256: 'a'.repeat(64) },
  data: { name: 'images', sha256: 'b'.repeat(64) },
  input: 'nchw rgb 0..1',
  noise: 'gaussian',
  sigma: 0.5,
  lambda: 0.5,
  dim: 3072,
  adversaries: ['l2'],
  estimation: 'fixed',
  n: 1000,
  n0: 100,
  alpha: 0.001,
  seed: 0,
  engine: 'onnx: CPU',
};

describe('logs', () => {
  it('of real numbers stay what they were, and are not continued on a grid', async () => {
    // As version 0.3.0 computed it from these settings.
    const before = await runFingerprint(SETTINGS);
    expect(before).toBe('5bb2d310d263cf242e7c3e10eeb017c6d0f71123ed7602be13bdd384cb391580');
    const onGrid = { ...SETTINGS, grid: { steps: 255, tau: 1e-4 } };
    expect(await runFingerprint(onGrid)).not.toBe(before);
    expect(await runFingerprint({ ...onGrid, grid: { steps: 255, tau: 2e-4 } })).toBe(await runFingerprint(onGrid));
    expect(differingSettings(SETTINGS, onGrid)).toEqual(['grid is none (real numbers) there and 1/255 here']);
    const { settings } = parseResultLog(formatResultLogHeader(SETTINGS, before));
    expect(settings.grid).toBeUndefined();
    expect(parseResultLog(formatResultLogHeader(onGrid, before)).settings).toEqual(onGrid);
  });

  it('give radii against other adversaries at rho - tau', () => {
    const log = (settings: RunSettings) => {
      const rows = '0\t1\t1\t0.5\t1\t0:00:01.000000\t0.900000000000\t930\t1000\t0.5\n';
      return parseResultLog(formatResultLogHeader(settings, 'c'.repeat(64)) + rows);
    };
    const radius = (settings: RunSettings) => resultsOfLog(log(settings), 'a.tsv', 'linf').images[0]!.radius;
    const plain = radius(SETTINGS);
    const paid = radius({ ...SETTINGS, grid: { steps: 255, tau: 0.01 } });
    expect(paid).toBeLessThan(plain);
    expect(paid).toBeGreaterThan(0.9 * plain);
  });
});
