/** The tests of a room, run in this process again and again, each time with one file replaced in memory: nothing is written to disk. */
import { resolve } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';
import type { Fault } from './faults.ts';

/** What tests say of a fault, or of none. */
export interface WatchingTests {
  /** Whether one fails, or they take longer than so many seconds. */
  see(tests: readonly string[], fault: Fault | null, limit: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Vitest, stopped at the first failure, the quickest files first. */
export async function watchingTests(): Promise<WatchingTests> {
  let active: { readonly path: string; readonly text: string } | null = null;
  const seconds = new Map<string, number>();
  const duration = ({ moduleId }: TestSpecification): number => seconds.get(moduleId) ?? Infinity;
  class QuickestFirst {
    shard = (files: TestSpecification[]): Promise<TestSpecification[]> => Promise.resolve(files);
    sort = (files: TestSpecification[]): Promise<TestSpecification[]> =>
      Promise.resolve([...files].sort((a, b) => duration(a) - duration(b)));
  }
  const vitest = await createVitest(
    'test',
    { watch: false, run: true, bail: 1, maxWorkers: 1, reporters: [{}], sequence: { sequencer: QuickestFirst } },
    {
      plugins: [
        {
          name: 'fault',
          enforce: 'pre',
          transform: (_, id) => (active !== null && id === active.path ? active.text : null),
        },
      ],
    },
  );
  return {
    async see(tests, fault, limit) {
      active = fault === null ? null : { path: resolve(fault.file), text: fault.text };
      if (active !== null) vitest.invalidateFile(active.path);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        void vitest.cancelCurrentRun('keyboard-input');
      }, 1000 * limit);
      const specifications = await vitest.globTestSpecifications([...tests]);
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
      clearTimeout(timer);
      if (active === null) for (const module of testModules) seconds.set(module.moduleId, module.diagnostic().duration);
      else vitest.invalidateFile(active.path);
      return late || unhandledErrors.length > 0 || testModules.some((module) => !module.ok());
    },
    close: () => vitest.close(),
  };
}
