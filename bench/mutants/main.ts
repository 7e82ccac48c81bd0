/**
 * `npm run mutants`: one small fault at a time in the code that numbers rest on, and the tests of its room must see it;
 * or, one at a time, the listed sabotages, and `wulff verify` must see them (docs/mutants.md).
 *
 *     npm run mutants -- --room radius,growth --sample 50 --seed 1
 *     npm run mutants -- --room radius --slow --verify       # what the quick tests do not see: slow ones, then verify
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
import { ROOMS, type Room } from './rooms.ts';
import { SABOTAGES } from './sabotages/index.ts';
import { sabotaged, verified } from './sabotaged-verify.ts';
import { watchingTests, type Sight, type WatchingTests } from './watching-tests.ts';

const { values } = parseArgs({
  options: {
    room: { type: 'string', default: Object.keys(ROOMS).join() },
    sample: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '120' },
    slow: { type: 'boolean', default: false },
    verify: { type: 'boolean', default: false },
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

/** By whom a fault is seen, the cheapest first; the later ones are asked only on demand. */
type Watcher = (fault: Fault) => Promise<Sight>;

/** The tests of a room that see faults, and, of what escapes them, its ledgers, the slow tests and `verify`. */
async function watchersOf(
  room: Room,
): Promise<{ watchers: readonly (readonly [string, Watcher])[]; tests: WatchingTests[] }> {
  const limit = Number(values.limit);
  const kinds = [
    ['quick tests', room.tests],
    ['ledgers', room.ledgers],
    ['slow tests', values.slow ? room.slow : []],
  ] as const;
  const tests: WatchingTests[] = [];
  const watchers: (readonly [string, Watcher])[] = [];
  for (const [kind, files] of kinds) {
    if (files.length === 0) continue;
    const watching = await watchingTests(files);
    tests.push(watching);
    watchers.push([kind, (fault) => watching.see(fault, limit)]);
  }
  if (values.verify) {
    const byClaims: Watcher = ({ file, text }) =>
      Promise.resolve(verified({ file, text, claims: [] }, values.level, values.seed).length > 0 ? 'seen' : 'not seen');
    watchers.push([`verify --level ${values.level}`, byClaims]);
  }
  return { watchers, tests };
}

/** Faults of rooms, seen by their tests; how many escape. */
async function faults(): Promise<number> {
  let escaped = 0;
  for (const name of values.room.split(',')) {
    const room = ROOMS[name];
    if (room === undefined) throw new Error(`There is no room ${name}; there are ${Object.keys(ROOMS).join(', ')}.`);
    const { watchers, tests } = await watchersOf(room);
    const { some, all } = drawn(room.sources);
    const left = some.filter((one) => written(one).includes(values.only));
    const silent = left.filter((one) => whyEquivalent(one) !== undefined).length;
    let open = left.filter((one) => whyEquivalent(one) === undefined);
    const tried = open.length;
    let late = 0;
    for (const [watcher, see] of watchers) {
      const unseen: Fault[] = [];
      for (const fault of open) {
        const sight = await see(fault);
        if (sight === 'not seen') unseen.push(fault);
        if (sight === 'late') late++;
        if (sight !== 'seen') console.log(`${sight} by ${watcher}: ${written(fault)}`);
      }
      open = unseen;
      // On a busy machine a fault may be late that no test sees.
      const ofWhich = late > 0 ? `, ${late} of them only late (--limit)` : '';
      console.log(`${name}, up to ${watcher}: ${score(tried - open.length, tried)}${ofWhich}`);
    }
    for (const watching of tests) await watching.close();
    escaped += open.length;
    console.log(`${name}: ${silent} change nothing (${all} in all, seed ${values.seed})`);
  }
  return escaped;
}

/** So many of so many, with the interval of Clopper and Pearson. */
function score(seen: number, tried: number): string {
  const [lower, upper] = [clopperPearsonLower(seen, tried, 0.025), clopperPearsonUpper(seen, tried, 0.025)];
  return `${seen} of ${tried} faults seen (95 % interval ${lower.toFixed(3)} to ${upper.toFixed(3)})`;
}

/** Listed sabotages, seen by the claims named with them; how many escape. */
function sabotages(): number {
  let escaped = 0;
  const some = SABOTAGES.filter(({ file, about }) => `${file} ${about}`.includes(values.only));
  for (const one of some) {
    const seen = verified(
      { file: one.file, text: sabotaged(one), claims: one.claims.split(',') },
      values.level,
      values.seed,
    );
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
