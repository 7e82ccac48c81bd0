/**
 * Statements as both checkers take them, and which of the two accept one: the first judges the evidence, the second
 * reads the same data as a certificate would hand it over.
 */
import {
  judge,
  identity,
  onBox,
  type Domain,
  type EnclosedInstance,
  type Evidence,
  type Range,
  type Expression,
  type IntervalProof,
} from '../../src/checker/index.ts';
import { recheck, type Rechecked } from '../../src/recheck/evidence.ts';
import { decide, Malformed } from '../../src/recheck/verdicts.ts';
import { randomNumbers } from '../recheck/random-numbers.ts';

export interface Statement {
  readonly label: string;
  readonly evidence: Evidence;
  /** What a certificate would hold; undefined where it holds nothing. */
  readonly kind?: Rechecked;
  readonly data?: unknown;
}

/** left = right on a domain. */
export const equation = (
  label: string,
  variables: readonly Domain[],
  left: Expression,
  right: Expression,
): Statement => ({
  label,
  evidence: identity(label, variables, left, right),
  kind: 'symbolic',
  data: { variables, chain: [left, right] },
});

/** A relation on a box. */
export const relation = (
  label: string,
  box: readonly Range[],
  left: Expression,
  sign: IntervalProof['relation'],
  right: Expression,
  tolerance?: string,
): Statement => ({
  label,
  evidence: onBox(label, box, left, sign, right, tolerance === undefined ? {} : { tolerance }),
  kind: 'interval',
  data: { box, left, relation: sign, right, tolerance, splits: { leaf: true } },
});

/** A number of the library against a formula. */
export const enclosed = (instance: EnclosedInstance): Statement => ({
  label: instance.label,
  evidence: { kind: 'enclosure', detail: '', instances: () => [instance] },
  kind: 'enclosure',
  // The widest enclosure a forger could state.
  data: {
    instances: [{ tolerance: '1e-9', ...instance, value: String(instance.value), enclosure: ['-1e9', '1e9'] }],
  },
});

/** One source of random numbers, since the fields of the second checker are drawn once for each. */
const random = randomNumbers(13);

export const firstAccepts = async ({ evidence }: Statement): Promise<boolean> =>
  (await judge(evidence, { seed: 1, effort: 'quick' })).status === 'holds';

export function secondAccepts({ kind, data }: Statement): boolean {
  if (kind === undefined) return false;
  try {
    return decide(() => recheck(kind, JSON.parse(JSON.stringify(data)) as unknown, random)).verdict === 'follows';
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** The statements of a list that a checker accepts, by name and checker. */
export async function acceptedAmong(statements: readonly Statement[]): Promise<readonly string[]> {
  const accepted: string[] = [];
  for (const statement of statements) {
    if (await firstAccepts(statement)) accepted.push(`first: ${statement.label}`);
    if (secondAccepts(statement)) accepted.push(`second: ${statement.label}`);
  }
  return accepted;
}
