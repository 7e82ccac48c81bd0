/**
 * The run that the command line, a page and a program call alike: on an engine without a model, its rows are those of
 * certifyImage; logs are gone on with; nothing is certified that does not fit.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certifyImage } from '../../src/certify/certify-image.ts';
import type { LabelledImage } from '../../src/certify/data/data-set.ts';
import type { Engine, EngineOptions } from '../../src/certify/engine.ts';
import { chosenImages } from '../../src/certify/image-choice.ts';
import { imagesInMemory } from '../../src/certify/images-in-memory.ts';
import type { LogWriter } from '../../src/certify/results/result-log.ts';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { certifyRun, type RunOptions, type RunRequest, type RunStart } from '../../src/certify/run.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { parseSubject } from '../../src/certify/subject.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lawEngine } from './statistics/exact-law-engine.ts';

const shape = [1, 2, 2] as const;
const dim = 4;
const images: LabelledImage[] = [0, 1, 2, 3, 4].map((index) => ({
  index,
  pixels: new Float32Array(dim).fill(index / 5),
  label: index % 2,
}));
const data = await imagesInMemory(images, shape, 'five images');
const subject = parseSubject('uniform:linf', { dim, scale: { sigma: 0.5 } }, [lpAdversary(1, dim)], { n: 2000 });

/** Class 1 is the likelier the brighter the image. */
const law = (): Engine =>
  lawEngine({ dim, classes: 2, preferredCount: 300 }, 7, ({ index }) => [1 - index / 5, index / 5]);

function request(more: Partial<RunRequest> = {}): RunRequest & { readonly asked: EngineOptions[] } {
  const asked: EngineOptions[] = [];
  const openEngine = (options: EngineOptions): Promise<Engine> => {
    asked.push(options);
    const zeros = (_: Float32Array, count: number) => Promise.resolve(new Float32Array(2 * count));
    return Promise.resolve({ ...law(), logits: zeros });
  };
  return { model: 'none', data, subject, openEngine, seed: 7, asked, ...more };
}

/** A log in memory. */
function memoryLog(kept: readonly CertifiedImage[] = []): {
  open: RunOptions['openLog'];
  rows: CertifiedImage[];
  closed: () => boolean;
} {
  const rows: CertifiedImage[] = [];
  let closed = false;
  const log: LogWriter = {
    kept,
    mended: false,
    append: (row) => void rows.push(row),
    close: () => void (closed = true),
  };
  return { open: () => Promise.resolve(log), rows, closed: () => closed };
}

const untimed = (row: CertifiedImage): CertifiedImage => ({ ...row, seconds: 0 });

describe('a run', () => {
  it('certifies as certifyImage does, image after image, and logs every row before the next begins', async () => {
    const log = memoryLog();
    const seen: number[] = [];
    const report = await certifyRun(request(), {
      openLog: log.open,
      onImage: (row, number, total) => {
        expect(log.rows.at(-1)).toBe(row);
        expect(total).toBe(5);
        seen.push(number);
      },
    });
    const direct = await Promise.all(images.map((image) => certifyImage(law(), image, subject.plan)));
    expect(report.rows.map(untimed)).toEqual(direct.map(untimed));
    expect(report.rows.some(({ predict }) => predict === 1)).toBe(true);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(log.closed()).toBe(true);
    expect(report).toMatchObject({ planned: 5, interrupted: false, watched: null, nearTie: 1e-4 });
    expect(report.sources[0]!.sources[0]!.method).toBe('closed-form');
    expect(report.settings).toMatchObject({ noise: 'uniform:linf', n: 2000, seed: 7, input: 'nchw rgb 0..1' });
  });

  it('goes on with a log: what is there is neither drawn nor logged again', async () => {
    const whole = await certifyRun(request(), { check: false });
    const log = memoryLog([whole.rows[1]!, whole.rows[3]!]);
    const starts: RunStart[] = [];
    const report = await certifyRun(request(), {
      check: false,
      openLog: log.open,
      onStart: (start) => starts.push(start),
    });
    expect(log.rows.map(({ index }) => index)).toEqual([0, 2, 4]);
    expect(report.rows.map(untimed)).toEqual(whole.rows.map(untimed));
    expect(report.fresh.length).toBe(3);
    expect(starts[0]).toMatchObject({ planned: 5, left: 3, resumed: true, mended: false });
    expect(starts[0]!.progress()).toMatchObject({ done: 3, total: 3, index: 4 });
  });

  it('ends with what is done when it is aborted, and begins no image after its time', async () => {
    const stop = new AbortController();
    const aborted = await certifyRun(request(), {
      check: false,
      signal: stop.signal,
      onImage: (_, number) => number === 2 && stop.abort(),
    });
    expect(aborted.interrupted).toBe(true);
    expect(aborted.rows.map(({ index }) => index)).toEqual([0, 1]);
    expect((await certifyRun(request(), { check: false, limitTime: 0 })).rows).toEqual([]);
  });

  it('tells the engine the noise in the units of the model', async () => {
    const asked = request({ input: { range: '0..255', layout: 'nchw' } });
    await certifyRun(asked, { check: false });
    expect(asked.asked[0]!.smoothing).toMatchObject({ lambda: 255 * subject.lambda });
    expect(asked.asked[0]!.inputShape).toEqual([1, 2, 2]);
  });

  it('refuses what does not fit, and closes log and engine', async () => {
    const log = memoryLog();
    const boxed = parseSubject('uniform:linf', { dim, scale: { sigma: 0.5 } }, [{ kind: 'l1-box', dim }]);
    await expect(certifyRun(request({ subject: boxed, input: { range: '-1..1' } }))).rejects.toMatchObject({
      message: expect.stringMatching(/need a model that takes 0\.\.1/) as string,
      settings: ['inputRange'],
    });
    await expect(certifyRun(request({ data: { ...data, largestLabel: 2 } }))).rejects.toThrow(/made for other data/);
    await expect(certifyRun(request({ choice: [0, 5] }))).rejects.toThrow(/There is no image 5/);
    const wrong = await imagesInMemory([{ ...images[0]!, label: 7 }], shape);
    await expect(certifyRun(request({ data: wrong }), { openLog: log.open, check: false })).rejects.toThrow(/label 7/);
    expect(log.closed()).toBe(true);
  });
});

