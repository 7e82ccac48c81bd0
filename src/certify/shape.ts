/** Shapes of arrays: sizes of their axes. */

/** How many numbers an array of this shape holds: the product of its sizes, 1 for no axis. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
