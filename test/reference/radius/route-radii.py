#!/usr/bin/env python3
"""Radii of single routes at lambda = 1 against the ball of l_p (mpmath), at parameters that reach every branch of them.

Every differential row is the integral of f_R(r) / E[h; beyond r] dr over the law of the radius, the Laplace row the integral
of dp/Phi over the pieces of a binomial law, the rows against l1 of cubes the root of D(a) = rho - 1/2, the cube against l_p a
minimum over a grid of points (b, a, ..., a) refined, the diagonal of Laplace noise the mass p with G(p, shift) = 1/2 from the
law of a sum whose parts are atoms and pieces of exponentials. No formula is taken from src/radius.

Writes proofs/known-answers/route-radii.json. Run: /usr/bin/python3 test/reference/radius/route-radii.py   (some minutes)
"""
import json
from pathlib import Path
from mpmath import mp, mpf, asin, exp, expm1, log, log1p, sqrt, quad, inf, loggamma, gamma, gammainc, betainc, beta, binomial, findroot, factorial, polylog, pi, linspace

mp.dps = 22
s = lambda x: mp.nstr(x, 18)
rows = []
between = []
diagonal = []


def add(noise, d, p, tail, radius, exact=False):
    rows.append({"noise": noise, "dim": d, "p": p, "tail": repr(float(tail)), "radius": s(radius), "exact": bool(exact)})


def root(f, lo, hi, steps=200):
    """Root of an increasing f in [lo, hi]: bisection, then Illinois."""
    lo, hi = mpf(lo), mpf(hi)
    flo, fhi = f(lo), f(hi)
    assert flo <= 0 <= fhi, (flo, fhi)
    side = 0
    for n in range(steps):
        x = (lo + hi) / 2 if n < 10 else (lo * fhi - hi * flo) / (fhi - flo)
        fx = f(x)
        if fx == 0 or hi - lo < mpf(10) ** -20 * (1 + abs(x)):
            return x
        if fx < 0:
            lo, flo = x, fx
            if side == -1: fhi /= 2
            side = -1
        else:
            hi, fhi = x, fx
            if side == 1: flo /= 2
            side = 1
        if n > 10 and abs(fx) < mpf(10) ** -21: return x
    return (lo + hi) / 2


Q = lambda a, x: gammainc(a, x, inf, regularized=True)
P = lambda a, x: gammainc(a, 0, x, regularized=True)
tails = [mpf(float(t)) for t in ("0.499", "0.3", "0.2", "0.01", "1e-9")]


# --- e^{-r^k}: x = r^k is Gamma(d/k); h = k r^{k-1} ------------------------------------------------------------------
def exponential(d, k, tail):
    k = mpf(k)
    shape, steep = d / k, (d + k - 1) / k
    moment = k * gamma(steep) / gamma(shape) if shape < 50 else k * exp(loggamma(steep) - loggamma(shape))
    # in u = log x: the density of u is x^shape e^-x / Gamma(shape); dR = density / (E[h; beyond]) du, E[h; beyond] = moment * tail of Gamma(steep)
    density = lambda u: exp(shape * u - exp(u) - loggamma(shape))
    wide = max(mpf(1), 1 / sqrt(shape))
    least = (log(mpf(10) ** -24) + loggamma(shape + 1)) / shape if k >= 1 else None
    if k >= 1:
        # 2 tail = P(r > r_p), integrate from 0 to r_p
        top = log(shape + 40 * sqrt(shape) + 3 * -log(tail) + 10)
        up = root(lambda u: log(2 * tail) - log(Q(shape, exp(u))), least - 5, top)
        g = lambda u: density(u) / (moment * Q(steep, exp(u)))
        start = max(least, log(shape) - 13 / sqrt(shape)) if shape > 100 else least
        return quad(g, linspace(start, up, 10))
    lowest = (log(2 * tail) + loggamma(shape + 1)) / shape if tail > 0 else mpf(-90) / min(1 / k - 1, 1)
    up = root(lambda u: log(P(shape, exp(u))) - log(2 * tail), lowest - 1, log(shape + 40 * sqrt(shape) + 30)) if tail > 0 else lowest
    top = log(shape + 14 * sqrt(shape) + 75)
    g = lambda u: density(u) / (moment * P(steep, exp(u)))
    return quad(g, linspace(up, top, 16))


for d, k in ((2, 0.3), (2, 0.9), (3, 1.5), (5, 4), (10, 50), (40, 0.1), (60, 1.2), (784, 10)):
    for tail in tails + ([mpf(float("1e-100"))] if k >= 1 and d < 50 else []):
        value = exponential(d, k, tail)
        add("exp:linf,k=%g,j=0" % k, d, "inf", tail, value)
        add("exp:l1,k=%g" % k, d, 1, tail, value)
