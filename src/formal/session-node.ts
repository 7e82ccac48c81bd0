/**
 * One run of Coq on files of ours, and what keeps it honest: it must refuse a false sentence and name a planted axiom
 * before anything it accepts is believed.
 */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssumptions, type Assumptions } from './assumptions.ts';
import { compileFile, failureOf, type Coq } from './coqc-node.ts';
import type { ProofLibrary, turns } from './library-node.ts';
import { assumedTieText, assumptionsText, falseTieText } from './tie.ts';

/** A Coq at work in a folder of compiled proofs. */
export interface Session {
  readonly coq: Coq;
  readonly folder: string;
  readonly library: ProofLibrary;
  readonly turn: ReturnType<typeof turns>;
  readonly seconds: number;
}

/** A name that no source can have said before. */
export const nonce = (): string => randomBytes(12).toString('hex');

/** A name under which a false tie and one that rests on a planted axiom were put to Coq. */
export interface Control {
  readonly name: string;
  /** Why this Coq is not to be believed; undefined when it did as it must. */
  readonly fault: string | undefined;
}

/**
 * Coq must refuse that 1 = 2 and compile what rests on an axiom: a Coq that says yes or no to everything answers
 * nothing.
 */
export async function controlled({ coq, folder, turn, seconds }: Session): Promise<Control> {
  const name = `wulff_${nonce()}_control`;
  writeFileSync(join(folder, `False_${name}.v`), falseTieText(name));
  writeFileSync(join(folder, `Assumed_${name}.v`), assumedTieText(name));
  const [wrong, assumed] = await Promise.all(
    [`False_${name}.v`, `Assumed_${name}.v`].map((file) => turn(() => compileFile(coq, folder, file, seconds))),
  );
  if (wrong!.code === 0 || wrong!.stopped) return { name, fault: 'coqc accepts 1 = 2' };
  return { name, fault: assumed!.code === 0 ? undefined : failureOf(assumed!) };
}

/** A definition that is several ties as one. */
export interface Group {
  readonly module: string;
  readonly group: string;
}

/**
 * What each of these rests on: asked in one file, and where that is no answer, or not one that is allowed, by itself.
 */
export async function askEach(
  session: Session,
  control: Control,
  groups: readonly Group[],
): Promise<readonly Assumptions[]> {
  const together = await ask(session, control, groups);
  return Promise.all(
    groups.map(async (each, i) => {
      const known = typeof together === 'string' ? undefined : together[i];
      return known?.ok === true ? known : await askAssumptions(session, control, each);
    }),
  );
}

/** What a group rests on. */
export async function askAssumptions(session: Session, control: Control, group: Group): Promise<Assumptions> {
  const answer = await ask(session, control, [group]);
  return typeof answer === 'string' ? { ok: false, reason: answer } : answer[0]!;
}

/**
 * Asks one file. In the same breath Coq must name the planted axiom. What is wrong with the answer, where it is none.
 */
async function ask(
  { coq, folder, turn, seconds }: Session,
  control: Control,
  groups: readonly Group[],
): Promise<readonly Assumptions[] | string> {
  if (control.fault !== undefined) return control.fault;
  const own = nonce();
  const end = `wulff_${own}_end`;
  const assumed = `Wulff.Assumed_${control.name}`;
  const qualified = [`${assumed}.${control.name}`, ...groups.map(({ module, group }) => `${module}.${group}`)];
  const modules = [assumed, ...groups.map(({ module }) => module)];
  writeFileSync(join(folder, `Ask_${own}.v`), assumptionsText(modules, qualified, end));
  const run = await turn(() => compileFile(coq, folder, `Ask_${own}.v`, seconds));
  if (run.code !== 0) return failureOf(run);
  const found = readAssumptions(run.stdout, [control.name, ...groups.map(({ group }) => group)], end);
  if (found === undefined) return 'coqc did not answer as it was asked';
  const known = found.get(control.name)!;
  return known.ok || !known.reason.includes(`${control.name}_assumed, which is not on the list`)
    ? 'coqc does not name an axiom that a proof rests on'
    : groups.map(({ group }) => found.get(group)!);
}
