/**
 * What `wulff design` finds against l1, at three rho, beside the library: each curve as a share of the bound that no
 * log-concave noise exceeds.
 */
import { lineChartSvg } from '../src/figures/charts/line-chart.ts';
import {
  designBounds,
  gaussian,
  laplace,
  lpAdversary,
  parseNoiseFile,
  radiusCurve,
  uniform,
  type Noise,
} from '../src/index.ts';

const DIM = 3072;
const l1 = lpAdversary(1, DIM);

/** Certified radii over the bound, in %, with a mark where a noise was designed for. */
export function designsFigure(): string {
  const designed = (marginal: string): Noise =>
    parseNoiseFile({ name: marginal, dim: DIM, noise: { product: marginal } }, { sigma: 1 });
  // As `wulff design --adversary l1 --dim 3072 --sigma 1 --rho 0.9` and `0.99` write them; at 0.6 it is the cube.
  const noises = [
    { label: 'designed for 0.9', noise: designed('exp(-0.7544*abs(x))*max(0,sign(1-abs(x)))'), at: 0.9 },
    { label: 'designed for 0.99', noise: designed('exp(-7.001*abs(x))*max(0,sign(1-abs(x)))'), at: 0.99 },
    { label: 'Uniform', noise: uniform('linf', DIM, { sigma: 1 }), at: 0.6 },
    { label: 'Gaussian', noise: gaussian(DIM, { sigma: 1 }), at: null },
    { label: 'Laplace', noise: laplace(DIM, { sigma: 1 }), at: null },
  ];
  const rhos = Array.from({ length: 49 }, (_, i) => Number((0.51 + 0.01 * i).toFixed(2)));
  const bounds = new Map(rhos.map((rho) => [rho, boundAt(rho)]));
  const series = noises.map(({ label, noise }) => ({
    label,
    points: radiusCurve(noise, l1, rhos).map(({ rho, radius }) => ({ x: rho, y: (100 * radius) / bounds.get(rho)! })),
  }));
  return lineChartSvg({
    title: 'Designed noise against ℓ_1, and how much is left to find',
    subtitle: `d = ${DIM}, σ = 1; certified radius over what no log-concave noise exceeds`,
    x: { from: 0.5, to: 1, label: 'ρ, lower bound on the top class’s probability' },
    y: { from: 40, to: 100, label: '% of the bound' },
    curve: 'linear',
    names: 'ends',
    series,
    description: noises
      .flatMap(({ label, at }, i) =>
        at === null
          ? []
          : [`${label}: ${series[i]!.points.find(({ x }) => x === at)!.y.toFixed(2)} % of the bound at rho = ${at}`],
      )
      .join('; '),
  });
}

function boundAt(rho: number): number {
  return designBounds(l1, 1, 1 - rho).find(({ name }) => name === 'log-concave')!.radius;
}
