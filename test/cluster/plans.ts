/** Plans for tests, of runs that nobody makes. */
import type { ClusterKind, ClusterPlan, PlannedRun } from '../../src/cluster/plan.ts';
import { runFingerprint } from '../../src/certify/results/run-fingerprint.ts';
import type { RunSettings } from '../../src/certify/results/result.ts';

export const SETTINGS: RunSettings = {
  format: 1,
  version: '0.0.0',
  model: { file: 'model.onnx', sha256: 'a'.repeat(64) },
  data: { name: 'data', sha256: 'b'.repeat(64) },
  input: 'nchw rgb 0..1',
  noise: 'gaussian',
  sigma: 0.5,
  lambda: 0.5,
  dim: 3072,
  adversaries: ['l2'],
  estimation: 'fixed',
  n: 1000,
  n0: 100,
  alpha: 0.001,
  seed: 0,
  engine: 'onnx: CPU',
};

const fingerprint = await runFingerprint(SETTINGS);

export interface PlanShape {
  readonly parts?: number;
  readonly images?: number;
  readonly atOnce?: number | null;
  readonly cluster?: ClusterKind;
  readonly directory?: string;
  readonly options?: readonly string[];
  readonly names?: readonly string[];
}

/** A plan of one run, or of several by their names. */
export function planOf(shape: PlanShape = {}): ClusterPlan {
  const { parts = 4, images = 12, atOnce = null, cluster = 'slurm', directory = '/home/me', options = [] } = shape;
  const run = (name: string): PlannedRun => ({
    name,
    command: [
      'certify',
      '--model',
      `models of mine/${name}.onnx`,
      '--data',
      'data',
      '--noise',
      'gaussian',
      '--sigma',
      '0.5',
    ],
    settings: SETTINGS,
    fingerprint,
    images: { size: images, skip: 1, max: null },
  });
  return {
    id: '0badcafe',
    version: '0.0.0',
    cluster,
    directory,
    parts,
    atOnce,
    options,
    runs: (shape.names ?? ['results']).map(run),
  };
}
