"""Independent references for the geometry tests: Qhull for polytopes, mpmath for l_p balls and sign sums.

    /usr/bin/python3 test/reference/geometry-reference.py > proofs/known-answers/geometry-reference.json
"""
import itertools
import json
from math import gamma

import mpmath as mp
import numpy as np
from scipy import integrate, special
from scipy.spatial import ConvexHull, HalfspaceIntersection

mp.mp.dps = 30
rng = np.random.default_rng(20240229)


def dyadic(x, bits=10):
    return np.round(x * 2**bits) / 2**bits


def shadow(points, v):
    """|v| times the (d-1)-volume of the projection of conv(points) along v."""
    v = np.asarray(v, float)
    d = len(v)
    q, _ = np.linalg.qr(np.column_stack([v, rng.normal(size=(d, d - 1))]))
    flat = points @ q[:, 1:]
    if d == 2:
        area = flat.max() - flat.min()
    else:
        area = ConvexHull(flat).volume
    return float(np.linalg.norm(v) * area)


def overlap(hull, v):
    """|K n (K+v)|/|K| with K given by its hull."""
    a, b = hull.equations[:, :-1], -hull.equations[:, -1]
    v = np.asarray(v, float)
    both = np.vstack([np.column_stack([a, -b]), np.column_stack([a, -(b + a @ v)])])
    vertices = HalfspaceIntersection(both, v / 2).intersections
    return float(ConvexHull(vertices).volume / hull.volume)


polytopes = []
for d, n in [(2, 5), (3, 6), (3, 9), (4, 7), (5, 8)]:
    half = dyadic(rng.normal(size=(n, d)))
    points = np.vstack([half, -half])
    hull = ConvexHull(points)
    v = dyadic(rng.normal(size=d))
    small = dyadic(0.2 * v)
    polytopes.append(
        dict(
            dim=d,
            vertices=points.tolist(),
            count=len(hull.vertices),
            volume=float(hull.volume),
            direction=v.tolist(),
            shadow=shadow(points, v),
            shift=small.tolist(),
            overlap=overlap(hull, small),
        )
    )

zonotopes = []
for d, m in [(2, 4), (3, 5), (4, 6)]:
    g = dyadic(rng.normal(size=(m, d)), 6)
    points = np.array([np.array(s) @ g for s in itertools.product([1, -1], repeat=m)])
    hull = ConvexHull(points)
    v = dyadic(rng.normal(size=d), 6)
    zonotopes.append(
        dict(
            dim=d,
            generators=g.tolist(),
            vertices=len(hull.vertices),
            volume=float(hull.volume),
            direction=v.tolist(),
            shadow=shadow(points, v),
        )
    )


def lp_projection(p, v):
    """(d/2) E|<grad, v>| by the product representation, for d = 2 or 3; the last variable in closed form through
    E max(|s|, b|Y|), the others by quadrature split where the sign of the sum changes."""
    d = len(v)
    density = lambda t: np.exp(-(abs(t) ** p)) / (2 * gamma(1 + 1 / p))
    edge = 70 ** (1 / p)

    def last(s, b):
        s, b = abs(s), abs(b)
        t = (s / b) ** (p / (p - 1))
        return s * special.gammainc(1 / p, t) + b * np.exp(-t) / gamma(1 / p)

    if d == 2:
        mean = 2 * integrate.quad(lambda g: density(g) * last(v[0] * g ** (p - 1), v[1]), 0, edge, epsabs=1e-13)[0]
    else:
        assert v[0] == v[1]  # so that the kink is the diagonal

        def both(h, g):
            y, z = v[0] * g ** (p - 1), v[1] * h ** (p - 1)
            return 2 * density(g) * density(h) * (last(y + z, v[2]) + last(y - z, v[2]))

        options = dict(epsabs=1e-12, epsrel=1e-12)
        below = integrate.dblquad(both, 0, edge, 0, lambda g: g, **options)[0]
        above = integrate.dblquad(both, 0, edge, lambda g: g, edge, **options)[0]
        mean = below + above
    return d / 2 * mean * gamma(d / p) / gamma((d + p - 1) / p)


lp = []
for p, v in [(3, [1, 0.5]), (4, [1, 1]), (1.5, [0.3, -1]), (4, [1, 1, 1]), (1.5, [1, 1, 0.4])]:
    lp.append(dict(p=p, direction=v, ratio=float(lp_projection(float(p), v))))

lp_planar = []
for p, r in [(3, 0.4), (4, 0.9), (1.5, 0.3)]:
    # Overlap of the planar l_p ball along the diagonal (r, r): integrate the length of the intersection's sections.
    p = mp.mpf(p)

    def section(x, p=p, r=mp.mpf(r)):
        y = lambda t: (1 - abs(t) ** p) ** (1 / p) if abs(t) < 1 else mp.mpf(0)
        low = max(-y(x), r - y(x - r))
        high = min(y(x), r + y(x - r))
        return max(mp.mpf(0), high - low)

    area = mp.quad(section, mp.linspace(r - 1, 1, 41), maxdegree=8)
    total = 4 * mp.gamma(1 + 1 / p) ** 2 / mp.gamma(1 + 2 / p)
    lp_planar.append(dict(p=float(p), shift=r, overlap=float(area / total)))

sums = []
for x in [[1, 2, 3], [0.5, 1.25, 2, 3.5, 0.125], list(np.arange(1, 15).astype(float))]:
    total = sum(abs(sum(s * y for s, y in zip(signs, x))) for signs in itertools.product([1, -1], repeat=len(x)))
    sums.append(dict(x=x, mean=float(mp.mpf(total) / 2 ** len(x))))
walks = [
    dict(n=n, mean=str(mp.nstr(n * mp.binomial(n - 1, (n - 1) // 2) / mp.mpf(2) ** (n - 1), 25)))
    for n in [1, 2, 3, 10, 129, 3072, 150528]
]

# Brute force: E|det| over all sign matrices (first row and column fixed by symmetry).
determinants = []
for d in [2, 3, 4]:
    total = 0
    fourth = 0
    count = 0
    for bits in itertools.product([1, -1], repeat=(d - 1) ** 2):
        m = np.ones((d, d))
        m[1:, 1:] = np.array(bits).reshape(d - 1, d - 1)
        det = round(abs(np.linalg.det(m)))
        total += det
        fourth += det**4
        count += 1
    determinants.append(dict(dim=d, mean=total / count, fourth=fourth / count))

print(
    json.dumps(
        dict(
            polytopes=polytopes,
            zonotopes=zonotopes,
            lpProjection=lp,
            lpPlanarOverlap=lp_planar,
            signSums=sums,
            walks=walks,
            signDeterminants=determinants,
        ),
        indent=1,
    )
)
