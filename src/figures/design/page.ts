/**
 * `wulff design --report`: the noise that was designed as one self-contained page: its file, radius, bounds, curve and
 * rivals.
 */
import { shownProbability, type Design } from '../../design/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';
import { htmlTable, reportPage } from '../report/page.ts';
import { directed, interval, plainFormulas, shortNumber } from '../vet/words.ts';
import { designFigure } from './figure.ts';

/** What the page shows besides the design. */
export interface DesignPageOptions {
  /** The command line that makes the page again, for the footer. */
  readonly command?: string;
}

/** Radii that a curve's table lists. */
const ROWS = 12;

/** The page as one HTML document without any external request. The same design gives the same bytes. */
export function designPage(design: Design, options: DesignPageOptions = {}): string {
  const command = options.command === undefined ? [] : [`<code>${escapeText(options.command)}</code>`];
  const facts = `${design.tried.toLocaleString('en')} noises and shapes looked at, seed ${design.seed}`;
  return reportPage(`wulff design: against ${design.adversary} at rho = ${shownProbability(design.rho)}`, [
    header(design),
    cards(design),
    '<section id="figure"><h2>Its curve beside the library’s</h2>',
    `<div class="figures"><figure class="wide">${designFigure(design)}<figcaption>${typeset('Certified radii at equal $\\sigma$, rounded down. The dot is the $\\rho$ that the noise was designed for; elsewhere another may lead (W7).')}</figcaption></figure></div>`,
    curveTable(design),
    '</section>',
    bounds(design),
    '<section id="file"><h2>The noise file</h2>',
    `<p>${typeset('Read by `wulff radius`, `wulff vet` and `wulff certify`, at the same $\\sigma$.')}</p>`,
    `<div class="replay">${escapeText(JSON.stringify(design.file, null, 2))}</div>`,
    '</section>',
    '<section id="candidates"><h2>What else was looked at</h2>',
    '<p>Certified radii of the best of every family; a dash where the search’s estimate was too far behind to certify, or nothing could be proved.</p>',
    candidateTable(design),
    '</section>',
    '<section id="basis"><h2>What is proved, and what was only searched</h2>',
    `<ul>${design.remarks.map((remark) => `<li>${plainFormulas(remark)}</li>`).join('')}</ul>`,
    '</section>',
    `<footer>${[facts, ...command].join(' · ')}</footer>`,
  ]);
}

function header({ adversary, dim, rho, sigma, noise, family, remarks }: Design): string {
  const norm = escapeText(normLabel(adversary)).replace(/_(.)/u, '<sub>$1</sub>');
  return [
    '<header>',
    `<div class="eyebrow">wulff design · d = ${dim} · σ = ${shortNumber(sigma)}</div>`,
    `<h1>A noise against ${norm} for ρ = ${shownProbability(rho)}</h1>`,
    `<p class="muted small"><code>${escapeText(noise)}</code> (${escapeText(family)})</p>`,
    `<p class="lead">${plainFormulas(remarks[0] ?? '')}</p>`,
    '</header>',
  ].join('\n');
}

function cards({ radius, gainPercent, library, bounds: all, form, noiseSigma }: Design): string {
  const card = (label: string, value: string, note: string): string =>
    `<div class="card"><b>${value}</b><span>${label}${note === '' ? '' : ` · ${note}`}</span></div>`;
  const best = library[0];
  const general = all.find(({ name }) => name === 'quasi-concave')!;
  return [
    '<div class="cards">',
    card(
      'certified radius',
      directed(radius.radius, 'down', 6),
      `${escapeText(radius.method)}${radius.exact ? ', tight' : ''}, rounded down`,
    ),
    card(
      'more than the library’s best',
      form === 'library' ? 'none' : `${gainPercent} %`,
      best === undefined ? '' : `<code>${escapeText(best.noise)}</code>: ${directed(best.radius, 'down', 6)}`,
    ),
    card(
      'of what even noise with convex level sets could certify',
      `${Math.floor(1e4 * general.share) / 100} %`,
      `at most ${directed(general.radius, 'up', 6)}`,
    ),
    card('σ of the noise', interval(noiseSigma, 6), 'root mean square of a coordinate'),
    '</div>',
  ].join('\n');
}

function bounds({ bounds: all }: Design): string {
  return [
    '<section id="bounds"><h2>How much better could a noise be?</h2>',
    htmlTable(
      [
        { header: 'at most', number: true },
        { header: 'this noise reaches', number: true },
        { header: 'for' },
        { header: 'because' },
      ],
      all.map(({ radius, share, covers, because }) => [
        directed(radius, 'up', 6),
        share > 1 ? 'it is none of these' : `${Math.floor(1e5 * share) / 1e3} %`,
        plainFormulas(covers),
        plainFormulas(because),
      ]),
    ),
    '</section>',
  ].join('\n');
}

function curveTable({ curve, beside, rho }: Design): string {
  const every = Math.max(1, Math.floor(curve.length / ROWS));
  const rows = curve.map((point, i) => ({ point, i })).filter(({ point, i }) => i % every === 0 || point.rho === rho);
  return htmlTable(
    [
      { header: 'ρ' },
      { header: 'this noise', number: true },
      ...beside.map(({ noise }) => ({ header: noise, number: true })),
    ],
    rows.map(({ point, i }) => [
      shortNumber(point.rho, 6),
      `<b>${directed(point.radius, 'down', 5)}</b>`,
      ...beside.map(({ points }) => {
        const other = points[i]?.radius ?? NaN;
        const text = directed(other, 'down', 5);
        return other > point.radius ? `${text}<sup title="more than this noise">▲</sup>` : text;
      }),
    ]),
  );
}

function candidateTable({ candidates }: Design): string {
  return htmlTable(
    [{ header: 'noise' }, { header: 'form' }, { header: 'family' }, { header: 'radius', number: true }],
    candidates.map(({ noise, form, family, radius }) => [
      `<span class="id">${escapeText(noise)}</span>`,
      form,
      form === 'library' ? '' : escapeText(family),
      radius === null ? '–' : directed(radius, 'down', 6),
    ]),
  );
}
