/** `wulff certify`: its options and help; the work is loaded when it runs. */
import { Command, Option } from 'commander';
import { DATA_FORMATS } from '../../certify/data/data-set.ts';
import { VALUE_RANGES } from '../../certify/data/value-range.ts';
import { ENGINE_DEVICES, ENGINE_KINDS } from '../../certify/engines/open-engine-node.ts';
import type { ClusterOptions } from '../cluster/runs.ts';
import type { CertifyFlags } from './options.ts';
import { NO_MODULES } from '../input/modules.ts';
import type { CommandIo } from '../terminal/io.ts';

const HELP = `
Units: sigma, lambda and radii are in units of data in [0, 1], whatever the model takes. Noise is added to the model's
input: normalization belongs into the model, behind it, or is named by --mean and --std, which are applied to noisy
copies (in the units of --input-range, channels in the order of --channels). For a model that takes 0..255 say so with
--input-range; the noise is then 255 times larger, and sigma and radii are still in units of [0, 1].

Noises:      gaussian · laplace · uniform:linf · and all others of "wulff radius --help" · noise.json ·
             splitting (deterministic, l1, images of 8 bits: every position is voted on, nothing is sampled)
Adversaries: l1 · l2 · linf · lp:1.5 · body.json · l1-box (l1 within [0, 1]^d, for uniform:linf); several with commas

Images of whole steps (8 bits: 1/255) get noise of whole steps, where its coordinates are independent, and certificates
that hold for the numbers the model is really given. --grid off, images off the grid, and noise with a radius: certificates
of real numbers. Uniform noise moves its lambda to the nearest one that the grid allows, by half a step at most.

With --out the log goes to a file, a row as soon as its image is done, and the summary to stdout; without, the log
itself goes to stdout. An interrupted run goes on with --resume and ends with the log of an uninterrupted one. The same
--seed gives the same votes whatever --batch, --workers, --shard and machine. Shares of a run made with --shard are
joined by "wulff merge"; tables are made by "wulff accuracy". --cluster does all that on Slurm or Kubernetes
(docs/clusters.md); "wulff status" watches it, the same command goes on with it.

Examples:
  $ wulff certify --model model.onnx --data cifar-10-batches-bin --noise uniform:linf --sigma 0.5 --adversary l1 \\
      --skip 20 --out results.tsv
  $ wulff certify --model model.onnx --data test.npz --noise gaussian --sigma 0.25 --adversary l2,linf \\
      --relative-width 0.05 --max 100 --out results.tsv --resume
  $ wulff certify --model model.onnx --data val --noise gaussian --sigma 0.5 --adversary l2 --out results/imagenet \\
      --cluster slurm --tasks 64 --cluster-option "--partition=gpu --gres=gpu:1 --time=4:00:00"

Exit codes: 0 done (also when --limit-time ends it), 1 an accuracy of --require is not met (images that are left do not
count), 2 bad input (also a model that is no function of one image), 3 the environment lacks something or an engine failed
(results so far are kept), 130 interrupted.
`;

