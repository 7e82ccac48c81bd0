/** G of Laplace noise e^{-|x|_1} moved along an axis (G5), in doubles. */
export function laplaceAlong(size: number, p: number): number {
  if (p <= 0.5 * Math.exp(-size)) return Math.exp(size) * p;
  return p <= 0.5 ? 1 - Math.exp(-size) / (4 * p) : 1 - Math.exp(-size) * (1 - p);
}
