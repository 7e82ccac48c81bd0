/**
 * `wulff verify --report`: every claim with its evidence, its mutants with their witnesses, figures, the trust base.
 */
import type { AxiomResult } from '../../checker/axiom-standing.ts';
import type { ClaimResult } from '../../checker/claim-result.ts';
import { LEVELS, speaksFor, type EvidenceLevel, type Status } from '../../checker/claim.ts';
import { falseAlarmDecimal } from '../../checker/false-alarm.ts';
import { claimArticle, claimFamily, claimTitle, levelMeaning, levelMeter, mark, plural } from './claims.ts';
import type { VerifyResult } from '../../checker/runner.ts';
import { trustedLines, type TrustedFile } from '../../checker/report/trusted-base.ts';
import { htmlTable, reportPage } from './page.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';

/** A figure of a page. */
export interface ReportFigure {
  readonly svg: string;
  /** Plain words with TeX between dollars. */
  readonly note: string;
}

/** What the page of `wulff verify` is made of. */
export interface VerifyReport {
  readonly result: VerifyResult;
  /** SVG documents of radius curves, each with a sentence about it. */
  readonly curves: readonly ReportFigure[];
  /** SVG documents of crystals, by adversary: in the plane, in space. */
  readonly crystals: readonly { readonly plane: string; readonly space: string }[];
  /** Libraries whose results are relied on, with versions and for what. */
  readonly libraries: readonly { readonly name: string; readonly version: string; readonly role: string }[];
  /** What the kernel is, in a sentence or two. */
  readonly kernel: string;
  /** "wulff 0.1.0, Node v20.20.2". */
  readonly environment: string;
}

/** The page as one HTML document without any external request. */
export function verifyReportHtml(report: VerifyReport): string {
  const { result } = report;
  return reportPage('wulff verify: Randomized Smoothing of All Shapes and Sizes, checked', [
    header(report.result),
    summary(report.result),
    figures(report),
    claimIndex(report.result),
    '<section id="claims"><h2>The claims</h2>',
    '<p class="muted">Each statement in words, what it assumes and what is in words only; the evidence for every part of it, with the formula that was judged, written from the very expression; and the false variants the same machinery had to refute.</p>',
    ...result.claims.map((claim) => claimArticle(claim, new Set(result.claims.map(({ id }) => id)))),
    '</section>',
    trustBase(report),
    `<footer>${escapeText(report.environment)} · level ${result.level} · seed ${result.seed} · <code>wulff verify --level ${result.level} --seed ${result.seed}</code></footer>`,
  ]);
}

function header(result: VerifyResult): string {
  const { summary: counts } = result;
  const status: Status =
    counts.refuted > 0 || counts.killed < counts.mutants
      ? 'refuted'
      : counts.inconclusive > 0
        ? 'inconclusive'
        : 'holds';
  const survivors = counts.mutants - counts.killed;
  const wrong = [
    ...(counts.refuted > 0 ? [`${plural(counts.refuted, 'claim')} refuted`] : []),
    ...(survivors > 0 ? [`${plural(survivors, 'mutant')} not refuted`] : []),
    ...(counts.inconclusive > 0 ? [`${plural(counts.inconclusive, 'claim')} undecided`] : []),
  ];
  const verdict = wrong.length === 0 ? 'Every claim holds; every mutant is refuted' : wrong.join(', ');
  return [
    '<header>',
    '<div class="eyebrow">wulff verify</div>',
    '<h1>Randomized Smoothing of All Shapes and Sizes, checked</h1>',
    `<div class="verdict ${status}">${mark(status)} ${verdict}</div>`,
    `<p class="lead">${sentence(result)}</p>`,
    '<nav><a href="#figures">Figures</a><a href="#index">Index of claims</a><a href="#claims">Claims and evidence</a><a href="#trust">What must be trusted</a></nav>',
    '</header>',
  ].join('\n');
}

function sentence({ summary: counts }: VerifyResult): string {
  const refuted = counts.refuted > 0 ? `, ${counts.refuted} ${counts.refuted === 1 ? 'is' : 'are'} refuted` : '';
  const open = counts.inconclusive > 0 ? `, ${counts.inconclusive} undecided` : '';
  return (
    `${counts.hold} of ${counts.claims} claims about certified radii, growth functions and Wulff crystals hold${refuted}${open}. ` +
    `${counts.killed} of ${counts.mutants} deliberately false variants were refuted, each with a concrete witness. ` +
    (counts.falseAlarm === 0
      ? 'Nothing was sampled.'
      : `If all claims are true, the statistical tests together raise a false alarm with probability at most ${scientific(counts.falseAlarm)}.`)
  );
}

