/**
 * Random densities on the half-line: the text of a formula, and the same function as a closure that shares nothing with
 * the library and loses no digits (what cancels in the text is written here so that it does not).
 *
 * The places where it changes fast are known, as the library is not told: the reference cuts there.
 */
import type { Draw } from './campaign.ts';

export interface RandomFormula {
  readonly text: string;
  readonly value: (t: number) => number;
  /** Where it kinks or jumps, or has a narrow feature of this width. */
  readonly features: readonly { readonly at: number; readonly width: number }[];
  /** f(t) falls like t^-decay; Infinity for anything faster. */
  readonly decay: number;
  readonly kind: string;
}

const number = (x: number): { text: string; x: number } => {
  const text = x.toPrecision(4);
  return { text: /e/.test(text) ? `(${text})` : text, x: Number(text) };
};
const at = (c: number, width: number): { at: number; width: number } => ({ at: c, width });

type Make = (d: Draw, v: string) => RandomFormula;

/** Functions that do not increase. `v` is |x| or r. */
const FALLING: Readonly<Record<string, Make>> = {
  exponential: (d, v) => {
    const [k, c] = [number(d.between(0.6, 4)), number(d.decade(-1, 1))];
    return {
      text: `exp(-${c.text}*${v}^${k.text})`,
      value: (t) => Math.exp(-c.x * t ** k.x),
      features: [],
      decay: Infinity,
      kind: 'exponential',
    };
  },
  'heavy tail': (d, v) => {
    const [k, a] = [
      number(d.pick([1, 2, d.between(0.7, 3)])),
      number(d.pick([d.between(1.25, 2.6), d.between(3.3, 8)])),
    ];
    const power = number(a.x / k.x);
    return {
      text: `(1+${v}^${k.text})^(-${power.text})`,
      value: (t) => Math.exp(-power.x * (t > 1 ? k.x * Math.log(t) + Math.log1p(t ** -k.x) : Math.log1p(t ** k.x))),
      features: [],
      decay: k.x * power.x,
      kind: 'heavy tail',
    };
  },
  stairs: (d, v) => {
    const steps = Array.from({ length: d.integer(1, 4) }, () => ({
      end: number(d.pick([d.decade(-6, 3), d.between(0.1, 4)])),
      height: d.integer(1, 40) / 8,
    }));
    const whole = d.pick([true, false]);
    const total = steps.reduce((sum, { height }) => sum + height / 2, 0);
    const text = whole
      ? `${total}${steps.map(({ end, height }) => `+${height / 2}*sign(${end.text}-${v})`).join('')}`
      : steps.map(({ end, height }) => `${height}*max(0,sign(${end.text}-${v}))`).join('+');
    return {
      text: `(${text})`,
      value: (t) =>
        steps.reduce((sum, { end, height }) => sum + (t < end.x ? height : t === end.x ? height / 2 : 0), 0),
      features: steps.map(({ end }) => at(end.x, 0)),
      decay: Infinity,
      kind: 'stairs',
    };
  },
  wall: (d, v) => {
    const [e, w, c] = [number(d.between(0.05, 6)), number(d.decade(-9, -0.5)), number(d.between(1.01, 4))];
    return {
      text: `exp(-${v})*(${c.text}+tanh((${e.text}-${v})/${w.text}))`,
      value: (t) => Math.exp(-t) * (c.x + Math.tanh((e.x - t) / w.x)),
      features: [at(e.x, w.x)],
      decay: Infinity,
      kind: 'wall',
    };
  },
  kink: (d, v) => {
    const [e, a] = [number(d.decade(-2, 2)), number(d.pick([1, 2, d.between(0.5, 5)]))];
    return {
      text: `max(0,1-${v}/${e.text})^${a.text}`,
      value: (t) => Math.max(0, (e.x - t) / e.x) ** a.x,
      features: [at(e.x, 0)],
      decay: Infinity,
      kind: 'kink',
    };
  },
  logistic: (d, v) => {
    const [s, c] = [number(d.decade(-1, 1)), number(d.between(-1, 4))];
    return {
      text: `1/(1+exp(${s.text}*${v}-${c.text}))`.replace('--', '+'),
      value: (t) => {
        const y = s.x * t - c.x;
        return y > 0 ? Math.exp(-y) / (1 + Math.exp(-y)) : 1 / (1 + Math.exp(y));
      },
      features: [],
      decay: Infinity,
      kind: 'logistic',
    };
  },
  'cancelling tail': (d, v) => {
    const a = number(d.between(1.1, 4));
    const [form, b] = [d.integer(0, 5), number(d.decade(-1, 1))];
    const u = (t: number): number => b.x / (1 + t ** 2);
    const base = `${b.text}/(1+${v}^2)`;
    const forms: readonly (readonly [string, (t: number) => number, number])[] = [
      [`cosh(${base})-1`, (t) => 2 * Math.sinh(u(t) / 2) ** 2, 4],
      [`log(1+${base})`, (t) => Math.log1p(u(t)), 2],
      [`exp(${base})-1`, (t) => Math.expm1(u(t)), 2],
      [`(1-${v}/sqrt(${b.text}+${v}^2))`, (t) => algebraic(t, b.x), 2],
      [`sqrt(1+${base})-1`, (t) => u(t) / (Math.sqrt(1 + u(t)) + 1), 2],
      [`1/(1+${v}^2)^${a.text}-atan(1/(1+${v}^2)^${a.text})`, (t) => lessArc(Math.exp(-a.x * log1square(t))), 6 * a.x],
    ];
    const [text, value, decay] = forms[form]!;
    return { text: `(${text})`, value, features: [], decay, kind: 'cancelling tail' };
  },
};

