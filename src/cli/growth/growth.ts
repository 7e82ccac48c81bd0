/** `wulff growth`: how much a set of measure p can weigh after the noise moves. */
import { growthAgainst } from '../../growth/against.ts';
import { growth, type GrowthOptions } from '../../growth/growth.ts';
import { adversaryName } from '../../geometry/adversary.ts';
import type { Noise } from '../../noise/noise.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { roundedDecimal } from '../../numeric/decimal.ts';
import { outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import {
  parseDimension,
  parseInteger,
  parseNonnegative,
  parseNumbers,
  readProbability,
  type GivenProbability,
} from '../input/options.ts';
import { growthAsWritten } from '../vet/as-written.ts';
import { readNoise, readSubjects } from '../input/subjects.ts';
import { printed, scaleText, wrapped } from '../terminal/table.ts';

/** As commander hands them over. */
export interface GrowthCommandOptions {
  readonly noise: string;
  readonly adversary?: string;
  readonly shift?: string;
  readonly dim?: string;
  readonly sigma?: string;
  readonly lambda?: string;
  readonly p: string;
  readonly r?: string;
  readonly method: string;
  readonly samples: string;
  readonly seed: string;
  readonly digits: string;
  readonly json?: true;
  readonly modules?: boolean;
}

/** What was asked, and the answer. */
interface GrowthFacts {
  readonly noise: Noise;
  /** The adversary's name and how far it may go, or null for a single shift. */
  readonly against: { readonly name: string; readonly r: number } | null;
  readonly p: GivenProbability;
  /** The shift asked for, or the worst one found. */
  readonly shift: readonly number[];
  readonly growth: Estimate;
  /** Whether the largest growth is known to be at that shift. */
  readonly attained: boolean;
}

/** Computes the growth function and prints it. Throws InvalidInput. */
export async function runGrowth(options: GrowthCommandOptions, io: CommandIo): Promise<void> {
  const digits = parseInteger(options.digits, '--digits', 1, 17);
  const facts = await growthFacts(options, io);
  if (options.json === true) printJson(io, growthDocument(facts));
  else io.stdout(printed(growthText(facts, digits, io), io));
}

async function growthFacts(options: GrowthCommandOptions, io: CommandIo): Promise<GrowthFacts> {
  const p = readProbability(options.p, '--p');
  const sampling: GrowthOptions = {
    method: parseMethod(options.method),
    samples: parseInteger(options.samples, '--samples', 100),
    seed: parseInteger(options.seed, '--seed', 0),
  };
  if ((options.adversary === undefined) === (options.shift === undefined)) {
    throw new InvalidInput('Give either --adversary with --r, for the worst shift of that length, or one --shift.', {
      code: 'usage',
    });
  }
  if (options.adversary !== undefined) {
    if (options.r === undefined)
      throw new InvalidInput('Give --r, how far the adversary may shift.', { code: 'usage' });
    const r = parseNonnegative(options.r, '--r');
    const { noise, adversary } = await readSubjects({ ...options, adversary: options.adversary }, io);
    const worst = growthAgainst(noise, adversary, r, p.above, sampling);
    const against = { name: adversaryName(adversary), r };
    return { noise, against, p, ...worst, growth: growthAsWritten(worst.growth, p) };
  }
  if (options.r !== undefined)
    throw new InvalidInput('--r goes with --adversary; a --shift has its own length.', { code: 'usage' });
  const shift = parseNumbers(options.shift ?? '', '--shift');
  const dim = options.dim === undefined ? shift.length : parseDimension(options.dim);
  if (shift.length !== dim)
    throw new InvalidInput(`--shift has ${shift.length} coordinates, but --dim is ${dim}.`, { code: 'dimension' });
  const noise = await readNoise(options, dim, io);
  const found = growthAsWritten(growth(noise, shift, p.above, sampling), p);
  return { noise, against: null, p, shift, growth: found, attained: true };
}

function parseMethod(text: string): 'auto' | 'monte-carlo' {
  if (text === 'auto' || text === 'monte-carlo') return text;
  throw new InvalidInput(`--method is auto or monte-carlo; got "${text}".`, { code: 'usage' });
}

/** The contract's document. */
function growthDocument({ noise, against, p, shift, growth: estimate, attained }: GrowthFacts): unknown {
  return {
    schema: 'wulff.growth/1',
    noise: noise.spec,
    adversary: against?.name ?? null,
    dim: noise.dim,
    sigma: noise.sigma,
    lambda: noise.lambda,
    p: p.nearest,
    r: against?.r ?? null,
    shift,
    growth: estimate,
    attained,
  };
}

/** Coordinates of a shift printed in full. */
const COORDINATES_PRINTED = 8;

function growthText(
  { noise, against, p, shift, growth: estimate, attained }: GrowthFacts,
  digits: number,
  io: CommandIo,
): string[] {
  const style = outputStyle(io);
  const shown = shift.slice(0, COORDINATES_PRINTED).map((x) => String(Number(x.toPrecision(6))));
  const vector = `(${shown.join(', ')}${shift.length > COORDINATES_PRINTED ? `, ... ${shift.length} coordinates` : ''})`;
  const rows: [string, string][] = [
    [
      'noise',
      `${noise.spec}, d = ${noise.dim}, sigma = ${scaleText(noise.sigma)}, lambda = ${scaleText(noise.lambda)}`,
    ],
    ...(against === null ? [] : [['adversary', `${against.name}, r = ${against.r}`] as [string, string]]),
    [against === null ? 'shift' : attained ? 'worst shift' : 'worst tried', vector],
    ['p', p.text],
    ['growth', String(Number(estimate.value.toPrecision(digits)))],
    ['at least', roundedDecimal(estimate.lower, digits, 'down')],
    ['at most', roundedDecimal(estimate.upper, digits, 'up')],
    ['method', estimate.method],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${style.bold(name.padEnd(width))}  ${value}`),
    ...(estimate.confidence < 1
      ? [
          '',
          ...wrapped(`Sampled: both ends hold with probability at least ${estimate.confidence}.`, io.columns).map(
            style.dim,
          ),
        ]
      : []),
  ];
}
