/**
 * `wulff vet --report`: the verdict on a noise as one self-contained page, with every number, check, witness and
 * figure.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { foundationText } from '../../vet/foundation.ts';
import type { InvalidReport, Verdict, VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { reportPage } from '../report/page.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';
import type { VetFigure } from './figures.ts';
import { CHECK_NAMES, checksSection, witnessCoordinates } from './checks.ts';
import { comparisonTable, growthTable, numbersTable, radiusTable } from './tables.ts';
import { directed, interval, plainFormulas } from './words.ts';

/** What the page of a verdict shows besides the report. */
export interface VetPageOptions {
  readonly figures?: readonly VetFigure[];
  /** The command line that makes the page again, for the footer. */
  readonly command?: string;
  /** "wulff 0.1.0, Node v20.20.2"; left out by default, so that the page depends on the report alone. */
  readonly environment?: string;
}

/** The page as one HTML document without any external request. The same report gives the same bytes. */
export function vetPage(report: VetReport | InvalidReport, options: VetPageOptions = {}): string {
  const title = `wulff vet: ${report.name} against ${report.adversary}`;
  const content = 'curve' in report ? vettedContent(report, options.figures ?? []) : invalidContent(report);
  const facts = [
    options.environment,
    'curve' in report ? `${report.samples.toLocaleString('en')} samples where sampled, seed ${report.seed}` : undefined,
  ]
    .filter((each) => each !== undefined)
    .map(escapeText);
  const command = options.command === undefined ? [] : [`<code>${escapeText(options.command)}</code>`];
  return reportPage(title, [...content, `<footer>${[...facts, ...command].join(' · ')}</footer>`]);
}

const LOOK: Readonly<Record<Verdict, { readonly css: string; readonly mark: string; readonly word: string }>> = {
  optimal: { css: 'holds', mark: '✓', word: 'Optimal' },
  suboptimal: { css: 'inconclusive', mark: '↗', word: 'Suboptimal' },
  invalid: { css: 'refuted', mark: '✗', word: 'Not a smoothing noise' },
  inconclusive: { css: 'inconclusive', mark: '?', word: 'Undecided' },
};

function vettedContent(report: VetReport, figures: readonly VetFigure[]): string[] {
  return [
    header(report, sentence(report)),
    cards(report),
    reasons([...report.reasons, ...foundationText(report.foundation)]),
    figureSection(figures),
    '<section id="radii"><h2>What it certifies</h2>',
    '<p>Radii are lower bounds, rounded down; each may be used as a certificate with the confidence given. Beside it, the library’s noises at the same σ, and the noise with the same level-set volumes and crystals for level sets.</p>',
    radiusTable(report),
    comparisonTable(report),
    ...advice(report),
    '</section>',
    '<section id="numbers"><h2>Every number, and what it rests on</h2>',
    numbersTable(report),
    growthTable(report),
    '</section>',
    checksSection(report.checks),
    caveat(),
  ];
}

function invalidContent(report: InvalidReport): string[] {
  return [
    header(
      report,
      `This density cannot be used for smoothing: the check “${CHECK_NAMES[report.failed]}” fails, and the witness below shows it.`,
    ),
    '<section><h2>The witness</h2>',
    `<article class="refuted-claim"><p>${escapeText(capital(report.witness.detail))}</p>${witnessCoordinates(report.witness)}</article>`,
    ...report.reasons.map((reason) => `<p>${plainFormulas(reason)}</p>`),
    '<p class="muted">Points are given at scale λ = 1; evaluate the density there to see it by hand.</p>',
    '</section>',
  ];
}

function header(report: VetReport | InvalidReport, lead: string): string {
  const { css, mark, word } = LOOK[report.verdict];
  const spec =
    'noise' in report && report.noise !== report.name
      ? [`<p class="muted small"><code>${escapeText(report.noise)}</code></p>`]
      : [];
  return [
    '<header>',
    `<div class="eyebrow">wulff vet · d = ${report.dim}</div>`,
    `<h1>${escapeText(report.name)} against ${subscriptedNorm(report.adversary)}</h1>`,
    ...spec,
    `<div class="verdict ${css}">${mark} ${word}${report.verdict === 'optimal' ? ' at ρ = 1/2' : ''}</div>`,
    `<p class="lead">${lead}</p>`,
    '</header>',
  ].join('\n');
}

