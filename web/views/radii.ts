/** Curves of certified radii, with the tangents at rho = 1/2, the crossings and a cursor that reads values. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import { OneQuestion } from '../calculations/client.ts';
import type { NoiseCurve } from '../calculations/protocol.ts';
import { choice, exports, failure, noiseText, numberField, progressBar, shown, textField } from '../controls.ts';
import type { OpenViewAt } from '../view.ts';

const ADVERSARIES = [
  ['l1', 'ℓ₁: the sum of all changes'],
  ['l2', 'ℓ₂: Euclidean length'],
  ['linf', 'ℓ∞: every pixel by a little'],
] as const;
const SUGGESTED = ['uniform:linf', 'gaussian', 'laplace', 'exp:linf,k=2', 'exp:l2,k=1', 'iid-exp,s=0.5'] as const;
const FEWEST = 0.5;
const MOST = 0.999;
/** The curves turn upward near 1, where the grid is finer. */
const GRID = [
  ...Array.from({ length: 99 }, (_, i) => Number((FEWEST + 0.005 * i).toFixed(3))),
  ...Array.from({ length: 9 }, (_, i) => Number((0.991 + 0.001 * i).toFixed(3))),
];
const COLOURS = ['c0', 'c1', 'c2', 'c3', 'c4'] as const;

