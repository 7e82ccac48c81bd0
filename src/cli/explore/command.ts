/** `wulff explore`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
Radius curves, Wulff crystals, extreme sets, verdicts on a formula, the claims, and certification of pictures, all
computed in the browser by this library. The page is served to this machine alone (127.0.0.1) and asks for nothing
from anywhere else. Ctrl-C ends it.

Examples:
  $ wulff explore
  $ wulff explore --port 8080
`;

/** Builds the subcommand. */
export function exploreCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('explore')
    .summary('a page to look at radii, crystals and growth, and to try a noise, served on this machine')
    .description('serve the explorer, a page to look at and to try out, on this machine')
    .option('--port <n>', 'port to serve it on; 0: any that is free', '0')
    .addHelpText('after', HELP)
    .action(async ({ port }: { readonly port: string }) =>
      finish(await (await import('./explore.ts')).explore(port, io)),
    );
}
