/** The requirements of a run as JUnit XML: one suite, a case a requirement. */
import { xmlText } from '../../numeric/xml-text.ts';
import { requirementText, type RequirementResult } from './requirements.ts';
import type { RunSettings } from '../results/result.ts';

/** `seconds`: of the run. Without requirements one case says that the run was done. */
export function requirementsJUnit(
  settings: RunSettings,
  results: readonly RequirementResult[],
  seconds: number,
): string {
  const [adversary] = settings.adversaries;
  const name = xmlText(`${settings.model.file}, ${settings.noise} sigma ${settings.sigma}`);
  const cases = results.map((result) => {
    const text = xmlText(requirementText(result, adversary!));
    const open = `    <testcase classname="wulff certify" name="${xmlText(`${result.accuracy}@${result.radius}`)}"`;
    return result.met ? `${open}/>` : `${open}>\n      <failure message="${text}">${text}</failure>\n    </testcase>`;
  });
  if (results.length === 0) cases.push('    <testcase classname="wulff certify" name="done"/>');
  const failures = results.filter(({ met }) => !met).length;
  const facts = `tests="${cases.length}" failures="${failures}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="wulff certify" ${facts}>`,
    `  <testsuite name="${name}" ${facts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
