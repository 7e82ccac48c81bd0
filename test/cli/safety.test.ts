/** What the command line must never do to a person's files or terminal. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/certify/sha256-node.ts';
import { MANIFEST_SCHEMA } from '../../src/checker/certificate.ts';
import { run } from '../../src/cli/program.ts';
import { printable, shortened } from '../../src/cli/terminal/printable.ts';
import { requireCertificateFolder, writeCertificates } from '../../src/cli/verify/certificate-folder.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { recordedIo } from './recorded-io.ts';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'wulff-safety-'));
const ESCAPE = '\u001b';

const told = async (...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
  const { io, stdout, stderr } = recordedIo({ stdoutIsTty: true, stderrIsTty: true });
  return { code: await run(argv, io), stdout: stdout(), stderr: stderr() };
};

describe('a folder of certificates', () => {
  const claim = { id: 'W1', title: 'a title' };
  const result = { level: 'quick', seed: 1, claims: [claim] } as unknown as Parameters<typeof writeCertificates>[1];
  const written = (folder: string, text = '{}'): void => writeCertificates(folder, result, new Map([['W1', text]]));

  it('is replaced where an export wrote it, whole, and nothing stays behind', () => {
    const root = fresh();
    const folder = join(root, 'certificates');
    written(folder, '{"a":1}');
    written(folder, '{"a":2}');
    expect(readFileSync(join(folder, 'W1.json'), 'utf8')).toBe('{"a":2}');
    expect(readdirSync(root)).toEqual(['certificates']);
  });

  it.each(['thesis.txt', '../thesis.txt', 'papers', 'W1.json'])('a manifest that lists %s deletes nothing', (file) => {
    const folder = join(fresh(), 'work');
    mkdirSync(folder);
    if (file === 'papers') mkdirSync(join(folder, file));
    else writeFileSync(join(folder, file), 'years of work');
    const id = file.replace('.json', '');
    const manifest = { schema: MANIFEST_SCHEMA, claims: [{ id, title: '', file, sha256: sha256('other') }] };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    expect(() => written(folder)).toThrow(InvalidInput);
    expect(existsSync(join(folder, file))).toBe(true);
  });

  it('a link is refused, as a folder and as a certificate', () => {
    const root = fresh();
    const [real, link] = [join(root, 'real'), join(root, 'link')];
    written(real);
    symlinkSync(real, link);
    expect(() => requireCertificateFolder(link)).toThrow(/it is a link/);
    const folder = join(root, 'linked');
    mkdirSync(folder);
    symlinkSync(join(real, 'W1.json'), join(folder, 'W1.json'));
    writeFileSync(join(folder, 'manifest.json'), readFileSync(join(real, 'manifest.json')));
    expect(() => requireCertificateFolder(folder)).toThrow(/not as it was written/);
  });
});

describe('foreign text', () => {
  it('keeps its controls to itself', async () => {
    expect(printable(`a${ESCAPE}]0;title\u0007b\r\nc\td\u009b2Je\u202e`)).toBe(
      'a\ufffd]0;title\ufffdb\nc\td\ufffd2Je\ufffd',
    );
    const folder = fresh();
    const file = join(folder, 'noise.json');
    writeFileSync(
      file,
      JSON.stringify({ name: `x${ESCAPE}[2J${ESCAPE}]0;y\u0007`, dim: 2, noise: { uniform: { box: [1, 1] } } }),
    );
    const { stdout, code } = await told('vet', file, '--adversary', 'l1', '--samples', '1000');
    expect(code).toBeLessThan(5);
    expect(stdout).not.toContain(`${ESCAPE}[2J`);
    expect(stdout).not.toContain(`${ESCAPE}]`);
  });

  it('is not told at any length', async () => {
    const { stderr, code } = await told(
      'radius',
      '--noise',
      'x'.repeat(4_000_000),
      '--adversary',
      'l1',
      '--dim',
      '2',
      '--sigma',
      '1',
      '--rho',
      '0.9',
    );
    expect(code).toBe(2);
    expect(stderr.length).toBeLessThan(3000);
    expect(shortened('abc')).toBe('abc');
    const { stderr: usage } = await told(`--${'y'.repeat(4_000_000)}`);
    expect(usage.length).toBeLessThan(3000);
  });
});

describe('what is asked for twice', () => {
  it('a value is refused, a switch and a list are not', async () => {
    const asked = ['radius', '--noise', 'gaussian', '--adversary', 'l2', '--dim', '2', '--sigma', '1', '--rho', '0.9'];
    const { code, stderr } = await told(...asked, '--rho', '0.6');
    expect(code).toBe(2);
    expect(stderr).toBe('wulff: --rho is given twice; give it once. See "wulff radius --help".\n');
    expect((await told(...asked, '--json', '--json')).code).toBe(0);
  });

  it('help is shown for "help" as for "--help"', async () => {
    for (const [as, option] of [
      [['help'], ['--help']],
      [
        ['help', 'radius'],
        ['radius', '--help'],
      ],
    ] as const) {
      expect(await told(...as)).toEqual(await told(...option));
      expect((await told(...as)).code).toBe(0);
    }
    expect((await told('help', 'radios')).code).toBe(2);
  });
});

describe('text in any encoding', () => {
  const noise = JSON.stringify({ dim: 2, noise: { uniform: { box: [1, 1] } } });
  const littleEndian = Buffer.from(`\ufeff${noise}`, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(`\ufeff${noise}`)],
    ['UTF-16, little end first', littleEndian],
    ['UTF-16, big end first', Buffer.from(littleEndian).swap16()],
  ])('%s with a byte order mark', async (_, bytes) => {
    const file = join(fresh(), 'noise.json');
    writeFileSync(file, bytes);
    const { code, stderr } = await told(
      'radius',
      '--noise',
      file,
      '--adversary',
      'l1',
      '--lambda',
      '1',
      '--rho',
      '0.9',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('sentences', () => {
  it('l0 is no norm; two bodies are one too many', async () => {
    const rest = ['--noise', 'gaussian', '--sigma', '1', '--rho', '0.9'];
    expect((await told('radius', ...rest, '--dim', '3', '--adversary', 'l0')).stderr).toMatch(/l0 is no norm/);
    const file = join(fresh(), 'body.json');
    writeFileSync(file, '{"box": [1, 1], "vertices": [[1, 0]]}');
    expect((await told('radius', ...rest, '--adversary', file)).stderr).toMatch(
      /fields vertices and box, a body each; give exactly one/,
    );
  });
});
