/** The built program beside others: "-" is standard input, a full disk or a closed pipe ends a run in one sentence. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const fed = (input: string | Buffer, ...argv: string[]): Ended =>
  spawnSync(process.execPath, [PROGRAM, ...argv], { input, encoding: 'utf8' });

const file = (content: string | Buffer): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'wulff-streams-')), 'input');
  writeFileSync(path, content);
  return path;
};

const POINTS = ['--lambda', '1', '--rho', '0.6,0.9', '--json'];
const NOISE = JSON.stringify({ dim: 2, noise: { uniform: { box: [1, 2] } } });
/** It is soon told that this is none. */
const UNEVEN = JSON.stringify({ dim: 1, noise: { product: 'exp(x - x^4)' } });
const BODY = JSON.stringify({ vertices: [[1, 0], [-1, 0], [0, 1], [0, -1]] }); // prettier-ignore

/** A log as the scripts of the literature print it. */
const LOG = 'idx\tlabel\tpredict\tradius\tcorrect\ttime\n0\t3\t3\t0.7\t1\t0:00:01\n1\t5\t2\t0.1\t0\t0:00:01\n';
const SUBJECT = [
  '--noise',
  'gaussian',
  '--sigma',
  '0.5',
  '--dim',
  '12',
  '--adversary',
  'l2',
  '--radii',
  '0.5',
  '--csv',
];

/** With a mark, as programs of Windows save text. */
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('standard input', () => {
  it.each([
    ['a noise', NOISE, ['radius', '--noise', 'IN', '--adversary', 'l1', ...POINTS]],
    ['a noise in UTF-16', utf16(NOISE), ['radius', '--noise', 'IN', '--adversary', 'l1', ...POINTS]],
    ['a body', BODY, ['radius', '--noise', 'gaussian', '--adversary', 'IN', ...POINTS]],
    ['a noise to vet', UNEVEN, ['vet', 'IN', '--adversary', 'l1', '--json']],
    ['a log', LOG, ['accuracy', 'IN', ...SUBJECT]],
    ['a log in UTF-16', utf16(LOG), ['accuracy', 'IN', ...SUBJECT]],
  ])('%s is read from "-" as from a file', (_, text, argv) => {
    const path = file(text);
    const told = ({ status, stdout, stderr }: Ended, name: string): unknown => ({
      status,
      stdout: stdout.replaceAll(name, 'IN'),
      stderr: stderr.replaceAll(name, 'IN'),
    });
    const there = fed('', ...argv.map((each) => (each === 'IN' ? path : each)));
    expect(there.status).toBe(text === UNEVEN ? 1 : 0);
    const here = fed(text, ...argv.map((each) => (each === 'IN' ? '-' : each)));
    const name = argv[0] === 'accuracy' ? 'standard input' : '-';
    expect(here.status).toBe(there.status);
    // A "-" stands in numbers, too: only what is quoted as a name is one.
    if (name === '-') expect(JSON.parse(here.stdout)).toMatchObject({ ...numbersOf(there.stdout) });
    else expect(told(here, name)).toEqual(told(there, path));
  });

  it.each([
    ['accuracy', ['accuracy', '-', ...SUBJECT]],
    ['merge', ['merge', '-']],
    ['vet', ['vet', '-', '--adversary', 'l1']],
  ])('%s names it where it holds nothing of use', (_, argv) => {
    const { status, stdout, stderr } = fed('nothing of use\n', ...argv);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^wulff: [^\n]*[sS]tandard input[^\n]*\n$/);
  });
});

/** Members of a JSON document but those that may name a file. */
function numbersOf(text: string): Record<string, unknown> {
  const document = JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !JSON.stringify(value).includes(tmpdir())));
}

describe('standard output', () => {
  const RADIUS = ['radius', '--noise', 'gaussian', '--adversary', 'l2', '--dim', '2', '--sigma', '1', '--rho', '0.9'];

  it.runIf(existsSync('/dev/full')).each([
    ['--version', ['--version']],
    ['--help', ['--help']],
    ['radius', RADIUS],
    ['radius --json', [...RADIUS, '--json']],
  ])('on a full disk %s ends with 3 and a sentence', (_, argv) => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...argv], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([3, 'wulff: The output cannot be written: no space left on the device.\n']);
  });
});
