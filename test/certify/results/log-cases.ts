/** Settings of a run and rows of its log, for tests of logs. */
import type { CertifiedImage, RunSettings } from '../../../src/certify/results/result.ts';

export const settings: RunSettings = {
  format: 1,
  version: '0.1.0',
  model: { file: 'model.onnx', sha256: 'a'.repeat(64) },
  data: { name: 'CIFAR-10 binary, tést.bin', sha256: 'b'.repeat(64) },
  input: 'nchw rgb 0..1',
  noise: 'uniform:linf',
  sigma: 0.5,
  lambda: 0.8660254037844386,
  dim: 3072,
  adversaries: ['l1', 'l2'],
  estimation: 'fixed',
  n: 100_000,
  n0: 100,
  alpha: 0.001,
  seed: 7,
  engine: 'onnx: CPU',
};

export const row = (index: number, changes: Partial<CertifiedImage> = {}): CertifiedImage => ({
  index,
  label: 3,
  predict: 3,
  correct: true,
  seconds: 12.345678,
  rho: 0.9876543210987654,
  count: 98_900,
  n: 100_000,
  radii: new Map([
    ['l1', 0.8446790123456789],
    ['l2', 0.0123456789012345],
  ]),
  ...changes,
});
