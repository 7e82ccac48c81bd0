/** Bodies from JSON (docs/formats.md). */
import { z } from 'zod';
import { clipped, didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { checked } from './first-problem.ts';
import type { ConvexBody } from './body.ts';
import { box } from './bodies/box.ts';
import { ellipsoid } from './bodies/ellipsoid.ts';
import { hPolytope } from './bodies/h-polytope.ts';
import { linearImage, scaled } from './bodies/linear-image.ts';
import { lpBall } from './bodies/lp-ball.ts';
import { MAX_DIMENSION } from './bodies/lp-norm.ts';
import { minkowskiSum } from './bodies/minkowski-sum.ts';
import { polar } from './bodies/polar.ts';
import { vPolytope } from './bodies/v-polytope.ts';
import { wulffCrystal } from './bodies/wulff-crystal.ts';
import { zonotope } from './bodies/zonotope.ts';

/** Bodies nested in bodies at most. */
const MAX_DEPTH = 8;
/** Values of any kind in a description at most. */
const MAX_VALUES = 500_000;

const finite = z.number({ error: 'must be a finite number' });
const vector = z.array(finite, { error: 'must be a list of numbers' }).min(1, 'must not be empty');
const matrix = z.array(vector, { error: 'must be a list of rows of numbers' }).min(1, 'must not be empty');
const nested = z.custom<unknown>((value) => value !== undefined, { error: 'is missing: a body is expected here' });

/** The forms, by the field that names each. */
const FORMS = {
  lp: z.strictObject({
    lp: z.custom<number | string>((p) => (typeof p === 'number' && p >= 1) || p === 'inf' || p === 'Infinity', {
      error: 'must be a number of at least 1, or "inf"',
    }),
    dim: z
      .int({ error: `must be an integer from 1 to ${MAX_DIMENSION}` })
      .min(1)
      .max(MAX_DIMENSION),
  }),
  vertices: z.strictObject({ vertices: matrix }),
  halfspaces: z.strictObject({
    halfspaces: z.strictObject({ A: matrix, b: vector }, { error: 'must be {"A": [[...]], "b": [...]}' }),
  }),
  generators: z.strictObject({ generators: matrix }),
  ellipsoid: z.strictObject({ ellipsoid: matrix }),
  box: z.strictObject({ box: vector }),
  image: z.strictObject({
    image: z.strictObject({ matrix, of: nested }, { error: 'must be {"matrix": [[...]], "of": BODY}' }),
  }),
  wulff: z.strictObject({ wulff: nested }),
  polar: z.strictObject({ polar: nested }),
  sum: z.strictObject({ sum: z.array(nested).length(2, { error: 'must be a list of two bodies' }) }),
  scale: z.strictObject({ scale: finite.positive({ error: 'must be a positive number' }), of: nested }),
} as const;

type Form = keyof typeof FORMS;

const FORM_NAMES = Object.keys(FORMS) as Form[];

/**
 * The body a JSON value describes: `{"lp": 4, "dim": 3}` (or `"lp": "inf"`), `{"vertices": [[...]]}`, `{"halfspaces":
 * {"A": [[...]], "b": [...]}}`, `{"generators": [[...]]}`, `{"ellipsoid": [[...]]}` (the matrix A of the ellipsoid A
 * B_2), `{"box": [...]}` (half widths), `{"image": {"matrix": [[...]], "of": BODY}}`, `{"wulff": BODY}`, `{"polar":
 * BODY}`, `{"sum": [BODY, BODY]}`, `{"scale": 2, "of": BODY}`. Throws InvalidInput with one sentence that names the
 * field; `where` says what is described ("body" by default, or a file's name).
 *
 * @example
 * volume(parseBody({ wulff: { lp: 'inf', dim: 3 } })).value // => 2
 */
export function parseBody(json: unknown, where = 'body'): ConvexBody {
  requireSmall(json, where);
  return parseForm(json, where, 0);
}

function parseForm(json: unknown, where: string, depth: number): ConvexBody {
  if (depth > MAX_DEPTH)
    throw new InvalidInput(`${where}: bodies are nested more than ${MAX_DEPTH} deep.`, { code: 'body' });
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidInput(`${where}: a body is an object with one of the fields ${FORM_NAMES.join(', ')}.`, {
      code: 'body',
    });
  }
  const keys = Object.keys(json);
  const present = FORM_NAMES.filter((name) => keys.includes(name));
  if (present.length > 1) {
    throw new InvalidInput(`${where} has the fields ${present.join(' and ')}, a body each; give exactly one.`, {
      code: 'body',
    });
  }
  const [form] = present;
  if (form === undefined) {
    const hint = keys[0] === undefined ? '' : didYouMean(keys[0], FORM_NAMES);
    const found = keys.length === 0 ? 'an empty object' : `the field ${JSON.stringify(clipped(keys[0]!, 40))}`;
    throw new InvalidInput(
      `${where}: ${found} is no body; a body has one of the fields ${FORM_NAMES.join(', ')}.${hint}`,
      { code: 'body' },
    );
  }
  const inner = (value: unknown, field: string): ConvexBody => parseForm(value, `${where}.${field}`, depth + 1);
  try {
    return build(form, json, inner, where);
  } catch (error) {
    // Constructors speak of vertices and matrices; say which body is meant, once.
    if (error instanceof InvalidInput && !error.message.startsWith(`${where}`)) {
      throw new InvalidInput(`${where}.${form}: ${lowerFirst(error.message)}`, { code: error.code });
    }
    throw error;
  }
}

