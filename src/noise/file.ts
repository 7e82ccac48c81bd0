/**
 * Noise files: `{"name": "...", "dim": 3, "noise": N}` with N one of `{"named": "exp:linf,k=2"}`,
 * `{"uniform": BODY}`, `{"levelSet": {"body": BODY, "radial": "exp(-r^3)"}}`, `{"product": "1/(1+x^2)^2"}`,
 * `{"density": "exp(-abs(x1) - 2*x2^2)"}`, `{"module": "./noise.mjs"}` (docs/formats.md).
 *
 * Reading checks the shape of the file; building computes the noise. Whatever is wrong ends in InvalidInput with one
 * sentence that names the field and says what is allowed.
 */
import { z } from 'zod';
import { MAX_DIMENSION } from '../geometry/bodies/lp-norm.ts';
import { parseBody } from '../geometry/parse-body.ts';
import { checked } from '../geometry/first-problem.ts';
import { clipped, didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { noiseOfDensity } from './density/simplest-form.ts';
import { MAX_DENSITY_DIM, type DensityOptions } from './density/density-noise.ts';
import { levelSetNoise } from './level-set/level-set-noise.ts';
import { moduleNoise, type ModuleOptions } from './module/module-noise.ts';
import type { Noise, Scale } from './noise.ts';
import { productNoise } from './product/product-noise.ts';
import { parseNoise } from './spec.ts';
import { uniform } from './named/uniform.ts';

/** Longest file, in characters. */
const MAX_TEXT = 20_000_000;
const MAX_NAME = 200;

/** What a noise file says, checked for shape; bodies and formulas are still as written. */
export interface NoiseFile {
  readonly name: string;
  readonly dim: number;
  readonly noise: NoiseForm;
}

/** The six ways a noise file describes a noise (docs/formats.md). */
export type NoiseForm =
  | { readonly kind: 'named'; readonly spec: string }
  | { readonly kind: 'uniform'; readonly body: unknown }
  | { readonly kind: 'levelSet'; readonly body: unknown; readonly radial: string }
  | { readonly kind: 'product'; readonly marginal: string }
  | { readonly kind: 'density'; readonly density: string }
  | { readonly kind: 'module'; readonly path: string };

/** How a noise file becomes a noise: sampling of a density, checks of a module, and the module itself once loaded. */
export interface BuildOptions extends DensityOptions, ModuleOptions {
  /** The loaded exports of the module that a `{"module": ...}` file names; loading is the caller's business. */
  readonly module?: unknown;
}

const formula = z.string({ error: 'must be a formula, as a string' });
const body = z.custom<unknown>((value) => value !== undefined, { error: 'is missing: a body is expected here' });
const FORMS = {
  named: z.strictObject({ named: z.string({ error: 'must be a noise spec, as a string: "exp:linf,k=2"' }) }),
  uniform: z.strictObject({ uniform: body }),
  levelSet: z.strictObject({
    levelSet: z.strictObject({ body, radial: formula }, { error: 'must be {"body": BODY, "radial": "exp(-r^3)"}' }),
  }),
  product: z.strictObject({ product: formula }),
  density: z.strictObject({ density: formula }),
  module: z.strictObject({
    module: z
      .string({ error: 'must be the path of a module, as a string' })
      .min(1, 'must not be empty')
      .max(4096, 'is too long a path'),
  }),
} as const;

type Form = keyof typeof FORMS;
const FORM_NAMES = Object.keys(FORMS) as Form[];

const FILE = z.strictObject({
  name: z
    .string({ error: 'must be a string' })
    .max(MAX_NAME, `must have at most ${MAX_NAME} characters`)
    .default('unnamed noise'),
  dim: z
    .int({ error: `must be an integer from 1 to ${MAX_DIMENSION}` })
    .min(1, `must be an integer from 1 to ${MAX_DIMENSION}`)
    .max(MAX_DIMENSION, `must be an integer from 1 to ${MAX_DIMENSION}`),
  noise: z.unknown().optional(),
});

/** Checks the shape of a noise file (parsed JSON). Throws InvalidInput; `where` names the file in messages. */
export function readNoiseFile(json: unknown, where = 'noise file'): NoiseFile {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidInput(`${where}: must be an object {"name": "...", "dim": 3, "noise": {...}}.`, {
      code: 'noise-file',
    });
  }
  const { name, dim, noise } = check(FILE, json, where, ['name', 'dim', 'noise']);
  if (noise === undefined) {
    throw new InvalidInput(`${where}: the field "noise" is missing; it holds one of ${FORM_NAMES.join(', ')}.`, {
      code: 'noise-file',
    });
  }
  return { name, dim, noise: readForm(noise, `${where}: noise`) };
}