for k in (0.2, 0.7, 0.95):
    for tail in tails + [mpf(0)]:
        add("iid-exp,s=%g" % k, 3, 1, tail, exponential(1, k, tail))
for d, k in ((2, 0.3), (3, 0.9)):
    add("exp:l1,k=%g" % k, d, 1, 0, exponential(d, k, mpf(0)))
print("exponential", len(rows), flush=True)

# s = 1/2: 2(-c log(1 - e^-c) + Li_2(e^-c)) = int_c^inf 2 t e^-t/(1 - e^-t) dt, (1 + c) e^-c = 1 - 2 tail
mp.dps = 40
for tail in [mpf(float(t)) for t in ("0.49999", "0.4", "0.26", "0.24", "0.2", "0.1", "1e-5", "1e-30", "1e-200")]:
    if tail > mpf("0.01"):
        c = findroot(lambda c: log1p(c) - c - log1p(-2 * tail), sqrt(4 * tail), tol=1e-60, verify=False)
    else:
        c = findroot(lambda c: gammainc(2, 0, c, regularized=True) / (2 * tail) - 1, sqrt(4 * tail), tol=1e-60, verify=False)
    add("iid-exp,s=0.5", 3, 1, tail, quad(lambda t: 2 * t / expm1(t), [c, c + mpf(1) / 2, c + 3, c + 10, c + 40, c + 120]))
add("iid-exp,s=0.5", 3, 1, 0, pi**2 / 3)
mp.dps = 22


# --- (1 + r)^-a: y = r/(1 + r) is Beta(d, a - d); h = a/(1 + r) -------------------------------------------------------
def power(d, a, tail):
    a = mpf(a)
    # u = log r; the density of u is r^d (1 + r)^-a / B(d, a - d); E[h; r < t] = a B(d, a + 1 - d)/B(d, a - d) I_y(d, a + 1 - d)
    lb = loggamma(d) + loggamma(a - d) - loggamma(a)
    moment = a - d
    below = lambda u, b: betainc(d, b, 0, 1 / (1 + exp(-u)), regularized=True)
    density = lambda u: exp(d * u - a * log1p(exp(u)) - lb)
    lowest = (log(2 * tail) + lb + log(mpf(d))) / d
    up = root(lambda u: log(below(u, a - d)) - log(2 * tail), lowest - 1, max(60 / (a - d), mpf(8)))
    g = lambda u: density(u) / (moment * below(u, a + 1 - d))
    spread = sqrt(1 / mpf(d) + 1 / (a - d))
    top = log(d / (a - d)) + max(14 * spread, 55 / (a - d))
    return quad(g, linspace(up, top, 20))


for d, a in ((2, 2.5), (2, 5), (3, 20), (10, 12), (100, 130)):
    for tail in tails:
        add("power:linf,a=%g" % a, d, "inf", tail, power(d, a, tail))
for a in (0.4, 1, 12):
    for tail in tails:
        add("iid-pareto,a=%g" % a, 3, 1, tail, power(1, mpf(a) + 1 if a != 0.4 else mpf(0.4) + 1, tail))
print("power", len(rows), flush=True)

# --- Laplace against linf: pieces of the law of a sum of fair signs ----------------------------------------------------
for d in (2, 3, 4, 7, 50, 51, 700):
    b = [binomial(d, m) / mpf(2) ** d for m in range(d + 1)]
    for tail in [mpf(float(t)) for t in ("0.499", "0.3", "0.01", "1e-9", "1e-60")]:
        value, at, upper, phi = mpf(0), mpf(0), mpf(0), mpf(0)
        # from p = 0 upward Phi has slope d, d - 2, ...; integrate dp/Phi from tail to 1/2
        for m in range(d, -1, -1):
            slope, left, right = 2 * m - d, upper, min(upper + b[m], mpf(1) / 2)
            if right > tail:
                low = max(left, tail)
                start = phi + slope * (low - left)
                end = phi + slope * (right - left)
                value += log(end / start) / slope if slope != 0 else (right - low) / phi
            phi += slope * b[m]
            upper += b[m]
            if upper >= mpf(1) / 2: break
        add("laplace", d, "inf", tail, value)

# --- Fisher information: arcsin(1 - 2 tail)/sqrt(I), I = E h^2 (l1: one slope a coordinate; else shared by d) ----------
def fisher(noise, d, density, h, shared, breaks):
    norm = quad(density, breaks)
    I = quad(lambda u: density(u) * h(exp(u)) ** 2, breaks) / norm / (d if shared else 1)
    for tail in [mpf(float(t)) for t in ("0.499", "0.2", "0.1", "1e-9")]:
        angle = asin(1 - 2 * tail) if tail > 0.01 else pi / 2 - 2 * asin(sqrt(tail))
        add(noise, d, 2, tail, angle / sqrt(I))


