/** Profiles f(t) on t >= 0 with kinks, jumps, waves, bumps and tails, each written again beside its formula. */
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { between } from './drawn-links.ts';

/** A profile, written again: its value, derivative, places where it kinks or jumps, and whether it never rises. */
export interface KnownProfile {
  readonly text: string;
  readonly f: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly knots: readonly number[];
  /** What it falls or rises by at its jumps. */
  readonly jumps: number;
  readonly falls: boolean;
  /** Beyond it nothing counts. */
  readonly end: number;
}

/** Where g changes its sign on (0, end]. */
function crossingsOf(g: (t: number) => number, end: number): number[] {
  const found: number[] = [];
  for (let k = 1; k < 4000; k++) {
    let [low, high] = [(end * k) / 4000, (end * (k + 1)) / 4000];
    if (g(low) > 0 === g(high) > 0) continue;
    const before = g(low) > 0;
    for (let step = 0; step < 60; step++) {
      const middle = 0.5 * (low + high);
      if (g(middle) > 0 === before) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

export const PROFILES: readonly ((random: RandomStream) => KnownProfile)[] = [
  (random) => {
    const [a, b, w] = [between(random, 0.3, 3), between(random, 0.3, 3), between(random, 0.1, 5)];
    return {
      text: `exp(-${a}*r)+${w}*exp(-${b}*r^2)`,
      f: (t) => Math.exp(-a * t) + w * Math.exp(-b * t * t),
      slope: (t) => -a * Math.exp(-a * t) - 2 * b * w * t * Math.exp(-b * t * t),
      knots: [],
      jumps: 0,
      falls: true,
      end: 45 / Math.min(a, Math.sqrt(b)) + 20 / a,
    };
  },
  (random) => {
    const [a, c] = [between(random, 0.3, 3), between(random, 0.5, 3)];
    return {
      text: `exp(-${a}*abs(r-${c}))`,
      f: (t) => Math.exp(-a * Math.abs(t - c)),
      slope: (t) => -a * Math.sign(t - c) * Math.exp(-a * Math.abs(t - c)),
      knots: [c],
      jumps: 0,
      falls: false,
      end: c + 60 / a,
    };
  },
  (random) => {
    const [a, c, h] = [between(random, 0.2, 3), between(random, 0.5, 3), between(random, 0.1, 0.9)];
    const size = (t: number): number => (t < c ? 1 + h : 1 - h);
    return {
      text: `exp(-${a}*r)*(1+${h}*sign(${c}-r))`,
      f: (t) => Math.exp(-a * t) * size(t),
      slope: (t) => -a * Math.exp(-a * t) * size(t),
      knots: [c],
      jumps: 2 * h * Math.exp(-a * c),
      falls: true,
      end: c + 60 / a,
    };
  },
  (random) => {
    const [c, q] = [between(random, 0.3, 8), between(random, 1, 4)];
    return {
      text: `max(0,${c}-r)^${q}`,
      f: (t) => Math.max(0, c - t) ** q,
      slope: (t) => (t < c ? -q * (c - t) ** (q - 1) : 0),
      knots: [c],
      jumps: 0,
      falls: true,
      end: c,
    };
  },
  (random) => {
    const [c, width, h] = [between(random, 2, 6), between(random, 3e-4, 0.1), between(random, 0.01, 3)];
    const bump = (t: number): number => h * Math.exp(-(((t - c) / width) ** 2));
    // exp(-r) falls there by e^-c a unit, the bump rises by up to .86 h a width.
    const rises = (0.857 * h) / width > Math.exp(-c + 3 * width);
    return {
      text: `exp(-r)+${h}*exp(-((r-${c})/${width})^2)`,
      f: (t) => Math.exp(-t) + bump(t),
      slope: (t) => -Math.exp(-t) - (2 * (t - c) * bump(t)) / (width * width),
      knots: [c - 7 * width, c - 2 * width, c, c + 2 * width, c + 7 * width],
      jumps: 0,
      falls: !rises,
      end: 60,
    };
  },
  (random) => {
    const [a, w, h] = [between(random, 0.3, 2), between(random, 0.5, 6), between(random, 0.05, 0.95)];
    return {
      text: `exp(-${a}*r)*(1+${h}*cos(${w}*r))`,
      f: (t) => Math.exp(-a * t) * (1 + h * Math.cos(w * t)),
      slope: (t) => -Math.exp(-a * t) * (a * (1 + h * Math.cos(w * t)) + h * w * Math.sin(w * t)),
      knots: [],
      jumps: 0,
      // (1 + h cos) a + h w sin >= 0 everywhere.
      falls: a >= h * Math.hypot(a, w),
      end: 60 / a,
    };
  },
  (random) => {
    const [s, b] = [between(random, 0.5, 5), between(random, 0.2, 3)];
    return {
      text: `(1+(r/${s})^2)^-14*exp(-${b}*r^0.5)`,
      f: (t) => (1 + (t / s) ** 2) ** -14 * Math.exp(-b * Math.sqrt(t)),
      slope: (t) =>
        (1 + (t / s) ** 2) ** -14 *
        Math.exp(-b * Math.sqrt(t)) *
        ((-28 * t) / (s * s + t * t) - (0.5 * b) / Math.sqrt(t)),
      knots: [],
      jumps: 0,
      falls: true,
      end: 200 * s,
    };
  },
  (random) => {
    const [a, c] = [between(random, 0.3, 2), between(random, 0.2, 3)];
    return {
      text: `min(exp(-${a}*r),1/(1+${c}*r^2)^4)`,
      f: (t) => Math.min(Math.exp(-a * t), (1 + c * t * t) ** -4),
      slope: (t) =>
        Math.exp(-a * t) < (1 + c * t * t) ** -4 ? -a * Math.exp(-a * t) : (-8 * c * t) / (1 + c * t * t) ** 5,
      knots: crossingsOf((t) => a * t - 4 * Math.log1p(c * t * t), 60 / a),
      jumps: 0,
      falls: true,
      end: 60 / a,
    };
  },
];
