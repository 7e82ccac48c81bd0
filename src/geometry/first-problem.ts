/**
 * What is wrong with JSON that a schema does not take: one problem, for one sentence in the words of whoever reads it.
 */
import type { z } from 'zod';

/** The first problem, an unknown field before all others, for it may be a misspelt one. */
export interface Problem {
  readonly path: readonly (string | number)[];
  /** The field that is not known; null for any other problem. */
  readonly unknownField: string | null;
  readonly message: string;
}

/** The data the schema makes of the JSON; `refuse` throws what is said of the problem. */
export function checked<T extends z.ZodType>(schema: T, json: object, refuse: (problem: Problem) => never): z.infer<T> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  return refuse({
    path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    unknownField: issue.code === 'unrecognized_keys' ? issue.keys[0]! : null,
    message: issue.message,
  });
}