for spec, d, k, j, shared in (("exp:l1,k=2", 3, 2, 0, False), ("exp:l1,k=0.8", 4, 0.8, 0, False), ("exp:l2,k=3,j=1.5", 5, 3, 1.5, True),
                              ("exp:l2,k=0.7,j=0", 8, 0.7, 0, True), ("exp:linf,k=2,j=3", 30, 2, 3, True), ("iid-exp,s=1.5", 1, 1.5, 0, True)):
    k, j = mpf(k), mpf(j)
    f = lambda u: exp((d - j) * u - exp(k * u))
    mode = log((d - j) / k) / k
    fisher(spec, d, f, lambda r: j / r + k * r ** (k - 1), shared, linspace(mode - 60 / (d - j) - 2, mode + log(mpf(90)) / k + 1, 24))
    if d == 1:  # the same coordinate in more dimensions
        for row in rows[-4:]: row["dim"] = 6
for spec, d, k, a, shared in (("power:l2,k=2,a=5", 4, 2, 5, True), ("power:l2,k=0.8,a=9", 3, 0.8, 9, True), ("power:linf,a=14", 6, 1, 14, True)):
    k, a = mpf(k), mpf(a)
    f = lambda u: exp(d * u - a * log1p(exp(k * u)))
    fisher(spec, d, f, lambda r: a * k * r ** (k - 1) / (1 + r**k), shared, linspace(-60 / mpf(d) - 3, 60 / (a * k - d) + 3, 30))
print("fisher", len(rows), flush=True)

# --- e^{-|x|_2}: artanh of the cosine; small and large dimension, both branches ------------------------------------------
for d in (4, 40):
    for tail in [mpf(float(t)) for t in ("0.4999", "0.26", "0.24", "1e-3", "1e-12")]:
        a = mpf(d - 1) / 2
        y = root(lambda v: log(betainc(a, a, 0, exp(v), regularized=True)) - log(tail), (log(tail) + log(a) + log(beta(a, a))) / a - 1, log(mpf(1) / 2))
        add("exp:l2,k=1", d, 2, tail, a * (log1p(-exp(y)) - y))


# --- cubical noise against l1: D(a) = rho - 1/2 --------------------------------------------------------------------------
def total_variation(noise, d, tail, D, above, plateau, linf):
    excess = mpf(1) / 2 - tail
    logA = root(lambda u: D(exp(u)) / excess - 1, -60, 60)
    a = exp(logA)
    exact = tail >= above(a / 2) / (2 * d)
    value = a
    if not exact and 2 * d * tail < 1 and linf is not None:
        value = max(a, plateau * (mpf(1) / 2 - 1 / (2 * mpf(d))) + linf(d * tail))
    add(noise, d, 1, tail, value, exact)


for d, k, j in ((2, 1, 0), (2, 0.5, 0), (3, 2, 0), (3, 2, 1), (10, 1, 5), (30, 3, 0), (100, 0.7, 50)):
    K, J = mpf(k), mpf(j)
    s0, w = (d - J) / K, J / d
    c1 = (1 - w) * exp(loggamma(s0 + 1 - 1 / K) - loggamma(s0 + 1))
    c2 = w * exp(loggamma(s0 - 1 / K) - loggamma(s0)) if j > 0 else mpf(0)
    def D(a):
        t = a / 2
        x = t**K
        v = (1 - w) * P(s0 + 1, x) + t * c1 * Q(s0 + 1 - 1 / K, x)
        return v + (w * P(s0, x) + t * c2 * Q(s0 - 1 / K, x) if j > 0 else 0)
    plateau = 2 / (c1 + c2)
    linf = (lambda t: exponential(d, k, t) if k != 1 else -log(2 * t)) if j == 0 else None
    for tail in [mpf(0.4), mpf(0.5) / d * mpf(1.01), mpf(0.5) / d * mpf(0.8), mpf(0.01) / d, mpf(float("1e-7"))]:
        tail = mpf(float(tail))
        total_variation("exp:linf,k=%g,j=%g" % (k, j), d, tail, D, lambda t: Q(s0, t**K), plateau, linf)
for d, a in ((2, 3), (3, 5), (10, 12), (60, 90)):
    A = mpf(a)
    low = lambda t, p, q: betainc(p, q, 0, t / (1 + t), regularized=True)
    high = lambda t, p, q: betainc(q, p, 0, 1 / (1 + t), regularized=True)
    D = lambda x: low(x / 2, d + 1, A - d) + x / 2 * (A - d) / d * high(x / 2, d, A - d + 1)
    for tail in [mpf(0.4), mpf(0.5) / d * mpf(1.01), mpf(0.5) / d * mpf(0.8), mpf(0.01) / d, mpf(float("1e-7"))]:
        tail = mpf(float(tail))
        total_variation("power:linf,a=%g" % a, d, tail, D, lambda t: high(t, d, A - d), 2 * mpf(d) / (A - d), lambda t: power(d, a, t))
