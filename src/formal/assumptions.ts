/**
 * What Coq's `Print Assumptions` says, read by a strict grammar: either nothing, or axioms that stand on a list, each
 * with the very statement it has there. Whatever else is printed is no answer.
 */
import { ALLOWED } from './allowed-assumptions.ts';
import { marker } from './tie.ts';

/** What a tie rests on, or why that was not to be understood or is not allowed. */
export type Assumptions =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * The output of the file of `assumptionsText` by the names of its ties. Undefined where the markers are not there, each
 * once and in order: then nothing was answered.
 */
export function readAssumptions(
  output: string,
  names: readonly string[],
  end: string,
): ReadonlyMap<string, Assumptions> | undefined {
  const lines = output.replace(/\n$/, '').split('\n');
  const places = [...names, end].map((name) => lines.indexOf(marker(name)));
  const marked = lines.filter((line) => line.startsWith('wulff-assumptions'));
  const ordered = places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!));
  if (!ordered || places[0] !== 0 || places.at(-1) !== lines.length - 1 || marked.length !== places.length)
    return undefined;
  return new Map(names.map((name, i) => [name, assumptionsIn(lines.slice(places[i]! + 1, places[i + 1]))]));
}

/** The assumptions of one theorem, as printed. */
export function assumptionsIn(lines: readonly string[]): Assumptions {
  if (lines.length === 1 && lines[0] === 'Closed under the global context') return { ok: true, names: [] };
  if (lines[0] !== 'Axioms:' || lines.length === 1) return { ok: false, reason: `not understood: "${lines[0] ?? ''}"` };
  const names: string[] = [];
  for (const line of lines.slice(1)) {
    const [, name, statement] = /^([A-Za-z][\w.']*) : (\S.*)$/.exec(line) ?? [];
    if (name === undefined || statement === undefined)
      return { ok: false, reason: `not understood: "${line.slice(0, 200)}"` };
    if (ALLOWED.get(name) !== statement) {
      const known = ALLOWED.has(name) ? 'with another statement than on the list' : 'which is not on the list';
      return { ok: false, reason: `it rests on ${name}, ${known}` };
    }
    names.push(name);
  }
  return { ok: true, names };
}

/** Names of axioms for a reader: those of Coq's native integers, many and of one kind, as one. */
export function shownAssumptions(names: readonly string[]): readonly string[] {
  return [
    ...new Set(names.map((name) => (/^(PrimInt63|Uint63)\./.test(name) ? 'native 63-bit integers' : name))),
  ].sort();
}
