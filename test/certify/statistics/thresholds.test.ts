/**
 * When sampling may stop, as a question to any radii: steps, plateaus and jumps of a curve that is made up, bounds with
 * a rival, and the numbers of samples at which a rule looks.
 */
import { describe, expect, it } from 'vitest';
import type { AdversaryRadii } from '../../../src/certify/radii/image-radii.ts';
import { boundFromTail, type ProbabilityBound } from '../../../src/certify/statistics/probability-bound.ts';
import { settlement, tailThreshold } from '../../../src/certify/statistics/stopping.ts';
import {
  describeStopping,
  nextLook,
  requireStopping,
  watchedRadii,
  type SequentialRule,
  type StoppingRule,
} from '../../../src/certify/statistics/stopping-rule.ts';
import { oneClassTail } from '../../../src/radius/rival-tail.ts';

/** Radii that are a function of the bound, and how often they were asked for. */
function curve(of: (bound: ProbabilityBound) => number): AdversaryRadii & { asked: number } {
  const made = {
    adversary: 'l1',
    needsImage: false,
    asked: 0,
    radius: (bound: ProbabilityBound) => {
      made.asked++;
      return of(bound);
    },
    sources: () => [],
  };
  return made;
}
const pixels = new Float32Array(2);

describe('the tail at which a radius is reached', () => {
  it('of a line is where it crosses, enclosed', () => {
    const line = curve(({ tail }) => 1 - 2 * tail);
    for (const radius of [1e-6, 0.1, 0.5, 0.9, 0.999999]) {
      const { yes, no } = tailThreshold(line, radius);
      const truth = 0.5 * (1 - radius);
      expect(1 - 2 * yes).toBeGreaterThanOrEqual(radius);
      expect(1 - 2 * no).toBeLessThan(radius);
      expect(yes).toBeGreaterThan(truth * (1 - 1.1e-9));
      expect(no).toBeLessThan(truth * (1 + 1.1e-9));
    }
  });

  it('of a radius that is hit exactly lies at the end of the step', () => {
    const steps = curve(({ tail }) => (tail < 0.01 ? 3 : tail <= 0.2 ? 2 : tail <= 0.3 ? 1 : 0));
    const { yes, no } = tailThreshold(steps, 2);
    expect(yes).toBeGreaterThanOrEqual(0.01);
    expect(yes).toBeLessThanOrEqual(0.2);
    // The least that fails is looked for from the crossing on, in steps that grow fourfold.
    expect(no).toBeGreaterThan(0.2);
    expect(no).toBeLessThanOrEqual(0.5);
    const jump = tailThreshold(steps, 1.5);
    expect(jump.yes).toBeLessThanOrEqual(0.2);
    expect(jump.yes).toBeGreaterThan(0.2 * (1 - 1.1e-9));
    expect(jump.no).toBeGreaterThan(0.2);
    expect(jump.no).toBeLessThan(0.2 * (1 + 1.1e-9));
    // Reached up to one half itself: no tail fails.
    const always = curve(({ tail }) => (tail <= 0.5 ? 1 : 0));
    expect(() => tailThreshold(always, 0.5)).toThrow();
  });

  it('is no tail where the radius is out of reach, and one half for radius 0', () => {
    const line = curve(({ tail }) => 1 - 2 * tail);
    expect(tailThreshold(line, 1)).toEqual({ yes: -1, no: 0 });
    expect(tailThreshold(line, 1 - 3e-12).yes).toBeGreaterThan(1e-12);
    for (const radius of [0, -1]) expect(tailThreshold(line, radius)).toEqual({ yes: 0.5 - 2 ** -54, no: 0.5 });
  });
});

