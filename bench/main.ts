/**
 * `npm run bench`: how long the numbers take, and how that compares within one run. Prints a table; fails nothing,
 * since a time on a shared machine is not a test.
 */
import type { Case } from './case.ts';
import { printGridRates, printNoiseRates } from './noise.ts';
import { certifyBench } from './certify.ts';
import { densityCases } from './densities.ts';
import { radiusCases, curveCases } from './radii.ts';
import { rayShootingCases } from './ray-shooting.ts';
import { printStartUp } from './start-up.ts';
import { printSamplesNeeded } from './stopping.ts';

/**
 * Median CPU seconds of several calls: a machine may be shared. A warm-up as long goes before, since compilation counts
 * as start-up.
 */
function median(run: () => unknown, least: number): number {
  const warm = performance.now();
  do run();
  while (performance.now() - warm < least * 1000);
  const times: number[] = [];
  const started = performance.now();
  while (times.length < 3 || (performance.now() - started < least * 1000 && times.length < 401)) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1e6);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1]!;
}

const seconds = (s: number): string =>
  s < 1e-3 ? `${(s * 1e6).toFixed(1)} us` : s < 1 ? `${(s * 1e3).toFixed(1)} ms` : `${s.toFixed(2)} s`;

function print(title: string, cases: readonly Case[], least: number): void {
  console.log(`\n${title}`);
  const measured = cases.map(({ run }) => median(run, least));
  const fastest = Math.min(...measured);
  for (const [i, { name, units, unit, budget }] of cases.entries()) {
    const time = measured[i]!;
    const columns = [
      name.padEnd(34),
      seconds(time).padStart(9),
      `${seconds(time / units)} a ${unit}`.padStart(24),
      `${(time / fastest).toFixed(1)}x the fastest`.padStart(20),
      `${((100 * time) / budget).toFixed(0)} % of the budget ${seconds(budget)}`.padStart(34),
    ];
    console.log(columns.join('  '));
  }
}

/** What can be asked for by name: `npm run bench -- densities`. */
const SECTIONS: Readonly<Record<string, () => unknown>> = {
  'start-up': printStartUp,
  radii: () => print('Closed-form radii, d = 3072, 200 values of rho', radiusCases(), 0.3),
  curves: () => print('Radius curves of 300 points, d = 3072', curveCases(), 1),
  rays: () => print('Ray shooting through a polytope', rayShootingCases(), 1),
  densities: () => print('Densities enclosed against l1', densityCases(), 1),
  noise: printNoiseRates,
  grid: printGridRates,
  stopping: printSamplesNeeded,
  certify: certifyBench,
};

const wanted = process.argv.slice(2);
for (const name of wanted.length === 0 ? Object.keys(SECTIONS) : wanted) {
  const section = SECTIONS[name];
  if (section === undefined) throw new Error(`no section ${name}: ${Object.keys(SECTIONS).join(', ')}`);
  await section();
}
