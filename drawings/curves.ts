/** Certified radii by rho, with tangents at 1/2; certified accuracies of the paper. */
import { lineChartSvg } from '../src/figures/charts/line-chart.ts';
import { radiusCurvesSvg } from '../src/figures/charts/radius-curves.ts';
import { gaussian, growthRate, laplace, lpAdversary, radiusCurve, uniform } from '../src/index.ts';

const DIM = 3072;

/** Against l1 at sigma = 1: the cube is the crystal, and its curve the steepest at 1/2. */
export function radiusCurvesFigure(): string {
  const l1 = lpAdversary(1, DIM);
  const noises = [
    { label: 'Uniform', noise: uniform('linf', DIM, { sigma: 1 }) },
    { label: 'Gaussian', noise: gaussian(DIM, { sigma: 1 }) },
    { label: 'Laplace', noise: laplace(DIM, { sigma: 1 }) },
  ];
  const rhos = Array.from({ length: 241 }, (_, i) => 0.5 + 0.002 * i);
  return radiusCurvesSvg({
    title: 'Certified radius against ℓ_1',
    subtitle: `d = ${DIM}, σ = 1; dotted: tangents at ρ = 1/2`,
    curves: noises.map(({ label, noise }) => ({ label, points: radiusCurve(noise, l1, rhos) })),
    guides: noises.map(({ noise }) => {
      const slope = 1 / growthRate(noise, l1)!.phiHalf;
      return { from: [0.5, 0], to: [0.75, slope * 0.25], label: '' };
    }),
  });
}

const RADII = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];
/**
 * Of the paper (Yang et al. 2020): best over sigma at each radius, in % of the test images. Laplace: Teng et al. 2019.
 */
const ACCURACIES = {
  'CIFAR-10': { Uniform: [70, 59, 51, 43, 33, 27, 22, 18], Laplace: [61, 39, 24, 16, 11, 7, 4, 3] },
  ImageNet: { Uniform: [55, 49, 46, 42, 37, 33, 28, 25], Laplace: [48, 40, 31, 26, 22, 19, 17, 14] },
} as const;

/** Certified accuracy against l1, as the paper prints it. */
export function paperAccuracyFigure(data: keyof typeof ACCURACIES): string {
  const series = Object.entries<readonly number[]>(ACCURACIES[data]);
  return lineChartSvg({
    title: `Certified accuracy against ℓ_1, ${data}`,
    subtitle: 'as published (Yang et al. 2020; Laplace: Teng et al. 2019), best σ at each radius',
    x: { from: 0.4, to: 4.1, label: 'radius, in units of pixels in [0, 1]' },
    y: { from: 0, to: 80, label: 'certified accuracy, %' },
    curve: 'linear',
    names: 'corner',
    series: series.map(([label, values]) => ({
      label,
      marked: true,
      points: values.map((y, i) => ({ x: RADII[i]!, y })),
    })),
    description: series
      .map(([label, values]) => `${label}: ${values.join(', ')} at radius ${RADII.join(', ')}`)
      .join('; '),
  });
}
