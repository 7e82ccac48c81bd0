/** Tables of a vet page: what the noise certifies beside others, and every number with what it rests on. */
import { noiseLabel } from '../../noise/label.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import type { ComparedNoise, VetReport } from '../../vet/report.ts';
import { escapeText } from '../charts/svg.ts';
import { typeset } from '../charts/typeset.ts';
import { htmlTable } from '../report/page.ts';
import { directed, interval, restsOn, shortNumber } from './words.ts';

/** Certified radii, with those of the noises compared; a triangle where another certifies more. */
export function radiusTable(report: VetReport): string {
  const others = report.comparison.filter(({ radii }) => radii !== null);
  // A radius that no bound from above is known of is the rule: a column of nothing is left out.
  const bounded = report.curve.some(({ radius }) => Number.isFinite(radius.upper));
  const over = (mark: string): string => `<span class="over">${mark}</span>`;
  let marked = false;
  const table = htmlTable(
    [
      { header: 'ρ' },
      { header: 'this noise', number: true },
      ...(bounded ? [{ header: 'at most', number: true }] : []),
      { header: 'rests on' },
      ...others.map(({ noise }) => ({
        header: `${noiseName(noise).replace(' (', '<br>(')}${over('')}`,
        html: true as const,
        number: true,
      })),
    ],
    report.curve.map(({ rho, radius }, i) => [
      String(rho),
      `<b>${directed(radius.lower, 'down', 5)}</b>`,
      ...(bounded ? [Number.isFinite(radius.upper) ? directed(radius.upper, 'up', 5) : '–'] : []),
      restsOn(radius),
      ...others.map(({ radii }) => {
        const other = radii![i]?.radius.lower ?? NaN;
        const leads = other > radius.lower;
        marked ||= leads;
        return `${directed(other, 'down', 5)}${over(leads ? '▲' : '')}`;
      }),
    ]),
  );
  return marked ? `${table}<p class="small muted">${over('▲')} certifies more than this noise at that ρ.</p>` : table;
}

/** "= 0.951", or "in [0.94, 0.96]" where that is all that is known. */
function between(lower: number, upper: number): string {
  const [low, high] = [lower.toFixed(3), upper.toFixed(3)];
  return low === high ? `= ${low}` : `in [${low}, ${high}]`;
}

/** What a noise that is compared with is called; HTML. */
const noiseName = (spec: string): string =>
  spec === 'wulff-rearrangement' ? 'its Wulff shape' : escapeText(noiseLabel(spec)).replace(/_(.)/gu, '<sub>$1</sub>');

/** Slopes of the noises compared, and where their curves cross; empty where there is none. */
export function comparisonTable(report: VetReport): string {
  if (report.comparison.length === 0) return '';
  const crossings = ({ crossings: all }: ComparedNoise): string =>
    all === null
      ? '<span class="muted">not decided</span>'
      : all.length === 0
        ? 'none'
        : all
            .map(
              ({ lower, upper, above }) =>
                `from ρ ${between(lower, upper)} ${above === 'vetted' ? 'this noise' : 'the other'} is above`,
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
        `${noiseName(other.noise)}${other.noise === 'wulff-rearrangement' ? '' : ` <span class="id muted">${escapeText(other.noise)}</span>`}`,
        other.equal === 'sigma' ? 'σ' : 'level-set volumes',
        interval(other.slope),
        restsOn(other.slope),
        crossings(other),
      ]),
  );
}

/** Scale, entropy, slopes and efficiency. */
export function numbersTable(report: VetReport): string {
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
export function growthTable(report: VetReport): string {
  if (report.growth.length === 0) return '';
  const table = htmlTable(
    [{ header: 'r' }, { header: 'p' }, { header: 'G(p, r)', number: true }, { header: 'rests on' }],
    report.growth.map(({ p, r, growth }) => [shortNumber(r), shortNumber(p), interval(growth, 5), restsOn(growth)]),
  );
  return `<details${report.growth.length <= 6 ? ' open' : ''} style="margin:0;padding:0"><summary>The growth function at ${report.growth.length} points: the most a set of measure p can weigh after a shift of size r</summary>${table}</details>`;
}
