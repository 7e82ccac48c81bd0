/**
 * What is known of a noise beside the law that its fields define: members that its constructor sets.
 *
 * Facts hold for the noise they were made for and no other: they remember its members, and a copy in which any member
 * differs (another lambda, another sampler, another family), or one without genuine facts (made by hand, read from
 * JSON, a structured clone), has none. What is absent is unknown, and unknown certifies nothing.
 */
import type { ConvexBody } from '../geometry/body.ts';
import { isMade } from '../geometry/made-body.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { Adversary } from '../geometry/adversary.ts';
import type { Check, NoiseChecks } from './validity.ts';

/** What a constructor knows of the noise it makes. */
export interface KnownFacts {
  readonly checks: NoiseChecks;
  /** Whether the marginal of a product, or else the whole density, is shown to be log-concave. */
  readonly logConcave: Check;
  /** Whether the density is shown to have no jumps. */
  readonly continuous: Check;
  /** sqrt(E|X|_2^2 / d) at the noise's scale, with the error of its computation; infinite where the variance is. */
  readonly sigma: Estimate;
  /** An upper bound of the normalized log density at the noise's scale; null where none is known. */
  readonly logPeak: number | null;
}

/** What is read of a noise here: any member of the union `Noise`, or a copy of one. */
export interface Described {
  readonly family: string;
  readonly spec: string;
  readonly facts: NoiseFacts;
}

/** The facts of one noise. Only constructors of noises make them (`established`). */
export class NoiseFacts implements KnownFacts {
  readonly checks: NoiseChecks;
  readonly logConcave: Check;
  readonly continuous: Check;
  readonly sigma: Estimate;
  readonly logPeak: number | null;
  /** The members that these facts are about; null for facts about nothing. */
  readonly #about: Readonly<Record<string, unknown>> | null;

  constructor(known: KnownFacts, about: Readonly<Record<string, unknown>> | null) {
    this.checks = frozen(known.checks);
    this.logConcave = frozen(known.logConcave);
    this.continuous = frozen(known.continuous);
    this.sigma = frozen(known.sigma);
    this.logPeak = known.logPeak;
    this.#about = about;
    Object.freeze(this);
  }

  /**
   * The facts that hold for this very noise: its own where they are genuine and about it, else that nothing is known.
   */
  static of(noise: Described): NoiseFacts {
    const facts: unknown = noise.facts;
    if (typeof facts !== 'object' || facts === null || !(#about in facts)) return UNKNOWN_FACTS;
    const about = facts.#about;
    if (about === null) return UNKNOWN_FACTS;
    const members: Readonly<Record<string, unknown>> = { ...inherited(noise) };
    return Object.keys(about).every((name) => Object.is(members[name], about[name])) ? facts : UNKNOWN_FACTS;
  }
}

/** The noise's enumerable members, those of its prototypes included. */
function inherited(noise: object): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const name in noise) members[name] = Reflect.get(noise, name);
  return members;
}

function frozen<T extends object>(value: T): T {
  for (const each of Object.values(value) as unknown[]) {
    if (typeof each === 'object' && each !== null && !Object.isFrozen(each)) frozen(each);
  }
  return Object.freeze(value);
}

const UNKNOWN: Check = { status: 'unknown', how: 'nothing is known of this noise' };

/** What is known of a noise that no constructor made: nothing. */
export const UNKNOWN_FACTS = new NoiseFacts(
  {
    checks: {
      normalizable: UNKNOWN,
      even: UNKNOWN,
      quasiConcave: UNKNOWN,
      finiteVariance: UNKNOWN,
      absolutelyContinuous: UNKNOWN,
    },
    logConcave: UNKNOWN,
    continuous: UNKNOWN,
    sigma: enclosed(NaN, 0, Infinity, 'monte-carlo', 0),
    logPeak: null,
  },
  null,
);

/** A noise of these members, with the facts that hold for them as they are now. For constructors of noises alone. */
export function established<M extends object>(members: M, known: KnownFacts): M & { readonly facts: NoiseFacts } {
  return { ...members, facts: new NoiseFacts(known, Object.freeze({ ...members })) };
}

/** The same on a body: where no constructor vouches for that, nothing is known of the noise. */
export function establishedOn<M extends object>(
  body: ConvexBody,
  members: M,
  known: KnownFacts,
): M & { readonly facts: NoiseFacts } {
  return isMade(body) ? established(members, known) : { ...members, facts: UNKNOWN_FACTS };
}

/** The facts of a noise; unknown for whatever no constructor made as it stands. */
export function factsOf(noise: Described): NoiseFacts {
  return NoiseFacts.of(noise);
}

/**
 * The checks of a noise; unknown for whatever no constructor made as it stands.
 *
 * @example
 * checksOf(gaussian(2, { sigma: 1 })).even.status // => 'proved'
 * checksOf({ ...gaussian(2, { sigma: 1 }), lambda: 2 }).even.status // => 'unknown'
 */
export function checksOf(noise: Described): NoiseChecks {
  return factsOf(noise).checks;
}

/** Whether a check speaks for what it checks: proved, or tested without a counterexample. */
export function stands({ status }: Check): boolean {
  return status === 'proved' || status === 'tested';
}

/** What radii rest on, in words. A program's normalization is none of it where only its slopes are used. */
function conditions(noise: Described): readonly (readonly [keyof NoiseChecks, string])[] {
  return [
    ['even', 'its density is even'],
    ['absolutelyContinuous', 'it has a density'],
    ...(noise.family === 'custom' ? [] : [['normalizable', 'its density can be normalized'] as const]),
    ...(noise.family === 'level-set' ? [['quasiConcave', 'its profile does not increase'] as const] : []),
  ];
}

/**
 * Why nothing can be certified of this noise (against this adversary), as a clause; null where nothing stands in the
 * way.
 */
export function doubtAbout(noise: Described, adversary?: Adversary): string | null {
  if (adversary?.kind === 'body' && !isMade(adversary.body)) {
    return (
      'nothing is known of the body of the adversary: it was made by hand, or is a copy in which something differs; ' +
      'make it with a function that makes bodies'
    );
  }
  const facts = factsOf(noise);
  if (facts === UNKNOWN_FACTS) {
    return (
      'nothing is known of this noise: it or its body was made by hand, or is a copy in which something differs; ' +
      'make it with a function that makes noises, and its body with one that makes bodies'
    );
  }
  const missing = conditions(noise).find(([name]) => !stands(facts.checks[name]));
  return missing === undefined ? null : `it is not known that ${missing[1]} (${facts.checks[missing[0]].how})`;
}

/** Throws InvalidInput for a noise of which nothing can be certified (against this adversary). */
export function requireKnown(noise: Described, adversary?: Adversary): void {
  const doubt = doubtAbout(noise, adversary);
  if (doubt !== null)
    throw new InvalidInput(`No statement can be made about ${String(noise.spec)}: ${doubt}.`, { code: 'not-known' });
}

/**
 * Throws InvalidInput for a noise that no constructor made as it stands: its sampler may not be that of its density.
 */
export function requireMade(noise: Described, adversary?: Adversary): void {
  const made = adversary?.kind !== 'body' || isMade(adversary.body);
  if (!made || factsOf(noise) === UNKNOWN_FACTS) requireKnown(noise, adversary);
}
