import { describe, expect, it } from 'vitest';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson, readText, writeAtomically } from '../../src/cli/input/files.ts';
import { outputStyle } from '../../src/cli/terminal/io.ts';
import { parseInteger, parseNumbers, parseProbabilities, parseScale } from '../../src/cli/input/options.ts';
import { run } from '../../src/cli/program.ts';
import { plainMath } from '../../src/cli/terminal/plain-math.ts';
import { progressBar, progressLine } from '../../src/cli/terminal/progress.ts';
import { fitted, printedWidth, sparkline, tableLines, wrapped } from '../../src/cli/terminal/table.ts';
import { recordedIo } from './recorded-io.ts';

describe('options', () => {
  it('read lists and ranges of probabilities', () => {
    const read = (text: string): number[] => parseProbabilities(text, '--rho').map(({ nearest }) => nearest);
    expect(read('0.6,0.9')).toEqual([0.6, 0.9]);
    expect(read('0.5:0.7:0.05')).toEqual([0.5, 0.55, 0.6, 0.65, 0.7]);
    expect(read('0,1')).toEqual([0, 1]);
    // The decimals that stand there, between doubles, and what is left to 1.
    expect(parseProbabilities('0.9', '--rho')).toEqual([
      { text: '0.9', nearest: 0.9, below: 0.8999999999999999, above: 0.9, tail: 0.1 },
    ]);
  });

  it.each([
    '1.2',
    '-0.1',
    'NaN',
    '',
    'a',
    '0.6,',
    '0.5:0.9',
    '0.9:0.5:0.1',
    '0.5:0.6:0',
    '0.5:1:1e-9',
    'Infinity',
    '0.5:0.6:0.1:0.1',
  ])('refuse the probabilities "%s"', (text) => expect(() => parseProbabilities(text, '--rho')).toThrow(/^--rho/));

  it('read numbers, integers and scales, or say what is wrong', () => {
    expect(parseNumbers('0.1,-2e-3', '--shift')).toEqual([0.1, -0.002]);
    expect(() => parseNumbers('0.1,,2', '--shift')).toThrow('--shift must be a finite number; got "".');
    expect(parseInteger('12', '--dim', 1)).toBe(12);
    expect(() => parseInteger('0', '--dim', 1)).toThrow('--dim must be an integer >= 1; got "0".');
    expect(() => parseInteger('2.5', '--digits', 1, 17)).toThrow(
      '--digits must be an integer from 1 to 17; got "2.5".',
    );
    expect(parseScale('2', undefined)).toEqual({ sigma: 2 });
    expect(parseScale(undefined, '0.5')).toEqual({ lambda: 0.5 });
    expect(() => parseScale('1', '1')).toThrow(/not both/);
    expect(() => parseScale(undefined, undefined)).toThrow(/--sigma .* or --lambda/);
    for (const wrong of ['0', '-1', 'NaN', 'Infinity', 'x'])
      expect(() => parseScale(wrong, undefined)).toThrow(/^--sigma must be/);
  });
});