const log1square = (t: number): number => (t > 1e8 ? 2 * Math.log(t) : Math.log1p(t * t));

function algebraic(t: number, b: number): number {
  const root = Math.sqrt(b + t * t);
  return b / (root * (root + t));
}

/** u - atan u. */
function lessArc(u: number): number {
  if (u > 0.3) return u - Math.atan(u);
  let sum = 0;
  for (let k = 1; k < 16; k++) sum += ((k % 2 === 1 ? 1 : -1) * u ** (2 * k + 1)) / (2 * k + 1);
  return sum;
}

/** Functions that rise somewhere. */
const ANY: Readonly<Record<string, Make>> = {
  bump: (d, v) => {
    const [A, k, c] = [number(d.decade(-3, 4)), number(d.decade(-1, 9)), number(d.decade(-1, 1.5))];
    return {
      text: `${A.text}*exp(-${k.text}*(${v}-${c.text})^2)`,
      value: (t) => A.x * Math.exp(-k.x * (t - c.x) ** 2),
      features: [at(c.x, 1 / Math.sqrt(k.x))],
      decay: Infinity,
      kind: 'bump',
    };
  },
  'far bump': (d, v) => {
    const [A, k, c] = [number(d.decade(-3, 5)), number(d.decade(0, 9)), number(d.decade(2, 6))];
    return {
      text: `${A.text}*exp(-${k.text}*(${v}-${c.text})^2)`,
      value: (t) => A.x * Math.exp(-k.x * (t - c.x) ** 2),
      features: [at(c.x, 1 / Math.sqrt(k.x))],
      decay: Infinity,
      kind: 'far bump',
    };
  },
  rising: (d, v) => {
    const [a, b] = [number(d.between(-0.7, 8)), number(d.decade(-1, 1))];
    return {
      text: `${v}^(${a.text})*exp(-${b.text}*${v})`,
      value: (t) => Math.exp(a.x * Math.log(t) - b.x * t),
      features: [],
      decay: Infinity,
      kind: 'rising',
    };
  },
  waves: (d, v) => {
    const [w, c] = [number(d.decade(-0.5, 1.3)), number(d.between(1.05, 3))];
    return {
      text: `exp(-${v})*(${c.text}+cos(${w.text}*${v}))`,
      value: (t) => Math.exp(-t) * (c.x + Math.cos(w.x * t)),
      features: Array.from({ length: 40 }, (_, i) => at(((i + 1) * Math.PI) / w.x, 0)),
      decay: Infinity,
      kind: 'waves',
    };
  },
  gap: (d, v) => {
    const [a, b] = [number(d.between(0.2, 2)), number(d.decade(-3, 0.5))];
    const end = a.x + b.x;
    return {
      text: `max(0,sign((${v}-${a.text})*(${number(end).text}-${v})))`,
      value: (t) => Math.max(0, Math.sign((t - a.x) * (number(end).x - t))),
      features: [at(a.x, 0), at(number(end).x, 0)],
      decay: Infinity,
      kind: 'gap',
    };
  },
};

type Names = Readonly<Record<string, Make>>;
const atom = (d: Draw, v: string, from: Names): RandomFormula => from[d.pick(Object.keys(from))]!(d, v);

