/** A vet report as text: what it is, what it certifies, how far from optimal, beside the library's noises. */
import type { NoiseChecks } from '../../noise/validity.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { foundationText } from '../../vet/foundation.ts';
import type { ComparedNoise, CurvePoint, InvalidReport, Verdict, VetReport } from '../../vet/report.ts';
import { radiusDecimal, roundedDecimal } from '../../numeric/decimal.ts';
import { outputStyle, type CommandIo, type Style } from '../terminal/io.ts';
import { scaleText, sparkline, tableLines, wrapped } from '../terminal/table.ts';

const CHECK_NAMES: Readonly<Record<keyof NoiseChecks, string>> = {
  normalizable: 'integrable',
  even: 'even',
  quasiConcave: 'quasi-concave',
  finiteVariance: 'finite variance',
  absolutelyContinuous: 'shifts have densities',
};

/** The lines of the report; `digits` significant ones, each end of an interval rounded outward. */
export function vetText(report: VetReport | InvalidReport, digits: number, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 100);
  if ('failed' in report) return invalidText(report, style, width);
  const { noise, adversary, dim, lambda, wulff } = report;
  return [
    `${style.bold(report.name)}${report.name === noise ? '' : ` (${noise})`} against ${adversary}, d = ${dim}, lambda = ${scaleText(lambda)}${standing(report)}`,
    '',
    ...checkLines(report.checks, style),
    '',
    ...numberLines(
      [
        ['sigma', report.sigma],
        ['entropy (nats)', report.entropy],
        ['Phi(1/2)', report.phiHalf],
        ['slope at rho = 1/2', report.slope],
        ['Phi* (least possible)', wulff.phiStar],
        ['efficiency', wulff.efficiency],
      ],
      digits,
      style,
    ),
    '',
    ...curveLines(report.curve, digits, style),
    '',
    ...growthLines(report, digits, style),
    ...comparisonLines(report, digits, style),
    verdictLine(report.verdict, style),
    ...report.reasons.flatMap((reason) => wrapped(reason, width, '  ')),
    ...foundationText(report.foundation).flatMap((line) => wrapped(line, width, '  ')),
    ...adviceLines(report, digits, width),
  ];
}

/** What all of it rests on, where that is less than a proof. */
function standing({ foundation, phiHalf, curve }: VetReport): string {
  switch (foundation.status) {
    case 'proved':
      return '';
    case 'estimated':
      return ' (not proved: an error is estimated; rests on an assumption, below)';
    case 'sampled': {
      const { confidence, assumption, because } = foundation;
      const why = because === null ? '' : `; not proved: ${because}`;
      return ` (sampled, confidence ${confidence}${why}${assumption === null ? '' : '; rests on an assumption, below'})`;
    }
    case 'undecided': {
      const least = Math.min(phiHalf.confidence, ...curve.map(({ radius }) => radius.confidence));
      return least < 1 ? ` (undecided; sampled, confidence ${least})` : '';
    }
  }
}

function invalidText(report: InvalidReport, style: Style, width: number): string[] {
  const { name, adversary, dim, failed, witness, reasons } = report;
  return [
    `${style.bold(name)} against ${adversary}, d = ${dim}`,
    '',
    `${verdictLine('invalid', style)}: not ${CHECK_NAMES[failed]}`,
    ...reasons.flatMap((reason) => wrapped(reason, width, '  ')),
    ...wrapped(`Witness: ${witnessText(witness)}`, width, '  '),
  ];
}

function witnessText(witness: InvalidReport['witness']): string {
  const show = (x: readonly number[]): string =>
    `(${x
      .slice(0, 6)
      .map((c) => Number(c.toPrecision(6)))
      .join(', ')}${x.length > 6 ? ', ...' : ''})`;
  switch (witness.kind) {
    case 'point':
      return `${witness.x.length === 0 ? '' : `the point ${show(witness.x)}: `}${witness.detail}`;
    case 'pair':
      return `the points ${show(witness.x)} and ${show(witness.y)}.`;
    case 'segment':
      return `the segment from ${show(witness.from)} to ${show(witness.to)}.`;
    case 'tail':
      return `the tail at ${witness.at === Infinity ? 'infinity' : witness.at}: ${witness.detail}.`;
  }
}

function checkLines(checks: NoiseChecks, style: Style): string[] {
  const mark = { proved: style.good('✓'), tested: style.good('✓'), failed: style.bad('✗'), unknown: style.warn('?') };
  return (Object.keys(CHECK_NAMES) as (keyof NoiseChecks)[]).map((key) => {
    const { status, how } = checks[key];
    return `  ${mark[status]} ${CHECK_NAMES[key].padEnd(22)} ${style.dim(`${status}: ${how}`)}`;
  });
}

function numberLines(rows: readonly (readonly [string, Estimate])[], digits: number, style: Style): string[] {
  const [header = '', rule = '', ...lines] = tableLines(
    [
      { header: '', align: 'left' },
      { header: 'value', align: 'right' },
      { header: 'at least', align: 'right' },
      { header: 'at most', align: 'right' },
      { header: 'method', align: 'left' },
      { header: 'confidence', align: 'left' },
    ],
    rows.map(([name, { value, lower, upper, method, confidence }]) => [
      name,
      number(value, digits),
      end(lower, digits, 'down'),
      end(upper, digits, 'up'),
      method,
      confidence === 1 ? '' : String(confidence),
    ]),
  );
  return [style.bold(header), style.dim(rule), ...lines];
}

