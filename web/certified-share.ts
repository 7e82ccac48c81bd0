/** The picture at the end of a certification: how many pictures keep their class, by radius. */
import { lineChartSvg } from '../src/figures/charts/line-chart.ts';
import type { PageResult } from './certify-run.ts';

/** The share of the pictures that keep their class up to a radius: their true classes are not known here. */
export function certifiedShare(results: readonly PageResult[], noise: string, sigma: number): string {
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
    series: [{ label: noise, points }],
    description: `Certified radii from ${radii[0] ?? 0} to ${radii.at(-1) ?? 0}.`,
  });
}
