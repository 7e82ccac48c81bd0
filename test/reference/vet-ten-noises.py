"""Reference values for test/vet/ten-noises.test.ts, each by a method the library does not use.

    Phi(1/2) = sup over v of 1/2 int |d_v q|      by quadrature of the density itself, or of the largest value on each line
    J = int |{q > t}|^((d-1)/d) dt                by the areas of level sets, one by one
    shadows and volumes of polytopes              by convex hulls of projected vertices (Qhull)
    radii along e_1                               by sorting the likelihood ratio on a grid of the line (Neyman-Pearson)

Run: python3 test/reference/vet-ten-noises.py > test/reference/vet-ten-noises.json
"""
import itertools, json, math
import numpy as np
from scipy import integrate, optimize, special
from scipy.spatial import ConvexHull, HalfspaceIntersection

MARGINALS = {  # normalized density, its inverse on (0, f(0)] for x >= 0, its support's end
    'logistic': (lambda x: 0.25 / np.cosh(x / 2) ** 2, lambda y: 2 * np.arccosh(np.sqrt(0.25 / y)), np.inf),
    'student3': (lambda x: 2 / (math.pi * math.sqrt(3)) * (1 + x * x / 3) ** -2.0,
                 lambda y: np.sqrt(3 * ((2 / (math.pi * math.sqrt(3)) / y) ** 0.5 - 1)), np.inf),
    'student5': (lambda x: 8 / (3 * math.pi * math.sqrt(5)) * (1 + x * x / 5) ** -3.0,
                 lambda y: np.sqrt(5 * ((8 / (3 * math.pi * math.sqrt(5)) / y) ** (1 / 3) - 1)), np.inf),
    'cauchy': (lambda x: 1 / math.pi / (1 + x * x), lambda y: np.sqrt(1 / (math.pi * y) - 1), np.inf),
    'triangular': (lambda x: np.maximum(0, 1 - np.abs(x)), lambda y: 1 - y, 1.0),
}


def level_area(f, inverse, t):
    """|{f(x) f(y) > t}| in the plane: four times the area of the first quadrant."""
    top = f(0.0)
    end = inverse(t / top)
    # x = end sin(u): the root at the end becomes smooth.
    g = lambda u: inverse(min(top, t / f(end * math.sin(u)))) * end * math.cos(u)
    return 4 * integrate.quad(g, 0, math.pi / 2, epsabs=0, epsrel=1e-9, limit=200)[0]


def product_J(f, inverse):
    peak = f(0.0) ** 2
    # t = peak e^-w: J = int sqrt(area) t dw.
    g = lambda w: math.sqrt(level_area(f, inverse, peak * math.exp(-w))) * peak * math.exp(-w)
    return integrate.quad(g, 0, 60, epsabs=1e-11, epsrel=1e-8, limit=400)[0]


def product_phi(f, angle):
    """1/2 int |d_v q| = int over the line orthogonal to v of the largest value of q along v (unimodal on every line)."""
    c, s = math.cos(angle), math.sin(angle)

    def largest(h):
        q = lambda t: -f(t * c - h * s) * f(t * s + h * c)
        grid = np.linspace(-6 - 2 * abs(h), 6 + 2 * abs(h), 801)
        best = grid[np.argmin(q(grid))]
        step = grid[1] - grid[0]
        return -optimize.minimize_scalar(q, bounds=(best - step, best + step), method='bounded', options={'xatol': 1e-11}).fun

    return 2 * integrate.quad(lambda u: largest(u / (1 - u)) / (1 - u) ** 2, 0, 1, epsrel=1e-7, limit=200)[0]


def line_growth(f, shift, p, end):
    """G(p, shift) on the line: the most likely cells under the shifted density, by likelihood ratio, until mass p."""
    reach = end + shift if np.isfinite(end) else None
    u = (np.arange(2_000_000) + 0.5) / 2_000_000
    x = np.tan(math.pi * (u - 0.5)) if reach is None else (2 * u - 1) * reach
    w = (math.pi / np.cos(math.pi * (u - 0.5)) ** 2 if reach is None else 2 * reach) / 2_000_000
    q, moved = f(x) * w, f(x - shift) * w
    with np.errstate(divide='ignore', invalid='ignore'):
        order = np.argsort(-np.where(q > 0, moved / q, np.inf), kind='stable')
    mass = np.cumsum(q[order])
    n = np.searchsorted(mass, p)
    return float(np.sum(moved[order][:n]))


def line_radius(f, rho, end):
    return optimize.brentq(lambda r: line_growth(f, r, 1 - rho, end) - 0.5, 1e-3, 3, xtol=1e-7)


def gram(vertices, v):
    """Shadow of the hull of the vertices along v, times |v|."""
    v = np.asarray(v, float)
    basis = np.linalg.svd(v[None, :])[2][1:]
    shadow = np.asarray(vertices) @ basis.T
    size = np.ptp(shadow) if shadow.shape[1] == 1 else ConvexHull(shadow).volume
    return float(np.linalg.norm(v) * size)


