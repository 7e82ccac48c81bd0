/** Completion scripts: what bash offers after a beginning, and that zsh and fish get every command and option. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from './recorded-io.ts';

async function script(shell: string): Promise<string> {
  const { io, stdout } = recordedIo();
  expect(await run(['completion', shell], io)).toBe(0);
  return stdout();
}

/** What bash offers for the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const asked = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _wulff; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${await script('bash')}\n${asked}`], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('in bash offers commands, options and the values of options, and files elsewhere', async () => {
    expect(await offered('wulff', 'ra')).toEqual(['radius']);
    expect(await offered('wulff', 'certify', '--stop')).toEqual(['--stop-at-radius']);
    expect(await offered('wulff', 'certify', '--rivals', '')).toEqual(['buckets', 'together']);
    expect(await offered('wulff', 'certify', '--model', 'mod')).toEqual([]);
  });

  it.each(['zsh', 'fish'])('in %s knows every command, and options with their words', async (shell) => {
    const text = await script(shell);
    for (const name of ['verify', 'certify', 'completion']) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    expect(text).toMatch(
      shell === 'zsh' ? /--rivals\[other classes.*:value:\(buckets together\)/ : /-l rivals -x -a 'buckets together'/,
    );
  });

  it('refuses another shell', async () => {
    const { io, stderr } = recordedIo();
    expect(await run(['completion', 'tcsh'], io)).toBe(2);
    expect(stderr()).toMatch(/bash, zsh, fish/);
  });
});
