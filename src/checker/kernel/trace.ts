/**
 * What the kernel looked at, kept as data for a certificate. A trace has no part in a verdict.
 */
import type { EnclosedInstance, ExactInstance } from '../claim.ts';
import type { IntervalProof } from '../interval-proof.ts';
import type { SymbolicProof } from '../symbolic-proof.ts';

/** The point of a counterexample, rationals as strings. */
export type TracedPoint = Readonly<Record<string, string>>;

/** What the kernel looked at, step by step: the data of a certificate. */
export type Trace =
  | { readonly kind: 'symbolic'; readonly proof: SymbolicProof; readonly point?: TracedPoint }
  /** The proof with the splits that decided it, when it holds. */
  | { readonly kind: 'interval'; readonly proof: IntervalProof; readonly point?: TracedPoint }
  /** The comparisons made, up to the first that failed. */
  | { readonly kind: 'instances'; readonly instances: readonly ExactInstance[] }
  /** The library's values and, one for each, what the true value was found to lie in. */
  | {
      readonly kind: 'enclosure';
      readonly instances: readonly EnclosedInstance[];
      readonly enclosures: readonly (readonly [string, string])[];
    };

/** The same instances, noted as they are looked at. */
export function* noted<T>(instances: Iterable<T>, into: T[]): Generator<T> {
  for (const instance of instances) {
    into.push(instance);
    yield instance;
  }
}
