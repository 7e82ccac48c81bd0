import { describe, expect, it } from 'vitest';
import { EngineFault, EngineUnavailable, type Engine } from '../../../src/certify/engine.ts';
import { fastestEngine, probeSentence } from '../../../src/certify/engines/engine-probe.ts';
import { InvalidInput } from '../../../src/numeric/invalid-input.ts';

/** A clock that engines move, so that speed is not a matter of luck. */
class Clock {
  time = 0;
  readonly now = (): number => this.time;
}

interface FakeEngine extends Engine {
  closed: boolean;
  readonly asked: { first: number; count: number }[];
}

/** An engine that takes so many milliseconds for a sample; NaN: it fails. */
function engineOf(clock: Clock, milliseconds: number): FakeEngine {
  const asked: { first: number; count: number }[] = [];
  return {
    name: 'onnx',
    device: 'a clock',
    model: { inputName: 'x', outputName: 'y', inputShape: [2], classes: 2, sha256: '' },
    nearTie: 1e-4,
    preferredCount: 10,
    asked,
    closed: false,
    votes(image, range) {
      if (Number.isNaN(milliseconds)) return Promise.reject(new EngineFault('device-lost', 'The device is gone.'));
      expect(image.pixels.length).toBe(2);
      asked.push({ ...range });
      clock.time += milliseconds * range.count;
      return Promise.resolve({ counts: Float64Array.of(range.count, 0), nearTies: new Float64Array(2) });
    },
    logits: () => Promise.resolve(new Float32Array(2)),
    tally: () => ({
      samples: 0,
      bytesToDevice: 0,
      bytesFromDevice: 0,
      noiseSeconds: 0,
      modelSeconds: 0,
      voteSeconds: 0,
    }),
    close() {
      this.closed = true;
      return Promise.resolve();
    },
  };
}

const unavailable = { name: 'none', open: () => Promise.reject(new EngineUnavailable('Install it.')) };

describe('the probe of engines', () => {
  it('keeps the fastest open, closes the others, passes over what is not there or fails', async () => {
    const clock = new Clock();
    const [slow, lost, fast, slower] = [1, NaN, 0.25, 2].map((rate) => engineOf(clock, rate)) as [
      FakeEngine,
      FakeEngine,
      FakeEngine,
      FakeEngine,
    ];
    const candidates = [
      unavailable,
      ...[slow, lost, fast, slower].map((engine, i) => ({ name: `e${i}`, open: () => Promise.resolve(engine) })),
    ];
    const { engine, results } = await fastestEngine(candidates, 1, clock.now);
    expect(engine).toBe(fast);
    expect([slow, lost, fast, slower].map(({ closed }) => closed)).toEqual([true, true, false, true]);
    expect(results.map(({ samplesPerSecond }) => samplesPerSecond)).toEqual([null, 1000, null, 4000, 500]);
    expect(probeSentence(results)).toBe(
      'none not usable, e0 1,000 samples/s, e1 not usable, e2 4,000 samples/s, e3 500 samples/s',
    );
    // Samples of its own: neither estimation's (from 0) nor selection's (from 2^31, n0 of them).
    expect(slow.asked.every(({ first }) => first >= 2 ** 31 + 2 ** 30)).toBe(true);
  });

  it('throws the first reason when nothing can be used, and any other error at once', async () => {
    await expect(fastestEngine([unavailable, unavailable])).rejects.toThrow('Install it.');
    const clock = new Clock();
    const good = engineOf(clock, 1);
    const bad = { name: 'bad', open: () => Promise.reject(new InvalidInput('No model.', { code: 'model' })) };
    await expect(
      fastestEngine([{ name: 'good', open: () => Promise.resolve(good) }, bad], 1, clock.now),
    ).rejects.toThrow('No model.');
    expect(good.closed).toBe(true);
  });
});
