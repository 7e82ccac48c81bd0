/** `wulff.status/1`, see docs/formats.md. */
import type { ClusterPlan } from '../../cluster/plan.ts';
import type { RunStatus } from '../../cluster/progress/run-status.ts';

/** The document of a status. */
export const statusDocument = (plan: ClusterPlan, found: RunStatus): unknown => ({
  schema: 'wulff.status/1',
  cluster: plan.cluster,
  id: plan.id,
  images: found.images,
  tasks: found.counts,
  copies: found.copies,
  copiesPerSecond: found.rate,
  secondsLeft: found.secondsLeft,
  runs: found.runs.map((run) => ({ ...run, confidence: found.confidence })),
  shards: found.tasks,
  notes: found.notes,
});
