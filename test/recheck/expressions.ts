/** The first checker's ways to write expressions; the second reads their JSON. */
import { apply, type Expression } from '../../src/checker/expression.ts';

export * from '../../src/checker/expression.ts';
export const abs = (x: Expression): Expression => apply('abs', x);
