#!/usr/bin/env python3
"""Masses Q(log L > tau) of noises f(|x|) and their shifts (SciPy): given the norm t of a point its shifted norm s has a law of
one variable, written out here case by case; Gauss-Legendre panels in u = log t between all places where that law changes.
Laplace noise along (a, ..., a) by inclusion and exclusion (mpmath). Good to about 1e-12.

Writes proofs/known-answers/likelihood-masses.json. Run: /usr/bin/python3 likelihood-masses.py   (a minute)
"""
import json
from pathlib import Path
import numpy as np
from scipy.optimize import brentq
from scipy.special import betainc, betaln, gammaln
from mpmath import mp, mpf, exp as mexp, gammainc, binomial, factorial

xg, wg = np.polynomial.legendre.leggauss(40)


class Law:
    def __init__(self, d, k, j=0.0, a=None):
        self.d, self.k, self.j, self.a = d, k, j, a
        if a is None:
            sh = (d - j) / k
            self.mode, scale = np.log(sh) / k, 1 / (k * np.sqrt(sh))
            self.logf = lambda u: (d - j) * u - np.exp(np.minimum(k * u, 700)) + np.log(k) - gammaln(sh)
            self.lo, self.hi = self.mode - max(80 / (d - j), 14 * scale), np.log(sh + 90 + 14 * np.sqrt(sh)) / k
        else:
            l, r = d / k, a - d / k
            self.mode, scale = np.log(l / r) / k, np.sqrt(1 / l + 1 / r) / k
            self.logf = lambda u: d * u - a * np.logaddexp(0, k * u) + np.log(k) - betaln(l, r)
            self.lo, self.hi = self.mode - max(14 * scale, 80 / d), self.mode + max(14 * scale, 80 / (a * k - d))

    def psi(self, u):
        return self.j * u + np.exp(np.minimum(self.k * u, 700)) if self.a is None else self.a * np.logaddexp(0, self.k * u)

    def longer(self, u, tau):
        """w with psi(u + w) = psi(u) - tau, -inf where there is none: bisection on w, then Newton."""
        u = np.atleast_1d(np.asarray(u, float))
        if self.a is not None:
            # (1 + S^k) = (1 + r^k) e^{-tau/a}
            x = -np.expm1(tau / self.a) * np.exp(-self.k * u)
            return np.where(x <= -1, -np.inf, (np.log1p(np.maximum(x, -1 + 1e-300)) - tau / self.a) / self.k)
        if self.j == 0:
            x = -tau * np.exp(-self.k * u)
            return np.where(x <= -1, -np.inf, np.log1p(np.maximum(x, -1 + 1e-300)) / self.k)
        v = np.exp(self.k * u)
        f = lambda w: v * np.expm1(self.k * np.minimum(w, 700 / self.k)) + self.j * w + tau
        lo, hi = np.full_like(u, -2000.0), np.full_like(u, abs(tau) / self.j + 1e-9)
        for _ in range(120):
            m = (lo + hi) / 2
            big = f(m) > 0
            hi, lo = np.where(big, m, hi), np.where(big, lo, m)
        w = (lo + hi) / 2
        for _ in range(3):
            w = w - f(w) / (v * self.k * np.exp(self.k * w) + self.j)
        return w


def spherical(law, u, w, a):
    r, g = np.exp(u), np.expm1(2 * np.maximum(w, -1e3))
    c = np.where(w == -np.inf, np.inf, a / (2 * r) - r / (2 * a) * g)
    h = (law.d - 1) / 2
    return betainc(h, h, (1 - np.clip(c, -1, 1)) / 2)


def cross(law, u, w, a):
    t, d = np.exp(u), law.d
    D = np.where(w == -np.inf, -t, t * np.expm1(w))
    above = lambda y: 0.5 * np.where(y < t, np.clip(1 - y / t, 0, 1) ** (d - 1), 0)  # P(x_1 > y), y >= 0
    left = 0.5 * (D > a)
    between = np.where(D > -a, above(np.maximum((a - D) / 2, 0)) - above(a), 0) * ((a - D) / 2 < a)
    return left + between + above(a) * (D > -a)


def cube(law, u, w, a):
    t, d = np.exp(u), law.d
    S = np.where(w == -np.inf, 0, t * np.exp(w))
    inner = np.clip((np.minimum(t, a + S) - np.maximum(-t, a - S)) / (2 * t), 0, 1) * (S > t)
    m = np.minimum(1, S / t) ** (d - 1) if d > 1 else 1.0 * (S > 0)
    face = 0.5 * ((np.abs(t - a) < S) * m + (t + a < S) * m)
    return (1 - 1 / d) * inner + face / d


