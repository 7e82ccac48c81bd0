/**
 * Which lines c p + E(Y - c)_+ above a growth rate are worth having. E(c) = E(Y - c)_+ is convex: between two values of
 * c it lies below their chord and above the chords beyond, and where those leave little room no line between says much
 * more. Elsewhere the next c is where the chords beyond meet: at a kink of E, where Y has an atom, that is the kink
 * itself.
 *
 * Any c gives a true line: what is estimated here decides how many are made, and nothing else.
 */
import type { RateLine } from './bound.ts';

/**
 * What a further line could lower the rate by, relative, at the masses p that matter most; far out more of it is left.
 */
const ROOM = 1e-3;
const NEAR = 1e-3;
const MOST_LINES = 240;
/** First values of c: 0, and by doublings from a quarter of the mean size. */
const FIRST = -2;
const LAST = 40;
/** E beyond this share of E(Y) is nothing; and a line that is lowest only at masses below the other is of no use. */
const NOTHING = 1e-13;
const LEAST_MASS = 1e-18;

/** Lines for a slope Y of mean size about `scale`. */
export function thresholdLadder(scale: number, excess: (c: number) => number): RateLine[] {
  const first = excess(0);
  const lines: RateLine[] = [{ slope: 0, intercept: first }];
  if (!(first > 0) || !Number.isFinite(first)) return lines;
  const at = (c: number): RateLine => ({ slope: c, intercept: excess(c) });
  for (let k = FIRST; k <= LAST; k++) {
    const line = at(scale * 2 ** k);
    lines.push(line);
    if (line.intercept < Math.max(NOTHING * first, LEAST_MASS * line.slope)) break;
  }
  for (let open = true; open && lines.length < MOST_LINES;) {
    const wanted = lines.flatMap((_, i) => between(lines, i) ?? []);
    open = wanted.length > 0;
    lines.push(...wanted.slice(0, MOST_LINES - lines.length).map(at));
    lines.sort((a, b) => a.slope - b.slope);
  }
  return lines;
}

/** A value of c between lines i and i + 1, by ascending c; null where it is not worth a line. */
function between(lines: readonly RateLine[], i: number): number | null {
  const [left, right] = [lines[i]!, lines[i + 1]];
  if (right === undefined) return null;
  const width = right.slope - left.slope;
  if (!(width > 1e-9 * right.slope)) return null;
  const fall = Math.max(0, left.intercept - right.intercept);
  // The chords beyond: E falls at most as fast as before, and at least as fast as after; before 0 nothing is known.
  const before = i > 0 ? chord(lines[i - 1]!, left) : -Infinity;
  const after = i + 2 < lines.length ? chord(right, lines[i + 2]!) : 0;
  const excess = Math.max(0, fall + after * width);
  // Where left.intercept + before x meets right.intercept - after (width - x).
  const meeting = i > 0 ? excess / (after - before) : 0;
  const x = i > 0 ? meeting : 0.3 * width;
  if (!(x > 0 && x < width)) return null;
  const room = excess * (1 - meeting / width);
  const p = fall / width;
  const rate = left.intercept + left.slope * p;
  if (!(room > ROOM * Math.max(1, (NEAR / p) ** 0.25) * rate)) return null;
  const margin = 0.02 * width;
  const c = left.slope + Math.min(width - margin, Math.max(margin, x));
  return c > left.slope && c < right.slope ? c : null;
}

const chord = (a: RateLine, b: RateLine): number =>
  Math.min(0, (b.intercept - a.intercept) / Math.max(1e-300, b.slope - a.slope));
