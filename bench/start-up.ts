/** What a command costs before it does anything: CPU seconds of whole processes, beside those of bare Node. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

const NAMED = '--adversary l1 --dim 3072 --sigma 1 --rho 0.6,0.9';

/** Command lines, and how many times bare Node each may cost. */
const COMMANDS: readonly { readonly line: string; readonly most: number }[] = [
  { line: '--version', most: 3 },
  { line: '--help', most: 3 },
  { line: `radius --noise gaussian ${NAMED}`, most: 5 },
  { line: `radius --noise uniform:linf ${NAMED}`, most: 5 },
  { line: `radius --noise laplace ${NAMED}`, most: 5 },
];

const ROUNDS = 7;

/** Prints the median CPU seconds (user and system) of each command and its ratio to `node -e 0`. */
export function printStartUp(): void {
  console.log(`\nStart-up: CPU seconds of a process, median of ${ROUNDS} rounds, beside bare Node`);
  const folder = mkdtempSync(join(tmpdir(), 'wulff-bench-'));
  try {
    const meter = meterIn(folder);
    const lines = [['-e', '0'], ...COMMANDS.map(({ line }) => [PROGRAM, ...line.split(' ')])];
    const times = lines.map((): number[] => []);
    // One after the other in each round, so that a busy minute of the machine falls on all of them; the first round
    // warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, line] of lines.entries()) {
        const time = meter(line);
        if (round > 0) times[i]!.push(time);
      }
    }
    const [bare = NaN, ...medians] = times.map(median);
    console.log(`${'node -e 0'.padEnd(84)}${bare.toFixed(3)} s`);
    for (const [i, { line, most }] of COMMANDS.entries()) {
      const time = medians[i]!;
      console.log(
        `${line.padEnd(84)}${time.toFixed(3)} s  ${(time / bare).toFixed(1).padStart(5)}x bare Node  (at most ${most}x)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Node on arguments and gives the CPU seconds of the process, which it writes down itself as it ends. */
function meterIn(folder: string): (line: readonly string[]) => number {
  const spent = join(folder, 'spent');
  const preload = join(folder, 'meter.mjs');
  writeFileSync(
    preload,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(${JSON.stringify(spent)}, String((user + system) / 1e6));
});`,
  );
  return (line) => {
    const { status } = spawnSync(process.execPath, ['--import', pathToFileURL(preload).href, ...line], {
      stdio: 'ignore',
    });
    if (status !== 0) throw new Error(`node ${line.join(' ')} ends with ${status}`);
    return Number(readFileSync(spent, 'utf8'));
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
