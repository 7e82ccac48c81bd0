/**
 * The state of a view in the page's address, so that a link shows what its sender saw: `#/radii?adversary=l1&d=3072`.
 */

/** The part of the address that a view reads and writes. */
export class Address {
  readonly view: string;
  readonly #values: URLSearchParams;

  constructor(hash: string) {
    const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
    this.view = path;
    this.#values = new URLSearchParams(query);
  }

  /** The value under a name, or the one given where there is none. */
  text(name: string, otherwise: string): string {
    return this.#values.get(name) ?? otherwise;
  }

  /** A number within bounds; the one given where there is none or it is out of bounds. */
  number(name: string, otherwise: number, least: number, greatest: number): number {
    const text = this.#values.get(name);
    const value = text === null || text.trim() === '' ? NaN : Number(text);
    return value >= least && value <= greatest ? value : otherwise;
  }

  /** Writes values without a new entry in the history; null removes one. */
  set(changes: Readonly<Record<string, string | number | null>>): void {
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) this.#values.delete(name);
      else this.#values.set(name, String(value));
    }
    history.replaceState(null, '', this.toString());
  }

  /** As it stands after `#`. */
  toString(): string {
    const query = this.#values
      .toString()
      // Readable where the letters allow it.
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%3B', ';');
    return `#/${this.view}${query === '' ? '' : `?${query}`}`;
  }
}
