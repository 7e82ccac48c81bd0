/**
 * SVG as text: elements, numbers and the look every figure shares.
 *
 * A figure is self-contained (no script, no font, no request), deterministic (numbers are printed with fixed decimals)
 * and readable on white and on black: its strokes are mid-tones, its ink follows `prefers-color-scheme`. Attributes
 * carry the light look, so that renderers without style sheets (LaTeX converters, resvg) draw it right.
 */

type AttributeValue = string | number | undefined;

/** `<name a="..">children</name>`; undefined attributes are left out, numbers are rounded to 1/100. */
export function element(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? decimal(value) : escapeText(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text and attribute values with the five characters of XML escaped. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A coordinate in pixels, two decimals, no trailing zeros, never "-0". */
export function decimal(x: number): string {
  const rounded = Math.round(x * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** A path through points; closed when it ends where it began. */
export function pathData(points: readonly (readonly [number, number])[], closed: boolean): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${decimal(x)},${decimal(y)}`);
  return steps.join('') + (closed ? 'Z' : '');
}

/** Sans-serif fonts at hand on every system, by preference. */
const FONTS = "'Inter', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/** Ink on a light page and on a dark one. */
const LIGHT_INK = '#1d2129';
const DARK_INK = '#e8eaee';
const STYLE = `.wf{color:${LIGHT_INK}}@media (prefers-color-scheme:dark){.wf{color:${DARK_INK}}}`;

/** Text in the ink of the page, and in a quieter one. */
export const INK = { fill: 'currentColor' } as const;
export const MUTED = { fill: 'currentColor', 'fill-opacity': 0.68 } as const;

/** A label in which `_` lowers the next character, as in `ℓ_1` or `ℓ_∞`, as SVG text content. */
export function subscripted(label: string): string {
  return label
    .split(/_(.)/u)
    .map((part, i) =>
      i % 2 === 0
        ? escapeText(part)
        : element('tspan', { dy: '0.28em', 'font-size': '72%' }, escapeText(part)) +
          // An empty shift back would be dropped by renderers; a zero-width space carries it.
          element('tspan', { dy: '-0.2em' }, '\u200b'),
    )
    .join('');
}

/** The same label in plain text. */
export const plainLabel = (label: string): string => label.replaceAll('_', '');

/**
 * Colours that can be told apart with any colour vision and stand out from white as from near-black (contrast at least
 * 3 to 1 on both).
 */
export const SERIES_COLOURS = ['#2f7fd1', '#d5621b', '#169873', '#a863c4', '#8c7a1b'] as const;
/** Dashes to go with them, for print without colour. */
export const SERIES_DASHES = [undefined, '7 3', '2 3', '9 3 2 3', '4 2'] as const;

export interface FigureFrame {
  readonly width: number;
  readonly height: number;
  /** Short name, read out by screen readers. */
  readonly title: string;
  /** What is to be seen. */
  readonly description: string;
}

/** A whole SVG document around its content. */
export function svgDocument(frame: FigureFrame, ...content: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${decimal(frame.width)} ${decimal(frame.height)}`,
      role: 'img',
      class: 'wf',
      color: LIGHT_INK,
      'font-family': FONTS,
      'font-size': 13,
    },
    element('title', {}, escapeText(frame.title)),
    element('desc', {}, escapeText(frame.description)),
    element('style', {}, STYLE),
    ...content,
  );
}
