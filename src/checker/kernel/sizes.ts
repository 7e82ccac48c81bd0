/** Between which sizes instances lie, by what their labels say: "d = 2 to 4, n = 1 to 24". */

/** A letter or the word "dimension", an equals sign or a space, and a whole number. */
const SIZE = /\b(d|n|n0|K|q|m|cells|dimension)(?: = | )(\d+)\b/g;

/** Notes labels one by one; `seen` is undefined where no label states a size. */
export function sizesOf(): { note(label: string): void; seen(): string | undefined } {
  const ranges = new Map<string, readonly [number, number]>();
  return {
    note(label) {
      for (const [, letter = '', digits = ''] of label.matchAll(SIZE)) {
        const name = letter === 'dimension' ? 'd' : letter;
        const size = Number(digits);
        const [least, most] = ranges.get(name) ?? [size, size];
        ranges.set(name, [Math.min(least, size), Math.max(most, size)]);
      }
    },
    seen() {
      if (ranges.size === 0) return undefined;
      return [...ranges]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, [least, most]]) => (least === most ? `${name} = ${least}` : `${name} = ${least} to ${most}`))
        .join(', ');
    },
  };
}
