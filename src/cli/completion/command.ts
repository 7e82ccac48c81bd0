/** `wulff completion`: its options and help; the scripts are written when it runs. */
import { Argument, Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';
import type { Shell } from './scripts.ts';

const HELP = `
Prints a script that lets the shell complete commands, options and their values by the tab key:

  bash   wulff completion bash > ~/.local/share/bash-completion/completions/wulff
  zsh    wulff completion zsh > a folder of $fpath/_wulff
  fish   wulff completion fish > ~/.config/fish/completions/wulff.fish

Examples:
  $ source <(wulff completion bash)
`;

/** Builds the subcommand; `commands` are those to complete. */
export function completionCommand(
  io: CommandIo,
  finish: (code: number) => void,
  commands: () => Promise<readonly Command[]>,
): Command {
  return new Command('completion')
    .summary('a script that completes commands and options in bash, zsh or fish')
    .description('Prints a script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'for which shell').choices(['bash', 'zsh', 'fish'] satisfies Shell[]))
    .addHelpText('after', HELP)
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./scripts.ts');
      io.stdout(completionScript(shell, await commands()));
      finish(0);
    });
}
