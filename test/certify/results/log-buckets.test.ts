/** Logs of runs that bound rivals in buckets: what rows hold besides, and that it is re-checked. */
import { describe, expect, it } from 'vitest';
import { resultsOfLog } from '../../../src/certify/results/accuracy-results.ts';
import { parseResultLog } from '../../../src/certify/results/log-reader.ts';
import { formatResultLog } from '../../../src/certify/results/result-log.ts';
import type { CertifiedImage, RunSettings } from '../../../src/certify/results/result.ts';
import { differingSettings, runFingerprint } from '../../../src/certify/results/run-fingerprint.ts';
import { RhoCheck } from '../../../src/certify/results/rho-check.ts';
import { ClassSequences, fixedClassBounds } from '../../../src/certify/statistics/class-bounds.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { ErrorBudget } from '../../../src/numeric/confidence/budget.ts';
import { sequenceUpper } from '../../../src/numeric/confidence/sequence.ts';
import { twoClassRadius } from '../../../src/radius/two-class-radius.ts';
import { row, settings } from './log-cases.ts';

/** What version 0.3.0 made of these settings. */
const OLD_FINGERPRINT = '5cd0d6cbfe8804eaa145286e1fb91addf9c8194ea91c80449112e1c2008a5ea1';

describe('rows with buckets', () => {
  const bucketed: RunSettings = { ...settings, rivals: 'buckets' };
  const votes = { count: 600, rivals: [250, 150] };
  const bound = fixedClassBounds(votes, 1000, ErrorBudget.of(0.001));
  const shown = { ...bucketed, n: 1000 };
  const bucketRow = (more: Partial<CertifiedImage> = {}): CertifiedImage =>
    row(0, { ...votes, n: 1000, rho: bound.rho, rivals: { bound: bound.rival!, counts: votes.rivals }, ...more });

  it('append the bound on rivals, rounded up, and the counts; the fingerprint knows, older logs keep theirs', async () => {
    const text = formatResultLog(shown, await runFingerprint(shown), [bucketRow()]);
    const [, header, line] = text.split('\n');
    expect(header).toMatch(/\tradius_l2\trival\tbuckets$/);
    expect(line).toMatch(/\t250,150$/);
    const [read] = parseResultLog(text).rows;
    expect(read!.rivals!.counts).toEqual([250, 150]);
    expect(read!.rivals!.bound).toBeGreaterThanOrEqual(bound.rival!);
    expect(read!.rivals!.bound).toBeCloseTo(bound.rival!, 11);
    expect(await runFingerprint(shown)).not.toBe(await runFingerprint({ ...settings, n: 1000 }));
    expect(await runFingerprint(settings)).toBe(OLD_FINGERPRINT);
    expect(differingSettings(settings, bucketed)).toEqual(['rivals is together there and buckets here']);
  });

  it('are re-checked: counts that do not add up are refused, bounds that they cannot give are noticed', async () => {
    const print = await runFingerprint(shown);
    const written = (more: Partial<CertifiedImage>): string => formatResultLog(shown, print, [bucketRow(more)]);
    const short = { bound: bound.rival!, counts: [250, 100] };
    expect(() => parseResultLog(written({ rivals: short }))).toThrow(/do not go together/);
    expect(() => parseResultLog(written({}).replace('250,150', '250;150'))).toThrow(/buckets is "250;150"/);
    const notes = (more: Partial<CertifiedImage>, of = shown): string[] => {
      const check = new RhoCheck(of);
      check.look(bucketRow(more), () => 'line 3');
      return check.notes();
    };
    expect(notes({})).toEqual([]);
    expect(notes({ rho: bound.rho + 1e-4 })[0]).toMatch(/600 votes against 250,150 of 1000 give rho/);
    const better = { bound: bound.rival! - 1e-4, counts: votes.rivals };
    expect(notes({ rivals: better })[0]).toMatch(/give rival 0\.\d+, not/);
    // A sequence may have been better at an earlier look, but not than all its good votes first.
    const stopped = { ...shown, estimation: 'stop at radius 0.5' };
    const last = new ClassSequences(2, ErrorBudget.of(0.001), ErrorBudget.of(0.001));
    last.look(votes, 1000);
    const { rho, rival } = last.certified;
    const least = Math.max(sequenceUpper(0, 750, (9 / 20) * 0.001), sequenceUpper(0, 850, 0.001 / 10));
    const at = (end: number) => ({ rho, rivals: { bound: end, counts: votes.rivals } });
    expect([rival!, least + 1e-9].map((end) => notes(at(end), stopped).length)).toEqual([0, 0]);
    expect([rival! + 1e-4, least - 1e-4].map((end) => notes(at(end), stopped).length)).toEqual([1, 1]);
  });

  it('give the two-class radius again, against their own adversary and others', async () => {
    const noise = parseNoise(shown.noise, shown.dim, { lambda: shown.lambda });
    const radius = (name: string): number =>
      twoClassRadius(noise, parseAdversary(name, shown.dim), bound.rho, bound.rival!).radius;
    const log = async (l1: number): Promise<ReturnType<typeof parseResultLog>> => {
      const radii = new Map([
        ['l1', l1],
        ['l2', 0],
      ]);
      return parseResultLog(formatResultLog(shown, await runFingerprint(shown), [bucketRow({ radii })]));
    };
    const honest = resultsOfLog(await log(radius('l1')), 'a.tsv');
    expect(honest.notes).toEqual([]);
    expect(resultsOfLog(await log(1.001 * radius('l1')), 'a.tsv').notes[0]).toMatch(
      /1 of 1 radii are above .* rival 0\./,
    );
    const linf = resultsOfLog(await log(0.1), 'a.tsv', 'linf').images[0]!.radius;
    expect(linf).toBeLessThanOrEqual(radius('linf'));
    expect(linf).toBeGreaterThan(radius('linf') * (1 - 1e-9));
  });
});
