/** The least or greatest point of a function with one dip or one peak, by golden section (Kiefer 1953). */

const RATIO = 0.5 * (Math.sqrt(5) - 1);

export interface GoldenSectionOptions {
  /** Steps at most; each shortens the bracket by the factor 0.618. */
  readonly steps: number;
  /** Stop when the bracket is no wider than this times max(1, |left end|); default 0: take all steps. */
  readonly tolerance?: number;
  /** Towards which end to go where both inner points are equally good; default left. */
  readonly ties?: 'left' | 'right';
  /** Stop at the first inner point whose value is this good; it is the answer. */
  readonly enough?: (value: number) => boolean;
}

/** The best point looked at, and the bracket that is left around it. */
export interface GoldenSection {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Where g is least on [low, high]; g may be infinite, not NaN. */
export function goldenMinimum(
  g: (x: number) => number,
  low: number,
  high: number,
  options: GoldenSectionOptions,
): GoldenSection {
  const { steps, tolerance = 0, ties = 'left', enough } = options;
  let left = high - RATIO * (high - low);
  let right = low + RATIO * (high - low);
  let atLeft = g(left);
  let atRight = g(right);
  for (let step = 0; step < steps && high - low > tolerance * Math.max(1, Math.abs(low)); step++) {
    if (enough?.(Math.min(atLeft, atRight)) === true) break;
    if (atLeft < atRight || (atLeft === atRight && ties === 'left')) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - RATIO * (high - low);
      atLeft = g(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + RATIO * (high - low);
      atRight = g(right);
    }
  }
  const [x, value] = atLeft < atRight ? [left, atLeft] : [right, atRight];
  return { x, value, low, high };
}

/** Where g is greatest on [low, high]; `enough` is asked with values of g. */
export function goldenMaximum(
  g: (x: number) => number,
  low: number,
  high: number,
  options: GoldenSectionOptions,
): GoldenSection {
  const { enough } = options;
  const found = goldenMinimum((x) => -g(x), low, high, {
    ...options,
    ...(enough !== undefined && { enough: (value: number) => enough(-value) }),
  });
  return { ...found, value: -found.value };
}
