/** What Observable Plot draws, as a piece of SVG, with room for the numbers at its axes. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { decimal } from './svg.ts';

/** A drawing, and the rectangle of its curves in pixels. */
export interface PlottedFrame {
  readonly drawing: Plotted;
  readonly frame: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
}

/**
 * Pixels of a digit beside an axis, of the axis's name with the space around it, and the least space between two
 * numbers.
 */
const DIGIT = 5.6;
const AXIS_NAME = 36;
const APART = 8;

/**
 * Numbers of the upright axis get the room they take beside its name; of those of the level axis no more than fit side
 * by side.
 */
export function withRoomForTicks(drawn: (left: number, ticks: number) => PlottedFrame): PlottedFrame {
  let [left, ticks] = [62, 6];
  for (;;) {
    const found = drawn(left, ticks);
    const wanted = Math.ceil(AXIS_NAME + DIGIT * Math.max(0, ...found.drawing.yTicks.map(({ text }) => text.length)));
    const collide = found.drawing.xTicks.some(({ at, text }, i, all) => {
      const next = all[i + 1];
      return next !== undefined && (DIGIT * (text.length + next.text.length)) / 2 + APART > next.at - at;
    });
    if (wanted <= left && (!collide || ticks === 1)) return found;
    if (wanted > left) left = wanted;
    else ticks -= 1;
  }
}

/** Plot's drawing as a nested SVG element, and the numbers at its axes with where they stand. */
export interface Plotted {
  readonly outerHTML: string;
  readonly xTicks: readonly PlottedTick[];
  readonly yTicks: readonly PlottedTick[];
}

interface PlottedTick {
  /** Pixels from the left. */
  readonly at: number;
  readonly text: string;
}

/** Drawn without the style sheet that Plot brings for web pages. */
export function plotted(options: Plot.PlotOptions): Plotted {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawing = Plot.plot({ ...options, document: document });
  for (const style of drawing.querySelectorAll('style')) style.remove();
  for (const name of ['class', 'style', 'font-family']) drawing.removeAttribute(name);
  // Names of Plot's groups ("rule", "y-grid") are for programs: who hears the picture has its title and description.
  for (const group of drawing.querySelectorAll('g[aria-label]')) {
    group.setAttribute('data-mark', group.getAttribute('aria-label')!);
    group.removeAttribute('aria-label');
  }
  const ticks = (axis: 'x' | 'y'): PlottedTick[] =>
    [...drawing.querySelectorAll(`[data-mark="${axis}-axis tick label"] text`)].map((tick) => ({
      at: Number(/translate\(([-\d.]+)/.exec(tick.getAttribute('transform') ?? '')?.[1]),
      text: tick.textContent ?? '',
    }));
  // Plot's coordinates carry rounding noise such as 89.99999999999999; tick labels are text and stay as they are.
  const outerHTML = drawing.outerHTML.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}/g, (digits) => decimal(Number(digits))),
  );
  return { outerHTML, xTicks: ticks('x'), yTicks: ticks('y') };
}
