/** The verdict on a formula, as it is typed. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import type { Check, Estimate } from '../../src/index.ts';
import { OneQuestion } from '../calculations/client.ts';
import type { VetAnswer } from '../calculations/protocol.ts';
import { plainFormulas } from '../../src/figures/vet/words.ts';
import { choice, exports, failure, noiseText, numberField, progressBar, shown, textField } from '../controls.ts';
import type { OpenViewAt } from '../view.ts';

type Form = 'product' | 'levelSet' | 'density';

const FORMS: Readonly<Record<Form, { readonly label: string; readonly start: string; readonly field: string }>> = {
  product: { label: 'a marginal in x, for every coordinate', start: '1/(1+x^2)^2', field: 'density of x' },
  levelSet: { label: 'a radial profile in r, on a ball', start: 'exp(-r^1.5)', field: 'profile of r' },
  density: { label: 'a density in x1, x2, x3', start: 'exp(-abs(x1) - 2*x2^2)', field: 'density' },
};
const BALLS = [
  ['inf', 'cube (ℓ∞)'],
  ['2', 'ball (ℓ₂)'],
  ['1', 'cross-polytope (ℓ₁)'],
] as const;
/** Where something has to be sampled: enough for a first answer. */
const SAMPLES = 100_000;
/** Pause after the last letter, in milliseconds. */
const PAUSE = 700;

export const vetView: OpenViewAt = (place, address) => {
  const verdicts = new OneQuestion('vet', draw);
  let pause: ReturnType<typeof setTimeout> | undefined;

  const state = () => {
    const named = address.text('form', 'product');
    const form: Form = named in FORMS ? (named as Form) : 'product';
    return {
      form,
      formula: address.text('formula', FORMS[form].start),
      ball: address.text('ball', 'inf'),
      adversary: address.text('adversary', 'l1'),
      dim: Math.round(address.number('d', form === 'density' ? 2 : 3, 1, form === 'density' ? 3 : 10_000)),
      sigma: address.number('sigma', 1, 1e-6, 1e6),
    };
  };
  const set = (changes: Readonly<Record<string, string | number | null>>, wait = 0): void => {
    address.set(changes);
    draw();
    clearTimeout(pause);
    pause = setTimeout(() => calculate(), wait);
  };

  function calculate(): void {
    const { form, formula, ball, adversary, dim, sigma } = state();
    const body = { lp: ball === 'inf' ? 'inf' : Number(ball), dim };
    const noise = form === 'levelSet' ? { levelSet: { body, radial: formula } } : { [form]: formula };
    void verdicts.ask({ noise, adversary, dim, sigma, samples: SAMPLES, narrow: innerWidth < 600 });
  }

  function draw(): void {
    const { form, formula, ball, adversary, dim, sigma } = state();
    render(
      html`
        <section class="controls" aria-label="The noise">
          <h1>Vet</h1>
          ${choice(
            'Given as',
            'form',
            Object.entries(FORMS).map(([value, { label }]) => [value, label] as const),
            form,
            (value) => set({ form: value, formula: null, d: null }),
          )}
          ${form === 'levelSet' ? choice('Level sets', 'ball', BALLS, ball, (value) => set({ ball: value })) : nothing}
          ${textField(FORMS[form].field, 'formula', formula, (value) => set({ formula: value }, PAUSE), FORMS[form].start)}
          ${choice(
            'Adversary',
            'adversary',
            [
              ['l1', 'ℓ₁'],
              ['l2', 'ℓ₂'],
              ['linf', 'ℓ∞'],
            ],
            adversary,
            (value) => set({ adversary: value }),
          )}
          ${numberField('Dimension d', 'd', dim, { min: 1, max: form === 'density' ? 3 : 10_000, step: 1 }, (value) => set({ d: value }))}
          ${numberField('σ', 'sigma', sigma, { min: 1e-6, max: 1e6, step: 'any' }, (value) => set({ sigma: value }))}
          <p class="note">
            Formulas know + − * / ^, exp, log, sqrt, abs, sign, max, min, tanh, atan, cosh. The constant of a density
            need not be right; it must be even and integrable, and have level sets that shrink.
          </p>
        </section>
        <section class="stage" aria-label="The verdict">
          ${failure(verdicts.failure)} ${progressBar(verdicts.progress, () => verdicts.stop())}
          ${verdicts.answer === null ? nothing : verdict(verdicts.answer, verdicts.progress !== null)}
        </section>
      `,
      place,
    );
  }

  draw();
  calculate();
  return {
    close: () => {
      clearTimeout(pause);
      verdicts.close();
      render(nothing, place);
    },
  };
};

const within = ({ value, lower, upper, confidence, method }: Estimate): TemplateResult => html`
  ${lower === upper || upper - lower <= 1e-6 * Math.abs(value) ? shown(value) : html`${shown(lower, 5)} to ${shown(upper, 5)}`}
  <span class="muted">${confidence < 1 ? `with confidence ${confidence}` : method}</span>
`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const MARKS: Readonly<Record<Check['status'], string>> = { proved: '✓', tested: '✓', failed: '✗', unknown: '?' };

const CHECKS: Readonly<Record<string, string>> = {
  normalizable: 'has a finite integral',
  even: 'is even',
  quasiConcave: 'has convex level sets',
  finiteVariance: 'has a finite variance',
  absolutelyContinuous: 'has a density',
};

function verdict({ report, figures }: VetAnswer, stale: boolean): TemplateResult {
  const checks = Object.entries<Check>({ ...report.checks }).map(
    ([name, check]) =>
      html`<li class=${check.status}>
        <span class="mark">${MARKS[check.status]}</span>
        ${CHECKS[name] ?? name}
        <span class="muted">${check.status}</span>
      </li>`,
  );
  return html`
    <div class=${stale ? 'stale' : ''}>
      <p class=${`verdict ${report.verdict}`} data-verdict=${report.verdict}>
        <strong>${capital(report.verdict)}.</strong> ${unsafeHTML(plainFormulas(report.reasons[0] ?? ''))}
      </p>
      ${report.reasons.slice(1).map((reason) => html`<p>${unsafeHTML(plainFormulas(reason))}</p>`)}
      <ul class="checks">
        ${checks}
      </ul>
      ${
        'curve' in report
          ? html`
              <dl class="facts">
                <dt>σ</dt>
                <dd>${within(report.sigma)}</dd>
                <dt>slope at ½</dt>
                <dd>${within(report.slope)}</dd>
                <dt>efficiency η</dt>
                <dd data-efficiency>${within(report.wulff.efficiency)}</dd>
              </dl>
              ${report.advice.map(
                ({ noise, rho, radius, gainPercent }) =>
                  html`<p>
                    At ρ = ${rho} the library’s best noise of this σ is ${noiseText(noise)}: radius
                    ${shown(radius.lower, 5)}${gainPercent === null ? '' : `, ${shown(gainPercent, 3)} % more`}.
                  </p>`,
              )}
              ${figures.map(
                ({ name, svg }) => html`
                  <div class="figure">${unsafeHTML(svg)}</div>
                  ${exports(
                    `vet-${name}`,
                    svg,
                    name === 'radius'
                      ? {
                          header: ['rho', 'radius'],
                          rows: report.curve.map(({ rho, radius }) => [rho, radius.lower]),
                        }
                      : null,
                  )}
                `,
              )}
            `
          : nothing
      }
    </div>
  `;
}
