#!/usr/bin/env python3
"""Independent values for certified radii at lambda = 1 (mpmath, 40 digits).

Closed forms are re-derived here from marginals, overlaps and angles, not from the formulas of src/radius; the differential
rows are integrated over the radius; the level-set rows go the other way round: for a shift the threshold is solved and the
mass p with G(p, shift) = 1/2 is written down, so that the radius at rho = 1 - p must be the shift.

Writes proofs/known-answers/radii.json. Run from the root: /usr/bin/python3 test/reference/radius/radii.py   (some minutes)
"""
import json
from mpmath import mp, mpf, exp, log, sqrt, quad, inf, gamma, loggamma, gammainc, betainc, erfc, atanh, expm1, log1p, findroot, pi

mp.dps = 40
s = lambda x: mp.nstr(x, 20)
rows = []


def add(noise, adversary, d, tail, radius, exact):
    """tail: a double, as a string that reads back exactly."""
    rows.append({"noise": noise, "adversary": adversary, "dim": d, "tail": repr(float(tail)), "radius": s(radius), "exact": exact})


def solve(f, lo, hi):
    """Root of an increasing f by bisection, then secant steps."""
    lo, hi = mpf(lo), mpf(hi)
    for _ in range(16):
        mid = (lo + hi) / 2
        if f(mid) > 0:
            hi = mid
        else:
            lo = mid
    return findroot(f, (lo, hi), solver="anderson", tol=mp.eps**2, maxsteps=200, verify=False)


near_one = [mpf(0.25), mpf(0.01), mpf(float("1e-9")), mpf(float("1e-280"))]
near_half = [mpf(0.5 - 2.0**-k) for k in (3, 30)]
tails = near_half + near_one

# --- one-dimensional laws ---------------------------------------------------------------------------------------------
for tail in tails:
    add("gaussian", "l2", 3072, tail, sqrt(2) * solve(lambda x: log(2 * tail) - log(erfc(x)), mpf(10) ** -12, 40), True)
    add("laplace", "l1", 3072, tail, -log(2 * tail), True)
    add("exp:linf,k=1", "linf", 784, tail, -log(2 * tail), True)
    for spec in (1.5, 2, 8):  # P(|X|^k > x) = Q(1/k, x) = 2 tail
        k = mpf(spec)
        f = lambda x: log(2 * tail) - log(gammainc(1 / k, x**k, inf, regularized=True))
        add("iid-exp,s=%g" % spec, "l1", 3072, tail, solve(f, mpf(10) ** -12, 100), True)
    # G'/G: Phi(p) = (a/2)(1 - (1 - 2p)^{1 + 1/a}), integrated over p; m = 1 - 2p
    for a in (mpf("0.5"), mpf(3)):
        m1 = 1 - 2 * tail
        # m = 1 - e^{-t}
        g = lambda t: exp(-t) / (a * -expm1((1 + 1 / a) * (log1p(-exp(-t)) if t > 1 else log(-expm1(-t))))) if t > 0 else 1 / a
        value = quad(g, mp.linspace(0, -log(2 * tail), 12))
        add("iid-pareto,a=%g" % float(a), "l1", 3072, tail, value, False)

# --- overlaps: (1 - r/2)^d, and the cap of a ball -----------------------------------------------------------------------
for d in (1, 2, 3, 10, 3072, 200000):
    for tail in tails:
        c = tail + mpf(0.5)  # 3/2 - rho
        own = 2 * (1 - exp(log(c) / d))
        add("uniform:linf", "linf", d, tail, own, True)
        add("uniform:l1", "l1", d, tail, own, True)
        add("uniform:linf", "l1", d, tail, 2 * (mpf(0.5) - tail), True)
        add("uniform:linf", "l2", d, tail, sqrt(d) * own, True)
