/** What the shell knows of a view. */
import type { Address } from './address.ts';

/** A view that is on the page until it is closed. */
export interface OpenView {
  readonly close: () => void;
}

/** Puts a view into its place and keeps the address true to what it shows. */
export type OpenViewAt = (place: HTMLElement, address: Address) => OpenView;
