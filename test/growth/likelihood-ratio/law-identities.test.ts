/**
 * What a law of log |x| must satisfy, whatever its numbers: density and tails are one law, the stretch solves its
 * equation, its slope is a derivative, the window ends where the mass does.
 */
import { describe, expect, it } from 'vitest';
import {
  expRadialLaw,
  landmarks,
  powerRadialLaw,
  type RadialLaw,
} from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { simpson } from '../simpson.ts';

interface Case {
  readonly name: string;
  readonly law: RadialLaw;
  readonly psi: (u: number) => number;
  readonly k: number;
}
const exp = (dim: number, k: number, j: number): Case => ({
  name: `r^-${j} e^{-r^${k}}, d = ${dim}`,
  law: expRadialLaw(dim, k, j),
  k,
  psi: (u) => j * u + Math.exp(k * u),
});
const power = (dim: number, k: number, a: number): Case => ({
  name: `(1 + r^${k})^-${a}, d = ${dim}`,
  law: powerRadialLaw(dim, k, a),
  k,
  psi: (u) => a * (k * u > 30 ? k * u + Math.log1p(Math.exp(-k * u)) : Math.log1p(Math.exp(k * u))),
});
const cases = [
  exp(1, 1, 0),
  exp(2, 0.4, 0),
  exp(3, 2, 1),
  exp(5, 7, 4.5),
  exp(30, 1.3, 0),
  exp(700, 2, 300),
  power(1, 1, 2.5),
  power(2, 2, 1.2),
  power(3, 0.6, 9),
  power(40, 2, 30),
  power(500, 1, 520),
];

describe.each(cases)('$name', ({ law, psi, k }) => {
  const { low, high, scale, dim } = law;
  const mode = Math.log(law.typicalNorm);
  const at = (share: number): number => low + share * (high - low);
  /** Where the mass is. */
  const bulk = [-2, -0.7, 0, 0.3, 1, 2.5].map((n) => mode + n * scale).filter((u) => u > low && u < high);

  it('has the density r^d f(r) of log r, with its mode where it says', () => {
    for (const u of bulk) {
      const exact = dim * (u - mode) - (psi(u) - psi(mode));
      expect(Math.log(law.density(u) / law.density(mode))).toBeCloseTo(exact, 9);
    }
    for (const step of [-1e-3, 1e-3]) expect(law.density(mode + step * scale)).toBeLessThan(law.density(mode));
    expect(law.density(mode + 1e-4 * scale) / law.density(mode - 1e-4 * scale)).toBeCloseTo(1, 9);
    // log f'' = -1/scale^2 at the mode.
    const bend =
      Math.log(law.density(mode + 1e-3 * scale) * law.density(mode - 1e-3 * scale)) - 2 * Math.log(law.density(mode));
    if (scale < high - low) expect(bend / -1e-6).toBeCloseTo(1, 3);
  });

  it('has tails that are its integrals, within what it says of their error', () => {
    for (const u of bulk) {
      expect(law.lower(u) + law.upper(u)).toBeCloseTo(1, 10);
      const next = u + 0.4 * scale;
      if (next >= high) continue;
      const between = simpson((x) => law.density(x), u, next);
      expect(law.lower(next) - law.lower(u)).toBeCloseTo(between, 10);
      expect(law.upper(u) - law.upper(next)).toBeCloseTo(between, 10);
    }
    expect(law.relativeError).toBeGreaterThan(4e-12);
    expect(law.relativeError).toBeLessThan(4.1e-12 + 2.1e-14 * Math.sqrt(dim));
  });

  it('has a window beyond which 1e-30 lies, unless doubles end first, and no wider', () => {
    if (low > -679) {
      expect(law.lower(low)).toBeLessThan(1.001e-30);
      expect(law.lower(at(1e-7))).toBeGreaterThan(0.99e-30);
    }
    if (high < 339) {
      expect(law.upper(high)).toBeLessThan(1.001e-30);
      expect(law.upper(at(1 - 1e-7))).toBeGreaterThan(0.99e-30);
      expect(law.outside).toBeLessThan(1.001e-30);
    } else expect(law.outside / law.upper(high)).toBeCloseTo(1, 6);
  });

  it('stretches r so that psi falls by tau, and leaves nothing where it cannot', () => {
    for (const u of bulk) {
      for (const tau of [-3, -0.2, -1e-6, 1e-6, 0.1, 1, 30]) {
        const w = law.stretch(u, tau);
        if (w === -Infinity) {
          // No psi is below that of 0, which is 0 but where it falls without end.
          expect(psi(u) - tau).toBeLessThanOrEqual(1e-12);
          continue;
        }
        expect(Math.sign(w)).toBe(-Math.sign(tau));
        const step = 1e-6 * Math.max(Math.abs(w), 1e-3);
        // Between the two there is the root.
        const fall = (x: number): number => psi(u) - psi(u + x) - tau;
        expect(fall(w - step) * fall(w + step), `u ${u}, tau ${tau}`).toBeLessThan(0);
        if (Math.abs(tau) < 0.01) continue;
        const slope = (law.stretch(u + 1e-5, tau) - law.stretch(u - 1e-5, tau)) / 2e-5;
        if (Number.isFinite(slope)) expect(law.stretchSlope(u, w) / slope, `u ${u}, tau ${tau}`).toBeCloseTo(1, 4);
      }
      expect(Math.abs(law.stretch(u, 0))).toBe(0);
    }
  });

  it('bends where r^k meets tau, or e^{tau/a} - 1', () => {
    for (const tau of [-2, 1e-3, 0.5, 3]) {
      const bend = law.bend(tau);
      // S is 0 at the bend and no more a little beyond it, where psi starts from 0.
      if (tau > 0 && psi(-600) > -1 && psi(-600) < 1e-3) {
        expect(law.stretch(bend - 1e-6, tau)).toBe(-Infinity);
        expect(law.stretch(bend + 1e-6, tau)).toBeLessThan(0);
        expect(Number.isFinite(law.stretch(bend + 1e-6, tau))).toBe(true);
      }
    }
    expect(law.bend(0)).toBe(-Infinity);
    expect(law.bendWidth).toBe(1 / k);
  });

  it('is looked at densely about its mode, the bend and r = epsilon, and inside the window alone', () => {
    const shift = 0.7 * law.typicalNorm;
    const points = landmarks(law, shift, 0.3).sort((a, b) => a - b);
    expect(points[0]).toBeGreaterThan(low);
    expect(points.at(-1)).toBeLessThan(high);
    for (const centre of [mode, Math.log(shift), law.bend(0.3)]) {
      if (!(centre > low && centre < high)) continue;
      expect(points).toContain(centre);
      for (const gap of [0.01, 0.1, 1]) {
        for (const u of [centre - gap * law.bendWidth, centre + gap * law.bendWidth]) {
          if (!(u > low && u < high)) continue;
          const nearest = Math.min(...points.map((point) => Math.abs(point - u)));
          expect(nearest).toBeLessThan(0.3 * gap * law.bendWidth + 1e-12);
        }
      }
    }
  });
});

