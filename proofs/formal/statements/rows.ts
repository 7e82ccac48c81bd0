/** Sentences about rows of the table of radii, over the real numbers of Coq's library and Coquelicot's integrals. */
import { formal } from '../../../src/checker/index.ts';

const PHI = 'exp (- (t ^ 2) / 2) / sqrt (2 * PI)';
const laplace = (says: string, theorem: string, statement: string) =>
  formal(says, 'rows/LaplaceCalculus', theorem, statement);
const normal = (says: string, theorem: string, statement: string) => formal(says, 'rows/NormalRow', theorem, statement);
const cube = (says: string, theorem: string, statement: string, leaves?: string) =>
  formal(says, 'rows/UniformCube', theorem, statement, leaves);

/** Laplace noise against l1. */
export const laplaceRow = {
  sound: formal(
    'in any dimension, for every measurable classifier: densities proportional to $e^{-|x|}$ and $e^{-|x-v|}$ with $|v| < \\log\\frac1{2(1-\\rho)}$ keep a class of probability $\\rho$ above one half',
    'rows/LaplaceSoundness',
    'laplace_row',
    `forall (d : measure_display) (T : measurableType d) (R : realType) (mu : {measure set T -> \\bar R}) (N M : T -> R) (Z r : R),
  (forall x, N x - r <= M x) -> 0 <= Z -> forall (rho : R) (u : T -> R),
  mdensity mu (fun x => Z * expR (- N x)) -> mdensity mu (fun x => Z * expR (- M x)) -> mtest u ->
  (rho%:E <= weight mu (fun x => Z * expR (- N x))%R u)%E -> 2%:R^-1 < rho -> rho < 1 -> r < ln (2%:R * (1 - rho))^-1 ->
  ((2%:R^-1)%:E < weight mu (fun x => Z * expR (- M x))%R u)%E`,
  ),
  normalized: laplace(
    '$\\int_0^x e^{-t}dt = 1 - e^{-x}$, which tends to 1; $\\int_0^x t^2e^{-t}dt$ tends to 2',
    'laplace_limits',
    `forall e, 0 < e -> exists X, forall x, X <= x ->
  Rabs ((1 - exp (- x)) - 1) < e /\\ Rabs ((2 - (x ^ 2 + 2 * x + 2) * exp (- x)) - 2) < e`,
  ),
  mass: laplace(
    '$\\int_0^x e^{-t}dt = 1 - e^{-x}$',
    'laplace_mass',
    'forall x, is_RInt (fun t => exp (- t)) 0 x (1 - exp (- x))',
  ),
  secondMoment: laplace(
    '$\\int_0^x t^2e^{-t}dt = 2 - (x^2+2x+2)e^{-x}$, which tends to 2',
    'laplace_second_moment',
    'forall x, is_RInt (fun t => t ^ 2 * exp (- t)) 0 x (2 - (x ^ 2 + 2 * x + 2) * exp (- x))',
  ),
  rate: laplace(
    'the derivative of $e^r p$ at $r = 0$ is $p$',
    'laplace_rate_is_derivative',
    'forall p, is_derive (fun r => exp r * p) 0 p',
  ),
  derivative: laplace(
    "$R'(\\rho) = 1/(1-\\rho)$",
    'laplace_derivative',
    'forall rho, 1/2 < rho < 1 -> is_derive (fun rho => ln (/ (2 * (1 - rho)))) rho (/ (1 - rho))',
  ),
  boundary: laplace('$R(1/2) = 0$', 'laplace_boundary', 'ln (/ (2 * (1 - 1/2))) = 0'),
  integral: laplace(
    '$\\int_{1-\\rho}^{1/2}dp/p = R(\\rho)$',
    'laplace_integral',
    'forall rho, 1/2 < rho < 1 -> is_RInt (fun p => / p) (1 - rho) (1/2) (ln (/ (2 * (1 - rho))))',
  ),
  tight: laplace(
    '$e^{R(\\rho)}(1-\\rho) = 1/2$',
    'laplace_tight',
    'forall rho, 1/2 < rho < 1 -> exp (ln (/ (2 * (1 - rho)))) * (1 - rho) = 1/2',
  ),
} as const;

