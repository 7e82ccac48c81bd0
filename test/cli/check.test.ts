/** `wulff verify --certificates` and `wulff check`, as a person would run them. */
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PINNED } from '../../proofs/pinned-registry.ts';
import { sha256 } from '../../src/certify/sha256-node.ts';
import { run } from '../../src/cli/program.ts';
import { printedWidth } from '../../src/cli/terminal/table.ts';
import { recordedIo } from './recorded-io.ts';

const place = mkdtempSync(join(tmpdir(), 'wulff-certificates-'));
const folder = join(place, 'certificates');
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function wulff(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const recorded = recordedIo();
  const code = await run(argv, recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const CLAIMS = ['G3', 'row-laplace-l1', 'vet-coverage'];
beforeAll(async () => {
  const { code, stderr } = await wulff('verify', '--claim', ...CLAIMS, '--certificates', folder, '--json');
  expect(stderr).toContain('3 certificates written');
  expect(code).toBe(0);
});

let copies = 0;
/** A copy of the folder with one file changed; the manifest's hash is made to fit unless told otherwise. */
function tampered(file: string, change: (content: string) => string, { rehash = true } = {}): string {
  const copy = join(place, `copy-${copies++}`);
  mkdirSync(copy);
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(copy, name), name === file ? change(content) : content);
  }
  if (!rehash || file === 'manifest.json') return copy;
  const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as {
    claims: { file: string; sha256: string }[];
  };
  for (const entry of manifest.claims) entry.sha256 = sha256(readFileSync(join(copy, entry.file), 'utf8'));
  writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest));
  return copy;
}