function sentence(report: VetReport): string {
  const { efficiency, attained } = report.wulff;
  const norm = subscriptedNorm(report.adversary);
  const eta = interval(efficiency, 3);
  switch (report.verdict) {
    case 'optimal':
      return `Against ${norm} no noise with level sets of the same volumes has a steeper radius curve at ρ = 1/2: its Wulff efficiency is ${eta}.`;
    case 'suboptimal':
      return `Against ${norm} its radius curve starts with ${eta} of the slope that is possible with level sets of the same volumes: one with the shape of the crystal is at least ${steeper(efficiency)} steeper there.`;
    case 'inconclusive':
      return attained
        ? `Its Wulff efficiency against ${norm} lies in ${eta}, which does not settle whether it is optimal${report.samplesToSettle === null ? '' : `; about ${report.samplesToSettle.toLocaleString('en')} samples would`}.`
        : `Its efficiency against a bound that no noise need reach lies in ${eta}: whether it is optimal against ${norm} is not known.`;
    case 'invalid':
      return '';
  }
}

/** The gain that is certain, from the upper end of the efficiency. */
const steeper = ({ upper }: Estimate): string => `${directed(100 * (1 / upper - 1), 'down', 3)} %`;

function cards(report: VetReport): string {
  const card = (value: string, label: string): string => `<div class="card"><b>${value}</b><span>${label}</span></div>`;
  const best = report.curve.reduce<VetReport['curve'][number] | null>(
    (chosen, point) => (chosen === null || Math.abs(point.rho - 0.9) < Math.abs(chosen.rho - 0.9) ? point : chosen),
    null,
  );
  return [
    '<div class="cards">',
    card(interval(report.wulff.efficiency, 3), 'Wulff efficiency η'),
    card(interval(report.slope, 3), 'slope 1/Φ(1/2) of the radius curve at ρ = 1/2'),
    card(interval(report.sigma, 3), 'σ, root mean square of a coordinate'),
    ...(best === null ? [] : [card(directed(best.radius.lower, 'down', 4), `certified radius at ρ = ${best.rho}`)]),
    '</div>',
  ].join('\n');
}

function reasons(all: readonly string[]): string {
  return `<section><h2>Why</h2><ul class="sans small">${all.map((reason) => `<li>${plainFormulas(reason)}</li>`).join('')}</ul></section>`;
}

function figureSection(figures: readonly VetFigure[]): string {
  if (figures.length === 0) return '';
  return [
    '<section id="figures"><h2>Figures</h2>',
    '<div class="figures">',
    // The bar is low and stands alone; of what is left an odd one at the end does.
    ...figures.map(
      ({ name, svg, note }, i) =>
        `<figure id="figure-${name}"${name === 'efficiency' || (i + 1 === figures.length && i % 2 === 1) ? ' class="wide"' : ''}>${svg}<figcaption>${typeset(note)}</figcaption></figure>`,
    ),
    '</div></section>',
  ].join('\n');
}

function advice(report: VetReport): string[] {
  return report.advice.flatMap(({ noise, rho, radius, gainPercent, because }) => [
    `<h3 style="margin-top:28px">The library’s best noise at this σ and ρ = ${rho}</h3>`,
    `<p><code>${escapeText(noise)}</code> certifies ${directed(radius.lower, 'down', 5)}` +
      `${gainPercent === null ? '' : gainPercent > 0 ? `, ${gainPercent} % more than this noise` : `, which is not more than this noise certifies (${gainPercent} %)`}. ` +
      `<span class="muted">${plainFormulas(because)}</span></p>`,
  ]);
}

function caveat(): string {
  return [
    '<section id="caveat"><h2>The caveat</h2>',
    `<p>${typeset('The theorem behind the efficiency (W3, W4) compares noises whose level sets have equal volumes, at $\\rho = 1/2$ only. At equal $\\sigma$, or further along the curve, another noise may certify more (W7): the radii above decide there, not $\\eta$.')}</p>`,
    '</section>',
  ].join('\n');
}

function subscriptedNorm(name: string): string {
  return escapeText(normLabel(name)).replace(/_(.)/u, '<sub>$1</sub>');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
