/** The radius curve of a designed noise beside those of the library, with the bounds at its rho. */
import { shownProbability, type Design } from '../../design/report.ts';
import { noiseLabel } from '../../noise/label.ts';
import { normLabel } from '../charts/norm-label.ts';
import { radiusCurvesSvg } from '../charts/radius-curves.ts';
import { shortNumber } from '../vet/words.ts';

/** The figure as SVG. */
export function designFigure(design: Design): string {
  const { adversary, dim, sigma, rho, radius, curve, beside, form, noise } = design;
  const own = form === 'library' ? `${noiseLabel(noise)}, best found` : 'designed';
  return radiusCurvesSvg({
    title: `Designed against ${normLabel(adversary)} for ρ = ${shownProbability(rho)}`,
    subtitle: `d = ${dim}, equal σ = ${shortNumber(sigma)}; certified, rounded down`,
    curves: [
      { label: own, points: curve },
      ...beside.map((other) => ({ label: noiseLabel(other.noise), points: other.points })),
    ],
    marked: [{ rho, radius: radius.radius }],
    crossings: false,
  });
}
