/**
 * The programs of examples/, run: what they need beside Node (python3, numpy, torch) is looked for, and said where it
 * is not there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { certifiedRadius, gaussian, laplace, lpAdversary, uniform } from '../src/index.ts';
import { openDataSet } from '../src/node.ts';
import { loadOnnxRuntime } from '../src/certify/engines/onnx/runtime-node.ts';

const root = resolve(import.meta.dirname, '..');
const example = (name: string): string => join(root, 'examples', name);
const folder = mkdtempSync(join(tmpdir(), 'wulff-examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Debian's interpreter, which has Debian's packages. */
const PYTHON = '/usr/bin/python3';
const has = (module: string): boolean => spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;
const [python, numpy, torch] = [has('csv'), has('numpy'), has('torch')];
for (const [there, what] of [
  [python, 'python3'],
  [numpy, 'python3-numpy'],
  [torch, 'python3-torch'],
] as const) {
  if (!there) console.warn(`skipped: examples in Python that need ${what} (apt-get install ${what})`);
}
const run = (...argv: string[]): string => execFileSync(PYTHON, argv, { cwd: folder, encoding: 'utf8' });

describe('examples', () => {
  it('radius-curve.mjs draws the curves of the library', () => {
    const svg = join(folder, 'curves.svg');
    const out = execFileSync(process.execPath, [example('radius-curve.mjs'), svg], { encoding: 'utf8', cwd: root });
    const l1 = lpAdversary(1, 3072);
    for (const noise of [
      uniform('linf', 3072, { sigma: 1 }),
      gaussian(3072, { sigma: 1 }),
      laplace(3072, { sigma: 1 }),
    ]) {
      expect(out).toContain(`${noise.spec} ${certifiedRadius(noise, l1, 0.9).radius.toFixed(4)}`);
    }
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [^]*<\/svg>\s*$/);
  });

  it.skipIf(!python)('read_log.py counts as wulff accuracy does, and leaves out a torn line', () => {
    const settings = { noise: 'uniform:linf', sigma: 0.5, alpha: 0.001, adversaries: ['l1'] };
    const log = join(folder, 'results.tsv');
    const rows = ['0\t3\t3\t0.6\t1', '1\t5\t5\t0.2\t1', '2\t1\t4\t0.9\t0', '3\t2\t-1\t0\t0'].map(
      (row) => `${row}\t0:00:01.000000\t0.9\t90\t100\t${row.split('\t')[3]!}`,
    );
    writeFileSync(
      log,
      `# wulff ${JSON.stringify(settings)}\nidx\tlabel\tpredict\tradius\tcorrect\ttime\trho\tcount\tn\tradius_l1\n${rows.join('\n')}\n4\t7\t7\t0.`,
    );
    expect(run(example('read_log.py'), log, '0.1,0.5,0.7')).toBe(
      'uniform:linf, sigma = 0.5, alpha = 0.001, 4 images\nl1 0.1: 50.0 %\nl1 0.5: 25.0 %\nl1 0.7: 0.0 %\n',
    );
  });

  it.skipIf(!numpy)('images_to_npy.py writes a data set that wulff reads, byte for byte', async () => {
    run(example('images_to_npy.py'));
    const data = await openDataSet(`${join(folder, 'images.npy')},${join(folder, 'labels.npy')}`);
    expect(data.size).toBe(20);
    const { pixels, label } = await data.read(13);
    expect(label).toBe(3);
    expect([...pixels].every((x) => Math.abs(255 * x - Math.round(255 * x)) < 1e-4)).toBe(true);
    expect(data.grid).toBe(255);
  });

  it.skipIf(!torch)('export_pytorch.py writes a model with the logits of PyTorch', async () => {
    run(example('export_pytorch.py'));
    const code = [
      'import numpy as np',
      'check = np.load("model-check.npz")',
      'check["images"].tofile("images.f32"); check["logits"].tofile("logits.f32")',
    ].join('\n');
    run('-c', code);
    const read = (name: string): Float32Array => {
      const bytes = readFileSync(join(folder, name));
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    };
    const { InferenceSession, Tensor } = await loadOnnxRuntime();
    const session = await InferenceSession.create(join(folder, 'model.onnx'));
    const images = new Tensor('float32', read('images.f32'), [8, 3, 32, 32]);
    const { logits } = await session.run({ images });
    const own = logits!.data as Float32Array;
    const theirs = read('logits.f32');
    expect(own).toHaveLength(theirs.length);
    expect(Math.max(...own.map((x, i) => Math.abs(x - theirs[i]!)))).toBeLessThan(1e-4);
    await session.release();
  });

  it.skipIf(!torch)('export_pytorch.py refuses noise in the forward pass and a mean over the batch', () => {
    const attempt = (body: string) =>
      spawnSync(
        PYTHON,
        [
          '-c',
          [
            'import sys, torch',
            `sys.path.insert(0, ${JSON.stringify(join(root, 'examples'))})`,
            'from export_pytorch import export',
            'class Net(torch.nn.Module):',
            '    def forward(self, x):',
            `        ${body}`,
            'export(Net(), "bad.onnx", (3, 4, 4))',
          ].join('\n'),
        ],
        { cwd: folder, encoding: 'utf8' },
      );
    const noisy = attempt('return (x + 0.1 * torch.randn_like(x)).flatten(1)');
    expect(noisy.status).toBe(1);
    expect(noisy.stderr).toMatch(/noise or dropout/);
    const batched = attempt('return (x - x.mean(0)).flatten(1)');
    expect(batched.status).toBe(1);
    expect(batched.stderr).toMatch(/mean over the batch/);
  });
});