export const radiiView: OpenViewAt = (place, address) => {
  const curves = new OneQuestion('radii', draw);

  const state = () => ({
    adversary: address.text('adversary', 'l1'),
    dim: Math.round(address.number('d', 3072, 1, 200_000)),
    noises: address
      .text('noises', 'uniform:linf;gaussian;laplace')
      .split(';')
      .filter((spec) => spec !== ''),
    equal: address.text('equal', 'sigma') === 'volume' ? ('volume' as const) : ('sigma' as const),
    size: address.number('size', 1, 1e-6, 1e6),
    rho: address.number('rho', 0.9, FEWEST, MOST),
    tangents: address.text('tangents', 'yes') === 'yes',
  });
  const set = (changes: Readonly<Record<string, string | number | null>>): void => {
    address.set(changes);
    calculate();
  };

  function calculate(): void {
    const { adversary, dim, noises, equal, size, tangents, rho } = state();
    // The cursor's own rho is a point of the curves: what it reads is certified there, not interpolated.
    const rhos = [...new Set([...GRID, rho])].sort((a, b) => a - b);
    void curves.ask({
      adversary,
      dim,
      noises,
      size: equal === 'sigma' ? { equal, sigma: size } : { equal, halfSide: size },
      rhos,
      tangents,
      narrow: innerWidth < 600,
    });
  }

  /** Reads rho under the pointer, or moved by the arrow keys. */
  function point(event: PointerEvent): void {
    const chart = curves.answer?.chart ?? null;
    if (chart === null || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * chart.width;
    const share = (x - chart.frame.left) / (chart.frame.right - chart.frame.left);
    moveTo(chart.x[0] + share * (chart.x[1] - chart.x[0]));
  }
  function key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -0.005, ArrowRight: 0.005, PageDown: -0.05, PageUp: 0.05 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moveTo(state().rho + step);
  }
  let settle: ReturnType<typeof setTimeout> | undefined;
  function moveTo(rho: number): void {
    address.set({ rho: Number(Math.min(MOST, Math.max(FEWEST, rho)).toFixed(3)) });
    draw();
    clearTimeout(settle);
    settle = setTimeout(() => calculate(), 250);
  }

  /** The radius at the cursor: at the nearest rho of the curve that is not above it, so never too large. */
  const at = (curve: NoiseCurve, rho: number) => curve.points.filter((each) => each.rho <= rho + 1e-12).at(-1);

  const cursor = (): TemplateResult | typeof nothing => {
    const chart = curves.answer?.chart ?? null;
    if (chart === null) return nothing;
    const { rho } = state();
    const share = (rho - chart.x[0]) / (chart.x[1] - chart.x[0]);
    const x = chart.frame.left + share * (chart.frame.right - chart.frame.left);
    return html`<i
      class="cursor"
      style=${`left:${(100 * x) / chart.width}%;top:${(100 * chart.frame.top) / chart.height}%;height:${(100 * (chart.frame.bottom - chart.frame.top)) / chart.height}%`}
    ></i>`;
  };

  const table = (curves: readonly NoiseCurve[]): TemplateResult => {
    const { rho } = state();
    // Colours as in the chart, which leaves out what cannot be drawn.
    const drawn = curves.filter(({ points }) => points.some(({ radius }) => radius > 0));
    const colour = (curve: NoiseCurve): string =>
      drawn.includes(curve) ? COLOURS[drawn.indexOf(curve) % COLOURS.length]! : '';
    return html`
      <table class="readings">
        <caption>
          Certified radii at ρ = ${rho}
        </caption>
        <thead>
          <tr>
            <th scope="col">noise</th>
            <th scope="col">σ</th>
            <th scope="col">radius</th>
            <th scope="col">slope at ½</th>
            <th scope="col">method</th>
          </tr>
        </thead>
        <tbody>
          ${curves.map((curve) => {
            const reading = at(curve, rho);
            return html`<tr>
              <th scope="row">
                <span class=${`dot ${colour(curve)}`}></span><span title=${curve.noise}>${noiseText(curve.noise)}</span>
              </th>
              ${
                curve.failure === null
                  ? html`<td>${shown(curve.sigma)}</td>
                      <td data-noise=${curve.noise}>${reading === undefined ? '–' : shown(reading.radius)}</td>
                      <td>${curve.slope === null ? 'not known' : shown(curve.slope, 4)}</td>
                      <td class="method">${reading?.detail ?? ''}</td>`
                  : html`<td colspan="4" class="failure">${curve.failure}</td>`
              }
            </tr>`;
          })}
        </tbody>
      </table>
    `;
  };

  function draw(): void {
    const { adversary, dim, noises, equal, size, rho, tangents } = state();
    const listed = [...new Set([...SUGGESTED, ...noises])];
    const chart = curves.answer?.chart ?? null;
    const found = curves.answer?.curves ?? [];
    render(
      html`
        <section class="controls" aria-label="What is compared">
          <h1>Radii</h1>
          ${choice('Adversary', 'adversary', ADVERSARIES, adversary, (value) => set({ adversary: value }))}
          ${numberField('Dimension d', 'd', dim, { min: 1, max: 200_000, step: 1 }, (value) => set({ d: value }))}
          ${choice(
            'Made equal',
            'equal',
            [
              ['sigma', 'σ of every noise'],
              ['volume', 'volumes of the level sets'],
            ],
            equal,
            (value) => set({ equal: value }),
          )}
          ${numberField(
            equal === 'sigma' ? 'σ' : 'half side of the cube with that volume',
            'size',
            size,
            { min: 1e-6, max: 1e6, step: 'any' },
            (value) => set({ size: value }),
          )}
          <fieldset>
            <legend>Noises</legend>
            ${listed.map(
              (spec) =>
                html`<label class="check"
                  ><input
                    type="checkbox"
                    name=${spec}
                    .checked=${noises.includes(spec)}
                    @change=${(event: Event) =>
                      set({
                        noises: (event.target as HTMLInputElement).checked
                          ? [...noises, spec].join(';')
                          : noises.filter((each) => each !== spec).join(';'),
                      })}
                  /><span title=${spec}>${noiseText(spec)}</span></label
                >`,
            )}
            <form
              @submit=${(event: SubmitEvent) => {
                event.preventDefault();
                const input = (event.target as HTMLFormElement).elements.namedItem('more') as HTMLInputElement;
                const spec = input.value.trim();
                if (spec !== '' && !noises.includes(spec)) set({ noises: [...noises, spec].join(';') });
                input.value = '';
              }}
            >
              ${textField('another, by its spec', 'more', '', () => undefined, 'power:l2,k=2,a=1546')}
            </form>
          </fieldset>
          <label class="check"
            ><input
              type="checkbox"
              name="tangents"
              .checked=${tangents}
              @change=${(event: Event) => set({ tangents: (event.target as HTMLInputElement).checked ? null : 'no' })}
            />tangents at ρ = ½</label
          >
          ${numberField('Cursor ρ', 'rho', rho, { min: FEWEST, max: MOST, step: 0.001 }, (value) => set({ rho: value }))}
        </section>
        <section class="stage" aria-label="Radius curves">
          ${failure(curves.failure)}
          ${
            chart === null
              ? html`<div class="figure empty" aria-hidden="true"></div>`
              : html`
                  <div
                    class="figure readable"
                    role="slider"
                    tabindex="0"
                    aria-label="ρ of the cursor"
                    aria-valuemin=${FEWEST}
                    aria-valuemax=${MOST}
                    aria-valuenow=${rho}
                    aria-valuetext=${`ρ = ${rho}`}
                    @pointerdown=${point}
                    @pointermove=${point}
                    @keydown=${key}
                  >
                    ${unsafeHTML(chart.svg)} ${cursor()}
                  </div>
                `
          }
          ${progressBar(curves.progress, () => curves.stop())} ${found.length === 0 ? nothing : table(found)}
          ${
            chart === null
              ? nothing
              : exports('radii', chart.svg, {
                  header: ['noise', 'rho', 'radius', 'method'],
                  rows: found.flatMap(({ noise, points }) =>
                    points.map(({ rho: each, radius, detail }) => [noise, each, radius, detail]),
                  ),
                })
          }
          <p class="note">
            Every point is a certificate: as long as the top class has probability ρ under the noise, no perturbation
            shorter than the radius changes the smoothed class. Dotted lines are tangents at ρ = ½; their slope 1/Φ(½)
            is what the Wulff crystal makes steepest. Small circles mark where two curves cross.
          </p>
          <p class="note">
            Why is uniform noise the steepest against ℓ₁? Its level sets are cubes, and the cube is the
            <a href="#/crystals?body=l1-3">Wulff crystal of ℓ₁</a>: of all bodies of one volume the one that a short
            shift uncovers least of. <a href="docs/theory.html">The theory</a> tells it from zero.
          </p>
        </section>
      `,
      place,
    );
  }

  draw();
  calculate();
  return {
    close: () => {
      clearTimeout(settle);
      curves.close();
      render(nothing, place);
    },
  };
};
