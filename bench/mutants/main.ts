/**
 * `npm run mutants`: one small fault at a time in the code that numbers rest on, and the tests of its room must see it; or, one at a time,
 * the listed sabotages, and `wulff verify` must see them (docs/mutants.md).
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
    limit: { type: 'string', default: '240' },
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
  const tests = await watchingTests();
  const limit = Number(values.limit);
  let escaped = 0;
  for (const name of values.room.split(',')) {
    const room = ROOMS[name];
    if (room === undefined) throw new Error(`There is no room ${name}; there are ${Object.keys(ROOMS).join(', ')}.`);
    if (await tests.see(room.tests, null, limit))
      throw new Error(`Without a fault the tests of ${name} fail, or take more than ${limit} s.`);
    const { some, all } = drawn(room.sources);
    let seen = 0;
    for (const fault of some) {
      if (await tests.see(room.tests, fault, limit)) seen++;
      else console.log(`not seen: ${written(fault)}`);
    }
    escaped += some.length - seen;
    console.log(`${name}: ${seen} of ${some.length} faults seen (${all} in all, seed ${values.seed})`);
  }
  await tests.close();
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