/** Gaussian noise: N is one half plus an integral of the density, its quantile the inverse, both without hypotheses. */
export const gaussianRow = {
  normalized: normal(
    '$\\int_0^x\\varphi = N(x) - \\frac12$',
    'normal_mass',
    `forall x, is_RInt (fun t => ${PHI}) 0 x (Phi x - 1/2)`,
  ),
  limit: normal(
    '$N(x) < 1$, and it tends to 1',
    'normal_limit',
    'forall e, 0 < e -> exists X, forall x, X <= x -> 1 - e < Phi x < 1',
  ),
  secondMoment: normal(
    '$\\int_0^x t^2\\varphi = N(x) - \\frac12 - x\\varphi(x)$',
    'normal_second_moment',
    'forall x, is_RInt (fun t => t ^ 2 * phi t) 0 x (Phi x - 1/2 - x * phi x)',
  ),
  sigma: normal(
    'twice $\\int_0^x t^2\\varphi$ tends to 1',
    'normal_second_moment_limit',
    'forall e, 0 < e -> exists X, forall x, X <= x -> Rabs (2 * (Phi x - 1/2 - x * phi x) - 1) < e',
  ),
  rate: normal(
    'the derivative of $N(N^{-1}(p) + r)$ at $r = 0$ is $\\varphi(N^{-1}(p))$',
    'normal_rate',
    'forall p, is_derive (fun r => Phi (quantile p + r)) 0 (phi (quantile p))',
  ),
  derivative: normal(
    "$R'(\\rho) = 1/\\varphi(N^{-1}(1-\\rho))$ for $R = N^{-1}$",
    'normal_derivative',
    'forall rho, 1/2 < rho < 1 -> is_derive quantile rho (/ phi (quantile (1 - rho)))',
  ),
  boundary: formal('$N^{-1}(1/2) = 0$', 'rows/NormalQuantile', 'row_boundary', 'quantile (1/2) = 0'),
  quantile: formal(
    '$N(N^{-1}(\\rho)) = \\rho$ for every $\\rho$ in $(0, 1)$',
    'rows/NormalQuantile',
    'Phi_quantile',
    'forall rho, 0 < rho < 1 -> Phi (quantile rho) = rho',
  ),
  tight: formal(
    '$N(N^{-1}(1-\\rho) + N^{-1}(\\rho)) = 1/2$',
    'rows/NormalQuantile',
    'row_tight',
    'forall rho, 0 < rho < 1 -> Phi (quantile (1 - rho) + quantile rho) = 1/2',
  ),
  corner: normal(
    'at $R\\,(1, \\dots, 1)$ with $R = N^{-1}(\\rho)/\\sqrt d$ the growth is one half',
    'normal_corner',
    'forall rho d, 0 < rho < 1 -> 0 < d -> Phi (quantile (1 - rho) + quantile rho / sqrt d * sqrt d) = 1/2',
  ),
  parallelShifts: normal(
    'for parallel shifts of Gaussian noise $G(G(p, r), s) = G(p, r + s)$',
    'normal_parallel_shifts',
    'forall p r s, Phi (quantile (Phi (quantile p + r)) + s) = Phi (quantile p + (r + s))',
  ),
} as const;

/** Noise uniform on the cube. */
export const cubeRow = {
  sigma: cube('$\\int_0^1 x^2 = 1/3$', 'cube_second_moment', 'is_RInt (fun t => t ^ 2) 0 1 (1/3)'),
  rate: cube(
    'the derivative of $p + 1 - (1 - r/2)$ at $r = 0$ is $1/2$',
    'cube_rate',
    'forall p, is_derive (fun r => p + (1 - (1 - r / 2))) 0 (1/2)',
  ),
  derivative: cube(
    "$R'(\\rho) = 1/(1/2)$",
    'cube_derivative',
    'forall rho, is_derive (fun rho => 2 * (rho - 1/2)) rho (/ (1/2))',
  ),
  boundary: cube('$R(1/2) = 0$', 'cube_boundary', '2 * (1/2 - 1/2) = 0'),
  integral: cube(
    '$\\int_{1/2}^\\rho dw/\\Phi = R(\\rho)$',
    'cube_integral',
    'forall rho, is_RInt (fun w => / (1/2)) (1/2) rho (2 * (rho - 1/2))',
  ),
  tight: cube(
    'at $R(\\rho)e_1$ the growth is one half',
    'cube_tight',
    'forall rho, (1 - rho) + (1 - (1 - 2 * (rho - 1/2) / 2)) = 1/2',
  ),
  linfBoundary: cube('$R(1/2) = 0$', 'cube_linf_boundary', 'forall d, 2 * (1 - Rpower (3/2 - 1/2) (/ d)) = 0'),
  linfTight: cube(
    'along the diagonal the growth at $R(\\rho)$ is one half, for every $d$',
    'cube_linf_tight',
    `forall (d : nat) rho, (0 < d)%nat -> rho < 3/2 ->
  (1 - rho) + (1 - (1 - 2 * (1 - Rpower (3/2 - rho) (/ INR d)) / 2) ^ d) = 1/2`,
  ),
  linfSlope: cube(
    "$R'(1/2) = 2/d$",
    'cube_linf_slope',
    'forall d, 0 < d -> is_derive (fun rho => 2 * (1 - Rpower (3/2 - rho) (/ d))) (1/2) (2 / d)',
    'that the rate of the differential method is $d/2$',
  ),
} as const;

