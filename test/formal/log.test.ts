/**
 * `wulff check --coq results.tsv`: a log is one theorem. Coq accepts rows whose votes show what they say and no others;
 * nothing but digits of a log reaches it; without Coq nothing is said.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResultLog } from '../../src/certify/results/result-log-node.ts';
import {
  notWhole,
  uniformCertificates,
  type UniformCertificates,
} from '../../src/certify/assurance/uniform-certificates.ts';
import { run } from '../../src/cli/program.ts';
import { logTheoremText, readRefused, termsNeeded } from '../../src/formal/log-theorem.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { fakeCoq } from './fake-coq.ts';
import { writeUniformLog } from './uniform-log.ts';

const place = mkdtempSync(join(tmpdir(), 'wulff-log-test-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const file = join(place, 'results.tsv');
let log: UniformCertificates;
beforeAll(async () => {
  await writeUniformLog(file, 400, [
    [380, 20],
    [300, 60, 40],
    [210, 190],
    [390, 10],
  ]);
  const { settings, rows } = await readResultLog(file);
  expect(notWhole(settings)).toBeUndefined();
  log = uniformCertificates(settings, rows);
});

async function check(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const recorded = recordedIo();
  const code = await run(['check', '--coq', ...argv], recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

describe('a log in whole numbers', () => {
  it('has the steps of its radii, and no row that abstains', () => {
    expect(log.reach).toBe(220);
    expect(log.rows.map(({ index, votes, rivals }) => [index, votes, ...rivals])).toEqual([
      [0, 380],
      [1, 300, 60, 40],
      [3, 390],
    ]);
    // floor(441 (rho - tau - 1/2)) where the rivals are taken together.
    for (const { steps, rho } of [log.rows[0]!, log.rows[2]!])
      expect(steps).toBe(Math.floor(441 * (Number(rho.over) / Number(rho.under) - 0.5)));
  });

  it('is digits and nothing else to Coq', () => {
    const text = logTheoremText('t', log);
    expect(text).toContain('Row 300 [:: 60; 40] (');
    for (const change of [{ n: -1 }, { n: 0.5 }, { n: NaN }, { reach: 1e30 }])
      expect(() => logTheoremText('t', { ...log, ...change })).toThrow(/no whole number/);
  });

  it('is summed over enough terms, and no more than there are', () => {
    const half = { over: 1n, under: 2n };
    expect(termsNeeded(100, 60, half, { over: 1n, under: 20n })).toBeLessThanOrEqual(100);
    expect(termsNeeded(100, 50, half, { over: 1n, under: 1000n })).toBeGreaterThanOrEqual(100);
  });

  it('of which rows Coq says no is read by a strict grammar', () => {
    expect(readRefused('     = [:: true; false; true]\n     : seq bool\n', 3)).toEqual([1]);
    for (const said of [
      '     = [:: true; false]\n     : seq bool\n',
      'true',
      '     = [:: true; x; true]\n     : seq bool\n',
    ])
      expect(readRefused(said, 3)).toBeUndefined();
  });
});

describe('wulff check --coq of a log', () => {
  it('says that it was not run where there is no Coq', async () => {
    const { PATH } = process.env;
    process.env['PATH'] = '/nowhere';
    const { code, stdout, stderr } = await check(file);
    process.env['PATH'] = PATH;
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/formal: not run\. Coq .* is not installed/);
  });

  it('leaves a log undecided that is not in whole numbers', async () => {
    const { settings, rows } = await readResultLog(file);
    expect(notWhole({ ...settings, grid: undefined })).toMatch(/not drawn on the grid/);
    expect(notWhole({ ...settings, noise: 'laplace' })).toMatch(/not uniform:linf/);
    expect(notWhole({ ...settings, estimation: 'stop at 0.5' })).toMatch(/another rule/);
    expect(notWhole({ ...settings, adversaries: ['l2'] })).toMatch(/no radii against l1/);
    expect(rows).toHaveLength(4);
  });

  it('refuses a row whose votes were changed, whatever Coq says', async () => {
    const bad = join(place, 'bad.tsv');
    writeFileSync(bad, readFileSync(file, 'utf8').replace(/\t380\t400\t(.*)\t20\n/, '\t381\t400\t$1\t19\n'));
    const { coqc, proofs, place: fake } = fakeCoq({});
    const { PATH, XDG_CACHE_HOME } = process.env;
    Object.assign(process.env, { PATH: fake, XDG_CACHE_HOME: join(fake, 'cache') });
    const { code, stdout } = await check(bad);
    Object.assign(process.env, { PATH });
    if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
    rmSync(fake, { recursive: true, force: true });
    expect([coqc, proofs]).toHaveLength(2);
    expect(code).toBe(1);
    expect(stdout).toMatch(/REFUSED +image 0: .*381 votes .* as if the log had been edited/);
  });
});
