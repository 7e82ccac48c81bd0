/**
 * Formulas of a kind at random (profiles of a norm, products of coordinates or forms) in several spellings, and others
 * that are nearly of the kind.
 */
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';

/** What must be found of a formula: it, nothing, or whichever is true at points. */
export interface Drawn {
  readonly text: string;
  readonly dim: number;
  readonly is: 'norm' | 'alike' | 'unlike' | 'coordinates' | 'forms' | 'none' | 'nothing' | 'whole' | 'any';
}

export const pick = <T>(random: RandomStream, from: readonly T[]): T => from[random.integer(from.length)]!;
/** An eighth of a whole number that is not 0: products of a few are doubles exactly. */
export const eighth = (random: RandomStream, most = 24): number => ((1 + random.integer(most)) / 8) * random.sign();
/** The same, moved by about a thousandth, or to another number as long. */
const nudged = (c: number): number => (Number.isInteger(4 * c) ? c * (1 + 2 ** -10) : c + 0.25);

export const formText = (form: readonly number[]): string => form.map((c, i) => `(${c})*x${i + 1}`).join('+');
export const drawnForm = (random: RandomStream, dim: number): number[] =>
  Array.from({ length: dim }, () => eighth(random));

/** A norm in one of several spellings; `coefficient` is one of its numbers. */
function spelledNorm(
  random: RandomStream,
  dim: number,
): { readonly square: boolean; text(coefficient: number): string } {
  const forms = Array.from({ length: dim }, (_, i) => drawnForm(random, dim).map((c, j) => (j > i ? 0 : c)));
  const others = forms.slice(1);
  const text = (form: readonly number[]): string =>
    form.flatMap((c, i) => (c === 0 ? [] : [`(${c})*x${i + 1}`])).join('+');
  return pick(random, [
    { square: true, text: (c: number) => [`${c}*x1^2`, ...others.map((form) => `(${text(form)})^2`)].join('+') },
    { square: true, text: (c: number) => [`${c}*x1*x1`, ...others.map((form) => `3*abs(${text(form)})^2`)].join('+') },
    { square: false, text: (c: number) => [`${c}*abs(x1)`, ...others.map((form) => `abs(${text(form)})`)].join('+') },
    {
      square: false,
      text: (c: number) => `max(${[`${c}*abs(x1)`, ...others.map((form) => `abs(${text(form)})`)].join(',')})`,
    },
    {
      square: false,
      text: (c: number) =>
        `sqrt((${c}*x1)^2)+max(0.5*abs(x1),${others.map((form) => `2*abs(${text(form)})`).join(',')})`,
    },
  ]);
}

/** f(N) with N met two or three times, in one of them with another coefficient where it is to fail. */
function ofNorm(random: RandomStream, near: boolean): Drawn {
  const dim = 2 + random.integer(3);
  const norm = spelledNorm(random, dim);
  const c = (1 + random.integer(24)) / 8;
  const [one, two] = [norm.text(c), norm.text(near ? nudged(c) : c)];
  const times = (1 + random.integer(16)) / 4;
  // A multiple of a norm is seen to be one where the coefficients are doubles when the largest is taken out.
  const [text, multiple] = pick(random, [
    [`exp(-(${one}))*(1+${times}*(${two}))^-2`, true],
    [`(1+(${one})+${times}*(${two})^2)^-3`, false],
    [`exp(-${times}*(${one}))+exp(-(${two}))/3`, true],
    [`max(0,${times}-(${one}))*exp(-(${two}))`, false],
    [`(2+tanh(${one}))*exp(-(${two}))`, false],
    [`exp(${times}-(${one}))/(1+(${two}))`, false],
  ] as const);
  return { text, dim, is: near ? 'none' : multiple ? 'any' : 'norm' };
}

/** Even functions of one variable, the last two of a sign and of a size. */
const even = (random: RandomStream, u: string): string => {
  const c = (1 + random.integer(24)) / 8;
  return pick(random, [
    `exp(-${c}*abs(${u})^${pick(random, [0.5, 1, 1.5, 3])})`,
    `(1+${c}*(${u})^2)^-${1 + random.integer(3)}`,
    `(${c}+cos(${u}))`,
    `max(0.01,${c}-abs(${u}))`,
    `exp(-log(cosh(${u})))`,
    `(1+abs(${u}))^-${1 + c}`,
  ]);
};

/** Products, in several spellings; `near` couples two of the coordinates, or makes one factor odd. */
function ofCoordinates(random: RandomStream, near: boolean): Drawn {
  const dim = 2 + random.integer(3);
  const names = densityVariables(dim);
  const factors = names.map((name) => even(random, name));
  const coupling = pick(random, [
    '*exp(-0.001*x1*x2)',
    '*exp(-0.001*abs(x1+x2))',
    '*(1+0.001*x1^2*x2^2)',
    '*(2+sin(0.01*x1))',
  ]);
  const product = factors.join('*');
  const text = pick(random, [
    product,
    `3*${product}`,
    `(${product})^2`,
    `abs(${product})`,
    `exp(${names.map((name) => `-abs(${name})^1.5`).join('')})*${product}`,
    `1/(${names.map((name) => `(1+${name}^2)`).join('*')})*${factors[0]!}`,
  ]);
  return { text: near ? `${text}${coupling}` : text, dim, is: near ? 'none' : 'coordinates' };
}

