/** The onnx engine against a plain loop; worker threads, layouts, batches; models that are not what they should be. */
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineFault, type Engine, type Votes } from '../../../src/certify/engine.ts';
import { openOnnxEngine, type OnnxOptions, type ThreadLayout } from '../../../src/certify/engines/onnx/engine-node.ts';
import { loadOnnxRuntime } from '../../../src/certify/engines/onnx/runtime-node.ts';
import { openEngine } from '../../../src/certify/engines/open-engine-node.ts';
import { noiseKernel } from '../../../src/certify/copies/noise-kernels.ts';
import { countVotes } from '../../../src/certify/statistics/vote-count.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { InvalidInput } from '../../../src/numeric/invalid-input.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { builtOnnxEngine, runText } from '../built-program.ts';
import { onnxModel, onnxModelWithData } from '../gpu/onnx-writer.ts';
import {
  LINEAR_GRAPH,
  LINEAR_SHAPE,
  SMALL_DIM,
  smallImage,
  writeLinearOnnx,
  writeLinearOnnxWithData,
} from '../gpu/small-models.ts';
import { CLASSES, DIM, newFolder, writeModel } from '../template-models.ts';

const folder = newFolder();
const SHAPE = [3, 32, 32] as const;
const SEED = 2024;
const LAMBDA = 30;
const model = writeModel(folder);
const options = (changes: Partial<OnnxOptions> = {}): OnnxOptions => ({
  model,
  smoothing: { kind: 'named', spec: 'laplace', dim: DIM, lambda: LAMBDA },
  seed: SEED,
  inputShape: SHAPE,
  ...changes,
});

const image = (index: number): { index: number; pixels: Float32Array } => {
  const random = randomStream(5, index);
  return { index, pixels: Float32Array.from({ length: DIM }, () => Math.fround(random.uniform())) };
};

/** One session, one sample at a time, in a loop that a reader takes in at a glance. */
async function plainVotes(index: number, first: number, count: number): Promise<number[]> {
  const { InferenceSession, Tensor } = await loadOnnxRuntime();
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const kernel = noiseKernel(parseNoise('laplace', DIM, { lambda: LAMBDA }), SEED);
  const { pixels } = image(index);
  const noise = new Float32Array(DIM);
  const counts = new Array<number>(CLASSES).fill(0);
  for (let sample = first; sample < first + count; sample++) {
    kernel.fill(index, sample, 1, noise);
    const copy = pixels.map((pixel, i) => pixel + noise[i]!);
    const { logits } = await session.run({ x: new Tensor('float32', copy, [1, 3, 32, 32]) });
    const row = Array.from(logits!.data as Float32Array);
    counts[row.indexOf(Math.max(...row))]! += 1;
  }
  await session.release();
  return counts;
}

const totals = (votes: readonly Votes[]): number[] =>
  Array.from({ length: CLASSES }, (_, c) => votes.reduce((sum, { counts }) => sum + counts[c]!, 0));

const RANGES = [
  { index: 3, first: 0, count: 700 },
  { index: 4_000_000_000, first: 2 ** 31, count: 100 },
  { index: 3, first: 700, count: 1 },
] as const;
let plain: number[][];

beforeAll(async () => {
  plain = await Promise.all(RANGES.map(({ index, first, count }) => plainVotes(index, first, count)));
});

const allRanges = async (engine: Engine): Promise<number[][]> => {
  const found: number[][] = [];
  for (const { index, first, count } of RANGES)
    found.push([...(await engine.votes(image(index), { first, count })).counts]);
  return found;
};

