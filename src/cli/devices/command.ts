/** `wulff devices`: its options and help; the work is loaded when it runs. */
import { Command } from 'commander';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
Looks at what is installed and asks WebGPU for its adapters; no model is run. An adapter marked "software" is a program on the
CPU: it is for trying out, and slower than the onnx engine.

Examples:
  $ wulff devices
  $ wulff devices --json
`;

/** Builds the subcommand. */
export function devicesCommand(io: CommandIo): Command {
  return new Command('devices')
    .summary('which engines and GPUs there are')
    .description('Engines that run models for certify, the GPUs they find, their limits, and what is missing.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (options: { readonly json?: true }) =>
      (await import('./devices.ts')).devices(options.json === true, io),
    );
}
