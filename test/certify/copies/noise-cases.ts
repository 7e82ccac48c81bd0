/** The noises with kernels of their own, and how outputs are compared. */

/** Specs for dimension 3074. */
export const LAWS = [
  'uniform:linf',
  'gaussian',
  'laplace',
  'uniform:l2',
  'uniform:l1',
  'exp:l2,k=1,j=1000',
  'exp:l1,k=2',
  'exp:linf,k=2,j=0',
  'power:l2,k=2,a=1546',
  'power:linf,a=3090',
  'iid-exp,s=0.5',
  'iid-exp,s=4',
  'iid-pareto,a=3',
] as const;

/** How many numbers differ in their bits. */
export function differing(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  const [x, y] = [a, b].map(({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length));
  let count = 0;
  for (let i = 0; i < a.length; i++) if (x![i] !== y![i]) count++;
  return count;
}
