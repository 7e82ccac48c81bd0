/** One spec a family and a range of its parameters, drawn. */
import type { Drawing } from './ledger.ts';

const SPECS: readonly ((dim: number, draw: Drawing) => string)[] = [
  () => 'gaussian',
  () => 'laplace',
  () => 'uniform:linf',
  () => 'uniform:l2',
  () => 'uniform:l1',
  (_, draw) => `exp:linf,k=${draw.size(0.3, 12)}`,
  (_, draw) => `exp:l2,k=${draw.size(0.3, 12)}`,
  (_, draw) => `exp:l1,k=${draw.size(0.3, 12)}`,
  (dim, draw) => `exp:linf,k=${draw.size(0.5, 8)},j=${draw.between(0, dim - 0.5)}`,
  (dim, draw) => `exp:l2,k=${draw.size(0.5, 8)},j=${draw.between(0, dim - 0.5)}`,
  (dim, draw) => `power:linf,a=${Number((dim + draw.size(0.1, 30)).toPrecision(6))}`,
  (dim, draw) => `power:l2,k=2,a=${Number((dim / 2 + draw.size(0.1, 30)).toPrecision(6))}`,
  (_, draw) => `iid-exp,s=${draw.size(0.15, 0.95)}`,
  (_, draw) => `iid-exp,s=${draw.size(1.05, 60)}`,
  () => 'iid-exp,s=0.5',
  () => 'exp:l2,k=1',
  (_, draw) => `iid-pareto,a=${draw.size(0.15, 20)}`,
];

/** Rules that write a spec for a dimension, in the order of the table of radii. */
export const namedSpecs = (): readonly ((dim: number, draw: Drawing) => string)[] => SPECS;
