/**
 * `npm run mutants`: one small fault at a time in the code that numbers rest on, and the tests of its room must see it;
 * or, one at a time, the listed sabotages, and `wulff verify` must see them (docs/mutants.md).
 *
 *     npm run mutants -- --room radius,growth --sample 50 --seed 1
 *     npm run mutants -- --sabotages --level full
 *
 * Survivors are printed with their place, to be looked at one by one: some change nothing that a caller can see.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { whyEquivalent } from './equivalent.ts';
import { faultsOf, type Fault } from './faults.ts';
import { ROOMS } from './rooms.ts';
import { SABOTAGES } from './sabotages/index.ts';
import { verified } from './sabotaged-verify.ts';
import { watchingTests } from './watching-tests.ts';

const { values } = parseArgs({
  options: {
    room: { type: 'string', default: Object.keys(ROOMS).join() },
    sample: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '120' },
    slow: { type: 'boolean', default: false },
    sabotages: { type: 'boolean', default: false },
    level: { type: 'string', default: 'quick' },
    only: { type: 'string', default: '' },
  },
});

/** So many faults of a room, drawn by the seed. */
function drawn(sources: readonly string[]): { readonly some: Fault[]; readonly all: number } {
  const random = randomStream(Number(values.seed));
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => join(folder, name));
  const all = sources.flatMap(files).flatMap(faultsOf);
  const keyed = all.map((fault) => ({ fault, key: random.uniform() })).sort((a, b) => a.key - b.key);
  return { some: keyed.slice(0, Number(values.sample)).map(({ fault }) => fault), all: all.length };
}

const written = ({ file, line, was, by, row }: Fault): string =>
  `${file}:${line}: ${was} -> ${by || '(nothing)'} in ${row}`;

/** Faults of rooms, seen by their tests; how many escape. */
async function faults(): Promise<number> {
  const limit = Number(values.limit);
  let escaped = 0;
  for (const name of values.room.split(',')) {
    const room = ROOMS[name];
    if (room === undefined) throw new Error(`There is no room ${name}; there are ${Object.keys(ROOMS).join(', ')}.`);
    const tests = values.slow ? [...room.tests, ...room.slow] : room.tests;
    const watching = await watchingTests(tests);
    const { some, all } = drawn(room.sources);
    const counts = { seen: 0, late: 0, 'not seen': 0, 'changes nothing': 0 };
    for (const fault of some.filter((one) => written(one).includes(values.only))) {
      const why = whyEquivalent(fault);
      const sight = why === undefined ? await watching.see(fault, limit) : 'changes nothing';
      counts[sight]++;
      if (sight !== 'seen') console.log(`${sight}: ${written(fault)}`);
    }
    await watching.close();
    escaped += counts['not seen'];
    const noticed = counts.seen + counts.late;
    const tried = noticed + counts['not seen'];
    const [lower, upper] = [clopperPearsonLower(noticed, tried, 0.025), clopperPearsonUpper(noticed, tried, 0.025)];
    console.log(
      `${name}: ${noticed} of ${tried} faults seen, ${counts.late} of them by the time they take (95 % interval ${lower.toFixed(3)} to ${upper.toFixed(3)}); ` +
        `${counts['changes nothing']} change nothing (${all} in all, seed ${values.seed})`,
    );
  }
  return escaped;
}

/** Listed sabotages, seen by the claims named with them; how many escape. */
function sabotages(): number {
  let escaped = 0;
  const some = SABOTAGES.filter(({ file, about }) => `${file} ${about}`.includes(values.only));
  for (const one of some) {
    const seen = verified(one, values.level, values.seed);
    if (seen.length === 0) escaped++;
    console.log(
      `${seen.length === 0 ? 'not seen' : 'seen'}: ${one.about} (${seen.slice(0, 3).join(', ') || one.claims})`,
    );
  }
  console.log(
    `sabotages: ${some.length - escaped} of ${some.length} seen at level ${values.level}, seed ${values.seed}`,
  );
  return escaped;
}

process.exitCode = (values.sabotages ? sabotages() : await faults()) > 0 ? 1 : 0;