function summary(result: VerifyResult): string {
  const byLevel = levelCounts(result.claims);
  const evidence = result.claims.flatMap((claim) => claim.evidence);
  const cases = evidence.reduce((total, each) => total + each.runs, 0);
  const card = (value: string, label: string): string => `<div class="card"><b>${value}</b><span>${label}</span></div>`;
  const strength = (level: EvidenceLevel): number => 0.24 + 0.76 * (LEVELS.indexOf(level) / (LEVELS.length - 1));
  return [
    '<section>',
    '<div class="cards">',
    card(`${result.summary.hold} / ${result.summary.claims}`, 'claims hold'),
    card(`${result.summary.killed} / ${result.summary.mutants}`, 'mutants refuted with a witness'),
    card(String(evidence.length), `pieces of evidence, ${cases.toLocaleString('en')} cases`),
    card(scientific(result.summary.falseAlarm), 'total false-alarm probability, at most'),
    card(duration(result.ms), `${result.level} level, seed ${result.seed}`),
    '</div>',
    `<div class="bar" role="img" aria-label="Claims by level of evidence">${byLevel
      .map(
        ([level, count]) =>
          `<i style="flex:${count};opacity:${strength(level).toFixed(2)}" title="${level}: ${count}"></i>`,
      )
      .join('')}</div>`,
    `<div class="legend">${byLevel
      .map(([level, count]) => `<span><i style="opacity:${strength(level).toFixed(2)}"></i>${count} ${level}</span>`)
      .join('')}</div>`,
    '<p class="small muted">A claim’s level is that of the weakest thing it needs: of its steps, their pieces of evidence, and the claims it rests on. <b>For all cases</b> speak a proof in a proof assistant (formal) and an identity reduced to zero by the kernel (symbolic); <b>for all of a stated box</b> an outward-rounded enclosure (interval); <b>only for the cases tried</b> rational comparisons (instances), random cases (property) and Monte Carlo with a stated error (statistical).</p>',
    '</section>',
  ].join('\n');
}

function figures(report: VerifyReport): string {
  const figure = (svg: string, note = ''): string =>
    `<figure>${svg}${note === '' ? '' : `<figcaption>${typeset(note)}</figcaption>`}</figure>`;
  return [
    '<section id="figures"><h2>Figures</h2>',
    ...(report.curves.length === 0
      ? []
      : [
          `<p>${typeset('How far an input may move before the smoothed classifier can change, by how sure it is. The theorem on general noise compares slopes at $\\rho = 1/2$ only, among noises with level sets of equal volume; at equal $\\sigma$ and away from $1/2$ the order may change, and does, at the marked points.')}</p>`,
          `<div class="figures">${report.curves.map(({ svg, note }) => figure(svg, note)).join('\n')}</div>`,
        ]),
    ...(report.crystals.length === 0
      ? []
      : [
          '<p>The adversary’s unit ball and its Wulff crystal: the shape to smooth over, whose widest shadow along the adversary’s directions is least at given volume.</p>',
          `<div class="figures crystals">${report.crystals.map(({ plane, space }) => figure(plane) + figure(space)).join('\n')}</div>`,
        ]),
    '</section>',
  ].join('\n');
}

function claimIndex(result: VerifyResult): string {
  const rows: (string[] | { group: string })[] = [];
  let group: string | undefined;
  for (const claim of result.claims) {
    const family = claimFamily(claim.id);
    if (family !== group) rows.push({ group: family });
    group = family;
    const killed = claim.mutants.filter((mutant) => mutant.refuted).length;
    rows.push([
      `<span class="mark ${claim.status}" title="${claim.status}">${mark(claim.status)}</span>`,
      `<a class="id" href="#${escapeText(claim.id)}">${escapeText(claim.id)}</a>`,
      `<a href="#${escapeText(claim.id)}">${claimTitle(claim)}</a>`,
      levelMeter(claim.level),
      String(claim.evidence.length),
      `${killed} / ${claim.mutants.length}`,
      duration(claim.ms),
    ]);
  }
  return [
    '<section id="index"><h2>Index of claims</h2>',
    htmlTable(
      [
        { header: '' },
        { header: 'id' },
        { header: 'claim' },
        { header: 'level' },
        { header: 'evidence', number: true },
        { header: 'mutants refuted', number: true },
        { header: 'time', number: true },
      ],
      rows,
    ),
    '</section>',
  ].join('\n');
}

