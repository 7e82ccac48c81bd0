/** What a design is asked for: checked once. */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import type { Scale } from '../noise/noise.ts';

/** The forms that may be asked for by name. */
export const DESIGN_FORMS = ['level-set', 'product'] as const;

/** What is designed, and how hard it is tried. */
export interface DesignOptions {
  /**
   * `{ sigma }`: E|X|_2^2 = d sigma^2. `{ lambda }`: as large as noise uniform on the cube |x|_inf <= lambda, sigma =
   * lambda/sqrt 3. In the units of the radii.
   */
  readonly scale: Scale;
  /** The lower bound on the top class's probability at which the radius counts; above 1/2, below 1. */
  readonly rho: number;
  /**
   * `level-set`: only f(|x|_K); `product`: only independent coordinates. Default: both, and in dimensions 2 and 3 free
   * shapes.
   */
  readonly form?: (typeof DESIGN_FORMS)[number];
  /** Noises looked at in each family of profiles (default 60). */
  readonly evaluations?: number;
  /** Probabilities of the curves (default: 0.5 to 0.99 and rho). */
  readonly rhos?: readonly number[];
  /** Of the search; default 0. The same seed gives the same design. */
  readonly seed?: number;
  /** Told what is searched or certified. */
  readonly onProgress?: (stage: string) => void;
}

/** The options with their defaults. */
export interface DesignPlan {
  readonly sigma: number;
  readonly rho: number;
  readonly form: DesignOptions['form'] | null;
  readonly evaluations: number;
  readonly rhos: readonly number[];
  readonly seed: number;
  readonly progress: (stage: string) => void;
}

const DEFAULT_EVALUATIONS = 60;
const MOST_EVALUATIONS = 100_000;
/** Where the default curves end. */
const LAST_RHO = 0.99;
const POINTS = 50;

/**
 * Checks the options. Throws InvalidInput: `scale`, `probability`, `argument`, or `adversary` where no form is known
 * for it.
 */
export function designPlan(adversary: Adversary, options: DesignOptions): DesignPlan {
  const { scale, rho, form, evaluations = DEFAULT_EVALUATIONS, seed = 0, onProgress } = options;
  const given = 'sigma' in scale ? scale.sigma : scale.lambda;
  const name = 'sigma' in scale ? 'sigma' : 'lambda';
  if (!(given > 1e-100 && given < 1e100)) {
    throw new InvalidInput(`${name} must be positive, and neither below 1e-100 nor above 1e100, not ${given}.`, {
      code: 'scale',
    });
  }
  if (!(rho > 0.5 && rho < 1)) {
    throw new InvalidInput(
      `A noise is designed for one rho above 1/2 and below 1, not ${Number(rho.toPrecision(12))}: at 1/2 nothing is certified, at 1 anything is.`,
      { code: 'probability' },
    );
  }
  if (!Number.isSafeInteger(evaluations) || evaluations < 1 || evaluations > MOST_EVALUATIONS) {
    throw new InvalidInput(`evaluations must be an integer from 1 to ${MOST_EVALUATIONS}, not ${evaluations}.`, {
      code: 'argument',
    });
  }
  if (form !== undefined && !DESIGN_FORMS.includes(form)) {
    throw new InvalidInput(`The form of a noise is ${DESIGN_FORMS.join(' or ')}, not "${String(form)}".`, {
      code: 'argument',
    });
  }
  requireKnownForms(adversary);
  return {
    sigma: 'sigma' in scale ? given : given / Math.sqrt(3),
    rho,
    form: form ?? null,
    evaluations,
    rhos: [...new Set([...(options.rhos ?? defaultRhos(rho)), rho])].sort((a, b) => a - b),
    seed,
    progress: onProgress ?? (() => undefined),
  };
}

function defaultRhos(rho: number): readonly number[] {
  const last = Math.max(LAST_RHO, rho);
  return Array.from({ length: POINTS + 1 }, (_, i) => 0.5 + ((last - 0.5) * i) / POINTS);
}

/** l1, l2, linf or a body: of other norms neither the crystal nor most radii are known. */
function requireKnownForms(adversary: Adversary): void {
  if (adversary.kind === 'body' || adversary.dim === 1 || [1, 2, Infinity].includes(adversary.p)) return;
  throw new InvalidInput(
    `A noise against ${adversaryName(adversary)} cannot be designed: its Wulff crystal is not defined; take l1, l2, linf or a body file.`,
    { code: 'adversary' },
  );
}
