/** Contours of a function of the plane whose level sets need not be star-shaped. */
import { contours } from 'd3-contour';

type Point = readonly [number, number];

/** Points of the grid along each axis. */
const GRID = 161;
/**
 * Differences of logarithms beyond which a point is as good as outside, or inside: an infinite one would spoil
 * interpolation.
 */
const FAR = 50;

/**
 * The closed curves around { f >= level } inside [-reach, reach]^2, in no particular order: marching squares with
 * linear interpolation. Outside the frame counts as below the level, so every curve closes.
 */
export function contourLoops(f: (x: number, y: number) => number, level: number, reach: number): Point[][] {
  const at = (i: number): number => -reach + (2 * reach * i) / (GRID - 1);
  const values = Array.from({ length: GRID * GRID }, (_, n) => {
    const above = f(at(n % GRID), at(Math.floor(n / GRID))) - level;
    return Math.max(-FAR, Math.min(FAR, above));
  });
  // The library puts the value of cell i at i + 1/2.
  const place = ([x, y]: readonly number[]): Point => [at(x! - 0.5), at(y! - 0.5)];
  return contours()
    .size([GRID, GRID])
    .contour(values, 0)
    .coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(place)));
}