/** Where an axiom is proved, and whether it was in this run. */
function standing({ standing, theorems, assumptions }: AxiomResult): string {
  if (theorems.length === 0) return '';
  const where = escapeText(theorems.join(', '));
  const said =
    standing === 'proved'
      ? `Proved in this run, so not cited: Coq accepts ${where}${assumptions.length === 0 ? ', with no axioms' : ` (resting on ${escapeText(assumptions.join(', '))})`}.`
      : `Cited in this run, in which Coq did not prove it; it is a theorem of ${where}.`;
  return `<br><span class="small">${said}</span>`;
}

function trustBase(report: VerifyReport): string {
  const users = (id: string): string =>
    report.result.claims
      .filter((claim) => claim.axioms.includes(id))
      .map((claim) => `<a class="id" href="#${escapeText(claim.id)}">${escapeText(claim.id)}</a>`)
      .join(' ');
  return [
    '<section id="trust"><h2>What must be trusted</h2>',
    '<p>A page like this is worth what it rests on. Nothing below is checked here; everything above is checked from it.</p>',
    '<h3>Axioms: theorems of the literature, used by name</h3>',
    htmlTable(
      [{ header: 'axiom' }, { header: 'statement' }, { header: 'used by' }],
      report.result.axioms.map((axiom) => [
        `<span class="id" id="axiom-${escapeText(axiom.id)}">${escapeText(axiom.id)}</span>`,
        `<b>${typeset(axiom.name)}.</b> ${typeset(axiom.statement)}<br><span class="muted small">${escapeText(axiom.citation)}</span>${standing(axiom)}`,
        users(axiom.id),
      ]),
    ),
    '<div class="trust">',
    '<div><h3>The kernel</h3>',
    `<p class="small">${typeset(report.kernel)}</p>`,
    trustedFiles(report.result.trusted),
    '</div>',
    '<div><h3>What each level asks you to believe</h3>',
    htmlTable(
      [{ header: 'level' }, { header: 'speaks for' }, { header: 'rests on' }],
      [...LEVELS].reverse().map((level) => [levelMeter(level), speaksFor(level), escapeText(levelMeaning(level))]),
    ),
    '</div></div>',
    '<h3 style="margin-top:28px">Libraries</h3>',
    htmlTable(
      [{ header: 'library' }, { header: 'version' }, { header: 'relied on for' }],
      report.libraries.map((library) => [
        `<span class="id">${escapeText(library.name)}</span>`,
        escapeText(library.version),
        escapeText(library.role),
      ]),
    ),
    '</section>',
  ].join('\n');
}

/** Every trusted file with its lines, and their sum. */
const trustedFiles = (base: readonly TrustedFile[]): string =>
  htmlTable(
    [{ header: 'file' }, { header: 'lines', number: true }, { header: 'what rests on it' }],
    [
      ...base.map(({ file, lines, role }) => [
        `<span class="id">${escapeText(file)}</span>`,
        String(lines),
        escapeText(role),
      ]),
      [
        `<b>${base.length} files</b>`,
        `<b>${trustedLines(base).toLocaleString('en')}</b>`,
        'without blank lines and comments',
      ],
    ],
  );

function levelCounts(claims: readonly ClaimResult[]): [EvidenceLevel, number][] {
  return [...LEVELS]
    .reverse()
    .map((level): [EvidenceLevel, number] => [level, claims.filter((claim) => claim.level === level).length])
    .filter(([, count]) => count > 0);
}

/** A probability as 3.1e-7 in digits people read: 3.1 × 10⁻⁷, rounded up. */
function scientific(p: number): string {
  const [digits = '', exponent] = falseAlarmDecimal(p).split('e');
  return exponent === undefined ? digits : `${digits} × 10<sup>${exponent.replace('-', '−')}</sup>`;
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
