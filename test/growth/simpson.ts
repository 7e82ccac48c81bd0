/** Simpson's rule: the independent integral of these tests. */
export function simpson(f: (x: number) => number, from: number, to: number, pieces = 2000): number {
  const h = (to - from) / (2 * pieces);
  let sum = f(from) + f(to);
  for (let i = 1; i < 2 * pieces; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
