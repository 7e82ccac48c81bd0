/** `wulff vet --report`: the verdict on a noise as one self-contained page, with every number, check, witness and figure. */
import type { Check, NoiseChecks, Witness } from '../../noise/validity.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { foundationText } from '../../vet/foundation.ts';
import type { ComparedNoise, InvalidReport, Verdict, VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { htmlTable, reportPage } from '../report/page.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';
import type { VetFigure } from './figures.ts';
import { directed, interval, plainFormulas, restsOn, shortNumber } from './words.ts';

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
    ...figures.map(
      ({ name, svg, note }) =>
        `<figure id="figure-${name}"${name === 'efficiency' && figures.length % 2 === 1 ? ' class="wide"' : ''}>${svg}<figcaption>${typeset(note)}</figcaption></figure>`,
    ),
    '</div></section>',
  ].join('\n');
}

function radiusTable(report: VetReport): string {
  const others = report.comparison.filter(({ radii }) => radii !== null);
  return htmlTable(
    [
      { header: 'ρ' },
      { header: 'this noise', number: true },
      { header: 'at most', number: true },
      { header: 'rests on' },
      ...others.map(({ noise }) => ({
        header: noise === 'wulff-rearrangement' ? 'its Wulff shape' : noise,
        number: true,
      })),
    ],
    report.curve.map(({ rho, radius }, i) => [
      String(rho),
      `<b>${directed(radius.lower, 'down', 5)}</b>`,
      Number.isFinite(radius.upper) ? directed(radius.upper, 'up', 5) : '',
      restsOn(radius),
      ...others.map(({ radii }) => {
        const other = radii![i]?.radius.lower ?? NaN;
        const text = directed(other, 'down', 5);
        return other > radius.lower ? `${text}<sup title="more than this noise">▲</sup>` : text;
      }),
    ]),
  );
}

function comparisonTable(report: VetReport): string {
  if (report.comparison.length === 0) return '';
  const crossings = ({ crossings: all }: ComparedNoise): string =>
    all === null
      ? '<span class="muted">not decided</span>'
      : all.length === 0
        ? 'none'
        : all
            .map(
              ({ lower, upper, above }) =>
                `ρ in [${lower.toFixed(3)}, ${upper.toFixed(3)}]: ${above === 'vetted' ? 'this noise' : 'the other'} is above from there`,
            )
            .join('; ');
  return htmlTable(
    [
      { header: 'compared with' },
      { header: 'made equal' },
      { header: '1/Φ(1/2)', number: true },
      { header: 'rests on' },
      { header: 'where the curves cross' },
    ],
    [...report.comparison]
      .sort((a, b) => (b.slope.value || 0) - (a.slope.value || 0))
      .map((other) => [
        `<span class="id">${escapeText(other.noise)}</span>`,
        other.equal === 'sigma' ? 'σ' : 'level-set volumes',
        interval(other.slope),
        restsOn(other.slope),
        crossings(other),
      ]),
  );
}

function advice(report: VetReport): string[] {
  return report.advice.flatMap(({ noise, rho, radius, gainPercent, because }) => [
    `<h3 style="margin-top:28px">The library’s best noise at this σ and ρ = ${rho}</h3>`,
    `<p><code>${escapeText(noise)}</code> certifies ${directed(radius.lower, 'down', 5)}` +
      `${gainPercent === null ? '' : gainPercent > 0 ? `, ${gainPercent} % more than this noise` : `, which is not more than this noise certifies (${gainPercent} %)`}. ` +
      `<span class="muted">${plainFormulas(because)}</span></p>`,
  ]);
}

function numbersTable(report: VetReport): string {
  const row = (name: string, estimate: Estimate): string[] => [
    typeset(name),
    interval(estimate, 6),
    `[${directed(estimate.lower, 'down', 8)}, ${directed(estimate.upper, 'up', 8)}]`,
    restsOn(estimate),
  ];
  return htmlTable(
    [
      { header: 'number' },
      { header: 'value', number: true },
      { header: 'interval', number: true },
      { header: 'rests on' },
    ],
    [
      row('$\\sigma$, with $\\sigma^2 = E|X|_2^2 / d$', report.sigma),
      row('differential entropy, in nats', report.entropy),
      row('$\\Phi(1/2) = \\frac12 \\sup_{v \\in B} \\int |\\partial_v q|$', report.phiHalf),
      row('$1/\\Phi(1/2)$, the slope of the radius curve', report.slope),
      row('$\\Phi^* = \\frac d2 |W|^{1/d} \\int_0^\\infty |\\{q > t\\}|^{(d-1)/d}\\,dt$', report.wulff.phiStar),
      row('$\\eta = \\Phi^*/\\Phi(1/2)$, the Wulff efficiency', report.wulff.efficiency),
    ],
  );
}

/** Few values of the growth function stand open, many fold away. */
function growthTable(report: VetReport): string {
  if (report.growth.length === 0) return '';
  const table = htmlTable(
    [{ header: 'r' }, { header: 'p' }, { header: 'G(p, r)', number: true }, { header: 'rests on' }],
    report.growth.map(({ p, r, growth }) => [shortNumber(r), shortNumber(p), interval(growth, 5), restsOn(growth)]),
  );
  return `<details${report.growth.length <= 6 ? ' open' : ''} style="margin:0;padding:0"><summary>The growth function at ${report.growth.length} points: the most a set of measure p can weigh after a shift of size r</summary>${table}</details>`;
}

const CHECK_NAMES: Readonly<Record<keyof NoiseChecks, string>> = {
  normalizable: 'it is a probability density',
  even: 'it is even',
  quasiConcave: 'its superlevel sets are convex',
  finiteVariance: 'its variance is finite',
  absolutelyContinuous: 'its shifts have densities with respect to it',
};

/** Checks without which a noise still certifies: their failure is a remark, not a defect. */
const REMARKS: readonly (keyof NoiseChecks)[] = ['quasiConcave', 'finiteVariance'];

function checksSection(checks: NoiseChecks): string {
  const look = (key: keyof NoiseChecks, { status }: Check): string => {
    const css =
      status === 'proved' || status === 'tested'
        ? 'holds'
        : status === 'failed' && !REMARKS.includes(key)
          ? 'refuted'
          : 'inconclusive';
    const mark = status === 'proved' || status === 'tested' ? '✓' : status === 'failed' ? '✗' : '?';
    return `<span class="mark ${css}">${mark}</span> ${status}`;
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
    '</section>',
  ].join('\n');
}

function witnessCoordinates(witness: Witness): string {
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

function caveat(): string {
  return [
    '<section id="caveat"><h2>The caveat</h2>',
    `<p>${typeset('The theorem behind the efficiency (W3, W4) compares noises whose level sets have equal volumes, at $\\rho = 1/2$ only. At equal $\\sigma$, or further along the curve, another noise may certify more (W7): the radii above decide there, not $\\eta$.')}</p>`,
    '<p class="small muted">▲ marks a noise that certifies more than this one at that ρ.</p>',
    '</section>',
  ].join('\n');
}

function subscriptedNorm(name: string): string {
  return escapeText(normLabel(name)).replace(/_(.)/u, '<sub>$1</sub>');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
