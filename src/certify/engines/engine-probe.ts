/** Which of several engines is the fastest for a model and a noise: each is opened and timed for a moment. */
import { EngineFault, EngineUnavailable, type Engine } from '../engine.ts';
import { sizeOf } from '../shape.ts';
import { SAMPLES } from '../statistics/samples.ts';

/** An engine that may turn out not to be there. */
export interface EngineCandidate {
  /** For people: "onnx on the CPU". */
  readonly name: string;
  readonly open: () => Promise<Engine>;
}

/** What became of a candidate. */
export interface ProbeResult {
  readonly name: string;
  /** Noisy copies a second; null when it could not be used. */
  readonly samplesPerSecond: number | null;
  /** Why it could not be used; empty when it could. */
  readonly reason: string;
}

export interface EngineChoice {
  readonly engine: Engine;
  readonly results: readonly ProbeResult[];
}

const SECONDS = 1;

/**
 * Opens every candidate in turn, runs it on copies of a grey image for about a second after a warm-up, keeps the
 * fastest open and closes the others. Votes do not depend on the engine (but for near-ties), so only the speed hangs on
 * the choice. Candidates that are unavailable or fail are passed over; when all are, the first one's error is thrown.
 */
export async function fastestEngine(
  candidates: readonly EngineCandidate[],
  seconds = SECONDS,
  now: () => number = () => performance.now(),
): Promise<EngineChoice> {
  const results: ProbeResult[] = [];
  let best: { readonly engine: Engine; readonly rate: number } | null = null;
  let first: unknown;
  for (const { name, open } of candidates) {
    let engine: Engine | null = null;
    try {
      engine = await open();
      const rate = await samplesPerSecond(engine, seconds, now);
      results.push({ name, samplesPerSecond: rate, reason: '' });
      if (best === null || rate > best.rate) {
        await best?.engine.close();
        best = { engine, rate };
      } else await engine.close();
    } catch (error) {
      if (engine !== null && engine !== best?.engine) await engine.close().catch(() => undefined);
      if (!(error instanceof EngineUnavailable || error instanceof EngineFault)) {
        await best?.engine.close();
        throw error;
      }
      first ??= error;
      results.push({ name, samplesPerSecond: null, reason: error.message });
    }
  }
  if (best === null) throw first instanceof Error ? first : new EngineUnavailable('There is no engine to choose from.');
  return { engine: best.engine, results };
}

async function samplesPerSecond(engine: Engine, seconds: number, now: () => number): Promise<number> {
  const image = { index: 0, pixels: new Float32Array(sizeOf(engine.model.inputShape)).fill(0.5) };
  const range = { first: SAMPLES.probe.first, count: engine.preferredCount };
  // The first range compiles shaders and fills caches.
  await engine.votes(image, range);
  const start = now();
  let samples = 0;
  do {
    await engine.votes(image, range);
    samples += range.count;
  } while (now() - start < 1000 * seconds);
  return (1000 * samples) / Math.max(now() - start, 1e-3);
}

/** "onnx on the CPU 3,210 samples/s, webgpu on NVIDIA RTX 21,300 samples/s". */
export function probeSentence(results: readonly ProbeResult[]): string {
  return results
    .map(({ name, samplesPerSecond }) =>
      samplesPerSecond === null
        ? `${name} not usable`
        : `${name} ${Math.floor(samplesPerSecond).toLocaleString('en')} samples/s`,
    )
    .join(', ');
}