describe('parseSubject', () => {
  const l1 = [lpAdversary(1, dim)];
  it('reads noises of the library and splitting', () => {
    const splitting = parseSubject('splitting,levels=15', { dim, scale: { sigma: 0.5 }, seed: 3 }, l1);
    expect(splitting.noise).toBe('splitting,levels=15');
    expect(splitting.smoothing).toMatchObject({ kind: 'splitting', levels: 15, seed: 3 });
    expect(2 * splitting.lambda * 15).toBeCloseTo(26, 9);
    expect(splitting.sigma).toBe(splitting.lambda / Math.sqrt(3));
    expect(subject).toMatchObject({ noise: 'uniform:linf', smoothing: { kind: 'named', lambda: subject.lambda } });
  });

  it('says what is wrong', () => {
    const place = { dim, scale: { sigma: 0.5 } };
    expect(() => parseSubject('spliting', place, l1)).toThrow(/Did you mean "splitting"/);
    expect(() => parseSubject('splitting,levels=x', place, l1)).toThrow(/"splitting,levels=255"/);
    expect(() => parseSubject('splitting,levels=99999', place, l1)).toThrow(/from 1 to 65535/);
    expect(() => parseSubject('splitting,levels=1', { dim, scale: { lambda: 1 } }, l1)).toThrow(
      /fewer than 4 positions/,
    );
    const stopping = { kind: 'radii', radii: [0.1] } as const;
    expect(() => parseSubject('splitting', place, l1, { stopping })).toThrow(/enumerated, not sampled/);
  });
});

describe('the number line of samples', () => {
  it('is filled by disjoint stretches', () => {
    const stretches = Object.values(SAMPLES).sort((a, b) => a.first - b.first);
    let end = 0;
    for (const { first, room } of stretches) {
      expect(first).toBe(end);
      end = first + room;
    }
    expect(end).toBe(2 ** 32);
    expect(SAMPLES.estimation.first).toBe(0);
  });
});

describe('the images of a run', () => {
  it('are every so many, or those named', () => {
    expect(chosenImages(10, { skip: 3, max: 3 })).toEqual([0, 3, 6]);
    expect(chosenImages(10, { skip: 2, shard: { part: 2, parts: 2 } })).toEqual([2, 6]);
    expect(chosenImages(4)).toEqual([0, 1, 2, 3]);
    expect(chosenImages(10, [7, 2])).toEqual([7, 2]);
  });
});

describe('the page', () => {
  it('has no statistics of its own: it calls the run that the command line calls', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../web/certify-run.ts'), 'utf8');
    const command = readFileSync(resolve(import.meta.dirname, '../../src/certify/run-node.ts'), 'utf8');
    const sources = [...page.matchAll(/from '(\.[^']+)'/g)].map((match) => match[1]!);
    expect(new Set(sources)).toEqual(new Set(['../src/browser.ts', '../src/index.ts']));
    expect(page).toMatch(/await certifyRun\(/);
    expect(command).toMatch(/return certifyRun\(/);
    expect(page).not.toMatch(/clopper|certifiedRadius|Math\.max|alpha/i);
  });
});
