/** The checks of a vet page: is it a noise, how is that known, what shows that it is not. */
import type { Check, NoiseChecks, Witness } from '../../noise/validity.ts';
import { escapeText } from '../charts/svg.ts';
import { htmlTable } from '../report/page.ts';
import { shortNumber } from './words.ts';

/** The checks as sentences about the noise. */
export const CHECK_NAMES: Readonly<Record<keyof NoiseChecks, string>> = {
  normalizable: 'it is a probability density',
  even: 'it is even',
  quasiConcave: 'its superlevel sets are convex',
  finiteVariance: 'its variance is finite',
  absolutelyContinuous: 'its shifts have densities with respect to it',
};

/** Checks without which a noise still certifies: their failure is a remark, not a defect. */
const REMARKS: readonly (keyof NoiseChecks)[] = ['quasiConcave', 'finiteVariance'];

/** The checks as a section of the page. */
export function checksSection(checks: NoiseChecks): string {
  const look = (key: keyof NoiseChecks, { status }: Check): string => {
    const css =
      status === 'proved' || status === 'tested'
        ? 'holds'
        : status === 'failed' && !REMARKS.includes(key)
          ? 'refuted'
          : 'inconclusive';
    const mark = status === 'proved' || status === 'tested' ? '✓' : status === 'failed' ? '✗' : '?';
    return `<span class="status"><span class="mark ${css}">${mark}</span> ${status}</span>`;
  };
  return [
    '<section id="checks"><h2>Is it a noise?</h2>',
    htmlTable(
      [{ header: 'check' }, { header: 'status' }, { header: 'how' }],
      (Object.keys(CHECK_NAMES) as (keyof NoiseChecks)[]).map((key) => {
        const check = checks[key];
        const witness =
          check.witness === undefined
            ? ''
            : `<br><span class="witness">${escapeText(check.witness.detail)}</span>${witnessCoordinates(check.witness)}`;
        return [capital(CHECK_NAMES[key]), look(key, check), `${escapeText(check.how)}${witness}`];
      }),
    ),
    `<p class="small muted">${statusWords(checks)}</p>`,
    '</section>',
  ].join('\n');
}

const STATUS_WORDS: Readonly<Record<Check['status'], string>> = {
  proved: '✓ proved: it follows from the formula, or an enclosure shows it',
  tested: '✓ tested: it held at every point that was tried',
  unknown: '? unknown: nothing was found that settles it',
  failed: '✗ failed: the witness shows it',
};

/** What the marks of these checks mean. */
function statusWords(checks: NoiseChecks): string {
  const keys = Object.keys(CHECK_NAMES) as (keyof NoiseChecks)[];
  const found = new Set(keys.map((key) => checks[key].status));
  const words = (Object.keys(STATUS_WORDS) as Check['status'][])
    .filter((status) => found.has(status))
    .map((status) => STATUS_WORDS[status]);
  const remarks = REMARKS.some((key) => checks[key].status === 'failed')
    ? ' Without convex superlevel sets, or a finite variance, a noise still certifies: that is a remark.'
    : '';
  return `${words.join('; ')}.${remarks}`;
}

/** Where a witness lies, for whoever evaluates the density there. */
export function witnessCoordinates(witness: Witness): string {
  const point = (x: readonly number[]): string =>
    `(${x
      .slice(0, 6)
      .map((c) => shortNumber(c, 6))
      .join(', ')}${x.length > 6 ? ', …' : ''})`;
  switch (witness.kind) {
    case 'point':
      return witness.x.length === 0 ? '' : `<div class="replay">x = ${point(witness.x)}</div>`;
    case 'pair':
      return `<div class="replay">x = ${point(witness.x)}\ny = ${point(witness.y)}</div>`;
    case 'segment':
      return `<div class="replay">from ${point(witness.from)}\nto   ${point(witness.to)}</div>`;
    case 'tail':
      return `<div class="replay">the tail at ${witness.at === 0 ? '0' : shortNumber(witness.at)}</div>`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
