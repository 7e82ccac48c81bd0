/** The extreme set of the Neyman-Pearson argument on a planar density, as p and the shift move. */
import { html, nothing, render } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { Calculator, LatestOnly } from '../calculations/client.ts';
import type { GrowthAnswer } from '../calculations/protocol.ts';
import { choice, exports as saving, failure, shown, slider } from '../controls.ts';
import type { OpenViewAt } from '../view.ts';

const NOISES = [
  ['gaussian', 'Gaussian'],
  ['laplace', 'Laplace'],
  ['uniform:linf', 'uniform on the square'],
  ['uniform:l2', 'uniform on the disc'],
  ['exp:l2,k=1', 'exp(−|x|₂)'],
  ['exp:linf,k=1', 'exp(−|x|∞)'],
  ['power:l2,k=2,a=3', 'heavy tails'],
] as const;
/** Squares along a side. */
const CELLS = 161;

export const growthView: OpenViewAt = (place, address) => {
  const calculator = new Calculator();
  let answer: GrowthAnswer | null = null;
  let problem: string | null = null;
  let canvas: HTMLCanvasElement | undefined;

  const state = () => ({
    noise: address.text('noise', 'gaussian'),
    p: address.number('p', 0.25, 0, 1),
    x: address.number('x', 1, -3, 3),
    y: address.number('y', 0.5, -3, 3),
  });
  const latest = new LatestOnly(
    calculator,
    'growth',
    (found) => {
      [answer, problem] = [found, null];
      draw();
      if (canvas !== undefined) paint(canvas, found);
    },
    (sentence) => {
      problem = sentence;
      draw();
    },
  );
  const ask = (): void => {
    const { noise, p, x, y } = state();
    latest.ask({ noise, p, shift: [x, y], cells: CELLS });
  };
  const set = (changes: Readonly<Record<string, string | number>>): void => {
    address.set(changes);
    draw();
    ask();
  };
  const shifted = (event: PointerEvent): void => {
    if (answer === null || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = (share: number): number => Number(Math.max(-3, Math.min(3, (2 * share - 1) * answer!.reach)).toFixed(2));
    set({ x: at((event.clientX - box.left) / box.width), y: -at((event.clientY - box.top) / box.height) });
  };
  const nudged = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, 0.05], ArrowDown: [0, -0.05] }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const { x, y } = state();
    set({ x: Number((x + step[0]!).toFixed(2)), y: Number((y + step[1]!).toFixed(2)) });
  };

  function draw(): void {
    const { noise, p, x, y } = state();
    render(
      html`
        <section class="controls" aria-label="The noise and the shift">
          <h1>Growth</h1>
          ${choice('Noise, σ = 1', 'noise', NOISES, noise, (value) => set({ noise: value }))}
          ${slider('mass p', 'p', p, { min: 0, max: 1, step: 0.005 }, (value) => set({ p: value }))}
          ${slider('shift v₁', 'x', x, { min: -3, max: 3, step: 0.05 }, (value) => set({ x: value }))}
          ${slider('shift v₂', 'y', y, { min: -3, max: 3, step: 0.05 }, (value) => set({ y: value }))}
          ${
            answer === null
              ? nothing
              : html`<dl class="facts">
                  <dt>G(p, v)</dt>
                  <dd data-growth>
                    ${shown(answer.growth.value)}
                    <span class="muted"
                      >${answer.growth.method}${answer.growth.confidence < 1 ? `, ${answer.growth.confidence}` : ''}</span
                    >
                  </dd>
                  <dt>ratio where the filling ends</dt>
                  <dd>${shown(answer.threshold, 4)}</dd>
                </dl>`
          }
          <p class="note">
            The adversary moves the noise by v (the cross). Which set of mass p under the noise weighs most after the
            move? Fill greedily, from the largest ratio q(x − v)/q(x) down, until the mass p is used up (Neyman and
            Pearson): the filled set is shown in orange, the density in blue. What it weighs after the move is the
            growth G(p, v).
          </p>
        </section>
        <section class="stage" aria-label="The extreme set">
          ${failure(problem)}
          <div
            class="figure square"
            tabindex="0"
            role="group"
            aria-label="The plane; move the shift with the arrow keys"
            @pointerdown=${shifted}
            @pointermove=${shifted}
            @keydown=${nudged}
          >
            <canvas
              width=${CELLS * 4}
              height=${CELLS * 4}
              role="img"
              aria-label=${`Extreme set of mass ${p} for the shift (${x}, ${y})`}
              ${ref((element) => (canvas = element as HTMLCanvasElement | undefined))}
            ></canvas>
            ${
              answer === null
                ? nothing
                : html`<i class="cross origin" style="left:50%;top:50%"></i>
                    <i
                      class="cross"
                      style=${`left:${50 + (50 * x) / answer.reach}%;top:${50 - (50 * y) / answer.reach}%`}
                    ></i>`
            }
          </div>
          <p class="note">Click or drag in the plane to move v.</p>
          ${answer === null ? nothing : saveTable(answer)}
        </section>
      `,
      place,
    );
  }

  draw();
  ask();
  return {
    close: () => {
      calculator.stop();
      render(nothing, place);
    },
  };
};

