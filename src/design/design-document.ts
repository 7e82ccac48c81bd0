/** The JSON document of a design (docs/formats.md). */
import type { Design } from './report.ts';

const DESIGN_SCHEMA = 'wulff.design/1';

/** The design with its schema. */
export function designDocument(design: Design): { readonly schema: string } & Record<string, unknown> {
  return { schema: DESIGN_SCHEMA, ...design };
}
