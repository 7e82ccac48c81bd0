/** Whether a radial profile never increases: then the superlevel sets of f(|x|_K) are multiples of K, hence convex. */
import { monotonicity } from '../../formula/sign.ts';
import type { Profile } from '../half-line/profile.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { Check } from '../validity.ts';

/** Proves it from the monotonicity of the formula's parts, or from the slope, enclosed piece by piece. */
export function checkNonincreasing(profile: Profile, law: HalfLineLaw): Check {
  const direction = monotonicity(profile.expression.root);
  if (direction === 'decreasing' || direction === 'constant') {
    return { status: 'proved', how: 'every part of the formula is monotone' };
  }
  return enclosedCheck(profile, law.enclosed);
}

/** From the slope, enclosed piece by piece: no rise is too narrow to be seen. */
function enclosedCheck(profile: Profile, enclosed: EnclosedLaw): Check {
  const found = enclosed.slopes().falls();
  if ('proved' in found) return { status: 'proved', how: 'the slope of the formula, enclosed piece by piece' };
  if ('rises' in found) {
    const [from, to] = found.rises.map((t) => ({ t, log: profile.log(t) })) as [Sample, Sample];
    return rises({ from, to, excess: to.log - from.log });
  }
  const how = `the slope of the formula, enclosed: rises of at most ${found.atMost.toPrecision(1)} of its height are not ruled out`;
  return { status: 'tested', how };
}

interface Sample {
  readonly t: number;
  readonly log: number;
}
interface Rise {
  readonly from: Sample;
  readonly to: Sample;
  readonly excess: number;
}

function rises({ from, to, excess }: Rise): Check {
  const [a, b] = [show(from.t), show(to.t)];
  const detail =
    from.log === -Infinity
      ? `the profile must not increase, but f(${a}) = 0 and f(${b}) > 0.`
      : `the profile must not increase, but f(${b}) is ${show(Math.exp(Math.min(excess, 700)))} times f(${a}).`;
  return {
    status: 'failed',
    how: 'the profile increases',
    witness: { kind: 'pair', x: [from.t], y: [to.t], detail },
  };
}

function show(x: number): string {
  return Number(x.toPrecision(6)).toString();
}