describe('tables and lines', () => {
  it('align, and count no colours', () => {
    const lines = tableLines(
      [
        { header: 'rho', align: 'left' },
        { header: 'radius', align: 'right' },
      ],
      [
        ['0.6', '\u001b[1m1.5\u001b[22m'],
        ['0.95', '12'],
      ],
    );
    expect(lines.map((line) => printedWidth(line))).toEqual([12, 12, 12, 12]);
    expect(lines[2]!.startsWith('0.6 ')).toBe(true);
  });

  it('wrap words and draw curves', () => {
    expect(wrapped('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrapped('aa bb', 6, '> ')).toEqual(['> aa', '> bb']);
    expect(sparkline([0, 1, 2, 4])).toBe('▁▃▅█');
    expect(sparkline([0, NaN, Infinity, 1])).toBe('▁  █');
    expect(sparkline([0, 0])).toBe('  ');
  });

  it('show formulas in plain characters', () => {
    expect(plainMath('Laplace against $\\ell_1$')).toBe('Laplace against l1');
    expect(plainMath('$R(\\rho) \\ge \\tfrac{1}{2}$ for $\\ell_\\infty$')).toBe('R(ρ) >= 1/2 for linf');
    expect(plainMath('$\\mathcal G(p, v)$ and $\\{-1,1\\}^d$')).toBe('G(p, v) and {-1,1}^d');
  });
});

describe('talk', () => {
  it('shows progress on a terminal only, and removes it', () => {
    const quiet = recordedIo();
    progressLine(quiet.io).show('half');
    expect(quiet.stderr()).toBe('');
    const terminal = recordedIo({ stderrIsTty: true });
    let now = 0;
    const progress = progressLine(terminal.io, () => now);
    progress.show('one');
    progress.show('too soon');
    now = 200;
    progress.show('two');
    progress.clear();
    expect(terminal.stderr()).toBe('\r\u001b[2Kone\r\u001b[2Ktwo\r\u001b[2K');
    expect(progressBar(1, 4, 8)).toBe('██░░░░░░ 1/4');
  });

  it('is coloured on a terminal, unless NO_COLOR is set', () => {
    expect(outputStyle(recordedIo({ stdoutIsTty: true }).io).bold('x')).toBe('\u001b[1mx\u001b[22m');
    expect(outputStyle(recordedIo({ stdoutIsTty: true, environment: { NO_COLOR: '1' } }).io).bold('x')).toBe('x');
    expect(outputStyle(recordedIo({ stdoutIsTty: true, environment: { TERM: 'dumb' } }).io).bad('x')).toBe('x');
    expect(outputStyle(recordedIo().io).bold('x')).toBe('x');
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wulff-files-'));

  it('are written whole, with nothing left beside them', () => {
    const path = join(folder, 'a.svg');
    writeAtomically(path, 'one');
    writeAtomically(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.svg']);
    expect(() => writeAtomically(join(folder, 'none', 'a.svg'), 'x')).toThrow(/no such file or directory/);
    expect(() => writeAtomically(folder, 'x')).toThrow(/^Cannot write/);
    expect(readdirSync(folder)).toEqual(['a.svg']);
  });

  it('say where JSON goes wrong', () => {
    const path = join(folder, 'body.json');
    const message = (text: string): string => {
      writeFileSync(path, text);
      try {
        readJson(path);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message.replace(path, 'F') : '';
      }
    };
    expect(message('{"lp": 1}')).toBe('');
    expect(message('{"lp": 1,\n  oops}')).toBe('F is not valid JSON: unexpected "o" at line 2, column 3.');
    expect(message('{"lp": NaN}')).toBe('F is not valid JSON: JSON has neither NaN nor Infinity.');
    expect(message('')).toBe('F is not valid JSON: it is empty.');
    expect(message('{"lp": 1')).toMatch(/^F is not valid JSON: it ends too early/);
    expect(() => readText(join(folder, 'absent.json'))).toThrow(/no such file or directory/);
    expect(() => readText(folder)).toThrow(/it is a directory/);
  });
});

describe('a narrow terminal', () => {
  it('has each row of a wide table on lines of its own, and long lines broken', () => {
    const table = tableLines(
      [
        { header: 'rho', align: 'left' },
        { header: 'radius', align: 'right' },
        { header: 'method', align: 'left' },
      ],
      [
        ['0.6', '0.123456789', 'closed-form'],
        ['0.9', '1.5', ''],
      ],
    );
    expect(fitted(table, 40)).toEqual(table);
    expect(fitted([...table, '', 'a few words more than fit in'], 20)).toEqual([
      'rho 0.6',
      '  radius  0.123456789',
      '  method  closed-form',
      'rho 0.9',
      '  radius  1.5',
      '',
      'a few words more',
      '  than fit in',
    ]);
  });

  it.each([['radius', '--noise', 'gaussian', '--adversary', 'l1', '--dim', '3', '--sigma', '1', '--rho', '0.6,0.9']])(
    'of 60 columns shows what %s prints, into a file it is as it is',
    async (...argv) => {
      const narrow = recordedIo({ stdoutIsTty: true, columns: 60 });
      await run(argv, narrow.io);
      expect(Math.max(...narrow.stdout().split('\n').map(printedWidth))).toBeLessThanOrEqual(60);
      const file = recordedIo({ columns: 60 });
      await run(argv, file.io);
      expect(Math.max(...file.stdout().split('\n').map(printedWidth))).toBeGreaterThan(60);
    },
  );
});
