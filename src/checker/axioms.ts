/**
 * The axioms: theorems of others that the arguments rest on and that the kernel does not check. Each claim lists the
 * ones it uses; a report prints them as the trust base.
 */
export interface Axiom {
  readonly id: string;
  readonly name: string;
  /** Exact statement, plain words with TeX between dollars. */
  readonly statement: string;
  readonly citation: string;
  /** The claim, and the parts of it, whose formal statements together prove this; absent for what is only cited. */
  readonly provedIn?: { readonly claim: string; readonly parts: readonly [string, ...string[]] };
}

/** Every fact the proofs take from the literature, with its citation. */
export const axioms: readonly Axiom[] = [
  {
    id: 'neyman-pearson',
    name: 'Neyman-Pearson lemma',
    statement:
      "Let $q, q'$ be probability densities with respect to one measure and $0 < p \\le 1$. There are a threshold $k \\ge 0$ and a region $u: X \\to [0, 1]$ (the chance that a point belongs to it) with $\\int q u = p$ that is 1 where $q' > kq$, 0 where $q' < kq$ and constant between; and $\\int q' w \\le \\int q' u$ for every measurable $w: X \\to [0, 1]$ with $\\int q w \\le p$. For $p = 0$ the best region is $\\{q = 0\\}$.",
    citation:
      'J. Neyman, E. S. Pearson, Phil. Trans. R. Soc. A 231 (1933); E. L. Lehmann, J. P. Romano, Testing Statistical Hypotheses, 3rd ed., Theorem 3.2.1',
    provedIn: { claim: 'G1', parts: ['greedy', 'threshold'] },
  },
  {
    id: 'brunn-minkowski',
    name: 'Brunn-Minkowski inequality',
    statement:
      'For nonempty compact $A, B \\subset \\mathbb R^d$ and $t \\in [0,1]$, $|(1-t)A + tB|^{1/d} \\ge (1-t)|A|^{1/d} + t|B|^{1/d}$.',
    citation: 'R. Schneider, Convex Bodies: The Brunn-Minkowski Theory, 2nd ed., Theorem 7.1.1',
  },
  {
    id: 'prekopa-leindler',
    name: 'Prekopa-Leindler inequality',
    statement:
      'If $f(x, y)$ is log-concave on $\\mathbb R^m \\times \\mathbb R^n$, so is $y \\mapsto \\int f(x, y)\\,dx$.',
    citation: 'A. Prekopa, Acta Sci. Math. 34 (1973), 335-343, Theorem 6',
  },
  {
    id: 'minkowski-first',
    name: "Minkowski's first inequality",
    statement:
      'For convex bodies $K, L \\subset \\mathbb R^d$ the mixed volume satisfies $V(K[d-1], L)^d \\ge |K|^{d-1} |L|$, with equality iff $K$ and $L$ are homothetic.',
    citation: 'R. Schneider, Convex Bodies: The Brunn-Minkowski Theory, 2nd ed., Theorem 7.2.1',
  },
  {
    id: 'wulff-inequality',
    name: 'Wulff inequality for sets of finite perimeter',
    statement:
      'Let $W$ be a convex body with support function $h_W$. For every $E \\subset \\mathbb R^d$ of finite perimeter and finite volume, $\\int_{\\partial^* E} h_W(\\nu_E)\\, d\\mathcal H^{d-1} \\ge d\\, |W|^{1/d} |E|^{(d-1)/d}$, with equality iff $E$ is a homothet of $W$ up to null sets.',
    citation:
      'I. Fonseca, S. Mueller, Proc. R. Soc. Edinburgh A 119 (1991), 125-136; J. E. Taylor, Bull. AMS 84 (1978)',
  },
  {
    id: 'gamma-integral',
    name: 'Gamma integral',
    statement:
      '$\\int_0^\\infty t^{s-1} e^{-t}\\, dt = \\Gamma(s)$ for $s > 0$; so the distribution function gammaCdf$(x, s) = \\Gamma(s)^{-1}\\int_0^x t^{s-1}e^{-t}dt$ tends to 1 as $x \\to \\infty$, and $\\Gamma(1/2) = \\sqrt\\pi$.',
    citation: 'NIST Digital Library of Mathematical Functions, 5.2.1, 5.4.6, 8.2',
  },
  {
    id: 'beta-integral',
    name: 'Beta integral',
    statement:
      '$\\int_0^1 t^{a-1}(1-t)^{b-1}dt = \\Gamma(a)\\Gamma(b)/\\Gamma(a+b)$ for $a, b > 0$; so betaCdf$(1, a, b) = 1$.',
    citation: 'NIST Digital Library of Mathematical Functions, 5.12.1, 8.17',
  },
  {
    id: 'fundamental-theorem',
    name: 'Fundamental theorem of calculus',
    statement:
      'If $F$ is continuous on $[a,b]$ and differentiable on $(a,b)$ with continuous integrable derivative $f$, then $F(b) - F(a) = \\int_a^b f$. Hence two continuous functions with the same derivative on $(a,b)$ and the same limit at one end are equal.',
    citation: 'W. Rudin, Principles of Mathematical Analysis, 3rd ed., Theorem 6.21',
  },
  {
    id: 'ode-comparison',
    name: 'Comparison for scalar differential inequalities',
    statement:
      'Let $\\Phi > 0$ be continuous on $(0,1)$ and let $g: [0,R] \\to (0,1)$ be nondecreasing and continuous with $\\limsup_{s \\to 0+}(g(r+s)-g(r))/s \\le \\Phi(g(r))$ for $0 \\le r < R$. Then $\\int_{g(0)}^{g(r)} dp/\\Phi(p) \\le r$ for $0 \\le r \\le R$. (Right-continuity is not enough: $g$ could jump up from the left.)',
    citation:
      'W. Walter, Ordinary Differential Equations, Springer 1998, section 9 (Dini derivatives, comparison theorem)',
    provedIn: { claim: 'R1', parts: ['polygon'] },
  },
  {
    id: 'coarea',
    name: 'Coarea formula',
    statement:
      'For $q \\in W^{1,1}(\\mathbb R^d)$ and a norm $h$, $\\int h(\\nabla q)\\,dx = \\int_0^\\infty \\int_{\\partial^*\\{q > t\\}} h(\\nu)\\, d\\mathcal H^{d-1}\\, dt$.',
    citation: 'L. C. Evans, R. F. Gariepy, Measure Theory and Fine Properties of Functions, Theorem 5.9',
  },
  {
    id: 'cauchy-projection',
    name: "Cauchy's projection formula",
    statement:
      'For a set $E$ of finite perimeter, $\\int_{\\partial^* E} |\\langle \\nu_E, v\\rangle|\\, d\\mathcal H^{d-1} = |v| \\int_{v^\\perp} \\#(\\partial^* E \\cap \\text{line over } y)\\, dy \\ge 2\\,\\mathrm{vol}(\\Pi_v E)$, with equality for convex bodies.',
    citation: 'R. Schneider, W. Weil, Stochastic and Integral Geometry, section 6.2',
  },
  {
    id: 'polar-coordinates',
    name: 'Polar coordinates for a gauge',
    statement:
      'If $X$ has density $f(\\|x\\|_K)$, then $X = \\|X\\|_K U$ with $\\|X\\|_K$ and $U$ independent, $\\|X\\|_K$ of density proportional to $f(r) r^{d-1}$ and $U$ distributed by the cone measure on $\\partial K$ (the direction of a uniform point of $K$).',
    citation: 'A. Naor, D. Romik, Ann. Inst. H. Poincare Probab. Statist. 39 (2003), 241-261, section 1',
  },
  {
    id: 'elementary-limits',
    name: 'Elementary limits and continuity',
    statement:
      '$x^a e^{-x} \\to 0$ as $x \\to \\infty$ and $x^a \\log x \\to 0$ as $x \\to 0+$ for $a > 0$; the functions of the language are continuous on their domains; $\\lim_{n}(n!)^{1/n}/n = 1/e$ (Stirling).',
    citation: 'NIST Digital Library of Mathematical Functions, 4.4, 5.11',
  },
  {
    id: 'brenier-mccann',
    name: 'Optimal transport by gradients of convex functions',
    statement:
      'For absolutely continuous probability measures $\\mu, \\nu$ on $\\mathbb R^d$ there is a convex $u$ with $(\\nabla u)_\\# \\mu = \\nu$, and for $\\mu$-almost every $x$ the Alexandrov Hessian satisfies $\\mu(x) = \\nu(\\nabla u(x)) \\det D^2u(x)$; the absolutely continuous part of a nonnegative distributional derivative is at most the whole.',
    citation:
      'R. J. McCann, Adv. Math. 128 (1997), 153-179, Theorem 4.4; C. Villani, Topics in Optimal Transportation, Theorem 4.8',
  },
  {
    id: 'khinchine-szarek',
    name: "Khinchine's inequality with Szarek's constant",
    statement: 'For independent fair signs, $|x|_2/\\sqrt 2 \\le E|\\langle x, \\varepsilon\\rangle| \\le |x|_2$.',
    citation: 'S. J. Szarek, Studia Math. 58 (1976), 197-208',
  },
  {
    id: 'sign-determinant-moments',
    name: 'Moments of the determinant of a random sign matrix',
    statement:
      'For a $d \\times d$ matrix of independent fair signs $E\\det^2 = d!$ and $E\\det^4 = (d!)^2\\,[t^d]\\, e^{-2t}(1-t)^{-3}$.',
    citation: 'H. Nyquist, S. O. Rice, J. Riordan, Quart. Appl. Math. 12 (1954), 97-104',
  },
  {
    id: 'ville',
    name: "Ville's inequality",
    statement:
      'For a nonnegative supermartingale $W_0 \\le 1, W_1, W_2, \\dots$ with finitely many outcomes at each step, $0 < \\alpha$ and every $n$, $P[\\max_{t \\le n} W_t \\ge 1/\\alpha] \\le \\alpha$.',
    citation:
      'J. Ville, Etude critique de la notion de collectif, 1939; R. Durrett, Probability: Theory and Examples, 5th ed., Exercise 4.8.2',
    provedIn: { claim: 'certify-anytime', parts: ['ville'] },
  },
  {
    id: 'schur',
    name: 'Weak majorization',
    statement:
      'If for every $k$ the $k$ largest coordinates of $x \\in \\mathbb R^d$ sum to at most those of $y$, then $\\sum_i \\varphi(x_i) \\le \\sum_i \\varphi(y_i)$ for every increasing convex $\\varphi$.',
    citation: 'A. W. Marshall, I. Olkin, B. C. Arnold, Inequalities: Theory of Majorization, 2nd ed., 3.C.1.b',
  },
  {
    id: 'jensen',
    name: "Jensen's inequality",
    statement:
      'For $f$ convex on an interval and points $w_i$ in it, $\\sum_{i=1}^n f(w_i) \\ge n f(\\frac1n\\sum_i w_i)$.',
    citation: 'G. H. Hardy, J. E. Littlewood, G. Polya, Inequalities, 2nd ed., Theorem 90',
  },
  {
    id: 'power-mean',
    name: 'Power mean inequality and monotonicity of l_p norms',
    statement:
      'For $v \\in \\mathbb R^d$ and $a \\le b$: $|v|_b \\le |v|_a \\le d^{1/a-1/b}|v|_b$, the first with equality on coordinate axes, the second at $(1,\\dots,1)$.',
    citation: 'G. H. Hardy, J. E. Littlewood, G. Polya, Inequalities, 2nd ed., Theorems 16 and 19',
  },
  {
    id: 'cauchy-schwarz',
    name: 'Cauchy-Schwarz inequality',
    statement: '$(E[XY])^2 \\le E[X^2]\\,E[Y^2]$.',
    citation: 'G. H. Hardy, J. E. Littlewood, G. Polya, Inequalities, 2nd ed., Theorem 7',
  },
  {
    id: 'central-limit',
    name: 'Central limit theorem with moments',
    statement:
      'For independent fair signs $\\varepsilon_i$ and unit vectors of vanishing largest coordinate, $E|\\langle x, \\varepsilon\\rangle| \\to \\sqrt{2/\\pi}$.',
    citation: 'P. Billingsley, Probability and Measure, 3rd ed., Theorem 27.3 and 25.12',
  },
  {
    id: 'zonotope-volume',
    name: 'McMullen-Shephard volume formula',
    statement: '$|\\sum_i [-g_i, g_i]| = 2^d \\sum_{|I| = d} |\\det G_I|$ for vectors $g_i \\in \\mathbb R^d$.',
    citation: 'G. C. Shephard, Canad. J. Math. 26 (1974), 302-321, (57)',
  },
];

/** The axiom of that id; throws for an unknown id, so that a claim cannot cite what is not listed. */
export function axiom(id: string): Axiom {
  const found = axioms.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no axiom has the id "${id}"`);
  return found;
}