def mass(law, conditional, a, tau):
    f = lambda u: law.longer(u, tau)
    gaps = np.geomspace(1e-13, 8, 500)
    places = [law.mode, np.log(a)] + ([np.log(abs(tau)) / law.k if law.a is None else np.log(abs(np.expm1(tau / law.a))) / law.k] if tau else [])
    grid = np.unique(np.clip(np.concatenate([np.linspace(law.lo, law.hi, 20001)] + [c + s * gaps for c in places for s in (-1, 1)] + [places]), law.lo, law.hi))

    def borders(u):
        w = f(u)
        t = np.exp(u)
        D = np.where(w == -np.inf, -t, t * np.expm1(w))
        lost = np.where(w == -np.inf, -1.0, 1.0)
        r2 = lambda sign: np.where(w == -np.inf, -1e9, t * t * np.expm1(2 * np.maximum(w, -1e3)) - a * a + sign * 2 * a * t)
        return [D - a, D + a, D + 2 * t - a, D, r2(1), r2(-1), lost]

    breaks = {law.lo, law.hi}
    for n, values in enumerate(borders(grid)):
        for i in np.nonzero((values[1:] > 0) != (values[:-1] > 0))[0]:
            lo, hi = grid[i], grid[i + 1]
            for _ in range(80):
                m = (lo + hi) / 2
                if (borders(m)[n][0] > 0) == (values[i] > 0): lo = m
                else: hi = m
            breaks.add(hi)
    breaks = sorted(breaks)
    total = 0.0
    for x, y in zip(breaks[:-1], breaks[1:]):
        if y - x < 1e-15: continue
        e = np.linspace(0, 1, 33)
        h, mid = np.diff(e) / 2, (e[1:] + e[:-1]) / 2
        s = (mid[:, None] + h[:, None] * xg).ravel()
        ww = (h[:, None] * wg).ravel()
        u = x + (y - x) * np.sin(np.pi * s / 2) ** 2
        total += float((ww * (y - x) * np.pi / 2 * np.sin(np.pi * s) * np.exp(law.logf(u)) * conditional(law, u, f(u), a)).sum())
    return total


rows = []
for shape, conditional, d, args, shifts in (
    ("l2", spherical, 2, dict(k=0.7), (0.3, 4)), ("l2", spherical, 2, dict(k=3, j=1.2), (0.2, 1)), ("l2", spherical, 3, dict(k=40), (0.05, 0.9)),
    ("l2", spherical, 5, dict(k=1.5, j=0.5), (0.4, 3)), ("l2", spherical, 39, dict(k=2), (0.2, 2)), ("l2", spherical, 40, dict(k=1, j=3), (0.5, 9)),
    ("l2", spherical, 300, dict(k=2, j=100), (0.1, 1.5)), ("l2", spherical, 3, dict(k=2, a=2), (0.3, 6)), ("l2", spherical, 60, dict(k=0.8, a=90), (0.3, 3)),
    ("l1", cross, 1, dict(k=0.6), (0.2, 3)), ("l1", cross, 2, dict(k=2), (0.2, 1.2)), ("l1", cross, 4, dict(k=0.5), (3, 60)), ("l1", cross, 3, dict(k=3, j=1), (0.1, 0.7)),
    ("l1", cross, 50, dict(k=1.5), (0.05, 0.6)), ("l1", cross, 3, dict(k=1, a=5), (0.2, 4)), ("l1", cross, 1, dict(k=1, a=2.5), (0.1, 3)),
    ("linf", cube, 2, dict(k=2), (0.2, 1.5)), ("linf", cube, 3, dict(k=0.5, j=1), (2, 30)), ("linf", cube, 30, dict(k=2, j=5), (0.3, 3)), ("linf", cube, 4, dict(k=1, a=7), (0.3, 3)),
):
    law = Law(d, **args)
    for a in shifts:
        for tau in (-1.1, -0.05, 0.02, 0.4, 2.5):
            value = mass(law, conditional, a, tau)
            if 1e-12 < value < 1 - 1e-12:
                rows.append(dict(shape=shape, dim=d, **args, shift=a, tau=tau, mass=value))
    print(shape, d, args, len(rows), flush=True)

# --- Laplace along (a, ..., a): base = Q(log L > tau), G(base) = Q_v(log L > tau) -----------------------------------------
mp.dps = 40


def tail_of_sum(n, a, t):
    if n == 0: return mpf(1 if t < 0 else 0)
    total = mpf(0)
    for k in range(n + 1):
        low, high = max(t - k * a, mpf(0)), (n - k) * a
        if high > low:
            total += (-1) ** k * binomial(n, k) * mexp(-k * a) * (gammainc(n, low, high) / factorial(n - 1))
    return total


def above(d, a, tau):
    total = mpf(0)
    for i in range(d + 1):
        for j in range(d + 1 - i):
            n = d - i - j
            weight = factorial(d) / (factorial(i) * factorial(j) * factorial(n)) * (mexp(-a) / 2) ** i * mpf(2) ** -(j + n)
            total += weight * tail_of_sum(n, a, (tau - (i - j) * a + n * a) / 2)
    return total


lattice = []
for d, a in ((1, 0.7), (2, 0.3), (2, 2), (3, 0.5), (6, 0.9)):
    for share in (-0.45, 0.05, 0.35, 0.8):
        tau = mpf(share) * d * mpf(a)
        lattice.append(dict(dim=d, shift=a, p=float(above(d, mpf(a), tau)), growth=float(1 - above(d, mpf(a), -tau))))
json.dump(dict(tests=rows, lattice=lattice), open(Path(__file__).parents[2] / "proofs/known-answers/likelihood-masses.json", "w"), indent=0)
