/** A design as text: the noise, its radius, how far from what is possible, and what it was compared with. */
import { shownProbability, type Design } from '../../design/report.ts';
import { radiusDecimal, roundedDecimal } from '../../numeric/decimal.ts';
import { outputStyle, type CommandIo } from '../terminal/io.ts';
import { scaleText, sparkline, tableLines, wrapped } from '../terminal/table.ts';

/** Noises of the library that are listed. */
const LISTED = 5;

/** The lines; `digits` significant ones, radii rounded down and bounds up. */
export function designText(design: Design, digits: number, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 100);
  const { adversary, dim, sigma, rho, radius, noise, noiseSigma, gainPercent, library } = design;
  const best = library[0];
  const gain =
    design.form === 'library' || best === undefined
      ? 'A noise of the library; nothing that was tried certifies more.'
      : `${gainPercent} % more than the library's best, ${best.noise}: ${radiusDecimal(best.radius, digits)}.`;
  return [
    `${style.bold(`Designed against ${adversary}`)}: d = ${dim}, sigma = ${scaleText(sigma)}, rho = ${shownProbability(rho)}`,
    '',
    ...wrapped(`${style.bold(noise)} (${design.family}), lambda = ${scaleText(design.lambda)}`, width, '  '),
    `  certified radius ${style.bold(radiusDecimal(radius.radius, digits))}, ${radius.method}${radius.exact ? ', tight' : ''}`,
    `  sigma in [${roundedDecimal(noiseSigma.lower, 13, 'down')}, ${roundedDecimal(noiseSigma.upper, 13, 'up')}]`,
    ...wrapped(gain, width, '  '),
    '',
    ...boundLines(design, digits, style),
    '',
    ...libraryLines(design, digits, style),
    '',
    `${design.curve[0]!.rho} ${sparkline(curveSample(design))} ${design.curve.at(-1)!.rho}   its radius by rho`,
    '',
    ...design.remarks.flatMap((remark) => wrapped(remark, width)),
    style.dim(`${design.tried} noises and shapes looked at, seed ${design.seed}.`),
  ];
}

function boundLines({ bounds }: Design, digits: number, style: ReturnType<typeof outputStyle>): string[] {
  const [header = '', rule = '', ...lines] = tableLines(
    [
      { header: 'no noise certifies more than', align: 'right' },
      { header: 'this one reaches', align: 'right' },
      { header: 'that is', align: 'left' },
    ],
    bounds.map(({ radius, share, covers }) => [
      roundedDecimal(radius, digits, 'up'),
      share > 1 ? 'not of these' : `${Math.floor(1e5 * share) / 1e3} %`,
      covers,
    ]),
  );
  return [style.bold(header), style.dim(rule), ...lines];
}

function libraryLines(
  { library, beside, rho }: Design,
  digits: number,
  style: ReturnType<typeof outputStyle>,
): string[] {
  const listed = library.slice(0, LISTED);
  // The standard ones are always shown.
  const others = library.filter(
    ({ noise }) => beside.some((each) => each.noise === noise) && !listed.some((each) => each.noise === noise),
  );
  const [header = '', rule = '', ...lines] = tableLines(
    [
      { header: 'of the library, at this sigma', align: 'left' },
      { header: `radius at ${shownProbability(rho)}`, align: 'right' },
    ],
    [...listed, ...others].map(({ noise, radius }) => [noise, radiusDecimal(radius, digits)]),
  );
  return [style.bold(header), style.dim(rule), ...lines];
}

const SPARKS = 40;

function curveSample({ curve }: Design): number[] {
  const every = Math.max(1, Math.floor(curve.length / SPARKS));
  return curve.filter((_, i) => i % every === 0).map(({ radius }) => radius);
}
