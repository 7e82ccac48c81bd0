/** `wulff radius`: certified radii of a noise against an adversary. */
import { normLabel } from '../../figures/charts/norm-label.ts';
import { adversaryName, type Adversary } from '../../geometry/adversary.ts';
import { noiseLabel } from '../../noise/label.ts';
import type { Noise } from '../../noise/noise.ts';
import { certifiedRadius, radiusCurve } from '../../radius/certified-radius.ts';
import type { CertifiedRadius } from '../../radius/radius.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { radiusDecimal, roundedDecimal } from '../../numeric/decimal.ts';
import { writeAtomically } from '../input/files.ts';
import { outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { parseInteger, parseProbabilities, type GivenProbability } from '../input/options.ts';
import { readSubjects } from '../input/subjects.ts';
import { printed, scaleText, sparkline, tableLines, wrapped } from '../terminal/table.ts';

/** As commander hands them over. */
export interface RadiusOptions {
  readonly noise: string;
  readonly adversary: string;
  readonly dim?: string;
  readonly sigma?: string;
  readonly lambda?: string;
  readonly rho: string;
  readonly digits: string;
  readonly json?: true;
  readonly svg?: string;
  readonly label?: string;
  readonly modules?: boolean;
}

/** Computes the radii and prints them. Throws InvalidInput. */
export async function radius(options: RadiusOptions, io: CommandIo): Promise<void> {
  const rhos = parseProbabilities(options.rho, '--rho');
  const digits = parseInteger(options.digits, '--digits', 1, 17);
  if (options.label !== undefined && options.svg === undefined)
    throw new InvalidInput('--label names the curve of --svg: give a file for it.', { code: 'usage' });
  const { noise, adversary } = await readSubjects(options, io);
  const rows = certifiedRows(noise, adversary, rhos);
  if (options.svg !== undefined) writeAtomically(options.svg, await curveFigure(noise, adversary, rows, options.label));
  if (options.json === true) printJson(io, radiusDocument(noise, adversary, rows));
  else io.stdout(printed(radiusText(noise, adversary, rows, digits, io), io));
}

/** Rows up to which each is asked for by itself, which finds upper bounds as well. */
const ROWS_WITH_BOUNDS = 16;

/** A radius and the probability it was asked for, as it was written. */
interface Row extends CertifiedRadius {
  readonly asked: GivenProbability;
}

function certifiedRows(noise: Noise, adversary: Adversary, asked: readonly GivenProbability[]): Row[] {
  // By their tails, rounded up: the radius is that of the decimal or below, however near 1 it is.
  const tails = asked.map(({ tail }) => ({ tail }));
  const rows =
    asked.length <= ROWS_WITH_BOUNDS
      ? tails.map((tail) => certifiedRadius(noise, adversary, tail, { upperBounds: true }))
      : radiusCurve(noise, adversary, tails);
  // A person reads the probability they asked for.
  return rows.map((row, i) => ({ ...row, rho: asked[i]!.nearest, asked: asked[i]! }));
}

/** The contract's document; an unbounded radius or an infinite sigma is null, since JSON has no infinity. */
function radiusDocument(noise: Noise, adversary: Adversary, rows: readonly Row[]): unknown {
  return {
    schema: 'wulff.radius/1',
    noise: noise.spec,
    adversary: adversaryName(adversary),
    dim: noise.dim,
    sigma: noise.sigma,
    lambda: noise.lambda,
    rows: rows.map(({ rho, asked, radius, method, exact, confidence, upper, detail }) => ({
      rho,
      tail: asked.tail,
      radius,
      method,
      exact,
      confidence,
      upper,
      detail,
    })),
  };
}

function radiusText(noise: Noise, adversary: Adversary, rows: readonly Row[], digits: number, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 100);
  const bounded = rows.some((row) => !row.exact && row.upper !== null);
  const columns = [
    { header: 'rho', align: 'left' },
    { header: 'radius', align: 'right' },
    ...(bounded ? [{ header: 'at most', align: 'right' } as const] : []),
    { header: 'method', align: 'left' },
    { header: 'tight', align: 'left' },
  ] as const;
  const [header = '', rule = '', ...lines] = tableLines(
    columns,
    rows.map((row) => [
      row.asked.text,
      row.radius === Infinity ? 'unbounded' : radiusDecimal(row.radius, digits),
      ...(bounded ? [row.exact || row.upper === null ? '' : roundedDecimal(row.upper, digits, 'up')] : []),
      row.method,
      row.exact ? 'yes' : 'no',
    ]),
  );
  return [
    `${style.bold(`Certified radius against ${adversaryName(adversary)}`)}: ${noiseWords(noise)}, d = ${noise.dim}, ` +
      `sigma = ${scaleText(noise.sigma)}, lambda = ${scaleText(noise.lambda)}`,
    '',
    style.bold(header),
    style.dim(rule),
    ...lines,
    '',
    ...curveLine(noise, adversary, rows),
    ...footnotes(rows, bounded).flatMap((note) => wrapped(note, width).map(style.dim)),
  ];
}