describe('wulff check', () => {
  it('re-checks what verify wrote, and says what it could not', async () => {
    const { code, stdout } = await wulff('check', folder, '--claim', ...CLAIMS);
    expect(stdout).toMatch(/re-checked G3: 2 of 2 pieces of evidence, 3 of 3 false variants, level instances/);
    expect(stdout).toMatch(
      /re-checked row-laplace-l1: 15 of 15 pieces of evidence, 2 of 2 false variants, level instances/,
    );
    expect(stdout).toMatch(/no data +vet-coverage: 0 of 6 pieces of evidence/);
    expect(stdout).toContain('3 claims: 2 re-checked, 0 undecided, 0 failed, 1 without data');
    expect(code).toBe(0);
  });

  it('fits into a terminal of 60 columns', async () => {
    const { io, stdout } = recordedIo({ stdoutIsTty: true, columns: 60 });
    await run(['check', folder, '--claim', 'vet-coverage'], io);
    expect(Math.max(...stdout().split('\n').map(printedWidth))).toBeLessThanOrEqual(60);
  });

  it('prints one JSON document', async () => {
    const { code, stdout } = await wulff('check', folder, '--json', '--claim', ...CLAIMS);
    const document = JSON.parse(stdout) as { schema: string; summary: unknown; claims: { claim: string }[] };
    expect(document.schema).toBe('wulff.check/1');
    expect(document.summary).toMatchObject({
      claims: 3,
      evidence: { rechecked: 17, undecided: 0, failed: 0, withoutData: 6 },
      mutants: { rechecked: 5, withoutData: 1 },
    });
    expect(document.claims.map(({ claim }) => claim)).toEqual(CLAIMS);
    expect(code).toBe(0);
  });

  it('misses the claims that ought to be there', async () => {
    const { code, stdout } = await wulff('check', folder, '--claim', 'G3', 'G5');
    expect(stdout).toMatch(/1 claim of the registry missing: G5/);
    expect(code).toBe(1);
    const all = await wulff('check', folder, '--json');
    const { summary } = JSON.parse(all.stdout) as { summary: { missing: string[] } };
    expect(summary.missing).toHaveLength(Object.keys(PINNED.claims).length - CLAIMS.length);
    expect(all.code).toBe(1);
    expect((await wulff('check', folder, '--claim', 'nobody')).code).toBe(2);
  });

  it('finds a changed file by its hash, and a changed step where the hash was made to fit', async () => {
    const change = (text: string): string => text.replace('"numerator": "2"', '"numerator": "3"');
    const crude = await wulff('check', tampered('row-laplace-l1.json', change, { rehash: false }));
    expect(crude.stdout).toMatch(/FAILED +row-laplace-l1: its SHA-256 is [0-9a-f]{64}, the manifest says/);
    expect(crude.code).toBe(1);
    const careful = await wulff('check', tampered('row-laplace-l1.json', change));
    expect(careful.stdout).toMatch(/does not follow/);
    expect(careful.code).toBe(1);
  });

  it('finds a claim that is not the one of the registry, whatever becomes of its steps', async () => {
    const copy = tampered('G3.json', (text) => {
      const certificate = JSON.parse(text) as {
        evidence: { kind: string; data: { chain: unknown[]; variables: object[] } }[];
      };
      const piece = certificate.evidence.find(({ kind }) => kind === 'symbolic')!;
      const x = { op: 'variable', name: 'x' };
      const number = (n: string, d = '1') => ({ op: 'rational', numerator: n, denominator: d });
      const product = (...factors: unknown[]) => ({ op: 'product', factors });
      const square = { op: 'sum', terms: [product(x, x), product(number('-2'), x), number('1')] };
      piece.data.variables = [{ name: 'x', lower: '1', upper: 'inf' }];
      piece.data.chain = [
        { op: 'power', base: square, exponent: number('1', '2') },
        { op: 'sum', terms: [x, number('-1')] },
      ];
      return JSON.stringify(certificate);
    });
    const { code, stdout } = await wulff('check', copy);
    // By itself the step would be undecided (test/recheck/tampering.test.ts).
    expect(stdout).toMatch(/is no identity by the rules known here/);
    expect(stdout).toMatch(/FAILED +G3/);
    expect(stdout).toMatch(/its part gaussian is not that of the registry/);
    expect(code).toBe(1);
  });

  it.each<[string, () => string, RegExp]>([
    ['no folder', () => join(place, 'nowhere'), /There is no folder/],
    ['a file', () => join(folder, 'G3.json'), /is not a folder/],
    ['a folder without a manifest', () => place, /manifest\.json is missing/],
    [
      'a missing certificate',
      () => {
        const copy = tampered('G3.json', (text) => text);
        rmSync(join(copy, 'G3.json'));
        return copy;
      },
      /G3\.json is missing/,
    ],
    ['a manifest that is no JSON', () => tampered('manifest.json', () => '{'), /manifest\.json is not valid JSON/],
    [
      'a manifest of another version',
      () => tampered('manifest.json', (text) => text.replace('certificates/1', 'certificates/9')),
      /"wulff\.certificates\/9"; this program reads/,
    ],
    [
      'a manifest that leads out of the folder',
      () => tampered('manifest.json', (text) => text.replace('G3.json', '../G3.json')),
      /no name of a certificate/,
    ],
    [
      'a certificate of another version',
      () => tampered('G3.json', (text) => text.replace('certificate/2', 'certificate/9')),
      /G3\.json: its schema is/,
    ],
    [
      'an unknown function',
      () => tampered('G3.json', (text) => text.replace('"normalCdf"', '"sin"')),
      /G3\.json: unknown function "sin"/,
    ],
  ])('refuses %s in one sentence, with exit code 2', async (_, make, message) => {
    const { code, stderr } = await wulff('check', make());
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe('wulff verify --certificates', () => {
  it('writes over its own folder, and into no other', async () => {
    const own = join(place, 'own');
    const write = () => wulff('verify', '--claim', 'G3', '--certificates', own, '--json');
    expect((await write()).code).toBe(0);
    expect((await write()).code).toBe(0);
    expect(readdirSync(own).sort()).toEqual(['G3.json', 'manifest.json']);
    expect(readFileSync(join(own, 'G3.json'), 'utf8')).toBe(readFileSync(join(folder, 'G3.json'), 'utf8'));
    writeFileSync(join(own, 'notes.txt'), 'mine');
    const mixed = await write();
    expect(mixed.stderr).toMatch(/also holds notes\.txt/);
    expect(mixed.code).toBe(2);
    rmSync(join(own, 'manifest.json'));
    const foreign = await write();
    expect(foreign.stderr).toMatch(/not empty and holds no certificates/);
    expect(foreign.code).toBe(2);
    expect(readFileSync(join(own, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('fills an empty folder, and asks for the one above it to exist', async () => {
    const empty = join(place, 'empty');
    mkdirSync(empty);
    expect((await wulff('verify', '--claim', 'G3', '--certificates', empty, '--json')).code).toBe(0);
    const deep = await wulff('verify', '--claim', 'G3', '--certificates', join(place, 'a', 'b'), '--json');
    expect(deep.stderr).toMatch(/there is no folder/);
    expect(deep.code).toBe(2);
    expect(readdirSync(place).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