/** Squares with their density and their share of the set, and the picture as SVG. */
const saveTable = ({ reach, density, filled }: GrowthAnswer) => {
  const middle = (i: number): number => (reach * (2 * i + 1)) / CELLS - reach;
  const rows = Array.from(density, (q, n) => [middle(n % CELLS), middle(Math.floor(n / CELLS)), q, filled[n]!]);
  return saving('growth', svgOf(density, filled), { header: ['x1', 'x2', 'density', 'filled'], rows });
};

/** One rectangle a run of equal squares of the set, over the density in steps. */
function svgOf(density: Float32Array, filled: Float32Array): string {
  const steps = 24;
  const runs = (of: (n: number) => number, look: (level: number) => string): string => {
    const found: string[] = [];
    for (let j = 0; j < CELLS; j++) {
      for (let i = 0; i < CELLS;) {
        const level = of(i + CELLS * j);
        let end = i;
        while (end < CELLS && of(end + CELLS * j) === level) end++;
        if (level > 0) found.push(`<rect x="${i}" y="${CELLS - 1 - j}" width="${end - i}" height="1" ${look(level)}/>`);
        i = end;
      }
    }
    return found.join('');
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${4 * CELLS}" height="${4 * CELLS}" viewBox="0 0 ${CELLS} ${CELLS}" shape-rendering="crispEdges">`,
    `<title>Extreme set of the Neyman-Pearson argument</title>`,
    runs(
      (n) => Math.round(steps * density[n]!) / steps,
      (level) => `fill="#2f7fd1" fill-opacity="${level.toFixed(3)}"`,
    ),
    runs(
      (n) => Math.round(10 * filled[n]!) / 10,
      (level) => `fill="#d5621b" fill-opacity="${(0.62 * level).toFixed(3)}"`,
    ),
    '</svg>',
  ].join('');
}

const BLUE = [47, 127, 209] as const;
const ORANGE = [213, 98, 27] as const;

/** The density as depth of blue, the set over it in orange; the page's own colour where there is nothing. */
function paint(canvas: HTMLCanvasElement, { density, filled }: GrowthAnswer): void {
  const small = new OffscreenCanvas(CELLS, CELLS);
  const context = small.getContext('2d')!;
  const image = context.createImageData(CELLS, CELLS);
  for (let n = 0; n < density.length; n++) {
    const [i, j] = [n % CELLS, Math.floor(n / CELLS)];
    const at = 4 * (i + CELLS * (CELLS - 1 - j));
    const share = filled[n]!;
    // Small densities are still seen, and the set where there is next to none.
    const depth = Math.sqrt(density[n]!);
    for (let c = 0; c < 3; c++) image.data[at + c] = (1 - share) * BLUE[c]! + share * ORANGE[c]!;
    image.data[at + 3] = 255 * (0.3 * share + (1 - 0.3 * share) * depth);
  }
  context.putImageData(image, 0, 0);
  const shown = canvas.getContext('2d')!;
  shown.clearRect(0, 0, canvas.width, canvas.height);
  shown.imageSmoothingEnabled = true;
  shown.drawImage(small, 0, 0, canvas.width, canvas.height);
}
