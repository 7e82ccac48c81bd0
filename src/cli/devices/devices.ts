/** `wulff devices`: which engines run here, on what, and what is missing with the line that installs it. */
import { deviceReport, type DeviceReport, type EngineReport } from '../../certify/engines/gpu/report-node.ts';
import { outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { printed, wrapped } from '../terminal/table.ts';

/** Looks at engines and devices and prints what it found. */
export async function devices(json: boolean, io: CommandIo): Promise<void> {
  const report = await deviceReport();
  if (json) printJson(io, { schema: 'wulff.devices/1', ...report });
  else io.stdout(printed(devicesText(report, io), io));
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