out = {}
for name, (f, inverse, end) in MARGINALS.items():
    entry = {'peak': float(f(0.0)), 'J': product_J(f, inverse), 'rho': 0.8, 'axisRadius': line_radius(f, 0.8, end)}
    if name.startswith('student'):
        angles = np.linspace(0, math.pi / 4, 10)
        entry['phiByAngle'] = [product_phi(f, a) for a in angles]
    out[name] = entry

# e^{-|x|_4^3} in R^3: q(0) = 1/|K|, since int 3 r^2 e^{-r^3} dr = 1.
K = (2 * math.gamma(1.25)) ** 3 / math.gamma(1.75)
quartic = lambda x, y, z: math.exp(-((x ** 4 + y ** 4 + z ** 4) ** 0.75)) / K


def quartic_phi(v):
    v = np.asarray(v, float)
    basis = np.linalg.svd(v[None, :])[2][1:]

    def largest(a, b):
        base = a * basis[0] + b * basis[1]
        norm4 = lambda t: float(np.sum((base + t * v) ** 4))
        t = optimize.minimize_scalar(norm4, bounds=(-9, 9), method='bounded', options={'xatol': 1e-10}).x
        return math.exp(-(norm4(t) ** 0.75)) / K

    # Polar coordinates of the plane; 48 Gauss points along the radius, 72 angles (periodic: spectral accuracy).
    nodes, weights = np.polynomial.legendre.leggauss(48)
    total = 0.0
    for k in range(72):
        c, s = math.cos(2 * math.pi * k / 72), math.sin(2 * math.pi * k / 72)
        total += sum(w * 1.75 * largest(1.75 * (n + 1) * c, 1.75 * (n + 1) * s) * 1.75 * (n + 1) for n, w in zip(nodes, weights))
    return float(np.linalg.norm(v) * total * 2 * math.pi / 72)


directions = [(1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 1, 0), (2, 1, 1), (2, 2, 1)]
out['quartic'] = {
    'axis': quartic_phi((1, 0, 0)),
    'corner': quartic_phi((1, 1, 1)),
    'unit': [quartic_phi(np.asarray(v, float) / np.linalg.norm(v)) for v in directions],
    'J': K ** (-1 / 3) * math.gamma(5 / 3),
}

hexagon = [[math.cos(k * math.pi / 3), math.sin(k * math.pi / 3)] for k in range(6)]
cell24 = [list(p) for p in {q for a in (1, -1) for b in (1, -1) for q in itertools.permutations((a, b, 0, 0))}]
rng = np.random.default_rng(10)
normals = rng.normal(size=(5, 3))
normals /= np.linalg.norm(normals, axis=1)[:, None]
normals = np.round(normals, 3)
faces = np.vstack([np.hstack([normals, -np.ones((5, 1))]), np.hstack([-normals, -np.ones((5, 1))])])
ten = HalfspaceIntersection(faces, np.zeros(3)).intersections
hull = lambda points: float(ConvexHull(np.asarray(points)).volume)
circle = [(math.cos(a), math.sin(a)) for a in np.linspace(0, math.pi, 361)]
out['hexagon'] = {'volume': hull(hexagon), 'l1': max(gram(hexagon, e) for e in np.eye(2)), 'l2': max(gram(hexagon, v) for v in circle),
                  'linf': max(gram(hexagon, v) for v in [(1, 1), (1, -1)])}
out['cell24'] = {'vertices': sorted(cell24), 'volume': hull(cell24), 'l1': max(gram(cell24, e) for e in np.eye(4))}
out['tenFacets'] = {'normals': normals.tolist(), 'volume': hull(ten), 'l1': max(gram(ten, e) for e in np.eye(3)),
                    'linf': max(gram(ten, v) for v in itertools.product((1, -1), repeat=3))}

# Two Gaussians at (+-1.5, 0): |d_v q| by quadrature over the plane.
bump = lambda x, y, m: math.exp(-((x - m) ** 2 + y * y) / 2) / (4 * math.pi)


def mixture_phi(angle):
    c, s = math.cos(angle), math.sin(angle)
    slope = lambda y, x: abs(sum(bump(x, y, m) * ((x - m) * c + y * s) for m in (1.5, -1.5)))
    xs, wx = np.polynomial.legendre.leggauss(400)
    grid = 9 * xs
    total = sum(9 * w * sum(9 * v * slope(y, x) for y, v in zip(grid, wx)) for x, w in zip(grid, wx))
    return total / 2


out['mixture'] = {'axis': mixture_phi(0.0), 'diagonal': mixture_phi(math.pi / 4), 'other': mixture_phi(math.pi / 2)}
print(json.dumps(out))