function build(
  form: Form,
  json: object,
  inner: (value: unknown, field: string) => ConvexBody,
  where: string,
): ConvexBody {
  switch (form) {
    case 'lp': {
      const { lp, dim } = check(FORMS.lp, json, where);
      return lpBall(typeof lp === 'string' ? Infinity : lp, dim);
    }
    case 'vertices':
      return vPolytope(check(FORMS.vertices, json, where).vertices);
    case 'halfspaces': {
      const { A, b } = check(FORMS.halfspaces, json, where).halfspaces;
      return hPolytope(A, b);
    }
    case 'generators':
      return zonotope(check(FORMS.generators, json, where).generators);
    case 'ellipsoid':
      return ellipsoid(check(FORMS.ellipsoid, json, where).ellipsoid);
    case 'box':
      return box(check(FORMS.box, json, where).box);
    case 'image': {
      const { matrix: rows, of } = check(FORMS.image, json, where).image;
      return linearImage(rows, inner(of, 'image.of'));
    }
    case 'wulff':
      return wulffCrystal(inner(check(FORMS.wulff, json, where).wulff, 'wulff'));
    case 'polar':
      return polar(inner(check(FORMS.polar, json, where).polar, 'polar'));
    case 'sum': {
      const [a, b] = check(FORMS.sum, json, where).sum;
      return minkowskiSum(inner(a, 'sum[0]'), inner(b, 'sum[1]'));
    }
    case 'scale': {
      const { scale, of } = check(FORMS.scale, json, where);
      return scaled(inner(of, 'of'), scale);
    }
  }
}

/** Validates, or throws the first problem as one sentence. */
function check<T extends z.ZodType>(schema: T, json: object, where: string): z.infer<T> {
  return checked(schema, json, ({ path, unknownField, message }) => {
    const place = `${where}${path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')}`;
    const problem =
      unknownField === null
        ? lowerFirst(message)
        : `the field ${JSON.stringify(clipped(unknownField, 40))} is not known here`;
    throw new InvalidInput(`${place}: ${problem}.`, { code: 'body' });
  });
}

/** Refuses descriptions too deep or too large, without recursion, before anything else looks at them. */
function requireSmall(json: unknown, where: string): void {
  const stack: { value: unknown; depth: number }[] = [{ value: json, depth: 0 }];
  let seen = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { value, depth } = top;
    if (++seen > MAX_VALUES)
      throw new InvalidInput(`${where}: the description has more than ${MAX_VALUES} values.`, { code: 'body' });
    if (typeof value !== 'object' || value === null) continue;
    if (depth > 3 * MAX_DEPTH + 4)
      throw new InvalidInput(`${where}: bodies are nested more than ${MAX_DEPTH} deep.`, { code: 'body' });
    for (const child of Object.values(value) as unknown[]) stack.push({ value: child, depth: depth + 1 });
  }
}

function lowerFirst(text: string): string {
  // Names such as "The", "A", "Vertex" start a sentence; numbers and formulas are left alone.
  return /^[A-Z][a-z]*\s/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
