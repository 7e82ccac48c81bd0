/** `wulff devices`: which engines run here, on what, and what is missing with the line that installs it. */
import { Command } from 'commander';
import { deviceReport } from '../../certify/engines/gpu/report-node.ts';
import type { DeviceReport, EngineReport } from '../../certify/engines/gpu/report-node.ts';
import { outputStyle, printJson } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { wrapped } from '../terminal/table.ts';

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
    .action(async (options: { readonly json?: true }) => {
      const report = await deviceReport();
      if (options.json === true) printJson(io, { schema: 'wulff.devices/1', ...report });
      else io.stdout(`${devicesText(report, io).join('\n')}\n`);
    });
}

const mebibytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20).toLocaleString('en-US')} MiB`;

/** The report for people. */
export function devicesText({ engines, adapters, remedy }: DeviceReport, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 100);
  const indented = (text: string): string[] => wrapped(text, width, '  ');
  const engineLines = ({ engine, ready, runsOn, packages, missing }: EngineReport): string[] => [
    `${style.bold(engine)}  ${ready ? style.good('ready') : style.warn('not ready')}${runsOn === '' ? '' : `: ${runsOn}`}`,
    ...packages.map(({ name, version }) => `  ${name} ${version ?? style.dim('(not installed)')}`),
    ...missing.flatMap(({ what, line }) => [...indented(`${what}:`), `    ${line}`]),
  ];
  return [
    ...engines.flatMap((engine) => [...engineLines(engine), '']),
    style.bold('GPUs found by WebGPU'),
    ...(adapters.length === 0
      ? indented(`none. ${remedy}`)
      : adapters.flatMap((adapter) => [
          `  ${adapter.name}${adapter.software ? ' (software)' : ''}, ${adapter.backend}`,
          ...indented(
            `  largest buffer ${mebibytes(adapter.maxBufferSize)}, largest binding ${mebibytes(adapter.maxStorageBufferBindingSize)}; ` +
              `batches of up to ${adapter.copies224} copies of 224x224x3, ${adapter.copies32} of 32x32x3`,
          ),
        ])),
  ];
}
