/**
 * The tests of a room, run again and again, each time with one file replaced in memory: nothing is written to disk. Of
 * a fault only the tests that import its file run, the quickest first, in one process, up to the first failure. Each
 * run has a Vitest of its own: one that is asked to stop, as it is at a failure, may stop its next run, too.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createVitest, type TestRunResult, type TestSpecification, type Vitest } from 'vitest/node';
import type { Fault } from './faults.ts';

/** `late`: no test failed, but they took longer than allowed, as where a loop no longer ends. */
export type Sight = 'seen' | 'late' | 'not seen';

/** What tests say of a fault. */
export interface WatchingTests {
  see(fault: Fault, limit: number): Promise<Sight>;
  close(): Promise<void>;
}

/** The tests, which must pass without a fault. */
export async function watchingTests(tests: readonly string[]): Promise<WatchingTests> {
  const clean = await vitestOf(null, () => 0);
  const { testModules, unhandledErrors } = await clean.runTestSpecifications(
    await clean.globTestSpecifications([...tests]),
  );
  if (unhandledErrors.length > 0 || testModules.some((module) => !module.ok()))
    throw new Error(`Without a fault some of these tests fail: ${tests.join(', ')}.`);
  const costs = new Map(testModules.map((module) => [module.moduleId, module.diagnostic().duration]));
  const passing = new Map(testModules.map((module) => [module.moduleId, passed(module)]));
  return {
    async see(fault, limit) {
      const importers = importersOf(clean, resolve(fault.file));
      const vitest = await vitestOf(fault, (id) => costs.get(id) ?? 0);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        endChildren();
      }, 1000 * limit);
      try {
        const all = await vitest.globTestSpecifications([...tests]);
        const some = all.filter(({ moduleId }) => importers.has(moduleId));
        if (some.length === 0) return 'not seen';
        const found = await vitest.runTestSpecifications(some);
        if (late) return 'late';
        if (found.unhandledErrors.length > 0 || found.testModules.some((module) => !module.ok())) return 'seen';
        // As many tests as pass without the fault, and with the fault, or nothing is said.
        if (
          !meetings.has(fault) ||
          found.testModules.length !== some.length ||
          found.testModules.some((module) => passing.get(module.moduleId) !== passed(module))
        )
          throw new Error(`Some tests did not run: ${some.map(({ moduleId }) => moduleId).join(', ')}.`);
        return 'not seen';
      } finally {
        clearTimeout(timer);
        await vitest.close();
      }
    },
    close: () => clean.close(),
  };
}

const passed = (module: TestRunResult['testModules'][number]): number => [...module.children.allTests('passed')].length;

/** With a file as a fault leaves it. */
async function vitestOf(fault: Fault | null, cost: (moduleId: string) => number): Promise<Vitest> {
  const path = fault === null ? null : resolve(fault.file);
  class QuickestFirst {
    shard = (files: TestSpecification[]): Promise<TestSpecification[]> => Promise.resolve(files);
    sort = (files: TestSpecification[]): Promise<TestSpecification[]> =>
      Promise.resolve([...files].sort((a, b) => cost(a.moduleId) - cost(b.moduleId)));
  }
  return createVitest(
    'test',
    {
      // Without the file of settings, whose projects would not have the plugin below.
      config: false,
      include: ['test/**/*.test.ts'],
      testTimeout: 120_000,
      env: { ORT_DISABLE_TELEMETRY: '1' },
      watch: false,
      run: true,
      bail: 1,
      maxWorkers: 1,
      isolate: false,
      reporters: [{}],
      sequence: { sequencer: QuickestFirst },
    },
    { plugins: [{ name: 'fault', enforce: 'pre', transform: (_, id) => (id === path ? met(fault!) : null) }] },
  );
}

/** Files that tests were given as a fault leaves them. */
const meetings = new WeakSet<Fault>();

/** The text of the fault, on its way to the tests. */
function met(fault: Fault): string {
  meetings.add(fault);
  return fault.text;
}

/** The files that import a file, through others too, as of the run without a fault. */
function importersOf(vitest: Vitest, path: string): Set<string> {
  const found = new Set<string>();
  for (const { vite } of vitest.projects)
    for (const { moduleGraph } of Object.values(vite.environments)) {
      const reached = new Set(moduleGraph.getModulesByFile(path));
      for (const module of reached) {
        if (module.file !== null) found.add(module.file);
        for (const importer of module.importers) reached.add(importer);
      }
    }
  return found;
}

/** Ends the process in which tests run: asked to stop, a loop that does not end does not answer. */
function endChildren(): void {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  for (const row of listed.trim().split('\n')) {
    const [pid, command] = row.trim().split(' ');
    if (command !== 'ps') process.kill(Number(pid), 'SIGKILL');
  }
}
