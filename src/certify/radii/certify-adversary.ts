/** The adversaries a model is certified against: those of the library, and l1 kept inside the box of images. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { adversaryName, parseAdversary, type Adversary } from '../../geometry/adversary.ts';
import { requireSameDimension } from '../../noise/same-dimension.ts';

/** `l1-box`: perturbations x -> y with |x - y|_1 <= r where both x and y lie in [0, 1]^dim (box-l1.ts). */
export type CertifyAdversary = Adversary | { readonly kind: 'l1-box'; readonly dim: number };

/**
 * `l1`, `l2`, `linf`, `lp:1.5`, `l1-box`. Throws InvalidInput.
 *
 * @example
 * parseCertifyAdversary('l1-box', 4) // => { kind: 'l1-box', dim: 4 }
 */
export function parseCertifyAdversary(spec: string, dim: number): CertifyAdversary {
  return spec.trim() === 'l1-box' ? { kind: 'l1-box', dim } : parseAdversary(spec, dim);
}

/** The name a result is filed under. */
export function certifyAdversaryName(adversary: CertifyAdversary): string {
  return adversary.kind === 'l1-box' ? 'l1-box' : adversaryName(adversary);
}

/** Checks a list of adversaries: at least one, no name twice. Throws InvalidInput. */
export function requireAdversaries(adversaries: readonly CertifyAdversary[], dim: number): void {
  if (adversaries.length === 0) throw new InvalidInput('Name at least one adversary, e.g. l1.', { code: 'adversary' });
  const names = adversaries.map(certifyAdversaryName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new InvalidInput(`The adversary ${twice} is named twice.`, { code: 'adversary' });
  for (const adversary of adversaries) requireSameDimension({ dim }, adversary, certifyAdversaryName(adversary));
}
