/**
 * Bodies that a constructor made. A body's capabilities are formulas that functionals believe at confidence 1, so it
 * matters who gave them: a constructor vouches for the members it sets and for no others. A copy in which a capability
 * differs or is added, or a body written by hand, is vouched for by nobody, and nothing can be certified with it.
 */
import type { ConvexBody } from './body.ts';

/** Every member of a body that is more than its label. */
const MEMBERS = Object.keys({
  dim: true,
  support: true,
  gauge: true,
  inradius: true,
  circumradius: true,
  structure: true,
  supportPoint: true,
  gaugeGradient: true,
  exact: true,
  logVolume: true,
  vertices: true,
  facets: true,
  generators: true,
  projectionRatio: true,
  overlap: true,
  rayLength: true,
  sample: true,
} satisfies Record<Exclude<keyof ConvexBody, 'name' | 'voucher'>, true>);

/** What a constructor leaves in a body that it made: the members as they were then. */
class Voucher {
  readonly #members: readonly unknown[];

  constructor(body: ConvexBody) {
    this.#members = membersOf(body);
    Object.freeze(this);
  }

  static holds(body: ConvexBody): boolean {
    const voucher: unknown = body.voucher;
    if (typeof voucher !== 'object' || voucher === null || !(#members in voucher)) return false;
    const made = voucher.#members;
    return membersOf(body).every((member, i) => Object.is(member, made[i]));
  }
}

function membersOf(body: ConvexBody): unknown[] {
  return MEMBERS.map((name) => Reflect.get(body, name) as unknown);
}

/**
 * The body of these members, vouched for by the constructor that calls this, provided that the bodies it was computed
 * from are. For constructors of bodies alone.
 */
export function madeBody(members: ConvexBody, from: readonly ConvexBody[] = []): ConvexBody {
  return Object.freeze({ ...members, voucher: from.every(isMade) ? new Voucher(members) : null });
}

/** Whether a constructor vouches for the body as it stands; its name may be another. */
export function isMade(body: ConvexBody): boolean {
  return Voucher.holds(body);
}
