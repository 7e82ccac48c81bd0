/**
 * Wulff crystals: presets, a polygon drawn by hand with its crystal beside it, solids that turn, and the race of
 * shadows.
 */
import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import { Calculator, Cancelled, LatestOnly } from '../calculations/client.ts';
import type { CrystalAnswer, CrystalBody, Shadow } from '../calculations/protocol.ts';
import { choice, exports, failure, shown, type Content } from '../controls.ts';
import { download } from '../downloads.ts';
import type { OpenViewAt } from '../view.ts';

/** Each has the vertices of one half: the other is its mirror image. */
const PRESETS: Readonly<Record<string, { readonly label: string; readonly body: CrystalBody }>> = {
  polygon: {
    label: 'polygon, drag its corners',
    body: {
      vertices: [
        [1, 0],
        [0.5, 0.866],
        [-0.5, 0.866],
      ],
    },
  },
  'l1-2': { label: 'ℓ₁ in the plane', body: { norm: 'l1', dim: 2 } },
  'l2-2': { label: 'ℓ₂ in the plane', body: { norm: 'l2', dim: 2 } },
  'linf-2': { label: 'ℓ∞ in the plane', body: { norm: 'linf', dim: 2 } },
  'l1-3': { label: 'ℓ₁ in space', body: { norm: 'l1', dim: 3 } },
  'l2-3': { label: 'ℓ₂ in space', body: { norm: 'l2', dim: 3 } },
  'linf-3': { label: 'ℓ∞ in space', body: { norm: 'linf', dim: 3 } },
  icosahedron: {
    label: 'icosahedron',
    body: {
      vertices: [
        [0, 1, 1.618034],
        [0, -1, 1.618034],
        [1, 1.618034, 0],
        [-1, 1.618034, 0],
        [1.618034, 0, 1],
        [1.618034, 0, -1],
      ],
    },
  },
};
/** Half the side of the square in which corners are dragged. */
const REACH = 1.5;

const dimensionOf = (body: CrystalBody): number => ('vertices' in body ? body.vertices[0]!.length : body.dim);

