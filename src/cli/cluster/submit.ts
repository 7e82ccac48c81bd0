/** `wulff certify --cluster`: the plan is made here, where mistakes are told at once, and handed to the scheduler. */
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { EngineUnavailable } from '../../certify/engine.ts';
import { certifyFiles } from '../../certify/run-node.ts';
import type { RunReport } from '../../certify/run.ts';
import { mergeRun } from '../../cluster/merge-run-node.ts';
import { CLUSTERS, type ClusterKind, type PlannedRun } from '../../cluster/plan.ts';
import { requireRelative } from '../../cluster/schedulers/kubernetes-node.ts';
import { requireSlurm } from '../../cluster/schedulers/slurm-node.ts';
import { parseKubernetesOptions } from '../../cluster/scripts/kubernetes-options.ts';
import { splitWords } from '../../cluster/scripts/shell-words.ts';
import { submitRun } from '../../cluster/submit-node.ts';
import { didYouMean, InvalidInput } from '../../numeric/invalid-input.ts';
import { modelFiles, readRequest, readSubject, type CertifyFlags } from '../certify/options.ts';
import { checkLines } from '../certify/text.ts';
import { parseInteger } from '../input/options.ts';
import { EXIT, type CommandIo } from '../terminal/io.ts';
import { packageVersion } from '../terminal/package-facts.ts';
import { said } from '../terminal/table.ts';
import { mergedLines } from '../merge/text.ts';
import { namedRuns, type ClusterOptions, type NamedRun } from './runs.ts';
import { submitLines } from './text.ts';

/** The most tasks of a run: names of logs have four digits. */
const MOST_TASKS = 9999;

/** Begins or continues a run on a cluster; returns the exit code. */
export async function submitToCluster(
  options: CertifyFlags & ClusterOptions,
  command: Command,
  io: CommandIo,
): Promise<number> {
  const cluster = readCluster(options.cluster!);
  const { out: folder } = options;
  if (folder === undefined) {
    throw new InvalidInput('A run on a cluster has a folder of its own: name it with --out.', { code: 'usage' });
  }
  for (const [given, flag] of [
    [options.shard, '--shard'],
    [options.json, '--json'],
  ] as const) {
    if (given !== undefined)
      throw new InvalidInput(`Leave ${flag} out: --cluster makes the shares, "wulff status" tells how they are.`, {
        code: 'usage',
      });
  }
  if (options.tasks === undefined)
    throw new InvalidInput('Say in how many tasks a run is cut: --tasks 64.', { code: 'usage' });
  const parts = parseInteger(options.tasks, '--tasks', 1, MOST_TASKS);
  const atOnce = options.atOnce === undefined ? null : parseInteger(options.atOnce, '--at-once', 1);
  const clusterOptions = options.clusterOption ?? [];
  const odd = clusterOptions.find((each) => /[\n\r]/.test(each));
  if (odd !== undefined) throw new InvalidInput('--cluster-option is one line.', { code: 'usage' });
  const runs = namedRuns(options, command);
  if (cluster === 'kubernetes') {
    parseKubernetesOptions(clusterOptions.flatMap(splitWords));
    requireRelative(folder, 'The run folder');
    for (const { options: each } of runs) {
      for (const model of modelFiles(each)) requireRelative(model, 'The model');
      requireRelative(each.data, 'The data');
    }
  } else if (options.dryRun !== true) await requireSlurm();
  const planned: PlannedRun[] = [];
  for (const run of runs) planned.push(await plannedRun(run, io));
  const few = planned.find(
    ({ images: { size, skip, max } }) => Math.min(Math.ceil(size / skip), max ?? Infinity) < parts,
  );
  if (few !== undefined) {
    throw new InvalidInput(`--tasks is ${parts}, but ${few.name} has fewer images than that.`, { code: 'usage' });
  }
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const report = await submitRun({
    folder,
    plan: {
      version: packageVersion(),
      cluster,
      directory: process.cwd(),
      parts,
      atOnce,
      options: clusterOptions,
      runs: planned,
    },
    words: {
      program: [process.execPath, main],
      shareOptions: (part, shares, log) => ['--shard', `"${part}/${shares}"`, '--out', log, '--resume'],
      merge: (run) => ['merge', run],
      table: (run, names) => ['accuracy', ...names.map((name) => `${run}/${name}.tsv`)],
    },
    dryRun: options.dryRun === true,
  });
  const shown = folder.replace(/(?<=.)\/+$/, '');
  if (report.manifest !== null && report.job === null) io.stdout(report.manifest.yaml);
  io.stderr(said(submitLines(report, shown, options.dryRun === true), io));
  if (report.tasks.done < report.tasks.all) return EXIT.done;
  // Whatever became of the job that joins the logs: all rows are there.
  const merged = await mergeRun(report.folder, report.plan);
  io.stderr(said(mergedLines(merged, shown), io));
  return EXIT.done;
}

function readCluster(text: string): ClusterKind {
  const found = CLUSTERS.find((each) => each === text);
  if (found !== undefined) return found;
  throw new InvalidInput(`--cluster is one of ${CLUSTERS.join(', ')}; got "${text}".${didYouMean(text, CLUSTERS)}`, {
    code: 'usage',
  });
}

/** What a run will be: model and data are opened and looked at here, and no image is certified. */
async function plannedRun({ name, options, words }: NamedRun, io: CommandIo): Promise<PlannedRun> {
  const request = readRequest(options);
  const { skip = 1, max = null } = request.files.choice as { readonly skip?: number; readonly max?: number | null };
  let size = 0;
  let fingerprint = '';
  const look = (files: typeof request.files): Promise<RunReport> =>
    certifyFiles(
      {
        ...files,
        out: undefined,
        resume: false,
        version: packageVersion(),
        subject: (data) => readSubject(options, request, data, io),
      },
      {
        limitTime: 0,
        onData: (data) => (size = data.size),
        onStart: (start) => (fingerprint = start.fingerprint),
        onCheck: (check) => {
          if (check !== null) io.stderr(`${name}: ${checkLines(check).join('\n')}\n`);
        },
      },
    );
  const { settings } = await look(request.files).catch((error: unknown) => {
    // The nodes may have what this machine lacks; the results do not depend on it.
    if (!(error instanceof EngineUnavailable) || request.files.engine === 'auto') throw error;
    io.stderr(`${error.message} The plan is made on the CPU; the tasks ask for it again.\n`);
    return look({ ...request.files, engine: 'auto', device: undefined });
  });
  return { name, command: words, settings, fingerprint, images: { size, skip, max } };
}
