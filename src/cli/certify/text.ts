/** What `wulff certify` says: the check of the model, a line an image, the summary, the JSON document. */
import type { ModelCheck } from '../../certify/model-check.ts';
import type { ModelContract } from '../../certify/assurance/model-contract.ts';
import { stepsWithin } from '../../certify/grid/grid-steps.ts';
import type { RequirementResult } from '../../certify/assurance/requirements.ts';
import type { CertifiedImage, RunGrid, RunSettings } from '../../certify/results/result.ts';
import type { RunProgress, RunReport, RunStart } from '../../certify/run.ts';
import { radiusDecimal, roundedDecimal } from '../../numeric/decimal.ts';
import { flagsThatSettle } from '../terminal/flags.ts';
import { progressBar } from '../terminal/progress.ts';
import { scaleText, tableLines } from '../terminal/table.ts';

/** Cut, not rounded: 2 of 3 is 66.6 %. */
const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;

/** What runs the model, and what a log that is gone on with holds. */
export function startLines(
  { engine, planned, left, contract, resumed, mended }: RunStart,
  options: { readonly out?: string; readonly engine: string },
): string[] {
  const chosen = options.engine === 'auto' ? ' (chosen for this model)' : '';
  return [
    `Engine ${engine.name}${chosen}: ${engine.device}`,
    ...(engine.model.notes ?? []),
    ...(contract === null ? [] : [contractLine(contract)]),
    ...(mended ? [`${options.out!} ended within a line, which was cut off; that image is done again.`] : []),
    ...(resumed ? [`${options.out!} has ${planned - left} of ${planned} images; going on.`] : []),
  ];
}

/** What was seen of the model being a function of one image. */
function contractLine({ drift, fromProcessor, compared, shapes, seconds }: ModelContract): string {
  const seen =
    drift === 0
      ? 'equal bits'
      : `up to ${roundedDecimal(drift, 2, 'up')} apart, as rounding is, so near-ties are counted against the class`;
  const beside =
    fromProcessor === null ? '' : ` Logits within ${roundedDecimal(fromProcessor, 2, 'up')} of the processor's.`;
  return (
    `The same copies alone, among others, at other places, again and in every worker: ${seen} ` +
    `(${compared.toLocaleString('en')} logits, batches of ${shapes.join(', ')}, ${seconds.toFixed(1)} s).${beside}`
  );
}

/** The check of the model. */
export function checkLines({ images, cleanRight, copies, noisyRight, warnings }: ModelCheck): string[] {
  return [
    `Model on ${images === 1 ? 'one image' : `${images} images`} of this run: ${percent(cleanRight, images)} right without noise, ${percent(noisyRight, copies)} ` +
      'of noisy copies.',
    ...warnings.map(({ sentence, settings }) => `Warning: ${sentence}${flagsThatSettle(settings)}`),
  ];
}

/** " tau = 7.2e-14 is taken off every rho." */
export const tauText = ({ tau }: RunGrid): string => ` tau = ${roundedDecimal(tau, 2, 'up')} is taken off every rho.`;

/** "l1: 115 steps", "l2: 6249 squared steps", or the adversary alone. */
function stepsText(adversary: string, radius: number, grid: RunGrid | undefined): string {
  const steps = grid === undefined ? null : stepsWithin(adversary, radius, grid.steps);
  if (steps === null || steps === Infinity) return adversary;
  if (steps === 0) return `${adversary}: 0 steps, this image alone`;
  const squared = adversary === 'l2' ? 'squared ' : '';
  return `${adversary}: ${steps.toLocaleString('en')} ${squared}step${steps === 1 ? '' : 's'}`;
}