describe('landmarks', () => {
  it('lie beyond the bend by factors of 4 from 1e-15 of it on, where S leaves 0, and by factors of 1.6 about each centre', () => {
    const law = expRadialLaw(2, 0.5, 0);
    const [shift, tau] = [3, 20];
    const bend = law.bend(tau);
    const points = new Set(landmarks(law, shift, tau));
    let gap = 1e-15 * bend;
    for (let n = 0; n < 25; n++, gap *= 4) expect(points.has(bend + gap)).toBe(true);
    expect(points.has(bend + gap)).toBe(gap < law.bendWidth);
    for (const centre of [bend, Math.log(shift), Math.log(law.typicalNorm)]) {
      let away = 0.01 * law.bendWidth;
      for (let n = 0; n < 12; n++, away *= 1.6) {
        for (const u of [centre - away, centre + away]) expect(points.has(u)).toBe(u > law.low && u < law.high);
      }
    }
    // None where S is nowhere 0.
    expect(landmarks(law, shift, -tau).length).toBeLessThan(points.size);
    expect(landmarks(law, shift, 0).every((u) => Number.isFinite(u))).toBe(true);
  });
});

describe('where doubles end', () => {
  it('S is found from logarithms', () => {
    // (1 + S^k) = (1 + v)(e^-t), v = e^{-900}: S^k = e^{1} - 1.
    const heavy = powerRadialLaw(2, 3, 4);
    expect(3 * (heavy.stretch(-300, -4) - 300)).toBeCloseTo(Math.log(Math.E - 1), 9);
    expect(heavy.stretch(20, 4 * 40) * 3).toBeCloseTo(-40 + Math.log1p(-Math.exp(-20)), 9);
    expect(heavy.bend(4 * 800)).toBeCloseTo(800 / 3, 9);
    expect(heavy.stretch(800 / 3 - 1e-6, 4 * 800)).toBe(-Infinity);
    const light = expRadialLaw(2, 4, 0);
    expect(4 * (light.stretch(-300, -2) - 300)).toBeCloseTo(Math.log(2), 9);
    const pole = expRadialLaw(2, 4, 1);
    // j w + e^{4(u+w)} = 2 at u = -300: S = e^u e^w with w near 1/j (2 - S^4).
    const w = pole.stretch(-300, -2);
    expect(w).toBeCloseTo(2, 9);
    expect(pole.stretch(-300, -1200)).toBeLessThan(302);
    expect(pole.stretch(-300, -1200)).toBeGreaterThan(300);
  });
});