describe('votes of the onnx engine', () => {
  it('has something to count: no class has all votes', () => {
    expect(plain[0]!.filter((votes) => votes > 20).length).toBeGreaterThan(3);
  });

  it.each([1, 7, 64, 1000])('are those of a plain loop, in batches of %i', async (batch) => {
    const engine = await openOnnxEngine(options({ batch }));
    expect(await allRanges(engine)).toEqual(plain);
    expect(engine.tally().samples).toBe(801);
    await engine.close();
  });

  it('add up over any division of a range', async () => {
    const engine = await openOnnxEngine(options({ batch: 32 }));
    const parts = [0, 1, 33, 32 * 5, 699, 700];
    const votes: Votes[] = [];
    for (const [i, first] of parts.slice(0, -1).entries()) {
      votes.push(await engine.votes(image(3), { first, count: parts[i + 1]! - first }));
    }
    expect(totals(votes)).toEqual(plain[0]);
    await engine.close();
  });

  it('are those of a plain loop with a model of one batch only', async () => {
    const fixed = writeModel(folder, { name: 'fixed.onnx', batch: 48 });
    const engine = await openOnnxEngine(options({ model: fixed }));
    expect(await allRanges(engine)).toEqual(plain);
    await engine.close();
    await expect(openOnnxEngine(options({ model: fixed, batch: 64 }))).rejects.toThrow(
      /takes batches of 48 only, not 64: leave the batch out/,
    );
  });

  it('tell near-ties: all of them under a wide tolerance, none under zero', async () => {
    for (const [nearTie, expected] of [
      [1e9, plain[0]!],
      [0, new Array<number>(CLASSES).fill(0)],
    ] as const) {
      const engine = await openOnnxEngine(options({ nearTie }));
      const votes = await engine.votes(image(3), { first: 0, count: 700 });
      expect([...votes.nearTies]).toEqual(expected);
      await engine.close();
    }
  });

  it('answers requests made at once one after the other', async () => {
    const engine = await openOnnxEngine(options());
    const both = await Promise.all(
      RANGES.map(({ index, first, count }) => engine.votes(image(index), { first, count })),
    );
    expect(both.map(({ counts }) => [...counts])).toEqual(plain);
    await engine.close();
    await expect(engine.votes(image(3), { first: 0, count: 1 })).rejects.toThrow('closed');
  });
});

describe('counting votes', () => {
  it('prefers the lowest index among equals and stops at the first row that is no number', () => {
    const counts = new Float64Array(3);
    const ties = new Float64Array(3);
    const logits = Float32Array.of(1, 1, 1, 0, 2, 2, -5, -4, -4.5, 0, NaN, 1, 1, 0, 0);
    expect(countVotes(logits, 5, 0.6, counts, ties)).toBe(3);
    expect([...counts]).toEqual([1, 2, 0]);
    expect([...ties]).toEqual([1, 2, 0]);
    expect(countVotes(Float32Array.of(0, 1, Infinity), 1, 0, counts, ties)).toBe(0);
    expect(countVotes(Float32Array.of(-Infinity, 1, 0), 1, 0, counts, ties)).toBe(0);
  });
});

