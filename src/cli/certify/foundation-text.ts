/**
 * The end of the summary of `wulff certify`: what was asked of it, what certificates speak of, and what they rest on.
 */
import { requirementText, type RequirementResult } from '../../certify/assurance/requirements.ts';
import type { RunSettings } from '../../certify/results/result.ts';
import { wrapped } from '../terminal/table.ts';

/** A line a requirement. */
export const requirementLines = (results: readonly RequirementResult[], adversary: string): string[] =>
  results.map((result) => `${result.met ? 'Met' : 'NOT MET'}: ${requirementText(result, adversary)}.`);

/** The object certified and what it rests on, wrapped to so many columns. */
export function foundationLines({ certifies, restsOn }: RunSettings, columns: number): string[] {
  if (certifies === undefined || restsOn === undefined) return [];
  const points = restsOn.flatMap((point) =>
    wrapped(point, columns - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
  );
  return ['', ...wrapped(`Certified: ${certifies}`, columns), 'It rests on:', ...points];
}
