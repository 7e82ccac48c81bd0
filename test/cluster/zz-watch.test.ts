import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { startSlurm } from './slurm-cluster.ts';
it('watch', { timeout: 900_000 }, async () => {
  const slurm = await startSlurm();
  const env = { ...process.env, ...slurm.environment };
  const main = 'dist/src/cli/main.js';
  const run = (argv: string[]): Promise<string> => new Promise((done) => execFile(process.execPath, [main, ...argv], { env }, (e, so, se) => done(`$ wulff ${argv.join(' ')}\n[${e?.code ?? 0}]\n${so}${se}\n`)));
  const out: string[] = [];
  const subject = ['certify', '--model', 'models/cifar-resnet10-uniform-050.onnx', '--data', 'samples/cifar10-100', '--noise', 'uniform:linf', '--sigma', '0.5', '--adversary', 'l1', '--n', '300', '--max', '36', '--workers', '1'];
  try {
    out.push(await run([...subject, '--cluster', 'slurm', '--tasks', '12', '--out', '/tmp/w/scratch/srun']));
    await new Promise<void>((done) => {
      const child = spawn('script', ['-qfc', `stty cols 90; ${process.execPath} ${main} status /tmp/w/scratch/srun --watch`, '/tmp/w/scratch/watch.typescript'], { env, stdio: 'ignore' });
      child.on('close', () => done());
    });
    await slurm.idle();
    out.push(await run(['status', '/tmp/w/scratch/srun']));
    out.push(await run([...subject, '--out', '/tmp/w/scratch/sone.tsv']));
    const plain = (p: string): string => readFileSync(p, 'utf8').replace(/\t\d+:\d\d:\d\d\.\d{6}\t/g, '\t-\t');
    out.push(`equal: ${plain('/tmp/w/scratch/sone.tsv') === plain('/tmp/w/scratch/srun/results.tsv')}`);
  } finally {
    writeFileSync('/tmp/w/scratch/watch.txt', out.join('\n'));
    await slurm.stop();
  }
});
