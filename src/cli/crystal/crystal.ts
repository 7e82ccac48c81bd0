/** `wulff crystal`: the Wulff crystal of an adversary, as data, as a picture, as a solid. */
import type { ConvexBody } from '../../geometry/body.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { MonteCarloOptions } from '../../geometry/monte-carlo-options.ts';
import { logVolume, volume } from '../../geometry/functionals/volume.ts';
import { wulffCrystal } from '../../geometry/bodies/wulff-crystal.ts';
import { polyhedronOf } from '../../figures/crystal/crystal-figure.ts';
import { crystalKind, shapeName } from '../../figures/crystal/shape-name.ts';
import { adversaryName, type Adversary } from '../../geometry/adversary.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { roundedDecimal } from '../../numeric/decimal.ts';
import { crystalOptimality } from '../../geometry/functionals/crystal-optimality.ts';
import { writeAtomically } from '../input/files.ts';
import { outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { parseInteger } from '../input/options.ts';
import { readAdversary } from '../input/subjects.ts';
import { printed, tableLines, wrapped } from '../terminal/table.ts';

/** As commander hands them over. */
export interface CrystalOptions {
  readonly adversary: string;
  readonly dim?: string;
  readonly json?: true;
  readonly svg?: string;
  readonly obj?: string;
  readonly samples: string;
  readonly seed: string;
}

/** Computes the crystal, prints and draws it. Throws InvalidInput. */
export async function crystal(options: CrystalOptions, io: CommandIo): Promise<void> {
  const adversary = await readAdversary(options.adversary, options.dim);
  // Refused before anything is computed or written.
  if (options.svg !== undefined && adversary.dim !== 2 && adversary.dim !== 3) {
    throw new InvalidInput(`--svg draws crystals of 2 or 3 dimensions; this one has ${adversary.dim}.`, {
      code: 'dimension',
    });
  }
  if (options.obj !== undefined && adversary.dim !== 3) {
    throw new InvalidInput(`--obj writes solids of 3 dimensions; this crystal has ${adversary.dim}.`, {
      code: 'dimension',
    });
  }
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  const body = wulffCrystal(ball);
  const sampling = {
    samples: parseInteger(options.samples, '--samples', 100),
    seed: parseInteger(options.seed, '--seed', 0),
  };
  const facts = crystalFacts(adversary, ball, body, sampling);
  if (options.svg !== undefined || options.obj !== undefined) {
    // Drawing brings libraries that nothing else here needs.
    const { crystalPicture, crystalSolid } = await import('../../figures/crystal/crystal-files.ts');
    if (options.svg !== undefined)
      writeAtomically(options.svg, crystalPicture({ adversary: ball, crystal: body, name: adversaryName(adversary) }));
    if (options.obj !== undefined) writeAtomically(options.obj, crystalSolid(body, adversaryName(adversary)));
  }
  if (options.json === true) printJson(io, facts);
  else io.stdout(printed(crystalText(facts, body, io), io));
}

interface CrystalFacts {
  readonly schema: 'wulff.crystal/1';
  readonly adversary: string;
  readonly dim: number;
  readonly kind: string;
  readonly name: string;
  readonly optimal: boolean | null;
  readonly vertices: readonly (readonly number[])[] | null;
  readonly facets: readonly { readonly normal: readonly number[]; readonly offset: number }[] | null;
  readonly reason: string | null;
  readonly volume: Estimate & { readonly exact: boolean };
  readonly logVolume: Estimate;
}

/** The contract's document. */
function crystalFacts(
  adversary: Adversary,
  ball: ConvexBody,
  body: ConvexBody,
  sampling: MonteCarloOptions,
): CrystalFacts {
  const vertices = body.vertices?.() ?? null;
  const facets = body.facets?.() ?? null;
  const size = volume(body, sampling);
  return {
    schema: 'wulff.crystal/1',
    adversary: adversaryName(adversary),
    dim: adversary.dim,
    kind: crystalKind(body),
    name: body.name,
    optimal: crystalOptimality(ball),
    vertices,
    facets: facets?.map(({ normal, offset }) => ({ normal, offset })) ?? null,
    reason: vertices === null || facets === null ? whyUnlisted(body) : null,
    volume: { ...size, exact: size.method === 'exact' || size.method === 'closed-form' },
    logVolume: logarithm(size) ?? logVolume(body, sampling),
  };
}

/** The logarithm of a volume that neither under- nor overflows, so that nothing is sampled twice. */
function logarithm(size: Estimate): Estimate | undefined {
  if (size.lower < 1e-300 || size.upper > 1e300) return undefined;
  const [value, lower, upper] = [Math.log(size.value), Math.log(size.lower), Math.log(size.upper)];
  // Math.log errs by less than one unit in the last place, here given four.
  const slack = 4 * Number.EPSILON * Math.max(1, Math.abs(lower), Math.abs(upper));
  return { ...size, value, lower: lower - slack, upper: upper + slack };
}

function whyUnlisted(body: ConvexBody): string {
  const kind = crystalKind(body);
  return kind === 'ball' || kind === 'ellipsoid'
    ? 'the crystal is smooth: it has no corners and no facets'
    : 'too many to list in this dimension';
}

/** Corners printed in full. */
const PRINTED = 32;

function crystalText(facts: CrystalFacts, body: ConvexBody, io: CommandIo): string[] {
  const style = outputStyle(io);
  const { volume: size, logVolume: logSize, vertices, facets } = facts;
  const underflow = size.upper < 1e-300 || !Number.isFinite(size.value);
  const rows: [string, string][] = [
    ['adversary', `${facts.adversary}, d = ${facts.dim}`],
    ['crystal', facts.name],
    ['shape', shapeName(body, body.dim === 3 ? polyhedronOf(body) : undefined)],
    ['vertices', vertices === null ? (facts.reason ?? '') : String(vertices.length)],
    ['facets', facets === null ? (facts.reason ?? '') : String(facets.length)],
    underflow ? ['log volume', enclosureText(logSize)] : ['volume', enclosureText(size)],
    ['volume^(1/d)', roundedDecimal(Math.exp(logSize.value / facts.dim), 6, 'down')],
    ['inradius', roundedDecimal(body.inradius, 6, 'down')],
    ['circumradius', roundedDecimal(body.circumradius, 6, 'up')],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${style.bold(name.padEnd(width))}  ${value}`),
    ...(vertices !== null && vertices.length <= PRINTED ? ['', ...coordinateLines(vertices, style.dim)] : []),
    ...wrapped(optimalityText(facts.optimal), io.columns),
    ...wrapped(
      size.confidence < 1 ? `Sampled: the enclosure holds with probability at least ${size.confidence}.` : '',
      io.columns,
    ),
  ];
}

function optimalityText(optimal: boolean | null): string {
  if (optimal === true) return '';
  return optimal === false
    ? 'This is not the optimal shape: the symmetries of the adversary do not carry every extreme point to every other, and ' +
        'other than equal weights on them give a larger crystal, which is the optimal one (W8).'
    : 'This need not be the optimal shape: the symmetries of the adversary are not known to carry every extreme point to ' +
        'every other (W3).';
}

function enclosureText({ value, lower, upper, method }: Estimate): string {
  const tight = upper - lower <= 1e-9 * Math.abs(value);
  const ends = `between ${roundedDecimal(lower, 9, 'down')} and ${roundedDecimal(upper, 9, 'up')}`;
  return `${tight ? String(Number(value.toPrecision(12))) : ends} (${method})`;
}

function coordinateLines(points: readonly (readonly number[])[], quiet: (text: string) => string): string[] {
  const columns = points[0]!.map((_, i) => ({ header: `x${i + 1}`, align: 'right' }) as const);
  const [header = '', rule = '', ...lines] = tableLines(
    columns,
    points.map((point) => point.map((x) => String(Number(x.toPrecision(9)) + 0))),
  );
  return [quiet(header), quiet(rule), ...lines];
}