function readForm(json: unknown, where: string): NoiseForm {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidInput(`${where} must be an object with one of the fields ${FORM_NAMES.join(', ')}.`, {
      code: 'noise-file',
    });
  }
  const keys = Object.keys(json);
  const present = FORM_NAMES.filter((name) => keys.includes(name));
  if (present.length > 1) {
    throw new InvalidInput(`${where} has the fields ${present.join(' and ')}; give exactly one.`, {
      code: 'noise-file',
    });
  }
  const [form] = present;
  if (form === undefined) {
    const hint = keys[0] === undefined ? '' : didYouMean(clipped(keys[0], 60), FORM_NAMES);
    throw new InvalidInput(`${where} must have one of the fields ${FORM_NAMES.join(', ')}.${hint}`, {
      code: 'noise-file',
    });
  }
  switch (form) {
    case 'named':
      return { kind: 'named', spec: check(FORMS.named, json, where, [form]).named };
    case 'uniform':
      return { kind: 'uniform', body: check(FORMS.uniform, json, where, [form]).uniform };
    case 'levelSet': {
      const { body, radial } = check(FORMS.levelSet, json, where, [form]).levelSet;
      return { kind: 'levelSet', body, radial };
    }
    case 'product':
      return { kind: 'product', marginal: check(FORMS.product, json, where, [form]).product };
    case 'density':
      return { kind: 'density', density: check(FORMS.density, json, where, [form]).density };
    case 'module':
      return { kind: 'module', path: check(FORMS.module, json, where, [form]).module };
  }
}

/** Computes the noise of a file at the given scale. Throws InvalidInput or InvalidNoise. */
export function buildNoise(file: NoiseFile, scale: Scale, options: BuildOptions = {}): Noise {
  const { noise, dim } = file;
  switch (noise.kind) {
    case 'named':
      return parseNoise(noise.spec, dim, scale);
    case 'uniform': {
      const body = parseBody(noise.body, 'noise.uniform');
      if (body.dim !== dim) {
        throw new InvalidInput(`noise.uniform has dimension ${body.dim}, but dim is ${dim}; make them equal.`, {
          code: 'dimension',
        });
      }
      return uniform(body, dim, scale);
    }
    case 'levelSet':
      return levelSetNoise({ body: parseBody(noise.body, 'noise.levelSet.body'), radial: noise.radial }, dim, scale);
    case 'product':
      return productNoise(noise.marginal, dim, scale);
    case 'density':
      if (dim > MAX_DENSITY_DIM) {
        throw new InvalidInput(
          `noise.density needs dim <= ${MAX_DENSITY_DIM}, not ${dim}; use levelSet or product in higher dimension.`,
          { code: 'dimension' },
        );
      }
      return noiseOfDensity(noise.density, dim, scale, options);
    case 'module': {
      if (options.module === undefined) {
        throw new InvalidInput(
          `noise.module: the module ${JSON.stringify(clipped(noise.path, 60))} has not been loaded here.`,
          { code: 'noise-file' },
        );
      }
      const built = moduleNoise(options.module, scale, options);
      if (built.dim !== dim) {
        throw new InvalidInput(`noise.module exports dim = ${built.dim}, but the file says dim = ${dim}.`, {
          code: 'noise-file',
        });
      }
      return built;
    }
  }
}

/**
 * The noise that a noise file describes (its text, or the parsed JSON), at the given scale (lambda = 1 by default).
 * Throws InvalidInput with one sentence.
 *
 * @example
 * parseNoiseFile({ name: 'cubic', dim: 2, noise: { product: '1/(1+x^2)^2' } }).sigma // => 1
 */
export function parseNoiseFile(input: unknown, scale: Scale = { lambda: 1 }, options: BuildOptions = {}): Noise {
  return buildNoise(readNoiseFile(typeof input === 'string' ? parseJson(input) : input), scale, options);
}

function parseJson(text: string): unknown {
  if (text.length > MAX_TEXT) {
    throw new InvalidInput(`noise file: it has ${text.length} characters; at most ${MAX_TEXT} are allowed.`, {
      code: 'noise-file',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is nested too deep';
    throw new InvalidInput(`noise file: it is not valid JSON (${clipped(reason, 60)}).`, { code: 'noise-file' });
  }
}

/** Validates, or throws one problem as one sentence: an unknown field first, for it may be a misspelt one. */
function check<T extends z.ZodType>(schema: T, json: object, where: string, known: readonly string[]): z.infer<T> {
  return checked(schema, json, ({ path, unknownField, message }) => {
    const field = path.join('.');
    if (unknownField === null)
      throw new InvalidInput(`${where}: the field "${field}" ${message}.`, { code: 'noise-file' });
    const key = clipped(unknownField, 60);
    const inside = field === '' ? known : ['body', 'radial'];
    const place = field === '' ? where : `${where}.${field}`;
    throw new InvalidInput(
      `${place}: the field ${JSON.stringify(key)} is not known here; known are ${inside.join(', ')}.${didYouMean(key, inside)}`,
      { code: 'noise-file' },
    );
  });
}
