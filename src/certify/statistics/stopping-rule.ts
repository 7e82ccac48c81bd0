/** When sampling may stop: the rules as data. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { AdversaryRadii } from '../radii/image-radii.ts';

/** Numbers of samples at which a rule is looked at: every `first` samples, then every `growth` - 1 of those drawn. */
export interface Looks {
  /** Default 128. */
  readonly first?: number;
  /** Default 1.0625. */
  readonly growth?: number;
}

/**
 * When to stop drawing copies of an image: after n, or once an anytime-valid confidence sequence decides the
 * question; the probability of a false certificate is at most alpha either way.
 */
export type StoppingRule =
  /** n samples, no fewer. */
  | { readonly kind: 'fixed' }
  /**
   * Stop once it is settled, for each of these radii, whether the certified radius reaches it: it does already, or the
   * true radius does not (at confidence 1 - alpha), or no outcome of the samples left could make it. 0 asks whether the
   * class is certain at all.
   */
  | {
      readonly kind: 'radii';
      readonly radii: readonly number[];
      /** Against whom; default the first adversary. */
      readonly adversary?: string;
      readonly looks?: Looks;
    }
  /** Stop once upper - lower <= width x upper for the ends of the confidence interval of the certified radius. */
  | {
      readonly kind: 'relative-width';
      readonly width: number;
      readonly adversary?: string;
      readonly looks?: Looks;
    };

export type SequentialRule = Exclude<StoppingRule, { kind: 'fixed' }>;

/** The radii a rule watches. Throws InvalidInput. */
export function watchedRadii(rule: SequentialRule, radii: readonly AdversaryRadii[]): AdversaryRadii {
  if (rule.adversary === undefined) return radii[0]!;
  const found = radii.find(({ adversary }) => adversary === rule.adversary);
  if (found === undefined) {
    throw new InvalidInput(
      `The stopping rule watches the radius against ${rule.adversary}, which is not among the adversaries (${radii.map(({ adversary }) => adversary).join(', ')}).`,
      { code: 'stopping-rule' },
    );
  }
  return found;
}

/** Checks a rule against the adversaries of its plan. Throws InvalidInput. */
export function requireStopping(rule: StoppingRule, radii: readonly AdversaryRadii[]): void {
  if (rule.kind === 'fixed') return;
  watchedRadii(rule, radii);
  const { first, growth } = looksOf(rule);
  if (!Number.isSafeInteger(first) || first < 1) {
    throw new InvalidInput(`The first look is after a whole number of samples, not ${first}.`, {
      code: 'stopping-rule',
    });
  }
  if (!(growth >= 1 && growth <= 16)) {
    throw new InvalidInput(`Looks may grow by a factor from 1 to 16, not ${growth}.`, { code: 'stopping-rule' });
  }
  if (rule.kind === 'relative-width') {
    if (!(rule.width > 0 && rule.width < 1)) {
      throw new InvalidInput(`The relative width to stop at must lie in (0, 1), not be ${rule.width}.`, {
        code: 'stopping-rule',
      });
    }
    return;
  }
  if (rule.radii.length === 0)
    throw new InvalidInput('Name at least one radius to stop at.', { code: 'stopping-rule' });
  const wrong = rule.radii.find((radius) => !(radius >= 0 && radius < Infinity));
  if (wrong !== undefined)
    throw new InvalidInput(`A radius to stop at must be a number >= 0, not ${wrong}.`, { code: 'stopping-rule' });
}

function looksOf(rule: SequentialRule): Required<Looks> {
  return { first: rule.looks?.first ?? 128, growth: rule.looks?.growth ?? 1.0625 };
}

/** The number of samples at the look after `drawn`. It depends on the rule alone, never on batches or workers. */
export function nextLook(rule: SequentialRule, drawn: number): number {
  const { first, growth } = looksOf(rule);
  return Math.max(drawn + first, Math.ceil(drawn * growth));
}

/** A rule in words with its numbers. */
export function describeStopping(rule: StoppingRule): string {
  if (rule.kind === 'fixed') return 'fixed';
  const { first, growth } = looksOf(rule);
  const whom = rule.adversary === undefined ? '' : ` against ${rule.adversary}`;
  const looks = `looks every ${first} samples or x${growth}`;
  return rule.kind === 'radii'
    ? `stop at radius ${rule.radii.join(', ')}${whom}, ${looks}`
    : `stop at relative width ${rule.width}${whom}, ${looks}`;
}
