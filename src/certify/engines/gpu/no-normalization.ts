/** What engines say that keep copies on a device, where nothing normalizes them. */
import { EngineUnavailable } from '../../engine.ts';

/** `engine` as people know it. */
export const noNormalization = (engine: string): EngineUnavailable =>
  new EngineUnavailable(
    `The engine ${engine} does not normalize by mean and standard deviation: take the engine onnx (or tfjs on the CPU), or put ` +
      'the normalization into the model, behind its input.',
    { settings: ['engine', 'device', 'mean', 'std'] },
  );
