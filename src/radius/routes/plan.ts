/**
 * The routes of a noise against an adversary, built once: asked again for the same pair, the same routes answer, with
 * whatever they have tabulated. Kept as long as the noise itself.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { canonicalForm } from '../../noise/named/canonical.ts';
import type { Noise } from '../../noise/noise.ts';
import { radiusRoutes, type RouteChoice } from './radius-routes.ts';
import type { RadiusRoute } from './route.ts';

type Plans = Map<unknown, Map<string, RoutePlan>>;

const plans = new WeakMap<Noise, WeakMap<Adversary, Plans>>();

/** The plan for this very noise and adversary (by identity; equal ones made anew get plans of their own). */
export function routePlan(noise: Noise, adversary: Adversary, choice: RouteChoice): RoutePlan {
  const { method = 'best', upperBounds = false, halfSpaces = false, computed, quick = false } = choice;
  const key = [method, upperBounds, halfSpaces, quick].join();
  const ofNoise = plans.get(noise) ?? new WeakMap<Adversary, Plans>();
  plans.set(noise, ofNoise);
  const ofPair: Plans = ofNoise.get(adversary) ?? new Map<unknown, Map<string, RoutePlan>>();
  ofNoise.set(adversary, ofPair);
  const ofBound = ofPair.get(computed) ?? new Map<string, RoutePlan>();
  ofPair.set(computed, ofBound);
  const known = ofBound.get(key) ?? new RoutePlan(radiusRoutes(canonicalForm(noise), adversary, choice));
  ofBound.set(key, known);
  return known;
}

/** A list of routes that is built as far as it is read. */
export class RoutePlan {
  private readonly built: RadiusRoute[] = [];
  private readonly source: Generator<RadiusRoute>;

  constructor(source: Generator<RadiusRoute>) {
    this.source = source;
  }

  /** The routes in the order to try them. */
  *[Symbol.iterator](): Generator<RadiusRoute> {
    for (let n = 0; ; n++) {
      const route = this.built[n] ?? this.next();
      if (route === null) return;
      yield route;
    }
  }

  private next(): RadiusRoute | null {
    const next = this.source.next();
    if (next.done === true) return null;
    this.built.push(next.value);
    return next.value;
  }
}
