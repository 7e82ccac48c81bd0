/** The thread in which a noise module is tried (load-node.ts). Mistakes are left for the real load to tell. */
import { parentPort, workerData } from 'node:worker_threads';
import type { NoiseModule } from '../../noise/module/module-noise.ts';
import { randomStream } from '../../numeric/random/random-stream.ts';

/** What the thread is given. */
export interface TrialSetup {
  /** The module's URL. */
  readonly url: string;
}

/** What it is about to do. */
export type TrialMessage = 'loading' | 'sample()' | 'logDensity()' | 'done';

const CALLS = 50;
const port = parentPort!;
const say = (message: TrialMessage): void => port.postMessage(message);

try {
  say('loading');
  const { url } = workerData as TrialSetup;
  const module = (await import(url)) as NoiseModule;
  const random = randomStream(0, 0x7214);
  for (let n = 0; n < CALLS; n++) {
    say('sample()');
    const x = module.sample(random);
    say('logDensity()');
    module.logDensity(x);
    module.logDensity(Array.from(x, (coordinate) => 10 * coordinate));
  }
} catch {
  // Whatever it is, it has come back.
} finally {
  say('done');
}
