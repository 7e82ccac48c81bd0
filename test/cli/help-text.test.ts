/** Help on a narrow terminal: nothing overflows but commands that are there to be copied. */
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { fittedHelp } from '../../src/cli/terminal/help-text.ts';
import { printedWidth } from '../../src/cli/terminal/table.ts';
import { recordedIo } from './recorded-io.ts';

const helpAt = async (columns: number, ...argv: string[]): Promise<string> => {
  const recorded = recordedIo({ columns });
  expect(await run([...argv, '--help'], recorded.io)).toBe(0);
  expect(recorded.stderr()).toBe('');
  return recorded.stdout();
};

const words = (text: string): string => text.split(/\s+/).join(' ');

describe.each([
  '',
  'verify',
  'check',
  'radius',
  'growth',
  'crystal',
  'vet',
  'design',
  'certify',
  'merge',
  'accuracy',
  'devices',
])('wulff %s --help', (name) => {
  const argv = name === '' ? [] : [name];

  it('fits into 60 columns and loses no word', async () => {
    const narrow = await helpAt(60, ...argv);
    const commands = /^ *\$ .*(?:\n {6}\S.*)*/gm;
    const wide = narrow
      .replace(commands, '')
      .split('\n')
      // A list of numbers without a space cannot be broken.
      .filter((line) => printedWidth(line) > 60 && /\S\s+\S/.test(line));
    expect(wide).toEqual([]);
    expect(words(narrow)).toBe(words(await helpAt(200, ...argv)));
  });

  it('stands as it was written in 132', async () => {
    const wide = await helpAt(132, ...argv);
    expect(fittedHelp(wide, 132)).toBe(wide);
    expect(wide.split('\n').filter((line) => printedWidth(line) > 126)).toEqual([]);
  });
});

it('paragraphs are filled, lists go on below their second column, commands stay whole', () => {
  const text = `One two three four five six
seven.

  --option <x>  what it does, and why

Noises:  one, two, three, four, five and six
  $ wulff radius --noise gaussian --adversary l2 \\
      --dim 3072
`;
  expect(fittedHelp(text, 44)).toBe(text);
  expect(fittedHelp(text, 43).split('\n').slice(0, 3)).toEqual(text.split('\n').slice(0, 3));
  expect(fittedHelp(text, 26)).toBe(`One two three four five
six seven.

  --option <x>
      what it does, and
      why

Noises:
    one, two, three, four,
    five and six
  $ wulff radius --noise gaussian --adversary l2 \\
      --dim 3072
`);
});