const slope = (says: string, theorem: string, statement: string) =>
  formal(says, 'rows/SlopesAtHalf', theorem, statement);

/** Slopes at one half. */
export const slopes = {
  Uniform: slope(
    "$R'(1/2) = 2\\sqrt 3$, which is 3.4641 to 1e-4",
    'uniform_slope',
    'is_derive (fun rho => sqrt 3 * (2 * (rho - 1/2))) (1/2) (2 * sqrt 3) /\\ Rabs (2 * sqrt 3 - 3.4641) <= 1/10000',
  ),
  Gaussian: slope(
    "$R'(1/2) = \\sqrt{2\\pi}$, which is 2.5066 to 1e-4",
    'gaussian_slope',
    'is_derive quantile (1/2) (sqrt (2 * PI)) /\\ Rabs (sqrt (2 * PI) - 2.5066) <= 1/10000',
  ),
  Laplace: slope(
    "$R'(1/2) = \\sqrt 2$, which is 1.4142 to 1e-4",
    'laplace_slope',
    'is_derive (fun rho => / sqrt 2 * ln (/ (2 * (1 - rho)))) (1/2) (sqrt 2) /\\ Rabs (sqrt 2 - 1.4142) <= 1/10000',
  ),
  order: slope(
    '$2\\sqrt 3 > \\sqrt{2\\pi} > \\sqrt 2$',
    'slopes_in_order',
    '2 * sqrt 3 > sqrt (2 * PI) /\\ sqrt (2 * PI) > sqrt 2',
  ),
} as const;

/** Crossings of the curves of uniform and Laplace noise at equal sigma. */
const curves = (rho: string) =>
  [
    `(2 * (sqrt 3) * (${rho} + ((-1) * (1 / 2))))`,
    `((ln ((1 / 2) * (/ (1 + ((-1) * ${rho}))))) * (/ (sqrt 2)))`,
  ] as const;
const [uniformCurve, laplaceCurve] = curves('rho');
export const uniformAboveLaplace = formal(
  'uniform noise certifies more than Laplace noise for $\\rho$ from 0.55 to 0.9428954',
  'rows/Crossing',
  'W7_low',
  `forall rho, (11 / 20) <= rho <= (4714477 / 5000000) -> ${uniformCurve} > ${laplaceCurve}`,
  'the part beyond the crossing, which is the other theorem',
);
export const uniformBelowLaplace = formal(
  'and less from 0.9428974 to 0.999',
  'rows/Crossing',
  'W7_high',
  `forall rho, (4714487 / 5000000) <= rho <= (999 / 1000) -> ${uniformCurve} < ${laplaceCurve}`,
  'the part before the crossing, which is the other theorem',
);
export const quadrantOverAQuarter = formal(
  'a quadrant of mass 1/4 moved by $(1, 1)$ has mass $N(1)^2 > 1/4$',
  'rows/NormalValues',
  'quadrant',
  'Phi 1 ^ 2 > 1 / 4',
  'the other three comparisons',
);
export const quantileOfThreeQuarters = formal(
  '$0.674 < N^{-1}(3/4) < 0.675$',
  'rows/NormalValues',
  'quantile_3_4',
  'forall x, Phi x = 3 / 4 -> 0.674 < x < 0.675',
  'the fourth and fifth digit',
);
