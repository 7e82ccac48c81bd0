/** The radius curve of a vetted noise, with its band, among those of the library at equal sigma. */
import { noiseLabel } from '../../noise/label.ts';
import type { ComparedNoise, VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { lineChartSvg, NARROW, type ChartPoint, type ChartSeries } from '../charts/line-chart.ts';
import { plainLabel } from '../charts/svg.ts';
import { shortNumber } from './words.ts';

/** Curves beside the vetted one. */
const OTHERS = 4;

/** The figure as SVG; null when the noise certifies nothing. */
export function vetRadiusFigure(report: VetReport, narrow = false): string | null {
  const own = report.curve.filter(({ radius }) => Number.isFinite(radius.lower));
  if (!own.some(({ radius }) => radius.lower > 0)) return null;
  const others = shownNoises(report);
  const top = Math.max(
    ...own.map(({ radius }) => radius.lower),
    ...others.flatMap(({ radii }) => radii!.map(({ radius }) => radius.lower)).filter(Number.isFinite),
  );
  const series: ChartSeries[] = [
    {
      label: 'this noise',
      main: true,
      marked: true,
      points: fromHalf(own.map(({ rho, radius }) => bandedPoint(rho, radius.lower, radius.upper, top))),
    },
    ...others.map((other): ChartSeries => ({
      label: other.noise === 'wulff-rearrangement' ? 'its Wulff shape' : noiseLabel(other.noise),
      points: fromHalf(
        other
          .radii!.filter(({ radius }) => Number.isFinite(radius.lower))
          .map(({ rho, radius }) => ({ x: rho, y: radius.lower })),
      ),
    })),
  ];
  const last = Math.max(...own.map(({ rho }) => rho));
  return lineChartSvg({
    title: `Certified radius against ${normLabel(report.adversary)}`,
    subtitle: `d = ${report.dim}, equal σ = ${shortNumber(report.sigma.value)}; points are certified, rounded down`,
    x: { from: 0.5, to: last, label: 'ρ, lower bound on the top class’s probability' },
    y: { from: 0, to: top * 1.02, label: 'certified radius' },
    curve: 'monotone-x',
    names: 'ends',
    series,
    ...(narrow && NARROW),
    description: series
      .map(({ label, points }) => `${plainLabel(label)} reaches ${shortNumber(points.at(-1)?.y ?? 0)}`)
      .join('; '),
  });
}

/** Its rearrangement, and the best of the library at the ends and in the middle of the curve. */
export function shownNoises(report: VetReport): ComparedNoise[] {
  const known = report.comparison.filter(({ radii }) => radii !== null && radii.some(({ radius }) => radius.lower > 0));
  const rearranged = known.filter(
    ({ equal, slope }) => equal === 'level-set-volumes' && slope.upper > 1.0005 * report.slope.upper,
  );
  const library = known.filter(({ equal }) => equal === 'sigma');
  const score = (other: ComparedNoise): number =>
    Math.max(
      ...other.radii!.map(
        ({ radius }, i) => radius.lower / Math.max(...library.map(({ radii }) => radii![i]!.radius.lower)),
      ),
    );
  const leaders = [...library].sort((a, b) => score(b) - score(a));
  const shown = new Set([...rearranged, ...leaders].slice(0, OTHERS));
  return known.filter((other) => shown.has(other));
}

function bandedPoint(x: number, low: number, high: number, top: number): ChartPoint {
  // An upper end that says nothing, or one as thin as the line, is not drawn.
  return high <= 1.5 * low + 0.02 * top && high - low > 2e-3 * top
    ? { x, y: low, low, high: Math.min(high, 1.02 * top) }
    : { x, y: low };
}

const fromHalf = (points: readonly ChartPoint[]): ChartPoint[] =>
  points.length > 0 && points[0]!.x > 0.5 ? [{ x: 0.5, y: 0, low: 0, high: 0 }, ...points] : [...points];
