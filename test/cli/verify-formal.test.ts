/** `wulff verify --formal`, as a person would run it, with and without Coq. */
import { readdirSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { fakeCoq } from '../formal/fake-coq.ts';
import { recordedIo } from './recorded-io.ts';

const { PATH, XDG_CACHE_HOME } = process.env;
const places: string[] = [];
afterEach(() => {
  process.env['PATH'] = PATH;
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
  places.splice(0).forEach((place) => rmSync(place, { recursive: true, force: true }));
});

async function wulff(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const recorded = recordedIo();
  const code = await run(['verify', '--workers', '1', ...argv], recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

/** A path on which there is this coqc and nothing else. */
function onlyCoq(fake: Parameters<typeof fakeCoq>[0]): string {
  const { place } = fakeCoq(fake);
  places.push(place);
  process.env['PATH'] = place;
  process.env['XDG_CACHE_HOME'] = `${place}/cache`;
  return place;
}

describe('wulff verify --formal', () => {
  it('without Coq ends with exit code 3 and the line that installs it, and prints no result', async () => {
    process.env['PATH'] = '/nowhere';
    const { code, stdout, stderr } = await wulff('--claim', 'G3', '--formal');
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wulff: Coq .* Install it: apt-get install coq libcoq-coquelicot /);
  });

  it('is not run at level quick, nor at level full without Coq, and the result says so', async () => {
    onlyCoq({ code: '70' });
    for (const more of [[], ['--formal', 'off']]) {
      const { code, stdout } = await wulff('--claim', 'G3', ...more);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^formal +not run: 2 theorems of 1 claims are for Coq$/m);
    }
    process.env['PATH'] = '/nowhere';
    const { code, stdout } = await wulff('--claim', 'G3', '--level', 'full', '--json');
    expect(code).toBe(0);
    const { claims, summary } = JSON.parse(stdout) as {
      claims: { level: string; formal: { status: string }[] }[];
      summary: { formal: object };
    };
    expect(claims).toMatchObject([{ status: 'holds', formal: [{ status: 'not run' }, { status: 'not run' }] }]);
    expect(claims[0]!.level).not.toBe('formal');
    expect(summary.formal).toMatchObject({ system: null, statements: 2, hold: 0 });
  });

  it('with a Coq that accepts it makes a claim formal; with one that does not, undecided', async () => {
    const place = onlyCoq({});
    const accepted = await wulff('--claim', 'G3', '--formal');
    expect(accepted.stdout).toMatch(/^✓ G3 .* formal /m);
    expect(accepted.stdout).toMatch(
      /^formal +2 of 2 theorems of 1 claims accepted by Coq 8.16.1; 1 claims are formal entirely$/m,
    );
    expect(accepted.code).toBe(0);
    expect(readdirSync(`${place}/cache/wulff/formal`)).toHaveLength(1);
    onlyCoq({ code: '/^Tie_/.test(file) ? 1 : honest' });
    const refused = await wulff('--claim', 'G3', '--formal');
    expect(refused.code).toBe(4);
    expect(refused.stdout).toMatch(
      /two-steps: formal, not accepted: msemigroup_steps of growth\/MeasureShifts.v: coqc ended with 1/,
    );
  });

  it('is on or off', async () => {
    const { code, stderr } = await wulff('--claim', 'G3', '--formal', 'maybe');
    expect(code).toBe(2);
    expect(stderr).toContain('--formal is on or off');
  });
});
