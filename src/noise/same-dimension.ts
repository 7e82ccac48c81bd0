/** One sentence for the one mistake that every question about a noise and an adversary allows. */
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { Adversary } from '../geometry/adversary.ts';

/**
 * Throws InvalidInput unless the noise and the adversary have one dimension; `name` says which adversary, among
 * several.
 */
export function requireSameDimension(
  noise: { readonly dim: number },
  adversary: { readonly dim: number } | (Adversary & { readonly kind: 'body' }),
  name?: string,
): void {
  if ('body' in adversary && adversary.body.dim !== adversary.dim) {
    throw new InvalidInput(
      `The adversary says that its dimension is ${adversary.dim}, but its body, the ${adversary.body.name}, ` +
        `has dimension ${adversary.body.dim}.`,
      { code: 'body' },
    );
  }
  if (noise.dim === adversary.dim) return;
  const which = name === undefined ? 'the adversary' : `the adversary ${name}`;
  throw new InvalidInput(
    `The noise has dimension ${noise.dim} and ${which} ${adversary.dim}; give both the same dimension.`,
    { code: 'dimension' },
  );
}
