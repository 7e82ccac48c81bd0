/**
 * wulff/figures: pictures and pages from results, as text: the caller writes them where they belong. The same result
 * gives the same bytes. Runs in Node and in a browser; the drawing libraries are loaded by this entry alone.
 */

// Curves.
export {
  radiusCurvesSvg,
  type DrawnPoint,
  type LabelledCurve,
  type RadiusCurvesFigure,
} from './charts/radius-curves.ts';
export type { ChartGuide } from './charts/line-chart.ts';
export { accuracyCurvesSvg } from './charts/accuracy-curves.ts';
export { rhoHistogramSvg, type RhoHistogramFigure } from './charts/rho-histogram.ts';

// Wulff crystals.
export { crystalPicture, crystalSolid, type CrystalPicture } from './crystal/crystal-files.ts';

// The verdict on a noise.
export { vetFigures, type VetFigure, type VetFigureOptions } from './vet/figures.ts';
export { vetPage, type VetPageOptions } from './vet/page.ts';

// A noise that was designed.
export { designFigure } from './design/figure.ts';
export { designPage, type DesignPageOptions } from './design/page.ts';

// The claims.
export { verifyReportHtml, type ReportFigure, type VerifyReport } from './report/verify-report.ts';
