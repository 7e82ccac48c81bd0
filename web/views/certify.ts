/** Certifies pictures that the reader drops, by a model of theirs, on this machine. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { choice, exports, failure, numberField, shown } from '../controls.ts';
import type { PageResult, PageVotes } from '../certify-run.ts';
import type { OpenViewAt } from '../view.ts';

interface Row {
  readonly name: string;
  readonly result: PageResult;
}

export const certifyView: OpenViewAt = (place, address) => {
  let model: File | null = null;
  let pictures: readonly File[] = [];
  let rows: readonly Row[] = [];
  let votes: PageVotes | null = null;
  let problem: string | null = null;
  let curve: string | null = null;
  let certainty: string | null = null;
  let stop: AbortController | null = null;

  const state = () => ({
    noise: address.text('noise', 'uniform:linf'),
    sigma: address.number('sigma', 0.5, 0.001, 100),
    n: Math.round(address.number('n', 1000, 20, 1_000_000)),
  });

  async function run(): Promise<void> {
    if (model === null || pictures.length === 0) return;
    const { noise, sigma, n } = state();
    stop = new AbortController();
    const { signal } = stop;
    [rows, curve, certainty, problem] = [[], null, null, null];
    votes = { stage: 'Loading the runtime and the model', drawn: 0, atMost: n, counts: [] };
    draw();
    const url = URL.createObjectURL(model);
    try {
      const { certifyPicture } = await import('../certify-run.ts');
      const { certaintyOfPictures, certifiedShare } = await import('../certified-share.ts');
      for (const [index, file] of pictures.entries()) {
        const result = await certifyPicture(
          { model: url, file, index, noise, sigma, n },
          (now) => {
            votes = now;
            draw();
          },
          signal,
        );
        rows = [...rows, { name: file.name, result }];
        draw();
      }
      const results = rows.map(({ result }) => result);
      const width = innerWidth < 600 ? 420 : 620;
      curve = certifiedShare(results, noise, sigma, width);
      certainty = certaintyOfPictures(results, width);
    } catch (error) {
      if (!signal.aborted) problem = error instanceof Error ? error.message : String(error);
    } finally {
      URL.revokeObjectURL(url);
      [votes, stop] = [null, null];
      draw();
    }
  }

  const chosen = (event: Event): readonly File[] => [...((event.target as HTMLInputElement).files ?? [])];
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    model = files.find(({ name }) => name.endsWith('.onnx')) ?? model;
    const images = files.filter(({ type }) => type.startsWith('image/'));
    if (images.length > 0) pictures = images;
    draw();
  };

  const bars = ({ stage, drawn, atMost, counts }: PageVotes): TemplateResult => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const ranked = counts
      .map((count, label) => ({ label, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 5)
      .filter(({ count }) => count > 0);
    return html`
      <div class="progress" role="status">
        <progress max=${atMost} .value=${drawn} aria-label="noisy copies"></progress>
        <span
          >${stage}${drawn > 0 ? `: ${drawn.toLocaleString('en')} of ${atMost.toLocaleString('en')} copies` : ''}</span
        >
        <button type="button" @click=${() => stop?.abort()}>Stop</button>
      </div>
      <ul class="votes">
        ${ranked.map(({ label, count }) => html`<li><span>class ${label}</span><i style=${`width:${(70 * count) / total}%`}></i>${count}</li>`)}
      </ul>
    `;
  };

  function draw(): void {
    const { noise, sigma, n } = state();
    const ready = model !== null && pictures.length > 0 && stop === null;
    render(
      html`
        <section class="controls" aria-label="Model and pictures">
          <h1>Certify</h1>
          <div class="drop" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${dropped}>
            <p>Drop an ONNX classifier and pictures of its size here, or choose them.</p>
            <label class="field"
              ><span>Model (.onnx)</span
              ><input
                id="model"
                type="file"
                accept=".onnx"
                @change=${(event: Event) => {
                  model = chosen(event)[0] ?? null;
                  draw();
                }}
            /></label>
            <label class="field"
              ><span>Pictures</span
              ><input
                id="pictures"
                type="file"
                accept="image/*"
                multiple
                @change=${(event: Event) => {
                  pictures = chosen(event);
                  draw();
                }}
            /></label>
            <p class="muted">
              ${model?.name ?? 'no model yet'}, ${pictures.length} picture${pictures.length === 1 ? '' : 's'}
            </p>
          </div>
          ${choice(
            'Noise',
            'noise',
            [
              ['uniform:linf', 'uniform (best against ℓ₁)'],
              ['gaussian', 'Gaussian'],
              ['laplace', 'Laplace'],
            ],
            noise,
            (value) => {
              address.set({ noise: value });
              draw();
            },
          )}
          ${numberField('σ, pixels in [0, 1]', 'sigma', sigma, { min: 0.001, max: 100, step: 'any' }, (value) => address.set({ sigma: value }))}
          ${numberField('Noisy copies n', 'n', n, { min: 20, max: 1_000_000, step: 1 }, (value) => address.set({ n: value }))}
          <button type="button" class="main" ?disabled=${!ready} @click=${() => void run()}>Certify against ℓ₁</button>
          <p class="note">
            On this machine's GPU by WebGPU where there is one, otherwise on its processor by WebAssembly. Model and
            pictures stay here.
          </p>
        </section>
        <section class="stage" aria-label="Certificates">
          ${failure(problem)} ${votes === null ? nothing : bars(votes)}
          ${
            rows.length === 0
              ? html`<p class="waiting">
                  Certificates appear here, one a picture; then the curve of what is certified, and how sure the
                  classifier is.
                </p>`
              : html`<table class="readings">
                  <caption>
                    Certified ℓ₁ radii, each wrong with probability at most 0.001
                  </caption>
                  <thead>
                    <tr>
                      <th scope="col">picture</th>
                      <th scope="col">class</th>
                      <th scope="col">votes</th>
                      <th scope="col">ρ at least</th>
                      <th scope="col">radius</th>
                      <th scope="col">on</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${rows.map(
                      ({ name, result }) =>
                        html`<tr>
                          <th scope="row">${name}</th>
                          <td>${result.predict < 0 ? 'abstains' : result.predict}</td>
                          <td>${result.count} of ${result.n}</td>
                          <td>${shown(result.rho, 4)}</td>
                          <td>${shown(result.radius, 5)}</td>
                          <td class="method">${result.device}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>`
          }
          ${
            curve === null
              ? nothing
              : html`<div class="figure" .innerHTML=${curve}></div>
                  ${exports('certified', curve, {
                    header: ['picture', 'class', 'count', 'n', 'rho', 'radius'],
                    rows: rows.map(({ name, result }) => [
                      name,
                      result.predict,
                      result.count,
                      result.n,
                      result.rho,
                      result.radius,
                    ]),
                  })}`
          }
          ${
            certainty === null
              ? nothing
              : html`<div class="figure" .innerHTML=${certainty}></div>
                  ${exports('certainty', certainty, null)}
                  <p class="note">
                    Radii grow fastest as ρ nears 1: a few easy pictures may make most of an average radius. Compare how
                    many pictures are certified at the radius that matters.
                  </p>`
          }
        </section>
      `,
      place,
    );
  }

  draw();
  return {
    close: () => {
      stop?.abort();
      render(nothing, place);
    },
  };
};
