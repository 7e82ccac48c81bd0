/**
 * What becomes of certificates: a run and one that goes on with its log, rows written and read, logs merged, radii
 * against another norm, edited rows, seeds that follow from the settings.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { committedSeed } from '../../src/certify/assurance/committed-seed.ts';
import { rangeWidth, VALUE_RANGES } from '../../src/certify/data/value-range.ts';
import type { EngineOptions } from '../../src/certify/engine.ts';
import { imagesInMemory } from '../../src/certify/images-in-memory.ts';
import { resultsOfLog } from '../../src/certify/results/accuracy-results.ts';
import { parseResultLog } from '../../src/certify/results/log-reader.ts';
import { mergeLogs } from '../../src/certify/results/merge-logs.ts';
import { formatResultLog, type LogWriter } from '../../src/certify/results/result-log.ts';
import type { CertifiedImage, RunSettings } from '../../src/certify/results/result.ts';
import { runFingerprint } from '../../src/certify/results/run-fingerprint.ts';
import { certifyRun, type RunReport, type RunRequest } from '../../src/certify/run.ts';
import { parseSubject } from '../../src/certify/subject.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { tableEngine, voteTable } from './counted-engine.ts';

const SHAPE = [1, 2, 2] as const;
const DIM = 4;
const L1 = lpAdversary(1, DIM);

interface DrawnRun {
  readonly whole: RunReport;
  readonly again: (
    kept: readonly CertifiedImage[],
  ) => Promise<{ report: RunReport; appended: readonly CertifiedImage[] }>;
  readonly asked: EngineOptions;
  readonly range: (typeof VALUE_RANGES)[number];
  readonly lambda: number;
}

/** A run over a few images that vote by one table, begun at different places of it. */
async function drawnRun(random: RandomStream): Promise<DrawnRun> {
  const table = voteTable(random, [0.2 + random.uniform(), 1 + 8 * random.uniform(), random.uniform()], 0);
  const images = Array.from({ length: 6 }, (_, index) => ({
    index,
    label: random.integer(3) === 0 ? 0 : 1,
    pixels: new Float32Array(DIM).fill(random.uniform()),
  }));
  const data = await imagesInMemory(images, SHAPE, 'six images');
  const lambda = between(random, 0.05, 5);
  const range = VALUE_RANGES[random.integer(3)]!;
  const options = {
    n: dimension(random, 200, 4000),
    n0: 40,
    rivals: random.uniform() < 0.5 ? 'together' : 'buckets',
  } as const;
  const subject = parseSubject('uniform:linf', { dim: DIM, scale: { lambda } }, [L1, lpAdversary(2, DIM)], options);
  const asked: EngineOptions[] = [];
  const request: RunRequest = {
    model: 'none',
    data,
    subject,
    seed: random.integer(1000),
    input: { range, layout: 'nchw' },
    openEngine: (given) => {
      asked.push(given);
      return Promise.resolve(tableEngine(table, SHAPE, 1 + random.integer(900)));
    },
  };
  const whole = await certifyRun(request, { check: false });
  const again = async (kept: readonly CertifiedImage[]) => {
    const appended: CertifiedImage[] = [];
    const log: LogWriter = { kept, mended: false, append: (row) => void appended.push(row), close: () => undefined };
    const report = await certifyRun(request, { check: false, openLog: () => Promise.resolve(log) });
    return { report, appended };
  };
  return { whole, again, asked: asked[0]!, range, lambda };
}

const rowNumbers = ({ index, predict, rho, count, n, radii }: CertifiedImage): number[] => [
  index,
  predict,
  rho,
  count,
  n,
  ...radii.values(),
];

const sameRows = (label: string, a: readonly CertifiedImage[], b: readonly CertifiedImage[]): NumericInstance =>
  isTrue(label, JSON.stringify(a.map(rowNumbers)) === JSON.stringify(b.map(rowNumbers)));

/** A number as a log has it: rounded down, or up, in so many digits. */
const written = (label: string, log: number, value: number, digits: number): NumericInstance[] => [
  atMost(`${label}: not above`, log, value),
  atMost(`${label}: the digits of a log`, value * (1 - 10 ** (1 - digits)) - 1e-15, log),
];

