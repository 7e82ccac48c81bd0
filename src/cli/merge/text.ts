/** What is said of the joined logs of a run on a cluster. */
import type { MergedRun } from '../../cluster/merge-run-node.ts';

/** Images that a sentence lists; where there are more, `wulff status --json` has them. */
const LISTED = 100;

/** Numbers in words: all of them, or the first of a hundred and how many there are. */
function imageList(images: readonly number[]): string {
  const shown = images.slice(0, LISTED).join(', ');
  return images.length <= LISTED ? shown : `${shown}, ... (${images.length} in all)`;
}

/** A line a joined log, and exactly which images are missing. */
export function mergedLines(merged: readonly MergedRun[], folder: string): string[] {
  return merged.flatMap(({ name, path, images, missing, tasks, notes }) => [
    ...notes,
    path === null ? `${name}: no share has begun.` : `${folder}/${name}.tsv: ${images} images.`,
    ...(missing.length === 0 || path === null
      ? []
      : [
          `${folder}/${name}.tsv lacks ${missing.length} images, of ${tasks.length === 1 ? 'task' : 'tasks'} ${imageList(tasks)}: ${imageList(missing)}. ` +
            'The command that began the run submits what is missing.',
        ]),
  ]);
}
