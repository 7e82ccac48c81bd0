/** A claim on the report page: statement, hypotheses, source, axioms, evidence rows, mutants with their witnesses. */
import { LEVELS, type EvidenceLevel, type Status } from '../../checker/claim.ts';
import { falseAlarmDecimal } from '../../checker/false-alarm.ts';
import type { ClaimResult, FormalResult } from '../../checker/claim-result.ts';
import type { Formula } from '../../checker/report/formula-text.ts';
import { htmlTable } from './page.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';

/** A sign for a status, to go with a word or a title. */
export function mark(status: Status): string {
  switch (status) {
    case 'holds':
      return '✓';
    case 'refuted':
      return '✗';
    case 'inconclusive':
      return '?';
  }
}

/** What a reader has to believe to accept evidence of this level. */
export function levelMeaning(level: EvidenceLevel): string {
  switch (level) {
    case 'formal':
      return 'Coq’s kernel and the axioms of its libraries listed with each theorem: and that the statement says what the words say: for all cases';
    case 'symbolic':
      return 'the kernel’s rewriting rules: the difference of the two sides is reduced to zero, for all cases';
    case 'interval':
      return 'outward rounding by MPFR: the relation holds at every point of a box of parameters, not beyond it: for all of that box';
    case 'instances':
      return 'integer and rational arithmetic, exact at the instances tried and at no other; that they speak for the rest';
    case 'property':
      return 'that random cases, generated from the seed, find what is wrong; numeric cases within the tolerance stated';
    case 'statistical':
      return 'the random numbers, and luck up to the false-alarm probability stated';
  }
}

/** A pip a level and the name of the level. */
export function levelMeter(level: EvidenceLevel | null): string {
  const strength = level === null ? 0 : LEVELS.indexOf(level) + 1;
  const pips = LEVELS.map((_, i) => `<i${i < strength ? ' class="on"' : ''}></i>`).join('');
  return `<span class="level"><span class="pips" aria-hidden="true">${pips}</span>${level ?? 'none'}</span>`;
}

/** The claim as an article of the page; its evidence unfolds, and stands open where something is wrong. */
export function claimArticle(claim: ClaimResult, onPage: ReadonlySet<string>): string {
  const killed = claim.mutants.filter((mutant) => mutant.refuted).length;
  const wrong = claim.status !== 'holds' || killed < claim.mutants.length;
  const look =
    claim.status === 'refuted' || killed < claim.mutants.length
      ? ' class="refuted-claim"'
      : claim.status === 'inconclusive'
        ? ' class="open-claim"'
        : '';
  const open = wrong ? ' open' : '';
  return [
    `<article id="${escapeText(claim.id)}"${look}>`,
    '<header>',
    `<span class="mark ${claim.status}" title="${claim.status}">${mark(claim.status)}</span>`,
    `<h3>${claimTitle(claim)}</h3><span class="id muted">${escapeText(claim.id)}</span>`,
    levelMeter(claim.level),
    '</header>',
    `<p class="statement">${typeset(claim.statement)}</p>`,
    facts(claim, onPage),
    ...(wrong && claim.replay !== null ? [`<div class="replay">${escapeText(claim.replay)}</div>`] : []),
    `<details class="evidence"${open}><summary>${plural(claim.evidence.length, 'piece')} of evidence</summary>${evidenceTable(claim)}</details>`,
    ...(claim.mutants.length === 0
      ? []
      : [
          `<details class="mutants"${open}><summary>${plural(claim.mutants.length, 'false variant')}, ${killed} refuted</summary>${mutantTable(claim)}</details>`,
        ]),
    '</article>',
  ].join('\n');
}

function facts(claim: ClaimResult, onPage: ReadonlySet<string>): string {
  const row = (term: string, description: string): string => `<dt>${term}</dt><dd>${description}</dd>`;
  const axioms = claim.axioms
    .map((id) => `<a class="id" href="#axiom-${escapeText(id)}">${escapeText(id)}</a>`)
    .join(', ');
  return [
    '<dl class="facts">',
    ...(claim.hypotheses.length === 0
      ? []
      : [
          row(
            'assuming',
            claim.hypotheses.length === 1
              ? typeset(claim.hypotheses[0]!)
              : `<ul>${claim.hypotheses.map((each) => `<li>${typeset(each)}</li>`).join('')}</ul>`,
          ),
        ]),
    row('source', typeset(claim.source)),
    ...(claim.restsOn.length === 0
      ? []
      : [
          row(
            'rests on',
            claim.restsOn.map(({ id, level }) => `${groundName(id, onPage)} (${level ?? 'none'})`).join(', '),
          ),
        ]),
    ...(axioms === '' ? [] : [row('axioms', axioms)]),
    ...(claim.inWords.length === 0 ? [] : [row('in words only', claim.inWords.map(typeset).join('; '))]),
    '</dl>',
  ].join('');
}

