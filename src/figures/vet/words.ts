/** Numbers and intervals of a vet report as people read them; certified ends are rounded to the safe side. */
import type { Estimate } from '../../numeric/estimate.ts';
import { escapeText } from '../charts/svg.ts';

/** Four significant digits, or a power of ten beyond the usual range. */
export function shortNumber(x: number, digits = 4): string {
  if (x === Infinity) return '∞';
  if (!Number.isFinite(x)) return '–';
  if (x === 0) return '0';
  const size = Math.abs(x);
  const text =
    size >= 1e-4 && size < 1e6 ? String(Number(x.toPrecision(digits))) : x.toExponential(digits - 1).replace('e+', 'e');
  return text.replace('-', '−');
}

/** Rounded down, or up, to so many significant digits. */
export function directed(x: number, direction: 'down' | 'up', digits = 4): string {
  if (!Number.isFinite(x) || x === 0) return shortNumber(x);
  const near = Number(x.toPrecision(digits));
  const wrong = direction === 'down' ? near > x : near < x;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(x))) - digits + 1);
  return shortNumber(wrong ? near + (direction === 'down' ? -unit : unit) : near, digits);
}

/** "0.8165" when the ends agree to that, else "0.812 … 0.818"; HTML. */
export function interval(estimate: Estimate, digits = 4): string {
  const { value, lower, upper } = estimate;
  if (Number.isNaN(value) && !Number.isFinite(upper)) return 'unknown';
  const [low, high] = [directed(lower, 'down', digits), directed(upper, 'up', digits)];
  if (upper - lower <= 10 ** -digits * Math.abs(value)) return shortNumber(value, digits);
  if (upper === Infinity) return lower > 0 ? `≥ ${low}` : 'unknown';
  return `${low} … ${high}`;
}

/** "closed form", "sampled, 99.9 % sure"; HTML. */
export function restsOn({ method, confidence }: Estimate): string {
  const name = method === 'monte-carlo' ? 'sampled' : method.replace('-', ' ');
  return escapeText(confidence >= 1 ? name : `${name}, ${percent(confidence)} sure`);
}

const percent = (p: number): string => `${Number((100 * p).toPrecision(6))} %`;

const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w:])Phi(?=[*(])/g, 'Φ'],
  [/(?<![\w:])linf\b/g, 'ℓ<sub>∞</sub>'],
  [/(?<![\w:])l([12])\b/g, 'ℓ<sub>$1</sub>'],
  [/(?<![\w:])lp:(\d+(?:\.\d+)?)/g, 'ℓ<sub>$1</sub>'],
  [/(?<![\w:])rho\b/g, 'ρ'],
  [/(?<![\w:])sigma\b/g, 'σ'],
  [/-&gt;/g, '→'],
];

/**
 * A sentence made for the terminal ("Phi*", "linf", "rho") as HTML with its symbols; specs of noises stay as they are.
 */
export function plainFormulas(sentence: string): string {
  return SYMBOLS.reduce((html, [word, symbol]) => html.replace(word, symbol), escapeText(sentence));
}