export const crystalsView: OpenViewAt = (place, address) => {
  const calculator = new Calculator();
  const race = new Calculator();
  let answer: CrystalAnswer | null = null;
  let shadows: readonly Shadow[] | null = null;
  let problem: string | null = null;
  let turning: { readonly x: number; readonly y: number } | null = null;

  const preset = (): string => {
    const name = address.text('body', 'polygon');
    return name in PRESETS ? name : 'polygon';
  };
  const body = (): CrystalBody => {
    const name = preset();
    if (name !== 'polygon') return PRESETS[name]!.body;
    const read = address
      .text('corners', '')
      .split(';')
      .map((pair) => pair.split(',').map(Number))
      .filter((pair) => pair.length === 2 && pair.every((x) => Number.isFinite(x) && Math.abs(x) <= REACH));
    return read.length >= 2 ? { vertices: read } : PRESETS['polygon']!.body;
  };
  const view = () => ({
    azimuth: address.number('azimuth', 28, -360, 720),
    elevation: address.number('elevation', 19, -89, 89),
  });
  const crystals = new LatestOnly(
    calculator,
    'crystal',
    (found) => {
      answer = found;
      problem = null;
      draw();
    },
    (sentence) => {
      problem = sentence;
      draw();
    },
  );
  const look = (): void => crystals.ask({ adversary: body(), view: view(), narrow: innerWidth < 600 });

  async function runRace(): Promise<void> {
    race.stop();
    shadows = null;
    draw();
    try {
      shadows = await race.ask('shadows', { adversary: body() });
      draw();
    } catch (error) {
      if (error instanceof Cancelled) return;
      problem = error instanceof Error ? error.message : String(error);
      draw();
    }
  }

  const choose = (name: string): void => {
    address.set({ body: name, corners: null });
    look();
    void runRace();
  };

  // Corners of the polygon.
  const corners = (): readonly (readonly number[])[] => {
    const now = body();
    return 'vertices' in now ? now.vertices : [];
  };
  const write = (vertices: readonly (readonly number[])[]): void => {
    address.set({ corners: vertices.map((v) => v.map((x) => Number(x.toFixed(3))).join(',')).join(';') });
    look();
    draw();
  };
  const moveCorner = (index: number, to: readonly [number, number]): void => {
    const limited = to.map((x) => Math.max(-REACH, Math.min(REACH, x)));
    write(corners().map((corner, i) => (i === index ? limited : corner)));
  };
  const dragged = (index: number) => (event: PointerEvent) => {
    const handle = event.currentTarget as SVGElement;
    if (event.type === 'pointerdown') {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus();
    } else if (event.type === 'pointerup') {
      void runRace();
    } else if (handle.hasPointerCapture(event.pointerId)) {
      const pad = handle.ownerSVGElement!.getBoundingClientRect();
      moveCorner(index, [
        ((event.clientX - pad.left) / pad.width) * 2 * REACH - REACH,
        REACH - ((event.clientY - pad.top) / pad.height) * 2 * REACH,
      ]);
    }
  };
  const nudged = (index: number) => (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-0.02, 0], ArrowRight: [0.02, 0], ArrowUp: [0, 0.02], ArrowDown: [0, -0.02] }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const [x, y] = corners()[index]!;
    moveCorner(index, [x! + step[0]!, y! + step[1]!]);
    void runRace();
  };

  const pad = (): TemplateResult => {
    const half = corners();
    const all = [...half, ...half.map((v) => v.map((x) => -x))]
      .map(([x, y]): [number, number] => [x!, y!])
      .sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
    return html`
      <div class="pad">
        <svg
          viewBox=${`${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`}
          role="group"
          aria-label="Corners of the polygon"
        >
          <path class="axes" d=${`M${-REACH} 0H${REACH}M0 ${-REACH}V${REACH}`}></path>
          <polygon points=${all.map(([x, y]) => `${x},${-y}`).join(' ')}></polygon>
          ${half.map(
            ([x, y], i) =>
              svg`<circle
                class="handle" cx=${x!} cy=${-y!} r="0.07" tabindex="0" role="slider"
                aria-label=${`Corner ${i + 1}`} aria-valuenow=${x!} aria-valuetext=${`at ${x!}, ${y!}`}
                @pointerdown=${dragged(i)} @pointermove=${dragged(i)} @pointerup=${dragged(i)} @keydown=${nudged(i)}
              ></circle><circle class="mirror" cx=${-x!} cy=${y!} r="0.035"></circle>`,
          )}
        </svg>
        <div class="buttons">
          <button type="button" @click=${addCorner} ?disabled=${half.length >= 8}>Add a corner</button>
          <button
            type="button"
            ?disabled=${half.length <= 2}
            @click=${() => {
              write(half.slice(0, -1));
              void runRace();
            }}
          >
            Remove one
          </button>
        </div>
      </div>
    `;
  };
  /** Between the two neighbours that are farthest apart, pushed outward so that it is seen. */
  const addCorner = (): void => {
    const half = corners();
    const all = [...half, ...half.map((v) => v.map((x) => -x))].sort(
      (a, b) => Math.atan2(a[1]!, a[0]!) - Math.atan2(b[1]!, b[0]!),
    );
    const gaps = all.map((v, i) => {
      const next = all[(i + 1) % all.length]!;
      return { length: Math.hypot(v[0]! - next[0]!, v[1]! - next[1]!), middle: [v[0]! + next[0]!, v[1]! + next[1]!] };
    });
    const widest = gaps.reduce((best, gap) => (gap.length > best.length ? gap : best));
    write([...half, widest.middle.map((x) => 0.58 * x)]);
    void runRace();
  };

  // Solids turn with the pointer and the arrow keys.
  const turn = (azimuth: number, elevation: number): void => {
    address.set({
      azimuth: Math.round((((azimuth % 360) + 360) % 360) * 10) / 10,
      elevation: Math.round(Math.max(-89, Math.min(89, elevation)) * 10) / 10,
    });
    look();
  };
  const pulled = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      turning = { x: event.clientX, y: event.clientY };
    } else if (event.type === 'pointerup') turning = null;
    else if (turning !== null) {
      const { azimuth, elevation } = view();
      turn(azimuth - 0.5 * (event.clientX - turning.x), elevation + 0.5 * (event.clientY - turning.y));
      turning = { x: event.clientX, y: event.clientY };
    }
  };
  const turned = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [6, 0], ArrowRight: [-6, 0], ArrowUp: [0, -6], ArrowDown: [0, 6] }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const { azimuth, elevation } = view();
    turn(azimuth + step[0]!, elevation + step[1]!);
  };

  const raceTable = (): TemplateResult => {
    if (shadows === null) return html`<p class="note" role="status">The race of the shadows is being run…</p>`;
    const widest = Math.max(...shadows.map(({ phi }) => phi.value));
    const best = Math.min(...shadows.map(({ phi }) => phi.value));
    return html`
      <table class="race">
        <caption>
          Widest shadow along the adversary, all bodies of ${dimensionOf(body()) === 2 ? 'area' : 'volume'} 1: the
          shorter the better
        </caption>
        <tbody>
          ${shadows.map(
            ({ body: name, phi }) =>
              html`<tr class=${phi.value <= best * (1 + 1e-9) ? 'best' : ''}>
                <th scope="row">${name}</th>
                <td class="bar"><i style=${`width:${(100 * phi.value) / widest}%`}></i></td>
                <td>${shown(phi.value, 5)}${phi.confidence < 1 ? ` (sampled, ${phi.confidence})` : ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  };

  const facts = (found: CrystalAnswer): TemplateResult => html`
    <dl class="facts">
      <dt>${dimensionOf(body()) === 2 ? 'Area' : 'Volume'} of W</dt>
      <dd data-volume>${shown(found.volume.value)} <span class="muted">${found.volume.method}</span></dd>
      ${
        found.counts === null
          ? nothing
          : html`<dt>W has</dt>
              <dd>${found.counts}</dd>`
      }
      ${
        found.facets === null
          ? nothing
          : html`<dt>Facets</dt>
              <dd>
                <details>
                  <summary>${found.facets.length}</summary>
                  <ul class="numbers">
                    ${found.facets.map(({ normal, offset }) => html`<li>⟨(${normal.map((x) => shown(x, 4)).join(', ')}), x⟩ ≤ ${shown(offset, 4)}</li>`)}
                  </ul>
                </details>
              </dd>`
      }
    </dl>
    ${
      found.caution === null
        ? html`<p class="note">
            The symmetries of this adversary carry every extreme point to every other: its crystal has the least widest
            shadow of all bodies of its volume.
          </p>`
        : html`<p class="note caution">No theorem says that this crystal is best: ${found.caution}.</p>`
    }
  `;

  const objButton = (solid: string | null): Content =>
    solid === null
      ? nothing
      : html`<button type="button" @click=${() => download('crystal.obj', new Blob([solid], { type: 'model/obj' }))}>
          OBJ
        </button>`;

  function draw(): void {
    const name = preset();
    const solid = dimensionOf(body()) === 3;
    render(
      html`
        <section class="controls" aria-label="The adversary">
          <h1>Crystals</h1>
          ${choice(
            'Adversary',
            'body',
            Object.entries(PRESETS).map(([value, { label }]) => [value, label] as const),
            name,
            choose,
          )}
          ${name === 'polygon' ? pad() : nothing} ${answer === null ? nothing : facts(answer)}
        </section>
        <section class="stage" aria-label="The crystal">
          ${failure(problem)}
          ${
            answer === null
              ? html`<div class="figure empty" aria-hidden="true"></div>`
              : solid
                ? html`<div
                      class="figure turnable"
                      tabindex="0"
                      role="group"
                      aria-label="Both solids; turn them with the arrow keys"
                      @pointerdown=${pulled}
                      @pointermove=${pulled}
                      @pointerup=${pulled}
                      @keydown=${turned}
                    >
                      ${unsafeHTML(answer.svg)}
                    </div>
                    <p class="note">Drag to turn, or use the arrow keys.</p>`
                : html`<div class="figure planar">${unsafeHTML(answer.svg)}</div>`
          }
          ${
            answer === null
              ? nothing
              : exports(
                  'crystal',
                  answer.svg,
                  answer.vertices === null
                    ? null
                    : { header: ['x1', 'x2', 'x3'].slice(0, dimensionOf(body())), rows: answer.vertices },
                  objButton(answer.solid),
                )
          }
          ${raceTable()}
        </section>
      `,
      place,
    );
  }

  draw();
  look();
  void runRace();
  return {
    close: () => {
      calculator.stop();
      race.stop();
      render(nothing, place);
    },
  };
};