/** "[12/500] image 240: predicts 3 (cat), right; rho 0.987, radius 0.453 (l1: 115 steps); 8.9 s". */
export function imageLine(
  row: CertifiedImage,
  number: number,
  total: number,
  { adversaries, grid }: Pick<RunSettings, 'adversaries' | 'grid'>,
  classNames: readonly string[] | null,
): string {
  const name = (cls: number): string => {
    const known = classNames?.[cls];
    return known === undefined ? String(cls) : `${cls} (${known})`;
  };
  const verdict =
    row.predict < 0
      ? `abstains, label ${name(row.label)}`
      : row.correct
        ? `predicts ${name(row.predict)}, right`
        : `predicts ${name(row.predict)}, wrong: label ${name(row.label)}`;
  const radii = adversaries
    .map((each) => {
      const radius = row.radii.get(each) ?? 0;
      return `${radiusDecimal(radius, 4)} (${stepsText(each, radius, grid)})`;
    })
    .join(', ');
  const radius = row.predict < 0 ? '' : `, radius ${radii}`;
  const samples = row.n.toLocaleString('en');
  return (
    `[${number}/${total}] image ${row.index}: ${verdict}; rho ${roundedDecimal(row.rho, 4, 'down')}${radius}; ` +
    `n ${samples}, ${row.seconds.toFixed(1)} s${tiesText(row, adversaries[0]!)}`
  );
}

/** "; 3 near-ties, at worst rho 0.9861, radius 0.4521". */
function tiesText({ nearTies }: CertifiedImage, adversary: string): string {
  if (nearTies === undefined) return '';
  const { count, rho, radii } = nearTies;
  const least = radiusDecimal(radii.get(adversary) ?? 0, 4);
  return `; ${count} near-tie${count === 1 ? '' : 's'}, at worst rho ${roundedDecimal(rho, 4, 'down')}, radius ${least}`;
}

/** The line on a terminal; the time left counts images that are not done as the ones that are. */
export function progressText({ done, total, index, samples, atMost, seconds }: RunProgress): string {
  const rate = samples / Math.max(seconds, 1e-3);
  const left = done > 0 ? ((total - done) * seconds) / done : samples > 0 ? (total * atMost - samples) / rate : NaN;
  const eta = Number.isFinite(left) ? `, ${durationText(left)} left` : '';
  return `${progressBar(done, total)}, image ${index}, ${rate.toFixed(0)} samples/s${eta}`;
}

