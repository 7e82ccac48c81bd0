/** The refusal of chains by engines that run one model. */
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** Throws InvalidInput where models follow the first; `engine` as people know it. */
export function requireNoChain(chain: readonly string[] | undefined, engine: string): void {
  if (chain === undefined || chain.length === 0) return;
  throw new InvalidInput(
    `The engine ${engine} runs no chain of models: export them as one model, or run ONNX models in Node.`,
    { code: 'model-chain', settings: ['engine'] },
  );
}
