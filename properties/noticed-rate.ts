/**
 * What a binomial test would notice: said with the evidence, since a test that holds says only that nothing so large is
 * there.
 */
import { binomialUpperTail } from '../src/numeric/special/special.ts';

/**
 * In words: the least number of events of so many that refutes "their probability is at most this" at a false alarm
 * shared by so many tests (each two-sided, as the kernel decides), and the probability at which that many are seen nine
 * times in ten.
 */
export function noticedRate(trials: number, most: number, falseAlarm: number, tests: number): string {
  const refutes = (events: number): boolean => 2 * binomialUpperTail(events, trials, most) < falseAlarm / tests;
  let events = Math.ceil(trials * most);
  while (events < trials && !refutes(events)) events++;
  let [below, noticed] = [most, 1];
  for (let step = 0; step < 40; step++) {
    const middle = 0.5 * (below + noticed);
    if (binomialUpperTail(events, trials, middle) >= 0.9) noticed = middle;
    else below = middle;
  }
  const percent = (x: number): string => `${Number((100 * x).toPrecision(2))} %`;
  return `refuted by ${events} of ${trials}, so that ${percent(noticed)} in place of ${percent(most)} is noticed nine times in ten`;
}
