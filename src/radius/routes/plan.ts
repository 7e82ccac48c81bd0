/**
 * The routes of a noise against an adversary, built once: asked again for the same pair, the same routes answer, with
 * whatever they have tabulated. Kept as long as the noise itself.
 */
import type { Adversary } from '../../noise/adversary.ts';
import { canonicalNoise } from '../../noise/named/canonical.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { routesInOrder } from './adversary.ts';
import type { AdversaryRoute, RouteChoice } from './adversary.ts';

const plans = new WeakMap<NamedNoise, WeakMap<Adversary, Map<string, RoutePlan>>>();

/** The plan for this very noise and adversary (by identity; equal ones made anew get plans of their own). */
export function routePlan(noise: NamedNoise, adversary: Adversary, choice: RouteChoice): RoutePlan {
  const key = `${choice.method ?? 'best'}/${choice.upperBounds !== false}`;
  const ofNoise = plans.get(noise) ?? new WeakMap<Adversary, Map<string, RoutePlan>>();
  plans.set(noise, ofNoise);
  const ofPair = ofNoise.get(adversary) ?? new Map<string, RoutePlan>();
  ofNoise.set(adversary, ofPair);
  const known = ofPair.get(key) ?? new RoutePlan(routesInOrder(canonicalNoise(noise), adversary, choice));
  ofPair.set(key, known);
  return known;
}

/** A list of routes that is built as far as it is read. */
export class RoutePlan {
  private readonly built: AdversaryRoute[] = [];
  private readonly source: Generator<AdversaryRoute>;

  constructor(source: Generator<AdversaryRoute>) {
    this.source = source;
  }

  /** The n-th route in the order to try them, or undefined past the last. */
  route(n: number): AdversaryRoute | undefined {
    while (this.built.length <= n) {
      const next = this.source.next();
      if (next.done === true) return undefined;
      this.built.push(next.value);
    }
    return this.built[n];
  }
}