/** Specs of a family read as its name, those of a body as a clause. */
const noiseWords = ({ spec }: Noise): string => (spec.includes(' ') ? `noise ${spec}` : `${spec} noise`);

/** What the numbers rest on. */
function footnotes(rows: readonly Row[], bounded: boolean): string[] {
  const positive = rows.filter((row) => row.radius > 0);
  const details = [...new Set(positive.map((row) => row.detail))];
  const confidence = Math.min(1, ...rows.map((row) => row.confidence));
  const rounding =
    confidence < 1
      ? 'Rounded down at the last digit printed.'
      : 'Nothing sampled; rounded down at the last digit printed.';
  return [
    ...(details.length === 0 ? [] : [`Rests on: ${details.join('; ')}. ${rounding}`]),
    ...(positive.some((row) => row.method === 'conversion')
      ? ['"conversion": certified against another norm, and scaled to hold against this one too.']
      : []),
    ...(positive.some((row) => !row.exact && row.upper === null)
      ? [
          `Not tight${bounded ? ' and without "at most"' : ''}: it holds, but how far short of the largest radius it is, is not known.`,
        ]
      : []),
    ...(bounded ? ['"at most": no radius above it holds for every classifier with this rho.'] : []),
    ...(confidence < 1 ? [`Sampled: all of it holds with probability at least ${confidence}.`] : []),
    ...(rows.some((row) => row.rho <= 0.5) ? ['Radius 0 where rho <= 1/2: there is no majority to keep.'] : []),
  ];
}

const CURVE_POINTS = 40;

/** The whole curve in one line, where it costs nothing to compute. */
function curveLine(noise: Noise, adversary: Adversary, rows: readonly Row[]): string[] {
  const end = 0.99;
  if (rows.some((row) => row.confidence < 1) || !rows.some((row) => row.radius > 0)) return [];
  const grid = Array.from({ length: CURVE_POINTS }, (_, i) => 0.5 + ((i + 1) / CURVE_POINTS) * (end - 0.5));
  const curve = radiusCurve(noise, adversary, grid).map((row) => row.radius);
  return [`0.5 ${sparkline(curve)} ${end}   radius by rho, up to ${radiusDecimal(curve.at(-1)!, 3)}`, ''];
}

async function curveFigure(
  noise: Noise,
  adversary: Adversary,
  rows: readonly Row[],
  label = noiseLabel(noise.spec),
): Promise<string> {
  // Plotting brings libraries that take longer to load than radii to compute.
  const { radiusCurvesSvg } = await import('../../figures/charts/radius-curves.ts');
  const last = Math.max(0.99, ...rows.map((row) => row.rho).filter((rho) => rho < 1));
  const grid = Array.from({ length: 201 }, (_, i) => 0.5 + ((last - 0.5) * i) / 200);
  return radiusCurvesSvg({
    title: `Certified radius against ${normLabel(adversaryName(adversary))}`,
    subtitle: `${noise.spec}, d = ${noise.dim}, σ = ${scaleText(noise.sigma)}`,
    curves: [{ label, points: radiusCurve(noise, adversary, grid) }],
    marked: rows.filter((row) => row.rho >= 0.5),
  });
}