/** A tree of atoms: sums, products, powers, the larger and the smaller. */
function tree(d: Draw, v: string, from: Names, depth: number): RandomFormula {
  if (depth === 0) return atom(d, v, from);
  const [a, b] = [tree(d, v, from, depth - 1), tree(d, v, from, d.integer(0, depth - 1))];
  const features = [...a.features, ...b.features];
  const kind = `${a.kind}, ${b.kind}`;
  switch (d.pick(['sum', 'sum', 'sum', 'product', 'max', 'min', 'power', 'root'])) {
    case 'product':
      return {
        text: `(${a.text})*(${b.text})`,
        value: (t) => times(a.value(t), b.value(t)),
        features,
        decay: a.decay + b.decay,
        kind,
      };
    case 'max':
    case 'min': {
      const name = d.pick(['max', 'min'] as const);
      return {
        text: `${name}(${a.text},${b.text})`,
        value: (t) => Math[name](a.value(t), b.value(t)),
        features: [...features, ...crossings(a.value, b.value).map((t) => at(t, 0))],
        decay: Math[name === 'max' ? 'min' : 'max'](a.decay, b.decay),
        kind: `${name}: ${kind}`,
      };
    }
    case 'power': {
      const c = d.pick([2, 3]);
      return { ...a, text: `(${a.text})^${c}`, value: (t) => a.value(t) ** c, decay: c * a.decay, kind: a.kind };
    }
    case 'root':
      if (a.decay > 5 && /exponential|logistic|heavy/.test(a.kind) && !/m(ax|in)|,/.test(a.kind))
        return { ...a, text: `sqrt(${a.text})`, value: (t) => Math.sqrt(a.value(t)), decay: a.decay / 2 };
      return a;
    default: {
      const w = number(d.decade(-1, 1));
      return {
        text: `${a.text}+${w.text}*(${b.text})`,
        value: (t) => a.value(t) + w.x * b.value(t),
        features,
        decay: Math.min(a.decay, b.decay),
        kind,
      };
    }
  }
}

/** 0 times what overflowed is 0. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

/**
 * Where two functions cross, on a fine grid, to the last bit: far out, too (case 1074 crosses at 56.3, where a wide
 * panel hid the kink).
 */
function crossings(f: (t: number) => number, g: (t: number) => number): number[] {
  const found: number[] = [];
  const sign = (t: number): number => Math.sign(f(t) - g(t));
  let [before, side] = [1e-9, sign(1e-9)];
  for (let s = -9; s < 5; s += 0.002) {
    const t = 10 ** s;
    const here = sign(t);
    if (here * side < 0) {
      let [low, high] = [before, t];
      for (let i = 0; i < 70; i++) {
        const middle = low + 0.5 * (high - low);
        if (sign(middle) === side) low = middle;
        else high = middle;
      }
      found.push(high);
    }
    if (here !== 0) [before, side] = [t, here];
  }
  return found;
}

/** The density of one coordinate, of any shape. */
export function randomMarginal(d: Draw): RandomFormula {
  const v = d.pick(['abs(x)', 'abs(x)', 'sqrt(x^2)']);
  return tree(d, v, { ...FALLING, ...ANY }, d.integer(0, 2));
}

/** A radial profile that does not increase. */
export function randomProfile(d: Draw): RandomFormula {
  return tree(d, 'r', FALLING, d.integer(0, 2));
}

/** The density of one coordinate, log-concave. */
export function logConcaveMarginal(d: Draw): RandomFormula {
  const [k, c, e] = [number(d.pick([1, 2, d.between(1, 4)])), number(d.decade(-1, 1)), number(d.decade(-1, 1))];
  const whole = { features: [], decay: Infinity };
  return d.pick<() => RandomFormula>([
    () => ({
      ...whole,
      text: `exp(-${c.text}*abs(x)^${k.text})`,
      value: (t) => Math.exp(-c.x * t ** k.x),
      kind: 'exponential',
    }),
    () => ({ ...whole, text: `1/cosh(${c.text}*x)`, value: (t) => 1 / Math.cosh(c.x * t), kind: 'secant' }),
    () => ({
      ...whole,
      text: `exp(-max(${c.text}*abs(x),(x/${e.text})^2))`,
      value: (t) => Math.exp(-Math.max(c.x * t, (t / e.x) ** 2)),
      features: [at(c.x * e.x ** 2, 0)],
      kind: 'two slopes',
    }),
    () => ({
      ...whole,
      text: `max(0,1-abs(x)/${e.text})^${k.text}`,
      value: (t) => Math.max(0, (e.x - t) / e.x) ** k.x,
      features: [at(e.x, 0)],
      kind: 'kink',
    }),
  ])();
}