export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(Math.max(0, seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Radii for the table: round steps, about six of them up to the largest radius. */
export function summaryRadii(largest: number): number[] {
  if (!(largest > 0 && largest < Infinity)) return [0];
  const rough = largest / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  return Array.from({ length: Math.floor(largest / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

const certifiedAt = (rows: readonly CertifiedImage[], adversary: string, radius: number): number =>
  rows.filter((row) => row.correct && row.radii.get(adversary)! >= radius).length;

export function summaryLines(facts: RunReport, out: string | null): string[] {
  const { settings, rows, fresh, planned } = facts;
  const total = rows.length;
  if (total === 0) return [`No image was certified${out === null ? '' : `; --resume continues ${out}`}.`];
  const abstained = rows.filter(({ predict }) => predict < 0).length;
  const right = rows.filter(({ correct }) => correct).length;
  const lines = [
    '',
    `${settings.noise} noise, sigma = ${scaleText(settings.sigma)}, alpha = ${settings.alpha}: ${total} images` +
      `${total < planned ? ` of ${planned}` : ''}, ${percent(right, total)} right, ${percent(abstained, total)} abstained`,
    '',
  ];
  for (const adversary of settings.adversaries) {
    const largest = Math.max(0, ...rows.filter(({ correct }) => correct).map(({ radii }) => radii.get(adversary)!));
    const { watched } = facts;
    const radii =
      watched?.adversary === adversary
        ? [...new Set([0, ...watched.radii])].sort((a, b) => a - b)
        : summaryRadii(largest);
    lines.push(
      ...tableLines(
        [
          { header: `${adversary} radius`, align: 'left' },
          ...radii.map((radius) => ({ header: String(radius), align: 'right' }) as const),
        ],
        [['certified', ...radii.map((radius) => percent(certifiedAt(rows, adversary, radius), total))]],
      ),
      '',
    );
  }
  lines.push(...facts.sources.flatMap(sourceLines), ...objectLines(facts));
  if (fresh.length > 0) lines.push(nearTieLine(facts), timeLine(facts));
  if (total < planned)
    lines.push(`${planned - total} images are left${out === null ? '' : `; --resume continues ${out}`}.`);
  else if (out !== null) lines.push(`Log: ${out}`);
  return lines;
}

/** What the certificates speak of, and where they say nothing of any other image. */
function objectLines({ settings, rows, speaksOf }: RunReport): string[] {
  const { grid, adversaries } = settings;
  if (grid === undefined) return [speaksOf];
  const alone = adversaries.flatMap((adversary) => {
    const count = rows.filter(
      ({ correct, radii }) => correct && stepsWithin(adversary, radii.get(adversary)!, grid.steps) === 0,
    ).length;
    return count === 0
      ? []
      : [`${count} of the images right have 0 steps of ${adversary}: of no other image is anything said.`];
  });
  return [`${speaksOf}${tauText(grid)}`, ...alone];
}

/** "l1 radii: closed form (uniform cube, l1), direct." */
function sourceLines({ adversary, sources }: RunReport['sources'][number]): string[] {
  return sources.map(({ method, detail, confidence }) => {
    const sampled = confidence < 1 ? `; the formula itself holds with confidence ${confidence}` : '';
    return `${adversary} radii: ${detail}${method === 'conversion' ? '' : ', direct'}${sampled}.`;
  });
}

/** How far rounding on another device could move this run's certificates. */
function nearTieLine({ settings, nearTie, fresh }: RunReport): string {
  const gap = `two largest logits less than ${nearTie} apart`;
  if (/near-ties against/.test(settings.estimation)) return `Near-ties (${gap}) count against the class.`;
  const close = fresh.filter(({ nearTies }) => nearTies !== undefined);
  if (close.length === 0) return `No near-ties (${gap}): none of the votes for the classes picked hangs on rounding.`;
  const votes = close.reduce((sum, { nearTies }) => sum + nearTies!.count, 0);
  const falls = (before: (row: CertifiedImage) => number, after: (row: CertifiedImage) => number): string =>
    roundedDecimal(
      Math.max(...close.map((row) => (before(row) === after(row) ? 0 : before(row) - after(row)))),
      2,
      'up',
    );
  const rho = falls(
    (row) => row.rho,
    (row) => row.nearTies!.rho,
  );
  const radii = settings.adversaries.map(
    (name) =>
      `${falls(
        (row) => row.radii.get(name)!,
        (row) => row.nearTies!.radii.get(name)!,
      )} (${name})`,
  );
  return (
    `${votes} near-ties (${gap}) in ${close.length} images: if all went to other classes, rho would fall by at most ${rho}, ` +
    `radii by at most ${radii.join(', ')}; --pessimistic certifies that.`
  );
}

function timeLine({ tally, fresh, seconds, samples }: RunReport): string {
  const { noiseSeconds, modelSeconds, voteSeconds } = tally;
  const busy = noiseSeconds + modelSeconds + voteSeconds;
  const split =
    busy > 0
      ? `; of the threads' time ${percent(modelSeconds, busy)} model, ${percent(noiseSeconds, busy)} noise, ${percent(voteSeconds, busy)} votes`
      : '';
  return (
    `${fresh.length} images in ${durationText(seconds)}: ${(samples / Math.max(seconds, 1e-9)).toFixed(0)} samples/s` +
    `${split}`
  );
}

/** What radii mean on the grid, by adversary; null where steps do not say it. */
const stepsOf = (radii: ReadonlyMap<string, number>, { steps }: RunGrid): Record<string, number | null> =>
  Object.fromEntries([...radii].map(([adversary, radius]) => [adversary, stepsWithin(adversary, radius, steps)]));

/** `wulff.certify/1`, see docs/formats.md. */
export function certifyDocument(report: RunReport, requirements: readonly RequirementResult[]): unknown {
  const { settings, check, contract, tally, rows, fresh, planned, seconds, samples, sources, speaksOf } = report;
  return {
    schema: 'wulff.certify/1',
    settings,
    contract,
    check: check === null ? null : { ...check, warnings: check.warnings.map(({ sentence }) => sentence) },
    radii: sources,
    speaksOf,
    images: rows.map(({ radii, nearTies, ...row }) => ({
      ...row,
      radii: Object.fromEntries(radii),
      ...(settings.grid === undefined ? {} : { steps: stepsOf(radii, settings.grid) }),
      rivals: row.rivals ?? null,
      nearTies: nearTies === undefined ? null : { ...nearTies, radii: Object.fromEntries(nearTies.radii) },
    })),
    summary: {
      planned,
      images: rows.length,
      right: rows.filter(({ correct }) => correct).length,
      abstained: rows.filter(({ predict }) => predict < 0).length,
    },
    requirements,
    run: { images: fresh.length, seconds, samples, engine: tally },
  };
}
