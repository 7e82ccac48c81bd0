// R(rho) of three noises from the library, as a table and as a picture: node examples/radius-curve.mjs curves.svg
import { writeFileSync } from 'node:fs';
import { gaussian, laplace, lpAdversary, radiusCurve, uniform } from 'wulff';
import { radiusCurvesSvg } from 'wulff/figures';

const dim = 3072;
const adversary = lpAdversary(1, dim);
const noises = [uniform('linf', dim, { sigma: 1 }), gaussian(dim, { sigma: 1 }), laplace(dim, { sigma: 1 })];
const rhos = Array.from({ length: 99 }, (_, i) => 0.5 + 0.005 * i);

const curves = noises.map((noise) => ({ label: noise.spec, points: radiusCurve(noise, adversary, rhos) }));
for (const { label, points } of curves) {
  console.log(label, points.find(({ rho }) => Math.abs(rho - 0.9) < 1e-9).radius.toFixed(4));
}
const title = 'Certified radius against ℓ_1';
writeFileSync(process.argv[2] ?? 'curves.svg', radiusCurvesSvg({ title, subtitle: `d = ${dim}, σ = 1`, curves }));
