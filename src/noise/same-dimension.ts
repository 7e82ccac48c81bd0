/** One sentence for the one mistake that every question about a noise and an adversary allows. */
import { InvalidInput } from '../numeric/invalid-input.ts';

/** Throws InvalidInput unless the noise and the adversary have one dimension; `name` says which adversary, among several. */
export function requireSameDimension(
  noise: { readonly dim: number },
  adversary: { readonly dim: number },
  name?: string,
): void {
  if (noise.dim === adversary.dim) return;
  const which = name === undefined ? 'the adversary' : `the adversary ${name}`;
  throw new InvalidInput(
    `The noise has dimension ${noise.dim} and ${which} ${adversary.dim}; give both the same dimension.`,
    { code: 'dimension' },
  );
}
