/**
 * Families of profiles f to search: each a formula with one or two parameters, as it is written into a noise file, and
 * its logarithm as a function, which is faster to look at. Scale is no parameter: sigma fixes it.
 */

/** A family of profiles over the unit cube of its parameters. */
export interface ProfileFamily {
  /** What it is, for people. */
  readonly name: string;
  readonly parameters: readonly ParameterRange[];
  /** The formula in `variable`; parameters as they come from `parametersAt`. */
  readonly formula: (parameters: readonly number[]) => string;
  /** log f(t), t > 0. */
  readonly log: (parameters: readonly number[]) => (t: number) => number;
}

/** A positive parameter on a logarithmic scale. */
interface ParameterRange {
  readonly from: number;
  readonly to: number;
  /** Where the search starts. */
  readonly start: number;
}

/** Significant digits of a parameter: as many as a person would write. */
const DIGITS = 4;

/** The parameters at a point of the unit cube, rounded as they are written. */
export function parametersAt(family: ProfileFamily, u: readonly number[]): number[] {
  return family.parameters.map(({ from, to }, i) =>
    Number(Math.exp(Math.log(from) + u[i]! * Math.log(to / from)).toPrecision(DIGITS)),
  );
}

/** The point of the unit cube at which the search starts. */
export function startOf({ parameters }: ProfileFamily): number[] {
  return parameters.map(({ from, to, start }) => Math.log(start / from) / Math.log(to / from));
}

const text = (x: number): string => String(x);

/**
 * Profiles of f(|x|_K) in r, decreasing, of finite variance: T = |X|_K has density proportional to t^{d-1} f(t), so
 * rates and exponents are measured by the dimension.
 */
export function radialFamilies(dim: number): readonly ProfileFamily[] {
  return [
    {
      name: 'exp(-r^k)',
      parameters: [{ from: 0.25, to: 16, start: 2 }],
      formula: ([k]) => `exp(-r^${text(k!)})`,
      log: ([k]) => {
        const exponent = k!;
        return (t) => -(t ** exponent);
      },
    },
    {
      name: 'flat to r = 1, then exp(-(c (r - 1))^k)',
      parameters: [
        { from: 0.05 * dim, to: 50 * dim, start: 2 * dim },
        { from: 0.5, to: 2, start: 1 },
      ],
      formula: ([c, k]) => `exp(-(${text(c!)}*max(0,r-1))^${text(k!)})`,
      log: ([c, k]) => {
        const [rate, exponent] = [c!, k!];
        return (t) => (t <= 1 ? 0 : -((rate * (t - 1)) ** exponent));
      },
    },
    {
      // a k = d + 2 + tail: the variance is finite for tail > 0.
      name: '(1 + r^k)^-a',
      parameters: [
        { from: 0.25, to: 100 * dim + 100, start: dim + 4 },
        { from: 0.5, to: 16, start: 2 },
      ],
      formula: ([tail, k]) => `(1+r^${text(k!)})^(-${text(powerOf(dim, tail!, k!))})`,
      log: ([tail, k]) => {
        const [power, exponent] = [powerOf(dim, tail!, k!), k!];
        return (t) => -power * logOnePlusPower(t, exponent);
      },
    },
  ];
}

const powerOf = (dim: number, tail: number, k: number): number => Number(((dim + 2 + tail) / k).toPrecision(8));

/** log(1 + t^k) without overflow. */
function logOnePlusPower(t: number, k: number): number {
  const size = k * Math.log(t);
  return size > 0 ? size + Math.log1p(Math.exp(-size)) : Math.log1p(Math.exp(size));
}

/** The two-sided truncated exponential at a rate, on [-1, 1]. */
export function truncatedExponential(rate: number): string {
  return `exp(-${text(Number(rate.toPrecision(DIGITS)))}*abs(x))*max(0,sign(1-abs(x)))`;
}
