/**
 * The figures of the report, computed by the library: radius curves at equal sigma, crystals in the plane and in space.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { overlap } from '../../geometry/covariogram/overlap.ts';
import { extremePoints } from '../../geometry/functionals/extreme-points.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { volume } from '../../geometry/functionals/volume.ts';
import { wulffCrystal } from '../../geometry/bodies/wulff-crystal.ts';
import { lpAdversary } from '../../geometry/adversary.ts';
import { gaussian } from '../../noise/named/gaussian.ts';
import { laplace } from '../../noise/named/laplace.ts';
import type { Noise } from '../../noise/noise.ts';
import { uniform } from '../../noise/named/uniform.ts';
import { radiusCurve } from '../../radius/certified-radius.ts';
import { crystalPicture } from '../crystal/crystal-files.ts';
import { normLabel } from '../charts/norm-label.ts';
import { radiusCurvesSvg, type DrawnPoint } from '../charts/radius-curves.ts';
import type { ReportFigure } from './verify-report.ts';

/** Dimension of a CIFAR-10 image, at which curves are drawn. */
const IMAGE_DIMENSION = 3072;

const NOTES = {
  l1: 'The cube is the Wulff crystal of the $\\ell_1$ ball: at $\\rho = 1/2$ Uniform is steepest, $2\\sqrt3 > \\sqrt{2\\pi} > \\sqrt2$. Near $\\rho = 1$ heavier tails win.',
  l2: 'The ball is its own crystal: among these three, the Gaussian has round level sets.',
  linf: 'In high dimension the crystal of the cube is all but round, which is why the Gaussian is hard to beat.',
} as const;

/** Gaussian, Laplace and Uniform (cube) against l1, l2 and linf at sigma = 1, crossings marked. */
export function radiusFigures(): ReportFigure[] {
  const scale = { sigma: 1 } as const;
  const noises: readonly (readonly [string, Noise])[] = [
    ['Gaussian', gaussian(IMAGE_DIMENSION, scale)],
    ['Laplace', laplace(IMAGE_DIMENSION, scale)],
    ['Uniform', uniform('linf', IMAGE_DIMENSION, scale)],
  ];
  const rhos = Array.from({ length: 247 }, (_, i) => 0.5 + i * 0.002);
  return (['l1', 'l2', 'linf'] as const).map((name) => {
    const p = { l1: 1, l2: 2, linf: Infinity }[name];
    const adversary = lpAdversary(p, IMAGE_DIMENSION);
    return {
      svg: radiusCurvesSvg({
        title: `Certified radius against ${normLabel(name)}`,
        subtitle: `d = ${IMAGE_DIMENSION}, σ = 1; Uniform on the cube`,
        curves: noises.map(([label, noise]) => ({ label, points: radiusCurve(noise, adversary, rhos) })),
        width: 540,
        height: 390,
      }),
      note: NOTES[name],
    };
  });
}

/**
 * Theorem A at work: uniform noise on the crystal, the ball and the cube, all of volume 1, against linf in R^3. For
 * uniform noise the radius r is exact at rho = 3/2 - min o(r v), v over the corners of the cube (MATH.md U1).
 */
export function equalVolumeFigure(): ReportFigure {
  const adversary = lpBall(Infinity, 3);
  const bodies = [
    ['Crystal', wulffCrystal(adversary)],
    ['Ball', lpBall(2, 3)],
    ['Cube', adversary],
  ] as const;
  return {
    svg: radiusCurvesSvg({
      title: `Uniform noise at equal volume against ${normLabel('linf')}`,
      subtitle: 'd = 3, volume 1; the crystal is the rhombic dodecahedron',
      curves: bodies.map(([label, body]) => ({ label, points: covariogramCurve(body, adversary) })),
      crossings: false,
      width: 540,
      height: 390,
    }),
    note: 'Among all sets of one volume the crystal of the $\\ell_\\infty$ ball, a rhombic dodecahedron, has the steepest curve at $\\rho = 1/2$.',
  };
}

/** Points (rho, r) of the radius curve of uniform noise on a body, scaled to volume 1. */
function covariogramCurve(body: ConvexBody, adversary: ConvexBody): DrawnPoint[] {
  const scale = volume(body).value ** (-1 / body.dim);
  // One of each mirror pair: o is even.
  const corners = (extremePoints(adversary) ?? []).filter(([first]) => first! > 0);
  const points: DrawnPoint[] = [{ rho: 0.5, radius: 0 }];
  for (let radius = 0.005; ; radius += 0.005) {
    const least = Math.min(
      ...corners.map(
        (v) =>
          overlap(
            body,
            v.map((x) => (x * radius) / scale),
            { samples: 0 },
          ).value,
      ),
    );
    const rho = 1.5 - least;
    if (rho > 0.995) return points;
    points.push({ rho, radius });
  }
}

/** The crystals of l1, l2 and linf, in the plane and in space. */
export function crystalFigures(): { readonly plane: string; readonly space: string }[] {
  const picture = (p: number, name: string, dim: number): string => {
    const ball = lpBall(p, dim);
    return crystalPicture({ adversary: ball, crystal: wulffCrystal(ball), name, id: `crystal-${name}-${dim}` });
  };
  return ([[1, 'l1'], [2, 'l2'], [Infinity, 'linf']] as const).map(([p, name]) => ({
    plane: picture(p, name, 2),
    space: picture(p, name, 3),
  })); // prettier-ignore
}