for d in (1, 2, 3, 10, 3072):
    for tail in tails:
        excess = mpf(0.5) - tail
        # |K n (K+v)|/|K| = P(|X_1| >= r/2) for X uniform on the ball, density of X_1 proportional to (1-x^2)^{(d-1)/2}
        b = gamma(mpf(1) / 2) * gamma(mpf(d + 1) / 2) / gamma(mpf(d) / 2 + 1)
        def below(h):
            if d > 100:
                return betainc(mpf(1) / 2, mpf(d + 1) / 2, 0, h * h, regularized=True)
            return 2 * quad(lambda x: (1 - x * x) ** (mpf(d - 1) / 2), [0, h / 2, h]) / b
        h = solve(lambda x: below(x) - excess, mpf(10) ** -13, 1)
        add("uniform:l2", "l2", d, tail, 2 * h, True)

# --- e^{-|x|_2}, differential: (d-1) artanh c, P(cos > c) = tail -------------------------------------------------------
for d in (2, 3, 10, 3072):
    for tail in tails:
        half = lambda c: log(2 * tail) - log(betainc(mpf(d - 1) / 2, mpf(1) / 2, 0, 1 - c * c, regularized=True))
        if d == 3:
            c = 1 - 2 * tail  # the cosine is uniform
            value = log((1 - tail) / tail)  # 2 artanh(1 - 2 tail)
        elif d == 2:
            value = atanh(mp.cos(pi * tail)) if tail > mpf(10) ** -12 else -log(mp.tan(pi * tail / 2))
        elif tail < mpf(10) ** -30:
            continue
        else:
            value = (d - 1) * atanh(solve(half, mpf(10) ** -12, 1 - mpf(10) ** -20))
        add("exp:l2,k=1", "l2", d, tail, value, False)

# --- s = 1/2 by direct integration of dp/Phi, Phi(p) = (1 - e^{-c})/(2 Gamma(3)), c = Gamma(2) quantile of 2p ----------
for tail in tails:
    if tail < mpf(10) ** -39:
        continue
    low = solve(lambda c: 1 - (1 + c) * exp(-c) - 2 * tail, mpf(10) ** -30, 200) if tail > mpf(10) ** -13 else sqrt(4 * tail)
    if tail <= mpf(10) ** -13:
        low = findroot(lambda c: gammainc(2, 0, c, regularized=True) - 2 * tail, low)
    # dp = c e^{-c} dc / 2
    value = quad(lambda c: 2 * c * exp(-c) / (1 - exp(-c)), [low, low + 1, low + 5, low + 30, inf])
    add("iid-exp,s=0.5", "l1", 3072, tail, value, False)

# --- differential rows with a radius: int r^{d-1} f / int_r^inf t^{d-1} |f'| or int_0^r --------------------------------
mp.dps = 22
for d, k in ((1, 0.7), (2, 0.5), (3, 2), (16, 2), (784, 2), (3072, 2), (3072, 0.5)):
    K = mpf(k)
    shape, steep = d / K, (d + K - 1) / K
    Q = lambda x, a: gammainc(a, x, inf, regularized=True)
    P = lambda x, a: gammainc(a, 0, x, regularized=True)
    for tail in (mpf(0.4), mpf(0.1), mpf(float("1e-6"))):
        spread = sqrt(shape)
        # x = r^k has law Gamma(shape); dr = r/(k x) dx
        if k >= 1:
            xp = solve(lambda x: P(x, shape) - (1 - 2 * tail), max(mpf(0), shape - 12 * spread), shape + 40 + 12 * spread)
            start = max(mpf(0), shape - 12 * spread)
            g = lambda x: exp((shape - 1) * log(x) - x - loggamma(steep)) / (K * Q(x, steep)) if x > 0 else mpf(0)
            value = quad(g, mp.linspace(start, xp, 9))
        else:
            xp = solve(lambda x: P(x, shape) - 2 * tail, mpf(10) ** -12, shape + 60 + 12 * spread)
            g = lambda x: exp((shape - 1) * log(x) - x - loggamma(steep)) / (K * P(x, steep))
            value = quad(g, list(mp.linspace(xp, shape + 60 + 14 * spread, 12)))
        name = "iid-exp,s=%g" % k if d == 1 else "exp:l1,k=%g" % k
        add(name, "l1", 3 if d == 1 else d, tail, value, False)
        if d > 1:
            add("exp:linf,k=%g,j=0" % k, "linf", d, tail, value, False)

json.dump({"differential": rows}, open("proofs/known-answers/radii.json", "w"), indent=0)
print(len(rows))
