/**
 * The figures at the end of a certification: how many pictures keep their class, by radius, and how sure the classifier
 * is of them.
 */
import { lineChartSvg } from '../src/figures/charts/line-chart.ts';
import { rhoHistogramSvg } from '../src/figures/charts/rho-histogram.ts';
import { rhoHistogram } from '../src/certify/statistics/rho-histogram.ts';
import { noiseLabel } from '../src/noise/label.ts';
import type { PageResult } from './certify-run.ts';

/** The share of the pictures that keep their class up to a radius: their true classes are not known here. */
export function certifiedShare(results: readonly PageResult[], noise: string, sigma: number, width: number): string {
  const radii = results.map(({ radius }) => radius).sort((a, b) => a - b);
  const percent = (left: number): number => (100 * left) / radii.length;
  const reach = 1.05 * Math.max(...radii, 1e-3);
  const certified = radii.filter((radius) => radius > 0);
  const points = [{ x: 0, y: percent(certified.length) }];
  certified.forEach((radius, i) => {
    points.push({ x: radius, y: percent(certified.length - i) }, { x: radius, y: percent(certified.length - i - 1) });
  });
  points.push({ x: reach, y: 0 });
  return lineChartSvg({
    title: 'Pictures certified against ℓ_1',
    subtitle: `${results.length} pictures, σ = ${sigma}; their true classes are not known to the page`,
    x: { from: 0, to: reach, label: 'radius, in units of pixels in [0, 1]' },
    y: { from: 0, to: 100, label: 'pictures that keep their class, %' },
    curve: 'linear',
    names: 'corner',
    series: [{ label: noiseLabel(noise), points }],
    width,
    description: `Certified radii from ${radii[0] ?? 0} to ${radii.at(-1) ?? 0}.`,
  });
}

/** The certified pictures by rho, with what they make of the average radius; null where none is certified. */
export function certaintyOfPictures(results: readonly PageResult[], width: number): string | null {
  const certified = results.filter(({ radius }) => radius > 0);
  if (certified.length === 0) return null;
  return rhoHistogramSvg(rhoHistogram(certified), {
    title: 'How sure the classifier is',
    subtitle: `${certified.length} of ${results.length} pictures certified; ρ: what their votes prove`,
    counted: 'pictures',
    width,
  });
}
