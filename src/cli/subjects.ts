/** What a command is about: the adversary and the noise, each named by a spec or described in a file. */
import { existsSync } from 'node:fs';
import { parseBody } from '../geometry/parse-body.ts';
import { lpAdversary, parseAdversary } from '../noise/adversary-spec.ts';
import type { Adversary } from '../noise/adversary.ts';
import { parseNoise } from '../noise/noise-spec.ts';
import type { Noise } from '../noise/noise.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { readJson } from './files.ts';
import { parseDimension, parseScale } from './options.ts';

/**
 * The adversary of `--adversary` and `--dim`: `l1`, `l2`, `linf`, `lp:1.5`, or a body file, which says its dimension
 * itself. A file that holds an l_p ball counts as that norm, so that formulas apply.
 */
export function readAdversary(spec: string, dim: string | undefined): Adversary {
  const given = dim === undefined ? undefined : parseDimension(dim);
  if (!isFile(spec)) {
    if (given === undefined) throw new InvalidInput('Give the dimension of the space: --dim d.');
    return parseAdversary(spec, given);
  }
  const body = parseBody(readJson(spec), spec);
  if (given !== undefined && given !== body.dim) {
    throw new InvalidInput(
      `--dim ${given} contradicts ${spec}, whose body has dimension ${body.dim}; leave --dim out.`,
    );
  }
  if (body.structure?.kind === 'lp') return lpAdversary(body.structure.p, body.dim);
  return { kind: 'body', body, dim: body.dim };
}

/** The noise of `--noise`, `--dim` (or the adversary's dimension) and exactly one of `--sigma` and `--lambda`. */
export function readNoise(spec: string, dim: number, sigma: string | undefined, lambda: string | undefined): Noise {
  return parseNoise(spec, dim, parseScale(sigma, lambda));
}

/** Whether a spec is meant as a path: it ends in .json, has a slash in it, or names a file that is there. */
function isFile(spec: string): boolean {
  return /\.json$/i.test(spec) || /[\\/]/.test(spec) || existsSync(spec);
}