describe('what settles a question', () => {
  const certain = (tail: number, rival: number): ProbabilityBound => ({ ...boundFromTail(tail), rival });
  const nothing = () => boundFromTail(0.5);
  const all = { certified: boundFromTail(1), possible: boundFromTail(0) };

  it('with a rival: its tail of one class, or else the radius itself', () => {
    const radii = curve(({ tail, rival }) => 1 - tail - (rival ?? tail));
    const settled = settlement({ kind: 'radii', radii: [0.3] }, [radii]);
    const { no } = tailThreshold(radii, 0.3);
    const ask = (certified: ProbabilityBound) => {
      radii.asked = 0;
      const found = settled({ certified, possible: boundFromTail(0) }, () => boundFromTail(0), pixels);
      return [found, radii.asked];
    };
    // 1 - 2 t >= 0.3 for the tail t of one class: settled without a look at the radius.
    expect(oneClassTail(0.4, 0.1)).toBeLessThan(0.35);
    expect(ask(certain(0.4, 0.1))).toEqual([true, 0]);
    // A rival as probable as the threshold: cannot be reached, nor need it be computed.
    expect(ask(certain(0.6, no))).toEqual([false, 0]);
    // Between: the radius says.
    expect(oneClassTail(0.445, 0.25)).toBeGreaterThan(0.35);
    expect(ask(certain(0.445, 0.25))).toEqual([true, 1]);
    expect(ask(certain(0.6, 0.2))).toEqual([false, 1]);
    // Not certain at all.
    expect(ask(certain(0.9, 0.3))).toEqual([false, 0]);
    expect(ask(certain(0.75, 0.25))).toEqual([false, 0]);
  });

  it('radius 0: whether the class is certain', () => {
    const settled = settlement({ kind: 'radii', radii: [0] }, [curve(() => 0)]);
    const hopeless = () => certain(0.9, 0.4);
    expect(settled({ ...all, certified: certain(0.6, 0.3) }, () => boundFromTail(0), pixels)).toBe(true);
    expect(settled({ ...all, certified: certain(0.6, 0.4) }, () => boundFromTail(0), pixels)).toBe(false);
    expect(settled({ ...all, possible: certain(0.6, 0.4) }, () => boundFromTail(0), pixels)).toBe(true);
    expect(settled(all, hopeless, pixels)).toBe(true);
    expect(settled(all, nothing, pixels)).toBe(true);
    expect(settled({ ...all, certified: boundFromTail(0.5 - 2 ** -54) }, () => boundFromTail(0), pixels)).toBe(true);
  });

  it('every radius of the rule, each in its own way', () => {
    const radii = curve(({ tail }) => 1 - 2 * tail);
    const settled = settlement({ kind: 'radii', radii: [0.2, 0.6] }, [radii]);
    const hope = () => boundFromTail(0);
    // Tails 0.4 and 0.2.
    expect(settled({ certified: boundFromTail(0.19), possible: boundFromTail(0.1) }, hope, pixels)).toBe(true);
    expect(settled({ certified: boundFromTail(0.39), possible: boundFromTail(0.21) }, hope, pixels)).toBe(true);
    expect(settled({ certified: boundFromTail(0.39), possible: boundFromTail(0.19) }, hope, pixels)).toBe(false);
    expect(
      settled({ certified: boundFromTail(0.39), possible: boundFromTail(0.19) }, () => boundFromTail(0.3), pixels),
    ).toBe(true);
    expect(settled({ certified: boundFromTail(0.41), possible: boundFromTail(0.39) }, hope, pixels)).toBe(false);
  });

  it('the relative width of the radius, at most', () => {
    const narrow = settlement({ kind: 'relative-width', width: 0.25 }, [curve(({ tail }) => 1 - tail)]);
    const at = (lower: number, upper: number) =>
      narrow({ certified: boundFromTail(1 - lower), possible: boundFromTail(1 - upper) }, nothing, pixels);
    expect([at(0.375, 0.5), at(0.3749, 0.5), at(0, 0), at(0, 0.1)]).toEqual([true, false, true, false]);
    const endless = settlement({ kind: 'relative-width', width: 0.25 }, [curve(() => Infinity)]);
    expect(endless(all, nothing, pixels)).toBe(true);
  });

  it('is one question for a rule and its radii, and asks anew of another image where radii need it', () => {
    const rule: SequentialRule = { kind: 'radii', radii: [0.3] };
    const radii = [curve(({ tail }) => 1 - 2 * tail)];
    expect(settlement(rule, radii)).toBe(settlement(rule, radii));
    expect(settlement(rule, [...radii])).not.toBe(settlement(rule, radii));
    expect(settlement({ ...rule }, radii)).not.toBe(settlement(rule, radii));
    const seen = new Set<Float32Array | undefined>();
    const ofImage: AdversaryRadii = {
      ...radii[0]!,
      needsImage: true,
      radius: ({ tail }, given) => {
        seen.add(given);
        return (1 - 2 * tail) * (1 + given![0]!);
      },
    };
    const settled = settlement(rule, [ofImage]);
    const [dark, bright] = [Float32Array.of(0), Float32Array.of(1)];
    const known = { certified: boundFromTail(0.4), possible: boundFromTail(0) };
    // 1 - 2 t = 0.2, twice that of the bright image.
    expect(settled(known, () => boundFromTail(0), dark)).toBe(false);
    expect(settled(known, () => boundFromTail(0), bright)).toBe(true);
    expect(settled(known, () => boundFromTail(0), dark)).toBe(false);
    expect([...seen]).toEqual([dark, bright]);
  });
});