describe('worker threads (of the built program)', () => {
  let openBuilt: typeof openOnnxEngine;
  const engines: Engine[] = [];
  const open = async (changes: Partial<OnnxOptions>): Promise<Engine> => {
    const engine = await openBuilt(options(changes));
    engines.push(engine);
    return engine;
  };
  beforeAll(async () => {
    openBuilt = (await builtOnnxEngine()).openOnnxEngine;
  });
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
  });

  it.each([3])('give the votes of a plain loop: %i workers', async (workers) => {
    const engine = await open({ workers, batch: 17 });
    expect(engine.device).toMatch(new RegExp(`CPU, ${workers} worker`));
    expect(await allRanges(engine)).toEqual(plain);
  });

  const layouts: ThreadLayout[] = [
    { models: 1, threads: 1, makers: 2 },
    { models: 2, threads: 1, makers: 1 },
  ];
  it.each(layouts)('give the votes of a plain loop: %o', async (layout) => {
    const engine = await open({ layout, batch: 16 });
    for (let round = 0; round < 3; round++) expect(await allRanges(engine)).toEqual(plain);
    expect(engine.tally().samples).toBe(3 * 801);
  });

  it('stop within a batch when aborted, and go on with the next request', async () => {
    for (const layout of layouts.slice(1)) {
      const engine = await open({ layout });
      const controller = new AbortController();
      const votes = engine.votes(image(3), { first: 0, count: 2 ** 30 }, controller.signal);
      setTimeout(() => controller.abort(new Error('enough')), 150);
      await expect(votes).rejects.toThrow('enough');
      expect(await allRanges(engine)).toEqual(plain);
    }
  });

  it('that die end the request with a fault, not with fewer votes and not with waiting', async () => {
    // Of four numbers only: the library tests a module on many samples, against the clock.
    const tiny = join(folder, 'tiny.onnx');
    writeFileSync(
      tiny,
      onnxModel({
        nodes: [{ op: 'MatMul', inputs: ['x', 'matrix'], output: 'logits' }],
        weights: [{ name: 'matrix', shape: [4, 2], values: Float32Array.of(1, 2, 2, 1, 0, 1, 1, 0) }],
        input: { name: 'x', shape: ['n', 4] },
        output: { name: 'logits', shape: ['n', 2] },
      }),
    );
    const tinyImage = { index: 1, pixels: new Float32Array(4) };
    // A noise module is the user's program; one that ends its thread stands for all that kills workers.
    const flag = join(folder, 'kill-now');
    const killer = join(folder, 'killer.mjs');
    writeFileSync(
      killer,
      `import { existsSync } from 'node:fs';
       export const dim = 4;
       export const logDensity = (x) => -x.reduce((sum, each) => sum + each * each, 0) / 2 - 2 * Math.log(2 * Math.PI);
       let drawn = 0;
       export function sample(random) {
         if (++drawn % 10 === 0 && existsSync(${JSON.stringify(flag)})) process.exit(9);
         return Array.from({ length: dim }, () => random.normal());
       }`,
    );
    const noise = { kind: 'module', path: './killer.mjs' } as const;
    const engine = await open({
      model: tiny,
      inputShape: [4],
      layout: { models: 1, threads: 1, makers: 1 },
      batch: 8,
      smoothing: { kind: 'file', lambda: 1, modulePath: killer, file: { name: 'killer', dim: 4, noise } },
    });
    const votes = await engine.votes(tinyImage, { first: 0, count: 50 });
    expect(votes.counts.reduce((sum, each) => sum + each, 0)).toBe(50);
    writeFileSync(flag, '');
    for (let attempt = 0; attempt < 2; attempt++) {
      const error: unknown = await engine.votes(tinyImage, { first: 0, count: 5000 }).catch((each: unknown) => each);
      expect(error).toMatchObject({ name: 'EngineFault', kind: 'other' });
      expect(String(error)).toMatch(/ended with code 9/);
    }
  });

  it('report logits that are not numbers with image and copy', async () => {
    const nan = writeModel(folder, { name: 'nan.onnx', nanBelow: -40 });
    for (const layout of layouts.slice(1)) {
      const engine = await open({ model: nan, layout });
      const error: unknown = await engine.votes(image(3), { first: 0, count: 5000 }).catch((each: unknown) => each);
      expect(error).toMatchObject({ name: 'EngineFault', kind: 'not-a-number' });
      expect(String(error)).toMatch(/NaN or infinite for image 3, noisy copy \d+;/);
    }
  });
});

describe('a program given to node as text', () => {
  it('has its workers as any other', async () => {
    const { code, stdout, stderr } = await runText(`
      import { openOnnxEngine } from 'built:src/certify/engines/onnx/engine-node.js';
      const smoothing = { kind: 'named', spec: 'laplace', dim: ${DIM}, lambda: ${LAMBDA} };
      const engine = await openOnnxEngine({ model: ${JSON.stringify(model)}, smoothing, seed: ${SEED}, inputShape: [3, 32, 32], workers: 2 });
      const { counts } = await engine.votes({ index: 0, pixels: new Float32Array(${DIM}) }, { first: 0, count: 100 });
      console.log(counts.reduce((sum, count) => sum + count));
      await engine.close();
    `);
    expect(stderr).toBe('');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '100\n' });
  });
});