/** The command; see docs/formats.md for its log and its JSON. */
export function certifyCommand(io: CommandIo, finish: (code: number) => void): Command {
  return new Command('certify')
    .description('certify the predictions of a smoothed model on images')
    .option(
      '--model <file>',
      'the classifier: an ONNX model that gives logits; given again: what takes its output',
      collect,
    )
    .option('--data <path>', 'labelled images: CIFAR binary, MNIST IDX, .npy, .npz, a folder of pictures')
    .option('--noise <spec>', 'smoothing noise')
    .option('--sigma <s>', 'scale: root mean square of a coordinate of the noise, data in [0, 1]')
    .option('--lambda <l>', 'scale: the noise is lambda times the one of the formula, data in [0, 1]')
    .option('--adversary <list>', 'norms that perturbations are measured in')
    .option(...NO_MODULES)
    .optionsGroup('Statistics:')
    .option('--n <n>', 'noisy copies that bound the probability of the class', '100000')
    .option('--n0 <n>', 'other noisy copies that choose the class', '100')
    .option('--alpha <a>', 'probability that the certificate of an image is wrong', '0.001')
    .option('--stop-at-radius <list>', 'stop as soon as it is settled whether the radius reaches these; n at most')
    .option('--relative-width <w>', 'stop when the radius is known to within this share of it; n at most')
    .addOption(
      new Option('--rivals <how>', 'other classes: bounded in buckets, or taken together as one rival')
        .choices(['buckets', 'together'])
        .default('buckets'),
    )
    .option('--pessimistic', 'count near-ties against the class: holds on devices that round differently, too')
    .optionsGroup('Images:')
    .option('--skip <k>', 'every k-th image of the data', '1')
    .option('--max <m>', 'at most this many images')
    .option('--shard <i/n>', 'of those, the i-th of n shares (i from 1)')
    .addOption(new Option('--format <f>', `format of the data: auto, ${DATA_FORMATS.join(', ')}`).default('auto'))
    .option('--split <s>', 'half of a folder that holds both: test or train', 'test')
    .option('--range <r>', `range of the values of .npy data: ${VALUE_RANGES.join(', ')}`)
    .option('--data-layout <l>', 'channels of .npy data: nchw (first) or nhwc (last)')
    .option('--resize <size>', 'resize pictures: 256 (shorter side) or 224x224')
    .option('--crop <size>', 'cut pictures to their centre: 224 or 224x224')
    .optionsGroup('Model:')
    .option('--input-range <r>', `range of values the model takes: ${VALUE_RANGES.join(', ')}`, '0..1')
    .option(
      '--grid <g>',
      'grid that noise is drawn on: auto (that of the images), off, or its steps to one unit',
      'auto',
    )
    .option('--mean <list>', 'subtracted from each channel after the noise, for a model without its normalization')
    .option('--std <list>', 'what each channel is then divided by, e.g. 0.247,0.243,0.261')
    .option('--channels <order>', 'order of channels the model takes: rgb or bgr', 'rgb')
    .option('--output <name>', 'the output that is the logits, where the model has several')
    .option('--layout <l>', 'where the model takes its channels: nchw or nhwc (default: what its shape says)')
    .optionsGroup('Run:')
    .option('--seed <n>', 'seed of the noise; commit or commit:NONCE: the hash of model, data, settings and nonce', '0')
    .option('--out <file>', 'write the log to a file')
    .option('--resume', 'continue the file of --out')
    .option('--limit-time <t>', 'begin no image after this time: 90s, 45m, 8h')
    .option('--engine <e>', `what runs the model: ${ENGINE_KINDS.join(', ')}`, 'auto')
    .option('--device <d>', `where: ${ENGINE_DEVICES.join(', ')} (default: the engine's choice)`)
    .option('--workers <k>', 'models side by side (default: as many as cores)')
    .option('--batch <b>', 'noisy copies to a batch (default: by the size of images)')
    .option('--require <list...>', 'ACCURACY@RADIUS, as in 0.5@0.25: exit code 1 where less is certified')
    .option('--junit <file>', 'write what --require found as JUnit XML')
    .option('--json', 'print one JSON document')
    .optionsGroup('Cluster:')
    .option('--cluster <c>', 'hand the run to slurm or kubernetes; --out is then the folder of the run')
    .option('--tasks <k>', 'shares that a run is cut into')
    .option('--at-once <k>', 'tasks that may run at a time')
    .option('--cluster-option <words>', 'options for the scheduler, as it takes them; may be given again', collect)
    .option('--sweep <file>', 'several models, noises and scales in one go (docs/clusters.md)')
    .option('--dry-run', 'make the folder and its scripts, submit nothing')
    .option('--estimate', 'how long and how much: probes the model here, certifies nothing')
    .addHelpText('after', HELP)
    .action(async (options: CertifyFlags & ClusterOptions, command: Command) => {
      // Loaded now: no other command needs readers of data and engines.
      requireSubject(options, command);
      if (options.estimate === true) {
        const { estimateRuns } = await import('../cluster/estimate.ts');
        finish(await estimateRuns(options, command, io));
      } else if (options.cluster !== undefined) {
        const { submitToCluster } = await import('../cluster/submit.ts');
        finish(await submitToCluster(options, command, io));
      } else {
        const { runCertify } = await import('./run.ts');
        finish(await runCertify(options, io));
      }
    });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/**
 * What every run must say, by options or in a sweep; and options that say nothing without a cluster. Ends as commander
 * does.
 */
function requireSubject(options: Partial<CertifyFlags> & ClusterOptions, command: Command): void {
  const flagsOf = (name: string): string =>
    command.options.find((option) => option.attributeName() === name)?.flags ?? name;
  const missing = (['model', 'data', 'noise', 'adversary'] as const).find((name) => options[name] === undefined);
  if (missing !== undefined && options.sweep === undefined) {
    command.error(`error: required option '${flagsOf(missing)}' not specified`);
  }
  if (options.cluster !== undefined || options.estimate === true) return;
  const idle = (['tasks', 'atOnce', 'clusterOption', 'sweep', 'dryRun'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (idle !== undefined) command.error(`error: option '${flagsOf(idle)}' is for --cluster or --estimate`);
}
