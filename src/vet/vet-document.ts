/** The JSON document of a vet report (docs/formats.md). Infinite numbers become null when it is written. */
import type { InvalidReport, VetReport } from './report.ts';

const VET_SCHEMA = 'wulff.vet/1';

/** The report with its schema; an unbounded upper end is left as Infinity. */
export function vetDocument(report: VetReport | InvalidReport): { readonly schema: string } & Record<string, unknown> {
  return { schema: VET_SCHEMA, ...report };
}