describe('a model with its weights in a file beside it', () => {
  it('votes like the model that holds them, and its hash speaks for both files', async () => {
    const inside = newFolder();
    const { path, data } = writeLinearOnnxWithData(inside);
    const votes = async (model: string) => {
      const smoothing = { kind: 'named', spec: 'laplace', dim: SMALL_DIM, lambda: 0.8 } as const;
      const engine = await openOnnxEngine({ model, smoothing, seed: SEED, inputShape: LINEAR_SHAPE });
      const { counts } = await engine.votes(smallImage(3), { first: 0, count: 300 });
      await engine.close();
      return { counts: [...counts], sha256: engine.model.sha256 };
    };
    const whole = await votes(writeLinearOnnx(inside));
    const split = await votes(path);
    expect(split.counts).toEqual(whole.counts);
    expect(split.sha256).not.toBe(whole.sha256);
    const bytes = readFileSync(data);
    bytes[3]! ^= 0x80;
    writeFileSync(data, bytes);
    expect((await votes(path)).sha256).not.toBe(split.sha256);
  });
});

describe('models that cannot be certified', () => {
  const refused = async (path: string, changes: Partial<OnnxOptions> = {}): Promise<string> => {
    const error: unknown = await openOnnxEngine(options({ model: path, ...changes })).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as InvalidInput).message;
  };
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('is missing, empty, cut off, or no model', async () => {
    expect(await refused(join(folder, 'nothing.onnx'))).toMatch(/Cannot read the model .*: no such file/);
    expect(await refused(file('empty.onnx', ''))).toMatch(/is empty/);
    expect(await refused(file('text.onnx', 'hello, this is no model\n'))).toMatch(/not an ONNX model/);
    const cut = file('cut.onnx', readFileSync(model));
    truncateSync(cut, readFileSync(model).length - 1000);
    expect(await refused(cut)).toMatch(/was cut off: \d+ bytes are missing at its end/);
  });

  it('has its weights in a file that is missing, or outside its folder', async () => {
    const { path, data } = writeLinearOnnxWithData(newFolder());
    rmSync(data);
    expect(await refused(path)).toMatch(/linear-outside\.onnx keeps weights in .*linear\.onnx\.data.*no such file/);
    for (const name of ['../elsewhere.data', join(newFolder(), 'absolute.data')]) {
      const inner = join(newFolder(), 'inner');
      mkdirSync(inner);
      const outside = join(inner, 'outside.onnx');
      writeFileSync(outside, onnxModelWithData(LINEAR_GRAPH, name).model);
      expect(await refused(outside)).toMatch(/outside its own folder; ONNX does not allow that/);
    }
  });

  it('wants other images', async () => {
    expect(await refused(writeModel(folder, { name: 'grey.onnx', channels: 1 }))).toMatch(
      /takes images of shape \[1, 32, 32\], but the data has \[3, 32, 32\]/,
    );
  });

  it('takes no single-precision input', async () => {
    const bytes = Buffer.from(readFileSync(model));
    // The element type of the input: 1 (float) after the tags of x's type; 11 is double.
    const at = bytes.lastIndexOf(Buffer.from([0x08, 0x01, 0x12]), bytes.lastIndexOf('logits'));
    bytes[at + 1] = 11;
    expect(await refused(file('double.onnx', bytes))).toMatch(/x.*(float32|double)/);
  });
});

describe('openEngine', () => {
  it('picks onnx for .onnx files and refuses names that say nothing', async () => {
    const engine = await openEngine(options());
    expect(engine.name).toBe('onnx');
    expect(engine.model).toMatchObject({ inputName: 'x', outputName: 'logits', inputShape: SHAPE, classes: CLASSES });
    await engine.close();
    await expect(openEngine(options({ model: 'model.h5' }))).rejects.toThrow(/No engine is known/);
  });

  it('says what a device lacks, with the line that installs it', async () => {
    const cuda: unknown = await openEngine({ ...options(), engine: 'onnx', device: 'cuda' }).catch(
      (each: unknown) => each,
    );
    if (cuda instanceof Error) {
      expect(cuda.name).toBe('EngineUnavailable');
      expect(cuda.message).toMatch(/npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12/);
    } else await (cuda as Engine).close();
  });

  it('tells faults from bad input', () => {
    expect(new EngineFault('other', 'x')).not.toBeInstanceOf(InvalidInput);
  });
});
