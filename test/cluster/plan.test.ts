/** Plans: every image in exactly one task, a plan read back, and what two of them differ in. */
import { describe, expect, it } from 'vitest';
import {
  formatPlan,
  imagesOf,
  imagesOfTask,
  parsePlan,
  planDifferences,
  tasksOf,
  type ClusterPlan,
} from '../../src/cluster/plan.ts';
import { parseSweep } from '../../src/cluster/sweep.ts';
import { planOf, SETTINGS } from './plans.ts';

const withRun = (plan: ClusterPlan, changes: object): ClusterPlan => ({ ...plan, runs: plan.runs.map((run) => ({ ...run, ...changes })) }); // prettier-ignore

describe('a plan', () => {
  it.each([
    [1, 1, 1, null],
    [12, 100, 1, null],
    [7, 100, 3, null],
    [7, 100, 3, 20],
    [1000, 50_000, 1, null],
  ])(
    'of %d tasks has each of %d images (every %d-th, at most %s) in exactly one, in shares that differ by one at most',
    (parts, size, skip, max) => {
      const plan = withRun(planOf({ parts }), { images: { size, skip, max } });
      const shares = tasksOf(plan).map((task) => imagesOfTask(task, plan));
      expect(shares.flat().sort((a, b) => a - b)).toEqual(imagesOf(plan.runs[0]!));
      const sizes = shares.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    },
  );

  it('numbers its tasks from 1 through all runs', () => {
    const tasks = tasksOf(planOf({ parts: 3, names: ['a', 'b'] }));
    expect(tasks.map(({ number, run, part, log }) => [number, run.name, part, log]).slice(2, 5)).toEqual([
      [3, 'a', 3, 'shards/a-0003.tsv'],
      [4, 'b', 1, 'shards/b-0001.tsv'],
      [5, 'b', 2, 'shards/b-0002.tsv'],
    ]);
  });

  it('comes back from its file, noise without variance included', () => {
    const plan = withRun(planOf({ options: ['--time=1'], atOnce: 3 }), { settings: { ...SETTINGS, sigma: Infinity } });
    expect(parsePlan(JSON.parse(formatPlan(plan)), 'plan.json')).toEqual(plan);
  });

  it.each([
    [{}, /plan\.json: schema: is of another version/],
    [{ ...(JSON.parse(formatPlan(planOf())) as object), parts: 0 }, /plan\.json: parts: /],
    [null, /plan\.json: the document: /],
  ])('%# that is none is refused', (json, sentence) => {
    expect(() => parsePlan(json, 'plan.json')).toThrow(sentence);
  });

  it('differs by name in what results or shares depend on, and in nothing else', () => {
    const plan = planOf();
    expect(
      planDifferences(plan, { ...plan, id: 'x', options: ['--time=1'], atOnce: 1, version: '9', directory: '/' }),
    ).toEqual([]);
    const differs = (changes: object) => planDifferences(plan, withRun(plan, changes));
    expect(differs({ settings: { ...SETTINGS, n: 5, model: { file: 'm2.onnx', sha256: 'c'.repeat(64) } } })).toEqual([
      'model is model.onnx (aaaaaaaaaaaa) in the plan and m2.onnx (cccccccccccc) here',
      'n is 1000 in the plan and 5 here',
    ]);
    expect(differs({ images: { size: 12, skip: 2, max: 3 } })).toEqual(['skip is 1 in the plan and 2 here', 'max is all images in the plan and 3 here']); // prettier-ignore
    expect(planDifferences(plan, { ...plan, parts: 5 })).toEqual(['tasks is 4 in the plan and 5 here']);
    expect(planDifferences(plan, planOf({ names: ['a', 'b'] }))).toEqual(['runs is results in the plan and a, b here']);
  });
});

describe('a sweep', () => {
  const read = (runs: unknown) => parseSweep({ runs }, 'sweep.json');

  it('stands for all combinations of its lists', () => {
    const runs = read([{ model: 'm/{family}-{sigma}.onnx', noise: ['uniform:linf', 'gaussian'], sigma: [0.25, 0.5] }]);
    expect(runs.map(({ name, settings }) => [name, settings.model, settings.noise, settings.sigma])).toEqual([
      ['uniform-linf-0.25', 'm/uniform-0.25.onnx', 'uniform:linf', '0.25'],
      ['uniform-linf-0.5', 'm/uniform-0.5.onnx', 'uniform:linf', '0.5'],
      ['gaussian-0.25', 'm/gaussian-0.25.onnx', 'gaussian', '0.25'],
      ['gaussian-0.5', 'm/gaussian-0.5.onnx', 'gaussian', '0.5'],
    ]);
    expect(read([{ name: 'small {sigma}', sigma: 1 }])[0]!.name).toBe('small-1');
  });

  it.each([
    [[], /sweep\.json: runs: .*A sweep is/],
    [[{ modle: 'x' }], /modle/],
    [[{ sigma: -1 }], /runs\.0\.sigma/],
    [[{ model: '{sigma}.onnx' }], /"\{sigma\}\.onnx" has \{sigma\}, which this run does not say/],
    [[{ model: ['a', 'b'], sigma: 1 }], /two runs of the name "run-1": give them names/],
    [[{ sigma: Array.from({ length: 1001 }, (_, i) => i + 1) }], /stands for 1001 runs; the limit is 1000/],
  ])('%# that is none is refused', (runs, sentence) => {
    expect(() => read(runs)).toThrow(sentence);
  });
});
