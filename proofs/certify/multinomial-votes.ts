/**
 * Votes of independent samples among several classes, in exact arithmetic: all outcomes, and what ever happens on a
 * path.
 */
import { ratio, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { choose } from './bernoulli-paths.ts';

/** All ways in which n votes fall on so many classes. */
export function* allVotes(n: number, classes: number): Generator<number[]> {
  if (classes === 1) yield [n];
  else for (let a = 0; a <= n; a++) for (const rest of allVotes(n - a, classes - 1)) yield [a, ...rest];
}

/** The probability of these votes under a law of the classes. */
function chanceOf(votes: readonly number[], law: readonly Rational[]): Rational {
  let left = votes.reduce((sum, count) => sum + count, 0);
  return votes.reduce((product, count, c) => {
    const ways = choose(left, count);
    left -= count;
    return product.mul(ratio(ways)).mul(law[c]!.pow(count));
  }, ratio(1));
}

/** P[these votes], summed over all votes of n samples at which something is wrong. */
export function probabilityOf(
  n: number,
  law: readonly Rational[],
  wrong: (votes: readonly number[]) => boolean,
): Rational {
  let sum = ZERO;
  for (const votes of allVotes(n, law.length)) if (wrong(votes)) sum = sum.add(chanceOf(votes, law));
  return sum;
}

/** P[something is wrong at some time t = 1, ..., n], over all paths. */
export function everWrong(
  n: number,
  law: readonly Rational[],
  wrong: (votes: readonly number[], t: number) => boolean,
): Rational {
  let alive = new Map([[law.map(() => 0).join(), ratio(1)]]);
  let sum = ZERO;
  for (let t = 1; t <= n; t++) {
    const next = new Map<string, Rational>();
    for (const [key, chance] of alive) {
      const votes = key.split(',').map(Number);
      for (const [c, p] of law.entries()) {
        const to = votes.map((count, k) => (k === c ? count + 1 : count)).join();
        next.set(to, (next.get(to) ?? ZERO).add(chance.mul(p)));
      }
    }
    alive = new Map();
    for (const [key, chance] of next) {
      if (wrong(key.split(',').map(Number), t)) sum = sum.add(chance);
      else alive.set(key, chance);
    }
  }
  return sum;
}
