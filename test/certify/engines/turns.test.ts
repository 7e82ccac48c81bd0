/** Work in turns: one piece after the other, whatever becomes of the ones before. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installLine, TESTED_VERSIONS } from '../../../src/certify/engines/packages.ts';
import { Turns } from '../../../src/certify/engines/turns.ts';

const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

describe('turns', () => {
  it('never let two pieces of work be at it at once, and outlive one that fails', async () => {
    const turns = new Turns();
    let atWork = 0;
    const order: number[] = [];
    const work = (k: number) => async (): Promise<number> => {
      expect(++atWork).toBe(1);
      await later(3 - k);
      order.push(k);
      atWork--;
      if (k === 1) throw new Error('broken');
      return k;
    };
    const settled = await Promise.allSettled([0, 1, 2].map((k) => turns.take(work(k))));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual([0, 1, 2]);
  });

  it('closed, wait for what was asked for and refuse the rest', async () => {
    const turns = new Turns();
    let done = false;
    const first = turns.take(async () => {
      await later(3);
      done = true;
    });
    const closing = turns.close();
    await expect(turns.take(() => 1)).rejects.toThrow('The engine is closed.');
    await closing;
    expect(done).toBe(true);
    await first;
  });
});

describe('packages of engines', () => {
  it('are recommended in the versions that wulff is tested with', () => {
    const file = readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8');
    const { peerDependencies, optionalDependencies } = JSON.parse(file) as Record<string, Record<string, string>>;
    expect(TESTED_VERSIONS).toEqual({ ...peerDependencies, ...optionalDependencies });
    // Its own script would fetch libraries from elsewhere, and fail where it cannot.
    expect(installLine('onnxruntime-node')).toBe('npm install onnxruntime-node@1.30.0 --ignore-scripts');
    expect(installLine('webgpu')).toBe(`npm install webgpu@${TESTED_VERSIONS.webgpu}`);
  });
});
