/** The page of `wulff verify --report`: the result, the figures, and the libraries of this installation. */
import type { VerifyResult } from '../../checker/runner.ts';
import { crystalFigures, equalVolumeFigure, radiusFigures } from '../../figures/report/figures.ts';
import { verifyReportHtml } from '../../figures/report/verify-report.ts';
import { libraryVersion, packageVersion } from '../terminal/package-facts.ts';

/** Whose results the evidence relies on, and for what. */
const LIBRARIES = {
  'gmp-wasm': 'GMP and MPFR: directed rounding, under every interval and enclosure',
  'fraction.js': 'rational arithmetic, under every exact comparison',
  'fast-check': 'random cases and their shrinking (property evidence)',
  nerdamer: 'proposes antiderivatives; nothing is accepted on its word',
  mathjs: 'proposes simplifications; nothing is accepted on its word',
} as const;

const KERNEL =
  'A claim reports a level only through the files of `src/checker/kernel`, which are meant to be read in one sitting: ' +
  'a canonical form of expressions and rules of derivation (symbolic), outward-rounded enclosures and the replay of ' +
  'bisections (interval), comparison of rationals (exact), exact binomial and Chernoff bounds (statistical), and the rule ' +
  'that a claim is as strong as its weakest part. Search and algebra systems propose; the kernel checks.';

/** The page as one HTML document. */
export function verifyReport(result: VerifyResult): string {
  return verifyReportHtml({
    result,
    curves: [...radiusFigures(), equalVolumeFigure()],
    crystals: crystalFigures(),
    libraries: Object.entries(LIBRARIES).map(([name, role]) => ({ name, version: libraryVersion(name), role })),
    kernel: KERNEL,
    environment: `wulff ${packageVersion()}, Node ${process.version}, ${process.platform} ${process.arch}`,
  });
}
