/**
 * A sweep: several models, noises and scales in one go, as the table of a paper has them.
 *
 *     {"runs": [{"model": "models/{family}-{sigma}.onnx", "noise": ["uniform:linf", "gaussian"], "sigma": [0.25, 0.5]}]}
 *
 * A list stands for each of its values, lists together for all combinations; `{family}`, `{noise}`, `{sigma}` and
 * `{lambda}` in the paths of model and data, and in the name, are filled in. What a run does not say is said by the
 * command line.
 */
import { z } from 'zod';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { RUN_NAME } from './plan.ts';

const text = z.string().min(1);
const number = z.number().positive();
const oneOrMore = <T extends z.ZodType>(each: T) => z.union([each, z.array(each).min(1)]);

const SWEEP = z.strictObject({
  runs: z
    .array(
      z.strictObject({
        name: text.optional(),
        model: oneOrMore(text).optional(),
        data: oneOrMore(text).optional(),
        noise: oneOrMore(text).optional(),
        adversary: text.optional(),
        sigma: oneOrMore(number).optional(),
        lambda: oneOrMore(number).optional(),
      }),
    )
    .min(1),
});

/** One run of a sweep: what it says itself, values as one would type them. */
export interface SweepRun {
  readonly name: string;
  readonly settings: Readonly<Partial<Record<'model' | 'data' | 'noise' | 'adversary' | 'sigma' | 'lambda', string>>>;
}

const KEYS = ['data', 'model', 'noise', 'adversary', 'lambda', 'sigma'] as const;
/** The most runs a sweep may stand for. */
const MOST = 1000;

/** Reads a sweep. Throws InvalidInput; `where` names the file. */
export function parseSweep(json: unknown, where: string): SweepRun[] {
  const read = SWEEP.safeParse(json);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new InvalidInput(
      `${where}: ${path.join('.') || 'the document'}: ${message}. A sweep is {"runs": [{"model": ..., "noise": ..., "sigma": ...}]}.`,
      { code: 'sweep-file', settings: ['sweep'] },
    );
  }
  const runs = read.data.runs.flatMap(({ name, ...lists }) => {
    let combinations: SweepRun['settings'][] = [{}];
    for (const key of KEYS) {
      const value = lists[key];
      if (value === undefined) continue;
      const values = Array.isArray(value) ? value : [value];
      combinations = combinations.flatMap((each) => values.map((one) => ({ ...each, [key]: String(one) })));
    }
    return combinations.map((settings): SweepRun => {
      const filled = { ...settings };
      for (const key of ['model', 'data'] as const) {
        if (settings[key] !== undefined) filled[key] = fill(settings[key], settings, where);
      }
      return { name: fileName(fill(name ?? defaultName(settings), settings, where)), settings: filled };
    });
  });
  if (runs.length > MOST) {
    throw new InvalidInput(`${where} stands for ${runs.length} runs; the limit is ${MOST}.`, {
      code: 'sweep-file',
      settings: ['sweep'],
    });
  }
  const twice = runs.find(({ name }, i) => runs.findIndex((other) => other.name === name) < i);
  if (twice !== undefined) {
    throw new InvalidInput(
      `${where} has two runs of the name "${twice.name}": give them names, as in "name": "small-{sigma}".`,
      { code: 'sweep-file', settings: ['sweep'] },
    );
  }
  return runs;
}

function fill(template: string, settings: SweepRun['settings'], where: string): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = key === 'family' ? settings.noise?.split(/[:,]/)[0] : settings[key as 'noise'];
    if (value !== undefined && ['family', 'noise', 'sigma', 'lambda', 'adversary'].includes(key)) return value;
    throw new InvalidInput(`${where}: "${template}" has {${key}}, which this run does not say.`, {
      code: 'sweep-file',
      settings: ['sweep'],
    });
  });
}

const defaultName = ({ noise, sigma, lambda, model, data }: SweepRun['settings']): string =>
  [noise ?? (sigma === undefined && lambda === undefined ? (model ?? data ?? 'run') : 'run'), sigma, lambda]
    .filter((part) => part !== undefined)
    .join('-');

/** A name that files can have. */
function fileName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return RUN_NAME.test(plain) ? plain : 'run';
}