describe('a stopping rule', () => {
  const radii = ['l1', 'l2'].map((adversary) => ({ ...curve(() => 1), adversary }));
  const width = (value: number, looks = {}): StoppingRule => ({ kind: 'relative-width', width: value, looks });
  const at = (...wanted: readonly number[]): StoppingRule => ({ kind: 'radii', radii: wanted });

  it('looks every 128 samples, then at a sixteenth more', () => {
    const rule: SequentialRule = { kind: 'radii', radii: [1] };
    expect([0, 1, 128, 2048, 2049, 5000].map((drawn) => nextLook(rule, drawn))).toEqual([
      128, 129, 256, 2176, 2178, 5313,
    ]);
    const own: SequentialRule = { ...rule, looks: { first: 10, growth: 2 } };
    expect([0, 5, 10, 11].map((drawn) => nextLook(own, drawn))).toEqual([10, 15, 20, 22]);
  });

  it('watches the first adversary, or the one it names', () => {
    const rule: SequentialRule = { kind: 'radii', radii: [1] };
    expect(watchedRadii(rule, radii)).toBe(radii[0]);
    expect(watchedRadii({ ...rule, adversary: 'l2' }, radii)).toBe(radii[1]);
    expect(() => watchedRadii({ ...rule, adversary: 'l3' }, radii)).toThrow(/l1, l2/);
  });

  it.each([
    [{ kind: 'fixed' }, null],
    [at(0), null],
    [at(0.5, 1), null],
    [at(), /at least one/],
    [at(1, -1e-9), /number >= 0/],
    [at(Infinity), /number >= 0/],
    [at(NaN), /number >= 0/],
    [width(0.5), null],
    [width(0), /in \(0, 1\)/],
    [width(1), /in \(0, 1\)/],
    [width(NaN), /in \(0, 1\)/],
    [width(0.5, { first: 1, growth: 1 }), null],
    [width(0.5, { growth: 16 }), null],
    [width(0.5, { first: 0 }), /whole number/],
    [width(0.5, { first: 1.5 }), /whole number/],
    [width(0.5, { growth: 0.999 }), /factor from 1 to 16/],
    [width(0.5, { growth: 16.001 }), /factor from 1 to 16/],
    [width(0.5, { growth: NaN }), /factor from 1 to 16/],
    [{ ...at(1), adversary: 'l3' }, /not among/],
  ] as const)('%j', (rule, refusal) => {
    const check = () => requireStopping(rule, radii);
    if (refusal === null) expect(check).not.toThrow();
    else expect(check).toThrow(refusal);
  });

  it('is said in words', () => {
    expect(describeStopping({ kind: 'fixed' })).toBe('fixed');
    expect(describeStopping(at(0.5, 1))).toBe('stop at radius 0.5, 1, looks every 128 samples or x1.0625');
    expect(describeStopping({ ...width(0.1, { first: 9, growth: 2 }), adversary: 'l2' } as StoppingRule)).toBe(
      'stop at relative width 0.1 against l2, looks every 9 samples or x2',
    );
  });
});
