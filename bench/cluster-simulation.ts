/**
 * A run on a cluster, simulated: images shared out to an array of tasks, nodes of different speed, failures. Printed
 * for ImageNet on 64 GPUs, with what a task costs as it was measured (docs/clusters.md). `node
 * dist/bench/cluster-simulation.js [images] [copies] [nodes]`.
 */
import { pathToFileURL } from 'node:url';
import { randomStream } from '../src/numeric/random/random-stream.ts';

/** What is simulated. */
export interface Cluster {
  readonly images: number;
  /** Copies of each image, and copies a second of a node of speed 1. */
  readonly copies: number;
  readonly pace: number;
  readonly tasks: number;
  readonly nodes: number;
  /** Seconds to start a task: queue, program, model, data, check. */
  readonly start: number;
  /**
   * Standard deviation of the logarithm of a node's speed, and the share of tasks that run at a third of it:
   * stragglers.
   */
  readonly spread: number;
  readonly stragglers: number;
  /** Failures an hour of a node, and seconds until its task starts elsewhere. */
  readonly failures: number;
  readonly requeue: number;
}

/** What came of it. */
export interface Simulated {
  /** Seconds until the last task ends. */
  readonly wall: number;
  /** Seconds of nodes at work, of those the ones that gave rows, and failures. */
  readonly busy: number;
  readonly useful: number;
  readonly failed: number;
}

/**
 * Runs an array once; a function of the seed. A failure costs the image in hand and a new start; all rows before it are
 * kept.
 */
export function simulate(cluster: Cluster, seed: number): Simulated {
  const { images, copies, pace, tasks, nodes, start, spread, stragglers, failures, requeue } = cluster;
  const random = randomStream(seed, 0);
  const speeds = Array.from({ length: nodes }, () => Math.exp(spread * random.normal()));
  const free = speeds.map(() => 0);
  // Tasks in the order of the array; one that failed comes back behind the others, as Slurm queues it.
  const queue = Array.from({ length: tasks }, (_, task) => ({
    left: Math.floor(images / tasks) + (task < images % tasks ? 1 : 0),
    slow: random.uniform() < stragglers ? 3 : 1,
    from: 0,
  }));
  let [busy, useful, failed, wall] = [0, 0, 0, 0];
  while (queue.length > 0) {
    const node = free.reduce((first, time, i) => (time < free[first]! ? i : first), 0);
    // What may start first: a task that waits to be queued again lets others pass.
    const at = queue.findIndex(({ from }) => from <= free[node]!);
    const next = at < 0 ? queue.reduce((first, { from }, i) => (from < queue[first]!.from ? i : first), 0) : at;
    const [task] = queue.splice(next, 1);
    const began = Math.max(free[node]!, task!.from);
    const each = (copies / pace / speeds[node]!) * task!.slow;
    const whole = start + task!.left * each;
    const until = failures === 0 ? Infinity : (-Math.log(1 - random.uniform()) / failures) * 3600;
    if (until < whole) {
      const done = Math.min(task!.left, Math.max(0, Math.floor((until - start) / each)));
      failed += 1;
      busy += until;
      useful += done * each;
      free[node] = began + until + requeue;
      queue.push({ left: task!.left - done, slow: 1, from: began + until + requeue });
      continue;
    }
    busy += whole;
    useful += task!.left * each;
    free[node] = began + whole;
    wall = Math.max(wall, began + whole);
  }
  return { wall, busy, useful, failed };
}

/** Measured: docs/clusters.md says where. */
const START = 15;

function print(images: number, copies: number, nodes: number): void {
  console.log(`${images} images x ${copies} copies on ${nodes} nodes: hours until the last task ends, mean of 20 runs`);
  console.log('(ideal: the same speed for all, no start, no failure)\n');
  const columns = [['pace', 10], ['tasks', 7], ['failures', 13], ['ideal', 9], ['hours', 9], ['over', 8], ['failed', 8], ['lost', 8]] as const; // prettier-ignore
  console.log(columns.map(([name, width]) => name.padStart(width)).join(''));
  for (const pace of [5_000, 20_000]) {
    for (const tasks of [nodes, 4 * nodes, 1000]) {
      for (const failures of [0, 0.001, 0.01]) {
        const cluster = {
          images,
          copies,
          pace,
          tasks,
          nodes,
          start: START,
          spread: 0.05,
          stragglers: 0.02,
          failures,
          requeue: 120,
        };
        const runs = Array.from({ length: 20 }, (_, seed) => simulate(cluster, seed));
        const mean = (of: (run: Simulated) => number): number =>
          runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
        const ideal = (images * copies) / pace / nodes;
        const wall = mean((run) => run.wall);
        const cells = [
          `${pace}/s`,
          String(tasks),
          failures === 0 ? 'none' : `1 in ${1 / failures} h`,
          (ideal / 3600).toFixed(1),
          (wall / 3600).toFixed(1),
          `${(100 * (wall / ideal - 1)).toFixed(0)} %`,
          mean((run) => run.failed).toFixed(1),
          `${(100 * (1 - mean((run) => run.useful) / mean((run) => run.busy))).toFixed(2)} %`,
        ];
        console.log(cells.map((cell, i) => cell.padStart(columns[i]![1])).join(''));
      }
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [images = 50_000, copies = 100_000, nodes = 64] = process.argv.slice(2).map(Number);
  print(images, copies, nodes);
}
