/** The result of `wulff verify` as JUnit XML: one suite a claim, one case a piece of evidence or a mutant. */
import { xmlText } from '../../numeric/xml-text.ts';
import type { ClaimResult } from '../claim-result.ts';
import type { VerifyResult } from '../runner.ts';

/** The result of a run as a JUnit XML document: a suite a claim, a case a piece of evidence or false variant. */
export function toJUnit(result: VerifyResult): string {
  const suites = result.claims.map(suite);
  const tests = suites.reduce((sum, one) => sum + one.tests, 0);
  const failures = suites.reduce((sum, one) => sum + one.failures, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="wulff verify" tests="${tests}" failures="${failures}" time="${seconds(result.ms)}">`,
    ...suites.map((one) => one.xml),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(claim: ClaimResult): { xml: string; tests: number; failures: number } {
  const cases: string[] = [];
  let failures = 0;
  const add = (name: string, ms: number, failure: string | null): void => {
    const open = `    <testcase classname="${xmlText(claim.id)}" name="${xmlText(name)}" time="${seconds(ms)}"`;
    if (failure === null) cases.push(`${open}/>`);
    else {
      failures++;
      const replay = claim.replay === null ? '' : `\n${claim.replay}`;
      cases.push(
        `${open}>\n      <failure message="${xmlText(failure)}">${xmlText(failure + replay)}</failure>\n    </testcase>`,
      );
    }
  };
  for (const [i, { part, kind, status, detail, ms, counterexample }] of claim.evidence.entries()) {
    add(`${part} ${kind} ${i + 1}`, ms, status === 'holds' ? null : `${status}: ${counterexample ?? detail}`);
  }
  for (const { id, refuted, survived } of claim.mutants) {
    add(`mutant ${id}`, 0, refuted ? null : `the false variant was not refuted (${survived ?? ''})`);
  }
  const head = `  <testsuite name="${xmlText(claim.title)}" tests="${cases.length}" failures="${failures}" time="${seconds(claim.ms)}">`;
  return { xml: [head, ...cases, '  </testsuite>'].join('\n'), tests: cases.length, failures };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