function curveLines(curve: readonly CurvePoint[], digits: number, style: Style): string[] {
  const sampled = curve.some(({ radius }) => radius.confidence < 1);
  const bounded = curve.some(({ radius }) => radius.upper !== radius.lower && radius.upper !== Infinity);
  const [header = '', rule = '', ...lines] = tableLines(
    [
      { header: 'rho', align: 'left' },
      { header: 'certified radius', align: 'right' },
      ...(bounded ? [{ header: 'at most', align: 'right' } as const] : []),
      { header: 'method', align: 'left' },
    ],
    curve.map(({ rho, radius }) => [
      String(rho),
      radius.lower === Infinity ? 'unbounded' : radiusDecimal(radius.lower, digits),
      ...(bounded ? [radius.upper === Infinity ? '' : roundedDecimal(radius.upper, digits, 'up')] : []),
      radius.method,
    ]),
  );
  const bars = sparkline(curve.map(({ radius }) => radius.lower));
  return [
    style.bold(header),
    style.dim(rule),
    ...lines,
    '',
    `${curve[0]?.rho ?? ''} ${bars} ${curve.at(-1)?.rho ?? ''}   certified radius by rho`,
    ...(sampled ? [style.dim(`All radii hold together with confidence ${curve.at(-1)!.radius.confidence}.`)] : []),
  ];
}

function growthLines({ growth }: VetReport, digits: number, style: Style): string[] {
  if (growth.length === 0) return [];
  return [
    ...numberLines(
      growth.map(({ p, r, growth: value }) => [`G(${p}, r = ${r})`, value] as const),
      digits,
      style,
    ),
    '',
  ];
}

function comparisonLines({ comparison, curve }: VetReport, digits: number, style: Style): string[] {
  if (comparison.length === 0) return [];
  const middle = curve.reduce(
    (best, point, i) => (Math.abs(point.rho - 0.9) < Math.abs(curve[best]!.rho - 0.9) ? i : best),
    0,
  );
  const [header = '', rule = '', ...lines] = tableLines(
    [
      { header: 'beside', align: 'left' },
      { header: 'slope', align: 'right' },
      { header: `radius at ${curve[middle]?.rho ?? ''}`, align: 'right' },
      { header: 'at equal', align: 'left' },
      { header: 'its curve', align: 'left' },
    ],
    comparison.map((other) => [
      other.noise,
      number(other.slope.value, Math.min(digits, 6)),
      other.radii === null ? '' : radiusDecimal(other.radii[middle]!.radius.lower, Math.min(digits, 6)),
      other.equal === 'sigma' ? 'sigma' : 'level-set volumes',
      relation(other, curve),
    ]),
  );
  return [style.bold(header), style.dim(rule), ...lines, ''];
}

/** "below", "above from rho = 0.83", ... */
function relation({ radii, crossings }: ComparedNoise, curve: readonly CurvePoint[]): string {
  if (radii === null || crossings === null) return '';
  if (crossings.length === 0) {
    const differences = radii.map(({ radius }, i) => radius.value - curve[i]!.radius.value);
    const largest = differences.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    const size = Math.max(...curve.map(({ radius }) => radius.value).filter(Number.isFinite));
    return Math.abs(largest) <= 1e-6 * size ? 'the same' : largest > 0 ? 'above' : 'below';
  }
  return crossings
    .map(({ lower, upper, above }) => `${above === 'other' ? 'above' : 'below'} from rho = ${between(lower, upper)}`)
    .join(', ');
}

/** A number in the interval with as few digits as tell it from the rest. */
function between(lower: number, upper: number): string {
  for (let digits = 2; digits < 8; digits++) {
    const text = (0.5 * (lower + upper)).toFixed(digits);
    if (Number(text) >= lower && Number(text) <= upper) return text;
  }
  return String(lower);
}

function verdictLine(verdict: Verdict, style: Style): string {
  const colour = { optimal: style.good, suboptimal: style.warn, inconclusive: style.warn, invalid: style.bad }[verdict];
  return style.bold(colour(verdict));
}

function adviceLines({ advice }: VetReport, digits: number, width: number): string[] {
  return advice.flatMap(({ noise, rho, radius, gainPercent, because }) => {
    const gain =
      gainPercent === null ? '' : gainPercent > 0 ? `, ${gainPercent} % more` : ', no more than the one vetted';
    const text = `At this sigma and rho = ${rho} the library's best is ${noise}: ${radiusDecimal(radius.lower, digits)}${gain}. ${because}`;
    return ['', ...wrapped(text, width)];
  });
}

function number(x: number, digits: number): string {
  if (Number.isNaN(x)) return 'unknown';
  return Number.isFinite(x) ? String(Number(x.toPrecision(digits))) : 'infinite';
}

function end(x: number, digits: number, side: 'down' | 'up'): string {
  if (Number.isNaN(x)) return '';
  return Number.isFinite(x) ? roundedDecimal(x, digits, side) : side === 'up' ? '' : 'infinite';
}