print("total variation", len(rows), flush=True)

# --- the cube against l_p, 1 < p < 2: the least norm on {prod(1 - u_i) = c}, u = (b, a, ..., a), b >= a ------------------
for d, p in ((2, 1.05), (2, 1.5), (3, 1.2), (3, 1.9), (10, 1.02), (10, 1.4), (200, 1.3), (3072, 1.7)):
    p = mpf(p)
    for tail in [mpf(float(t)) for t in ("0.499", "0.4", "0.1", "1e-6")]:
        c = mpf(1) / 2 + tail
        def norm(b):
            a = -expm1((log(c) - log1p(-b)) / (d - 1))
            return (b**p + (d - 1) * max(a, mpf(0)) ** p) ** (1 / p)
        lo, hi = -expm1(log(c) / d), 1 - c
        grid = [lo * (hi / lo) ** (mpf(i) / 4000) for i in range(4001)]
        values = [norm(b) for b in grid]
        i = min(range(4001), key=lambda n: values[n])
        left, right = grid[max(0, i - 1)], grid[min(4000, i + 1)]
        for _ in range(70):
            m1, m2 = left + (right - left) * mpf("0.382"), left + (right - left) * mpf("0.618")
            if norm(m1) < norm(m2): right = m2
            else: left = m1
        best = min(values[i], norm((left + right) / 2), norm(lo), norm(hi))
        between.append({"dim": d, "p": float(p), "tail": repr(float(tail)), "radius": s(2 * best)})
print("between", len(between), flush=True)

# --- Laplace along the diagonal, exactly: log L is a sum of d terms, a with probability e^-a/2, -a with 1/2, else -a + 2x
#     with density e^-x/2 on (0, a) -----------------------------------------------------------------------------------
mp.dps = 40
def tail_of_sum(n, a, t):
    """int over {x in (0, a)^n, sum > t} of e^{-sum}: the sum has the density a^{n-1} IH_n(s/a) e^{-s}."""
    if n == 0: return mpf(1 if t < 0 else 0)
    total = mpf(0)
    if t >= n * a: return total
    # inclusion and exclusion: the density is sum_k (-1)^k C(n, k) (s - k a)_+^{n-1}/(n-1)! e^-s
    for k in range(n + 1):
        low = max(t - k * a, mpf(0)); high = (n - k) * a
        if high <= low: continue
        total += (-1) ** k * binomial(n, k) * exp(-k * a) * (gammainc(n, low, high) / factorial(n - 1))
    return total
def sum_above(d, a, tau):
    """Q(log L > tau)."""
    total = mpf(0)
    for i in range(d + 1):
        for j in range(d + 1 - i):
            n = d - i - j
            # i a - j a + sum(2x - a) > tau; the n free terms have density e^-x/2
            weight = factorial(d) / (factorial(i) * factorial(j) * factorial(n)) * (exp(-a) / 2) ** i * mpf(2) ** -j * mpf(2) ** -n
            total += weight * tail_of_sum(n, a, (tau - (i - j) * a + n * a) / 2)
    return total
for d in (2, 3, 5, 8):
    for shift in ("0.05", "0.3", "1", "2.5"):
        a = mpf(float(shift))
        closed = lambda tau: 1 - sum_above(d, a, -tau - mpf(10) ** -30)  # Q_v(log L > tau) = Q(log L < -tau)
        lo, hi = mpf(0), d * a
        atom = None
        for _ in range(110):
            mid = (lo + hi) / 2
            if closed(mid) > mpf(1) / 2: lo = mid
            else: hi = mid
        tau = hi
        # the largest mass with G <= 1/2: Q(L > t) + (1/2 - Q_v(L > t))/t, t at the threshold that balances
        eps = mpf(10) ** -25
        p = sum_above(d, a, tau + eps) + (mpf(1) / 2 - (1 - sum_above(d, a, -tau - eps - mpf(10) ** -30))) * exp(-tau)
        diagonal.append({"dim": d, "shift": float(shift), "mass": s(p)})
    print("diagonal", d, flush=True)

json.dump({"routes": rows, "cubeBetween": between, "laplaceDiagonal": diagonal}, open(Path(__file__).parents[3] / "proofs/known-answers/route-radii.json", "w"), indent=0)
print(len(rows), len(between), len(diagonal))
