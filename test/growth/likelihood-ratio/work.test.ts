/**
 * How often the quadratures look at the law of the radius: panels that begin too wide or too narrow, a kink that is no
 * edge, a part that is not skipped change no mass that is adaptively integrated, but the work.
 */
import { describe, expect, it } from 'vitest';
import { crossPolytopeAxisTest, cubeAxisTest } from '../../../src/growth/likelihood-ratio/axis.ts';
import type { LikelihoodRatioTest } from '../../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { lineTest } from '../../../src/growth/likelihood-ratio/line.ts';
import { expRadialLaw, powerRadialLaw, type RadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../../src/growth/likelihood-ratio/spherical.ts';

interface Looks {
  /** At a density or a tail. */
  law: number;
  /** At the stretch, which decides what is in the set. */
  stretch: number;
}

/** The law, and how often it was asked. */
function counted(law: RadialLaw): { readonly law: RadialLaw; readonly looks: Looks } {
  const looks = { law: 0, stretch: 0 };
  return {
    looks,
    law: {
      ...law,
      density: (u) => (looks.law++, law.density(u)),
      lower: (u) => (looks.law++, law.lower(u)),
      upper: (u) => (looks.law++, law.upper(u)),
      stretch: (u, tau) => (looks.stretch++, law.stretch(u, tau)),
    },
  };
}

const makers: Readonly<Record<string, (law: RadialLaw) => LikelihoodRatioTest>> = {
  l1: (law) => crossPolytopeAxisTest(law, ''),
  linf: (law) => cubeAxisTest(law, ''),
  l2: (law) => sphericalTest(law, ''),
  line: (law) => lineTest(law, ''),
};

describe('the work of fifteen masses', () => {
  it.each<[string, string, RadialLaw, number, number]>([
    ['l1', 'e^{-r^2}, d = 3', expRadialLaw(3, 2, 0), 3129, 21208],
    ['l1', '(1 + r)^-3, d = 2', powerRadialLaw(2, 1, 3), 14805, 67625],
    ['l1', 'e^{-r}, d = 300', expRadialLaw(300, 1, 0), 2016, 6075],
    ['linf', 'e^{-r^2}, d = 3', expRadialLaw(3, 2, 0), 2667, 20868],
    ['linf', '(1 + r)^-3, d = 2', powerRadialLaw(2, 1, 3), 14805, 67756],
    ['linf', 'e^{-r}, d = 300', expRadialLaw(300, 1, 0), 2079, 6167],
    ['l2', 'e^{-r}, d = 3', expRadialLaw(3, 1, 0), 2583, 14680],
    ['l2', 'e^{-r^3}/r, d = 39', expRadialLaw(39, 3, 1), 3570, 9394],
    ['l2', 'e^{-r}, d = 40', expRadialLaw(40, 1, 0), 1836, 2541],
    ['l2', '(1 + r^2)^-300, d = 500', powerRadialLaw(500, 2, 300), 2258, 2707],
    ['line', 'e^{-sqrt r}', expRadialLaw(1, 0.5, 0), 46, 27669],
    ['line', '(1 + r)^-2.5', powerRadialLaw(1, 1, 2.5), 48, 27646],
  ])('%s, %s', (shape, _, plain, most, mostStretched) => {
    const { law, looks } = counted(plain);
    const test = makers[shape]!(law);
    for (const factor of [0.1, 1, 5])
      for (const tau of [-2, -0.1, 0, 0.1, 2]) test.mass(factor * test.typicalShift, tau);
    // As measured; less work is no fault, but then these numbers say too much.
    for (const [found, measured] of [
      [looks.law, most],
      [looks.stretch, mostStretched],
    ] as const) {
      expect(found / measured).toBeLessThan(1.004);
      expect(found / measured).toBeGreaterThan(0.996);
    }
  });
});