async function logged(label: string, { whole }: DrawnRun): Promise<NumericInstance[]> {
  const { settings, rows } = whole;
  const fingerprint = await runFingerprint(settings);
  const text = formatResultLog(settings, fingerprint, rows);
  const log = parseResultLog(text);
  const torn = parseResultLog(text.slice(0, -3));
  const linf = resultsOfLog(log, 'a.tsv', 'linf');
  const own = resultsOfLog(log, 'a.tsv');
  const noise = parseNoise(settings.noise, settings.dim, { lambda: settings.lambda });
  return [
    isTrue(`${label}: a torn log lacks its last row`, torn.torn && torn.rows.length === rows.length - 1),
    isTrue(`${label}: nothing odd is seen`, own.notes.length === 0),
    ...rows.flatMap((row, i): NumericInstance[] => {
      const read = log.rows[i]!;
      const name = `${label}: image ${row.index}`;
      const rho = read.rho;
      const rival = read.rivals?.bound;
      const linfRadius =
        row.predict < 0
          ? 0
          : rival === undefined
            ? certifiedRadius(noise, lpAdversary(Infinity, DIM), rho).radius
            : rival < rho
              ? twoClassRadius(noise, lpAdversary(Infinity, DIM), rho, Math.min(rival, 1 - rho)).radius
              : 0;
      return [
        isTrue(
          `${name}: whole numbers`,
          read.index === row.index &&
            read.count === row.count &&
            read.n === row.n &&
            read.predict === row.predict &&
            read.label === row.label &&
            read.correct === row.correct,
        ),
        ...written(`${name}: rho`, read.rho, row.rho, 12),
        ...[...row.radii].flatMap(([adversary, radius]) =>
          written(`${name}: ${adversary}`, read.radii.get(adversary)!, radius, 9),
        ),
        ...(row.rivals === undefined
          ? []
          : [
              atMost(`${name}: rival`, row.rivals.bound, read.rivals!.bound),
              atMost(`${name}: rival, its digits`, read.rivals!.bound, row.rivals.bound * (1 + 1e-11) + 1e-15),
            ]),
        agrees(`${name}: against linf from its rho`, linf.images[i]!.radius, linfRadius, 1e-12),
        agrees(`${name}: against l1`, own.images[i]!.radius, read.radii.get('l1')!, 0),
      ];
    }),
    ...onGrid(label, settings, fingerprint, rows),
    ...(await merged(label, settings, fingerprint, rows)),
    ...edited(label, settings, fingerprint, rows),
  ];
}

/** Radii that are computed from the rho of a run on a grid pay its tau on both sides. */
function onGrid(
  label: string,
  settings: RunSettings,
  fingerprint: string,
  rows: readonly CertifiedImage[],
): NumericInstance[] {
  const tau = 0.003;
  const log = parseResultLog(formatResultLog({ ...settings, grid: { steps: 255, tau } }, fingerprint, rows));
  const noise = parseNoise(settings.noise, settings.dim, { lambda: settings.lambda });
  const { images } = resultsOfLog(log, 'a.tsv', 'linf');
  return log.rows.flatMap(({ predict, rho, rivals }, i) => {
    if (predict < 0 || rho - tau <= 0.51) return [];
    const rival = Math.min((rivals?.bound ?? 1 - rho) + tau, 1 - rho + tau);
    const { radius } = twoClassRadius(noise, lpAdversary(Infinity, DIM), rho - tau, rival);
    return [agrees(`${label}: image ${i} on a grid, tau = ${tau}`, images[i]!.radius, radius, 1e-9)];
  });
}