/** A claim by its id, as a link where it stands on the page. */
const groundName = (id: string, onPage: ReadonlySet<string>): string =>
  onPage.has(id)
    ? `<a class="id" href="#${escapeText(id)}">${escapeText(id)}</a>`
    : `<span class="id">${escapeText(id)}</span>`;

/** Evidence by part: what the part says, then each piece that speaks for it. */
function evidenceTable(claim: ClaimResult): string {
  const rows = claim.parts.flatMap((part) => [
    {
      group:
        `<span class="id muted">${escapeText(part.id)}</span> ${typeset(part.statement)}` +
        (part.about === 'implementation'
          ? ` <span class="chip">the library, of ${escapeText(part.implements.join(', '))}</span>`
          : ` <span class="chip">${part.level ?? 'none'}</span>`),
    },
    ...claim.evidence
      .filter((each) => each.part === part.id)
      .map((each) => [
        `<span class="mark ${each.status}" title="${each.status}">${mark(each.status)}</span>`,
        escapeText(each.kind === each.level ? each.kind : `${each.kind} (${each.level})`),
        typeset(each.detail) +
          (each.alternative === null ? '' : ' <span class="chip">one of several</span>') +
          formula(each.checked) +
          (each.counterexample === null ? '' : `<br><span class="witness">${escapeText(each.counterexample)}</span>`),
        each.runs.toLocaleString('en'),
        each.falseAlarm === 0 ? '' : falseAlarmDecimal(each.falseAlarm, 1),
        String(each.ms),
      ]),
    ...claim.formal.filter((each) => each.of === part.id).map(formalRow),
  ]);
  return htmlTable(
    [
      { header: '' },
      { header: 'kind' },
      { header: 'what was checked' },
      { header: 'cases', number: true },
      { header: 'false alarm', number: true },
      { header: 'ms', number: true },
    ],
    rows,
  );
}

/** A theorem of a proof assistant: the words, what they leave out, the sentence itself and what it rests on. */
function formalRow({ status, says, leaves, file, theorem, statement, assumptions, reason }: FormalResult): string[] {
  const rests = assumptions.length === 0 ? 'no axiom' : assumptions.map(escapeText).join(', ');
  return [
    status === 'not run' ? '' : `<span class="mark ${status}" title="${status}">${mark(status)}</span>`,
    status === 'not run' ? 'formal: not run' : 'formal',
    typeset(says) +
      (leaves === null ? '' : `<br>Not formal: ${typeset(leaves)}`) +
      `<details><summary><span class="id">${escapeText(`${theorem}, ${file}.v`)}</span></summary><pre>${escapeText(statement)}</pre></details>` +
      (status === 'holds' ? `rests on ${rests}` : escapeText(reason ?? '')),
    '',
    '',
    '',
  ];
}

/** Longer formulas are shown as text, cut: a browser lays out the rest for seconds. */
const LONGEST_TEX = 2000;
const LONGEST_TEXT = 600;

/** What was judged, under the words of a piece. */
function formula(checked: Formula | null): string {
  if (checked === null) return '';
  if (checked.tex.length <= LONGEST_TEX && !checked.tex.startsWith('\\text{'))
    return `<div class="small">${typeset(`$${checked.tex}$`)}</div>`;
  const text = checked.text.length > LONGEST_TEXT ? `${checked.text.slice(0, LONGEST_TEXT)}…` : checked.text;
  return `<div class="small muted">${escapeText(text)}</div>`;
}

function mutantTable(claim: ClaimResult): string {
  return htmlTable(
    [{ header: '' }, { header: 'false statement' }, { header: 'witness against it' }],
    claim.mutants.map((mutant) => [
      mutant.refuted
        ? '<span class="mark holds" title="refuted, as it must be">✓</span>'
        : '<span class="mark refuted" title="survived: a defect of the checker">✗</span>',
      `${typeset(mutant.statement)} <span class="id muted">${escapeText(mutant.id)}</span>${formula(mutant.checked)}`,
      mutant.witness === null
        ? `<b class="refuted">not refuted</b> ${typeset(mutant.survived ?? '')}`
        : `<span class="witness">${escapeText(mutant.witness)}</span>`,
    ]),
  );
}

/** The heading a claim stands under in the index, by the letter of its id (MATH.md: G, U, R, W; rows of the table). */
export function claimFamily(id: string): string {
  const families: readonly (readonly [RegExp, string])[] = [
    [/^G\d/, 'Growth functions'],
    [/^U\d/, 'Uniform noise: the covariogram'],
    [/^R\d/, 'From growth to certified radius'],
    [/^row/, 'The table of radii'],
    [/^W\d/, 'Wulff crystals'],
  ];
  return families.find(([pattern]) => pattern.test(id))?.[1] ?? 'Further claims';
}

/** The title as HTML, norms set as they are read: l1, l2 and linf with a lowered index. */
export function claimTitle(claim: ClaimResult): string {
  return typeset(claim.title).replace(/\bl(1|2|inf)\b/g, (_, p: string) => `ℓ<sub>${p === 'inf' ? '∞' : p}</sub>`);
}

/** "1 claim", "2 claims". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
