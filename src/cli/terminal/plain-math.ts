/** Statements written in words with TeX between dollars, as a terminal can show them. */

const COMMANDS: Readonly<Record<string, string>> = {
  ell: 'l',
  infty: 'inf',
  le: '<=',
  ge: '>=',
  ne: '!=',
  to: '->',
  sup: 'sup',
  inf: 'inf',
  sum: 'sum',
  int: 'int',
  in: 'in',
  sqrt: 'sqrt',
  log: 'log',
  exp: 'exp',
  cdot: '·',
  times: '×',
  pm: '±',
  lVert: '|',
  rVert: '|',
  lvert: '|',
  rvert: '|',
  Vert: '|',
  mid: '|',
  langle: '<',
  rangle: '>',
  ldots: '...',
  dots: '...',
  cdots: '...',
  subseteq: 'subset of',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  Gamma: 'Γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  pi: 'π',
  Pi: 'Π',
  rho: 'ρ',
  sigma: 'σ',
  Sigma: 'Σ',
  phi: 'φ',
  varphi: 'φ',
  Phi: 'Φ',
  psi: 'ψ',
  Psi: 'Ψ',
  theta: 'θ',
  omega: 'ω',
  partial: '∂',
  nabla: '∇',
};

/** Commands about looks alone. */
const LOOKS = new Set([
  'mathcal',
  'mathbb',
  'mathrm',
  'mathbf',
  'text',
  'operatorname',
  'left',
  'right',
  'bigl',
  'bigr',
  'big',
  'Big',
  'displaystyle',
]);

/** The statement with its formulas in plain characters: `$R(\\rho) \\ge \\tfrac{1}{2}$` becomes `R(ρ) >= (1)/(2)`. */
export function plainMath(statement: string): string {
  return statement
    .split(/\$\$?([^$]+)\$\$?/)
    .map((part, i) => (i % 2 === 0 ? part : plainFormula(part)))
    .join('');
}

function plainFormula(tex: string): string {
  return (
    tex
      // Braces that are meant to be seen, out of the way of those that group.
      .replace(/\\[{}]/g, (brace) => (brace === '\\{' ? '\u0001' : '\u0002'))
      .replace(
        /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
        (_, over: string, under: string) => `${group(over)}/${group(under)}`,
      )
      .replace(/\\ell_(\\infty|\w)/g, (_, p: string) => `l${p === '\\infty' ? 'inf' : p}`)
      .replace(/\\([A-Za-z]+)\s?/g, (_, name: string) => (LOOKS.has(name) ? '' : spaced(COMMANDS[name] ?? name)))
      .replace(/\\[,;:!> ]/g, ' ')
      .replace(/\\\|/g, '|')
      .replace(/([_^])\{(\w+)\}/g, '$1$2')
      .replace(/([_^])\{([^{}]*)\}/g, '$1($2)')
      .replace(/\{([^{}]*)\}/g, '$1')
      .replaceAll('\u0001', '{')
      .replaceAll('\u0002', '}')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const group = (text: string): string => (/^\w+$/.test(text) ? text : `(${text})`);

/** Words keep their distance from what follows, signs do not need any. */
const spaced = (text: string): string => (/^[a-z<>!-][a-z=>-]+$/.test(text) ? ` ${text} ` : text);