/** Two shares of a log make the whole; an image that two tell differently is refused; other settings are, too. */
async function merged(
  label: string,
  settings: RunSettings,
  fingerprint: string,
  rows: readonly CertifiedImage[],
): Promise<NumericInstance[]> {
  const part = (file: string, some: readonly CertifiedImage[], of = settings) => {
    const { lines, torn } = parseResultLog(formatResultLog(of, fingerprint, some));
    return {
      file,
      settings: of,
      fingerprint,
      indices: some.map(({ index }) => index),
      line: (i: number) => lines[i]!,
      torn,
    };
  };
  const [even, odd] = [rows.filter((_, i) => i % 2 === 0), rows.filter((_, i) => i % 2 === 1 || i === 0)];
  const whole = mergeLogs([part('b', odd), part('a', even)]);
  const refused = (of: () => unknown): boolean => {
    try {
      of();
      return false;
    } catch {
      return true;
    }
  };
  const other = { ...rows[0]!, count: rows[0]!.count - 1 };
  const changed: Partial<RunSettings>[] = [
    { alpha: settings.alpha / 2 },
    { lambda: 2 * settings.lambda },
    { seed: settings.seed + 1 },
    { n: settings.n + 1 },
    { noise: 'gaussian' },
  ];
  return [
    isTrue(
      `${label}: two shares make the whole`,
      [...whole.text()].join('') === formatResultLog(settings, fingerprint, rows),
    ),
    agrees(`${label}: images`, whole.images, rows.length, 0),
    agrees(`${label}: repeated`, whole.repeated, 1, 0),
    isTrue(
      `${label}: two tales of an image are refused`,
      refused(() => mergeLogs([part('a', even), part('b', [other])])),
    ),
    ...changed.map((one) =>
      isTrue(
        `${label}: other ${Object.keys(one).join()} refused`,
        refused(() => mergeLogs([part('a', even), part('b', odd, { ...settings, ...one })])),
      ),
    ),
    ...(await Promise.all(
      changed.map(async (one) =>
        isTrue(
          `${label}: other ${Object.keys(one).join()}, other fingerprint`,
          (await runFingerprint({ ...settings, ...one })) !== fingerprint,
        ),
      ),
    )),
    isTrue(
      `${label}: the seed follows from all else`,
      (await committedSeed(settings)) === (await committedSeed({ ...settings, seed: 5 })) &&
        (await committedSeed(settings)) !== (await committedSeed({ ...settings, n: settings.n + 1 })),
    ),
  ];
}

/** A radius or rho that the votes of a row do not give is noticed. */
function edited(
  label: string,
  settings: RunSettings,
  fingerprint: string,
  rows: readonly CertifiedImage[],
): NumericInstance[] {
  const at = rows.findIndex(({ predict }) => predict >= 0);
  if (at < 0) return [];
  const row = rows[at]!;
  const notes = (one: CertifiedImage): number =>
    resultsOfLog(parseResultLog(formatResultLog(settings, fingerprint, [one])), 'a.tsv').notes.length;
  const larger = new Map([...row.radii].map(([name, radius]) => [name, 1.001 * radius]));
  return [
    isTrue(`${label}: a larger radius is noticed`, notes({ ...row, radii: larger }) > 0),
    isTrue(
      `${label}: a larger rho is noticed`,
      row.rho > 0.999 || notes({ ...row, rho: row.rho + 0.2 * (1 - row.rho) }) > 0,
    ),
  ];
}

const runs = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 1, full: 40 }, async (random, i): Promise<NumericInstance[]> => {
    const run = await drawnRun(random);
    const { whole, asked, range, lambda } = run;
    const label = `run ${i}: ${whole.settings.noise}, lambda = ${lambda}, n = ${whole.settings.n}, range ${range}`;
    const kept = whole.rows.filter(() => random.uniform() < 0.4);
    const { report, appended } = await run.again(kept);
    return [
      sameRows(`${label}: gone on with, the same rows`, report.rows, whole.rows),
      agrees(`${label}: only what is left is done`, appended.length, whole.rows.length - kept.length, 0),
      agrees(
        `${label}: the noise in units of the model`,
        'lambda' in asked.smoothing ? asked.smoothing.lambda : NaN,
        lambda * rangeWidth(range),
        1e-15,
      ),
      agrees(`${label}: lambda`, whole.settings.lambda, lambda, 0),
      agrees(`${label}: sigma`, whole.settings.sigma, lambda / Math.sqrt(3), 1e-12),
      ...(await logged(label, run)),
    ];
  });
  return (await Promise.all(all)).flat();
};

/** Of the claim about fixed samples. */
export const logsPart: ImplementationPart = {
  id: 'library-logs',
  about: 'implementation',
  implements: ['bound'],
  statement:
    'A run that goes on with its log gives the same rows; rows are written rounded down and read again, shares merge to the whole, radii against another norm are those of the $\\rho$ that was written, edited rows are noticed.',
  evidence: [numerically('drawn runs over six images; the digits of a log', runs)],
};
