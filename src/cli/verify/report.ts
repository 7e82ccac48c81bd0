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
  'A claim reports a level only through the files listed here. `src/checker/search`, nerdamer and mathjs propose trees of splits, ' +
  'points and antiderivatives; the kernel follows each proposal itself, and what is wrong with one can make it undecided, not true.';

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
