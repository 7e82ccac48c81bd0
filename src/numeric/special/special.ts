/**
 * The special functions, each from the file that computes it. Which method serves what was decided by measurement
 * against 50-digit references (docs/numerics.md).
 */
export { binomialLowerTail, binomialUpperTail } from './binomial-law.ts';
export { dilogarithm } from './dilogarithm.ts';
export { erf, erfc, erfcx } from './error-function.ts';
export { betaCdf, betaPrimeCdf, betaQuantile } from './incomplete-beta.ts';
export { gammaCdf, gammaQuantile } from './incomplete-gamma.ts';
export { logGamma } from './log-gamma.ts';
export { normalCdf, normalPdf, normalQuantile } from './normal-law.ts';
export { logGammaDensity } from './gamma-beta-density.ts';
export { gammaRatio } from './stirling.ts';
export type { Tail } from './tail.ts';
