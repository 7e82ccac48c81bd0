/** Noise specs: `family[:norm][,key=value...]`, e.g. `exp:linf,k=2,j=0`. */
import { didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { expNoise } from './named/exponential.ts';
import { gaussian } from './named/gaussian.ts';
import { iidExp, iidPareto } from './named/iid.ts';
import { laplace } from './named/laplace.ts';
import { requireDimension } from '../geometry/bodies/lp-norm.ts';
import { powerNoise } from './named/power.ts';
import { uniform } from './named/uniform.ts';
import type { NamedNoise, Scale, ShapeNorm } from './noise.ts';

/** What a family's spec may say, for the parser, `--help` and error messages. */
export interface NoiseFamily {
  readonly family: NamedNoise['family'];
  /** Density at lambda = 1, unnormalized, in plain text. */
  readonly density: string;
  /** Norms that may follow the colon; empty when the family takes none. */
  readonly norms: readonly ShapeNorm[];
  /** Parameters with their default, or null where one must be given. */
  readonly parameters: Readonly<Record<string, number | null>>;
  /** A spec to copy. */
  readonly example: string;
}

/** Every family, in the order of the table of radii. */
export const NOISE_FAMILIES: readonly NoiseFamily[] = [
  { family: 'gaussian', density: 'e^{-|x|_2^2/2}', norms: [], parameters: {}, example: 'gaussian' },
  { family: 'laplace', density: 'e^{-|x|_1}', norms: [], parameters: {}, example: 'laplace' },
  {
    family: 'uniform',
    density: '1 on the unit ball',
    norms: ['linf', 'l2', 'l1'],
    parameters: {},
    example: 'uniform:linf',
  },
  {
    family: 'exp',
    density: '|x|^-j e^{-|x|^k}',
    norms: ['linf', 'l2', 'l1'],
    parameters: { k: 1, j: 0 },
    example: 'exp:linf,k=2,j=0',
  },
  {
    family: 'power',
    density: '(1+|x|_inf)^-a or (1+|x|_2^k)^-a',
    norms: ['linf', 'l2'],
    parameters: { a: null, k: 1 },
    example: 'power:l2,k=2,a=1546',
  },
  {
    family: 'iid-exp',
    density: 'product of e^{-|x_i|^s}',
    norms: [],
    parameters: { s: null },
    example: 'iid-exp,s=0.5',
  },
  {
    family: 'iid-pareto',
    density: 'product of (1+|x_i|)^{-a-1}',
    norms: [],
    parameters: { a: null },
    example: 'iid-pareto,a=3',
  },
];

const MAX_SPEC_LENGTH = 200;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The noise a spec names, at this dimension and scale. Throws InvalidInput with one sentence.
 *
 * @example
 * parseNoise('laplace', 3072, { sigma: 1 }).lambda ** 2 // => 0.5
 */
export function parseNoise(spec: string, dim: number, scale: Scale): NamedNoise {
  const { family, norm, values } = readSpec(spec);
  requireDimension(dim);
  const value = (name: string): number => values.get(name)!;
  switch (family.family) {
    case 'gaussian':
      return gaussian(dim, scale);
    case 'laplace':
      return laplace(dim, scale);
    case 'uniform':
      return uniform(norm!, dim, scale);
    case 'exp':
      return expNoise(norm!, { k: value('k'), j: value('j') }, dim, scale);
    case 'power':
      return powerNoise(norm as 'l2' | 'linf', { a: value('a'), k: value('k') }, dim, scale);
    case 'iid-exp':
      return iidExp(value('s'), dim, scale);
    case 'iid-pareto':
      return iidPareto(value('a'), dim, scale);
  }
}

/** The noise a spec names, or the sentence that says why there is none. */
export type FoundNoise = { readonly noise: NamedNoise } | { readonly noise: null; readonly reason: string };

/**
 * As `parseNoise`, where it is an answer that there is no such noise: a spec that is none, or a scale that leaves the
 * doubles.
 */
export function findNoise(spec: string, dim: number, scale: Scale): FoundNoise {
  try {
    return { noise: parseNoise(spec, dim, scale) };
  } catch (error) {
    if (error instanceof InvalidInput) return { noise: null, reason: error.message };
    throw error;
  }
}

interface ReadSpec {
  readonly family: NoiseFamily;
  readonly norm: ShapeNorm | null;
  readonly values: ReadonlyMap<string, number>;
}

function readSpec(spec: string): ReadSpec {
  if (spec.length > MAX_SPEC_LENGTH) {
    throw new InvalidInput(`A noise spec has at most ${MAX_SPEC_LENGTH} characters; this one has ${spec.length}.`, {
      code: 'noise-spec',
    });
  }
  const [head = '', ...settings] = spec.trim().split(',');
  const [name = '', ...norms] = head.split(':').map((part) => part.trim());
  const family = NOISE_FAMILIES.find((known) => known.family === name);
  if (family === undefined) {
    if (name === 'splitting') {
      throw new InvalidInput('Splitting noise is no density: it is for certifying models ("wulff certify") only.', {
        code: 'noise-spec',
      });
    }
    const names = NOISE_FAMILIES.map((known) => known.family);
    const shown = name === '' ? `The noise spec "${spec}" names no family.` : `Unknown noise "${name}".`;
    throw new InvalidInput(`${shown}${didYouMean(name, names)} Known noises: ${names.join(', ')}.`, {
      code: 'noise-spec',
    });
  }
  const norm = readNorm(spec, family, norms);
  const values = new Map<string, number>();
  for (const setting of settings) readSetting(spec, family, setting.trim(), values);
  for (const [key, preset] of Object.entries(family.parameters)) {
    if (values.has(key)) continue;
    if (preset === null) {
      throw new InvalidInput(`The noise "${spec}" needs ${key}=..., for example "${family.example}".`, {
        code: 'noise-spec',
      });
    }
    values.set(key, preset);
  }
  return { family, norm, values };
}

function readNorm(spec: string, family: NoiseFamily, given: readonly string[]): ShapeNorm | null {
  if (given.length > 1)
    throw new InvalidInput(`The noise "${spec}" has more than one norm; give at most one.`, { code: 'noise-spec' });
  const [norm] = given;
  const { norms } = family;
  if (norms.length === 0) {
    if (norm === undefined) return null;
    throw new InvalidInput(`${family.family} noise takes no norm; write "${family.example}" instead of "${spec}".`, {
      code: 'noise-spec',
    });
  }
  const choices = norms.map((each) => `${family.family}:${each}`).join(', ');
  if (norm === undefined || norm === '') {
    throw new InvalidInput(`${family.family} noise needs a norm after a colon: ${choices}.`, { code: 'noise-spec' });
  }
  const known = norms.find((each) => each === norm);
  if (known === undefined) {
    throw new InvalidInput(`Unknown norm "${norm}" in "${spec}".${didYouMean(norm, norms)} Choose from ${choices}.`, {
      code: 'noise-spec',
    });
  }
  return known;
}

function readSetting(spec: string, family: NoiseFamily, setting: string, values: Map<string, number>): void {
  const keys = Object.keys(family.parameters);
  const equals = setting.indexOf('=');
  const key = (equals < 0 ? setting : setting.slice(0, equals)).trim();
  if (!keys.includes(key)) {
    const allowed = keys.length === 0 ? 'it takes no parameters' : `it takes ${keys.join(', ')}`;
    throw new InvalidInput(
      `Unknown parameter "${key}" in "${spec}".${didYouMean(key, keys)} ${family.family}: ${allowed}.`,
      { code: 'noise-spec' },
    );
  }
  const text = equals < 0 ? '' : setting.slice(equals + 1).trim();
  if (!DECIMAL.test(text)) {
    throw new InvalidInput(
      `The parameter ${key} in "${spec}" must be a decimal number, as in ${key}=2, not "${text}".`,
      { code: 'noise-spec' },
    );
  }
  if (values.has(key))
    throw new InvalidInput(`The parameter ${key} is given twice in "${spec}".`, { code: 'noise-spec' });
  values.set(key, Number(text));
}

/**
 * A spread of specs that exist at this dimension, with finite variance: the library's noises to compare against or to
 * recommend from.
 */
export function librarySpecs(dim: number): readonly string[] {
  requireDimension(dim);
  const singular = dim > 3 ? [`exp:linf,k=2,j=${Math.floor(dim / 2)}`, `exp:l2,k=2,j=${Math.floor(dim / 2)}`] : [];
  return [
    'gaussian',
    'laplace',
    'uniform:linf',
    'uniform:l2',
    'uniform:l1',
    'exp:linf,k=1,j=0',
    'exp:linf,k=2,j=0',
    'exp:linf,k=8,j=0',
    'exp:l2,k=1,j=0',
    'exp:l2,k=4,j=0',
    'exp:l1,k=2',
    ...singular,
    `power:linf,a=${dim + 10}`,
    `power:l2,k=2,a=${dim / 2 + 5}`,
    'iid-exp,s=0.5',
    'iid-exp,s=4',
    'iid-exp,s=8',
    'iid-pareto,a=3',
  ];
}
