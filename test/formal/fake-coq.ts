/** A stand-in for coqc that says what a test wants: honest about everything, but for what the test changes. */
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a stand-in says, as JavaScript of its own: `file` is the path it compiles, `text` its content. */
export interface FakeCoq {
  /** The code it ends with for a file of the proofs, a tie, or a control. */
  readonly code?: string;
  /** The lines for the assumptions of a tie; `name` is the tie's. */
  readonly assumptions?: string;
  /** Changes the whole output for the question of assumptions, `out`. */
  readonly output?: string;
  readonly version?: string;
  /** The code that its coqchk ends with; none is there when absent. */
  readonly recheck?: number;
}

/** A folder with a `coqc` and a folder of proofs: Definitions.v, and growth/Small.v with the theorem `small`. */
export function fakeCoq({
  code = 'honest',
  assumptions = 'closed',
  output = 'out',
  version = '8.16.1 4.13.1',
  recheck,
}: FakeCoq) {
  const place = mkdtempSync(join(tmpdir(), 'wulff-fake-coq-'));
  const coqc = join(place, 'coqc');
  writeFileSync(
    coqc,
    `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
if (args[0] === '--print-version') { console.log(${JSON.stringify(version)}); process.exit(0); }
if (args[0] === '-where') { console.log(${JSON.stringify(place)}); process.exit(0); }
const file = args.at(-1), text = fs.readFileSync(file, 'utf8');
const honest = /^False_/.test(file) ? 1 : 0;
const closed = ['Closed under the global context'];
if (/^Ask_/.test(file)) {
  let out = '';
  for (const line of text.split('\\n')) {
    const said = /idtac "(.*)"/.exec(line);
    if (said) out += said[1] + '\\n';
    const asked = /^Print Assumptions (.*)\\.$/.exec(line);
    if (!asked) continue;
    const name = asked[1].split('.').at(-1);
    const lines = /_control$/.test(name) ? ['Axioms:', name + '_assumed : 1 = 2'] : (${assumptions});
    out += lines.join('\\n') + '\\n';
  }
  process.stdout.write(${output});
}
process.exit(${code});
`,
  );
  chmodSync(coqc, 0o755);
  if (recheck !== undefined) {
    const coqchk = join(place, 'coqchk');
    writeFileSync(
      coqchk,
      `#!${process.execPath}\nconsole.error(process.argv.slice(2).join(' '));\nprocess.exit(${recheck});\n`,
    );
    chmodSync(coqchk, 0o755);
  }
  const proofs = join(place, 'proofs');
  mkdirSync(join(proofs, 'growth'), { recursive: true });
  writeFileSync(join(proofs, 'Definitions.v'), 'Definition one := 1.\n');
  writeFileSync(
    join(proofs, 'growth', 'Small.v'),
    'From Wulff Require Import Definitions.\nTheorem small : one = 1. Proof. reflexivity. Qed.\n',
  );
  return { place, coqc, proofs, cache: join(place, 'cache') };
}