/** The same factor in all coordinates; `near` changes one of them. */
function alike(random: RandomStream, near: boolean): Drawn {
  const dim = 2 + random.integer(3);
  const [a, b] = [(1 + random.integer(24)) / 8, (1 + random.integer(24)) / 8];
  const spelled = pick(random, [
    (name: string, c: number) => `exp(-${c}*abs(${name}))*(1+${b}*${name}^2)^-1`,
    (name: string, c: number) => `exp(-${c}*${name}^2-${b}*abs(${name}))`,
    (name: string, c: number) => `(${c}+abs(${name}))^-3`,
    (name: string, c: number) => `(exp(-${c}*abs(${name}))+exp(-${b}*${name}^2))`,
  ]);
  const text = densityVariables(dim)
    .map((name, i) => spelled(name, near && i === dim - 1 ? nudged(a) : a))
    .join('*');
  return { text, dim, is: near ? 'unlike' : 'alike' };
}

/** Functions of a basis of forms; `near` bends one of them. */
function ofForms(random: RandomStream, near: boolean): Drawn {
  const dim = 2 + random.integer(2);
  const forms = Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim }, (__, j) => (j < i ? 0 : eighth(random))),
  );
  const kinds = forms.map((form) => {
    const u = `(${formText(form)})`;
    const multiple = `(${formText(form.map((c) => 2 * c))})`;
    return random.uniform() < 0.5 ? even(random, u) : `exp(-abs${u})*(1+${multiple}^2)^-1`;
  });
  const bent = `*exp(-0.001*abs(${formText(forms[0]!.map((c, j) => (j === dim - 1 ? nudged(c) : c)))}))`;
  return { text: kinds.join('*') + (near ? bent : ''), dim, is: near ? 'none' : 'forms' };
}

/** Norms with unit coefficients, whose balls have names; and what looks like one. */
function ofUnits(random: RandomStream, near: boolean): Drawn {
  const norms = [
    'max(abs(x1),abs(x2),abs(x3))',
    'abs(x1)+abs(x2)+abs(x3)',
    'x1^2+x2^2+x3^2',
    'max(abs(x1+x2),abs(x1),abs(x3-x2),abs(x2))',
    'max(abs(x1+x2+x3),abs(x1-x2),abs(x3),abs(x2-x3))',
    'max(abs(x1)+abs(x2),abs(x3))',
    'x1^2+4*x2^2+x3^2/16',
    'x1^2+x2^2+x3^2+x1*x2-x2*x3',
  ];
  const nearly = [
    'x1^4+x2^4+x3^4',
    '(x1^2)^0.25+abs(x2)+abs(x3)',
    'abs(x1)+abs(x2-x3)+abs(x3-x2)',
    'x1^2+(x2+x3)^2',
    'x1^2+x2^2-x3^2+9',
    'x1^2+x2^2+x3^2+2.001*x1*x2',
    'abs(x1)+abs(x2)-0.001*abs(x3)',
    'max(abs(x1),abs(x2),-abs(x3))',
    'abs(x1)+abs(x2)+abs(x3)+0.001*x3',
    'abs(x1)^1.001+abs(x2)+abs(x3)',
  ];
  const u = pick(random, near ? nearly : norms);
  return {
    text: pick(random, [`exp(-(${u}))`, `(1+(${u})^2)^-3`, `(2+cos(${u}))*exp(-(${u})/2)`]),
    dim: 3,
    is: near ? 'nothing' : 'norm',
  };
}

/** Products that are no density, not even, or no product. */
function notQuite(random: RandomStream): Drawn {
  const c = (1 + random.integer(12)) / 8;
  return pick<Drawn>(random, [
    { text: `(cos(3*x1)*cos(3*x2))^0.5*exp(-x1^2-x2^2)`, dim: 2, is: 'whole' },
    { text: `(cos(2*x1)*cos(2*x2))^2.5`, dim: 2, is: 'whole' },
    { text: `cos(3*x1)*cos(3*x2)`, dim: 2, is: 'unlike' },
    { text: `x1^3*x2^3*exp(-x1^2-x2^2)`, dim: 2, is: 'none' },
    { text: `(${c}-x1^2)*(${c}-x2^2)`, dim: 2, is: 'unlike' },
    { text: `exp(-abs(x1)-abs(x2))*(2+sin(0.01*x2))`, dim: 2, is: 'none' },
    { text: `exp(-abs(x1)-(x2-0.001)^2-abs(x3))`, dim: 3, is: 'none' },
    { text: `exp(-x1^2-x2^2-x3^4)+0.001*exp(-x1^2)`, dim: 3, is: 'none' },
    { text: `exp(-abs(x1)-${c}*abs(x2)-abs(x3))`, dim: 3, is: c === 1 ? 'any' : 'unlike' },
    { text: `exp(-${c}*abs(x1)-abs(x2)-abs(x3))`, dim: 3, is: c === 1 ? 'any' : 'unlike' },
    { text: `exp(-(${c}*x1+x2)^2)*exp(-(${c + 0.001}*x1+x2)^4)`, dim: 2, is: 'none' },
  ]);
}

export const KINDS = [ofNorm, ofCoordinates, alike, ofForms, ofUnits, notQuite] as const;
