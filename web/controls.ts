/** The small pieces that all views are made of: labelled inputs, buttons for files, bars of progress. */
import { noiseLabel } from '../src/noise/label.ts';
import { html, nothing, type TemplateResult } from 'lit-html';
import { downloadCsv, downloadPng, downloadSvg } from './downloads.ts';
import type { Progress } from './calculations/protocol.ts';

export type Content = TemplateResult | typeof nothing | string;

/** A choice among few. */
export const choice = (
  label: string,
  name: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  onChange: (value: string) => void,
): TemplateResult => html`
  <label class="field">
    <span>${label}</span>
    <select name=${name} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>
`;

/** A number, typed. */
export const numberField = (
  label: string,
  name: string,
  value: number,
  bounds: { readonly min: number; readonly max: number; readonly step: number | 'any' },
  onChange: (value: number) => void,
): TemplateResult => html`
  <label class="field">
    <span>${label}</span>
    <input
      type="number"
      name=${name}
      min=${bounds.min}
      max=${bounds.max}
      step=${bounds.step}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.value !== '' && input.checkValidity()) onChange(input.valueAsNumber);
        else input.reportValidity();
      }}
    />
  </label>
`;

/** A number, pulled. */
export const slider = (
  label: string,
  name: string,
  value: number,
  bounds: { readonly min: number; readonly max: number; readonly step: number },
  onInput: (value: number) => void,
): TemplateResult => html`
  <label class="field slider">
    <span>${label} <output>${value}</output></span>
    <input
      type="range"
      name=${name}
      min=${bounds.min}
      max=${bounds.max}
      step=${bounds.step}
      .value=${String(value)}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).valueAsNumber)}
    />
  </label>
`;

/** A line of text. */
export const textField = (
  label: string,
  name: string,
  value: string,
  onInput: (value: string) => void,
  hint = '',
): TemplateResult => html`
  <label class="field wide">
    <span>${label}</span>
    <input
      type="text"
      name=${name}
      .value=${value}
      spellcheck="false"
      autocomplete="off"
      placeholder=${hint}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
    />
  </label>
`;

/** Files of a figure: its drawing and the numbers behind it. */
export const exports = (
  name: string,
  svg: string,
  table: { readonly header: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] } | null,
  more: Content = nothing,
): TemplateResult => html`
  <div class="exports" role="group" aria-label="Save this figure">
    <button type="button" @click=${() => downloadSvg(name, svg)}>SVG</button>
    <button type="button" @click=${() => void downloadPng(name, svg)}>PNG</button>
    ${table === null ? nothing : html`<button type="button" @click=${() => downloadCsv(name, table.header, table.rows)}>CSV</button>`}
    ${more}
  </div>
`;

/** What is being calculated, with a way to stop it; nothing when idle. */
export const progressBar = (progress: Progress | null, stop: () => void): Content =>
  progress === null
    ? nothing
    : html`
        <div class="progress" role="status">
          <progress max="1" .value=${progress.share ?? 0} aria-label="progress"></progress>
          <span>${progress.stage}</span>
          <button type="button" @click=${stop}>Stop</button>
        </div>
      `;

/** What went wrong, in one sentence. */
export const failure = (sentence: string | null): Content =>
  sentence === null ? nothing : html`<p class="failure" role="alert">${sentence}</p>`;

/** Digits for reading: cut, not rounded up, where a number is a certificate. */
export function shown(value: number, digits = 6): string {
  if (value === Infinity) return 'unbounded';
  if (!Number.isFinite(value)) return 'not known';
  const [mantissa = '', exponent] = Math.abs(value)
    .toPrecision(digits + 2)
    .split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  const cut = decimals.slice(0, Math.max(0, decimals.length - 2)).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${whole}${cut === '' ? '' : `.${cut}`}${exponent === undefined ? '' : `e${exponent}`}`;
}

/** What a noise is called, in plain text: "Uniform (ℓ∞)". */
export const noiseText = (spec: string): string =>
  noiseLabel(spec).replace(/_(.)/gu, (_, low: string) => ({ '1': '₁', '2': '₂' })[low] ?? low);
