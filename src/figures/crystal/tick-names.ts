/** The scale of a drawing in the plane: which ticks its axes have, and where their numbers stand. */
import { element, MUTED } from '../charts/svg.ts';

/** The largest of 1, 2, 5 times a power of ten that fits into the reach. */
export function niceTick(reach: number): number {
  const power = 10 ** Math.floor(Math.log10(reach * (1 + 1e-9)));
  const factor = [5, 2, 1].find((each) => each * power <= reach * (1 + 1e-9)) ?? 1;
  return Number((factor * power).toPrecision(3));
}

/** The number of a tick of each axis, at the end and on the side where it crosses no outline (in pixels). */
export function tickNames(
  tick: number,
  centre: { readonly x: number; readonly y: number },
  scale: number,
  outlines: readonly (readonly (readonly [number, number])[])[],
): string[] {
  const ends = [tick, -tick];
  const written = (t: number): string => String(t).replace('-', '−');
  const beside = (t: number, x: number, y: number): PlacedText => ({ text: written(t), x, y });
  const width = (t: number): number => 6.2 * written(t).length;
  // Near its tick first; further off, straight below, above or beside it, where the outline is in the way.
  const level = [0, 12, 24].flatMap((off) =>
    ends.flatMap((t) => {
      const x = centre.x + scale * t;
      return [centre.y + 15 + off, centre.y - 7 - off].flatMap((y) => [
        beside(t, x + 5, y),
        beside(t, x - 5 - width(t), y),
      ]);
    }),
  );
  const upright = [0, 12, 24].flatMap((off) =>
    ends.flatMap((t) => {
      const y = centre.y - scale * t;
      return [y - 5, y + 13].flatMap((base) => [
        beside(t, centre.x + 6 + off, base),
        beside(t, centre.x - 6 - off - width(t), base),
      ]);
    }),
  );
  return [level, upright].map((places) => {
    const { text, x, y } = places.find((place) => outlines.every((points) => clearOf(points, place))) ?? places[0]!;
    return element('text', { x, y, 'font-size': 11, ...MUTED }, text);
  });
}

interface PlacedText {
  readonly text: string;
  /** Left end of the base line. */
  readonly x: number;
  readonly y: number;
}

/** Whether a closed line stays out of the box of a text, as far as points every two pixels of it tell. */
function clearOf(points: readonly (readonly [number, number])[], { text, x, y }: PlacedText): boolean {
  const [right, top] = [x + 6.2 * text.length, y - 9];
  return points.every(([a, b], i) => {
    const [c, d] = points[(i + 1) % points.length]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(c - a, d - b) / 2));
    return Array.from({ length: steps }, (_, k) => k / steps).every((t) => {
      const [px, py] = [a + t * (c - a), b + t * (d - b)];
      return px < x - 3 || px > right + 3 || py < top - 3 || py > y + 4;
    });
  });
}
