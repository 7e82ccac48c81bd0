#!/usr/bin/env python3
"""Independent values for noises given by formulas (mpmath, 30 digits): integrals, moments, slopes, level-set volumes.

Writes proofs/known-answers/noise-formulas.json. Run from the root: /usr/bin/python3 test/reference/noise-formulas.py
"""
import json
from mpmath import mp, mpf, exp, log, sqrt, quad, inf, gamma, loggamma, beta, cos, sin, erf, pi, tanh, cosh, findroot, asinh

mp.dps = 30
s = lambda x: mp.nstr(x, 20)

# --- int_0^inf t^{m-1} f(t) dt, in closed form where one exists -------------------------------------------------------
integrals = []
def add(formula, m, value):
    integrals.append({"formula": formula, "m": m, "log": s(value)})
for m in (1, 2, 3, 10, 3072, 150528, 200000):
    add("exp(-r)", m, loggamma(m))
    add("exp(-r^3)", m, loggamma(mpf(m) / 3) - log(3))
    add("exp(-r^2/2)", m, loggamma(mpf(m) / 2) + (mpf(m) / 2 - 1) * log(2))
    add("exp(-sqrt(r))", m, log(2) + loggamma(2 * m))
    add("(1+r)^-%d" % (m + 3), m, loggamma(m) + loggamma(3) - loggamma(m + 3))
add("1/(1+r^2)", 1, log(pi / 2))
add("(1+r^2/3)^-2", 1, log(quad(lambda x: (1 + x * x / 3) ** -2, [0, 1, inf])))
add("(1+r^2/5)^-3", 1, log(quad(lambda x: (1 + x * x / 5) ** -3, [0, 1, inf])))
add("exp(-r)/(1+exp(-r))^2", 1, log(mpf(1) / 2))
add("max(0,1-r)", 1, log(mpf(1) / 2))
add("(1+sign(2-r))/2", 3072, 3072 * log(2) - log(3072))
add("r^-0.5*exp(-r)", 1, log(gamma(mpf(1) / 2)))
add("r^-2.5*exp(-r^2)", 3, log(gamma(mpf(1) / 4) / 2))
add("exp(-r)*(2+sin(50*r))", 1, log(2 + mpf(50) / 2501))
add("exp(-r)+1e-5*exp(-r/1000)", 3, log(2 + mpf(10) ** -5 * 2 * mpf(10) ** 9))
add("cosh(r)^-2", 1, mpf(0))
add("exp(-abs(r-1)-abs(r-2))", 1, log(quad(lambda x: exp(-abs(x - 1) - abs(x - 2)), [0, 1, 2, inf])))
add("exp(-r^2)*(1-erf(r))", 1, log(quad(lambda x: exp(-x * x) * (1 - erf(x)), [0, 1, inf])))
add("exp(-r)*(1.1+tanh(r-2))", 1, log(quad(lambda x: exp(-x) * (mpf("1.1") + tanh(x - 2)), [0, 1, 2, 4, inf])))
add("exp(-(r-3)^2/2)+exp(-(r+3)^2/2)", 1, log(sqrt(2 * pi)))
add("min(1,r^-3)", 1, log(mpf(3) / 2))

# --- product noises: slope against l_inf in two dimensions, 1/2 E|s_1 + s_2| ------------------------------------------
# s is odd and decreasing/increasing in pieces: integrate over the plane by the symmetries x -> -x and swapping.
mp.dps = 15
def slope2(q, score, cuts):
    total = mpf(0)
    def inner(x):
        a = score(x)
        f = lambda y: (abs(a + score(y)) + abs(a - score(y))) * q(y)
        return q(x) * quad(f, cuts(x))
    return quad(inner, cuts(None)) * 2 / 2  # both signs of x (2), of y (inside), times 1/2

t3 = lambda x: 2 / (pi * sqrt(3)) * (1 + x * x / 3) ** -2
t3s = lambda x: 4 * x / (3 + x * x)
# |s(y)| = |s(x)| at y = x and y = 3/x: put the kinks on the grid
def t3cuts(x):
    pts = [0, sqrt(3), 10, inf] if x is None else sorted({mpf(0), x, 3 / x if x > 0 else mpf(10) ** 6, sqrt(mpf(3))}) + [inf]
    return pts
logi = lambda x: 1 / (4 * cosh(x / 2) ** 2)
logis = lambda x: tanh(x / 2)
slopes = {
    "student3": s(slope2(t3, t3s, t3cuts)),
    "logistic": s(mpf(1) / 3),  # E|U + V|/2 for uniform U, V on [-1, 1]: (2/3)/2
}

# --- J = int |{q > t}|^{1/2} dt in the plane, from the area of the level sets ------------------------------------------
# u = -log q; area(u) = int 2 i^{-1}(u - i(x)) dx, i the information of one coordinate, i^{-1} >= 0 its inverse.
def plane(height, excess, inverse):
    """q_1(x) = height * e^{-excess(x)}; inverse(e) is the x >= 0 with excess(x) = e."""
    def area(e):
        edge = inverse(e)
        return 4 * quad(lambda x: inverse(max(e - excess(x), mpf(0))), [0, edge / 2, edge])
    f = lambda e: sqrt(area(e)) * exp(-e)
    return height ** 2 * quad(f, [0, 1, 4, 12, 40, 90])
J = {
    "gaussian": s(plane(1 / sqrt(2 * pi), lambda x: x * x / 2, lambda e: sqrt(2 * e))),
    "student3": s(plane(2 / (pi * sqrt(3)), lambda x: 2 * log(1 + x * x / 3), lambda e: sqrt(3 * (exp(e / 2) - 1)))),
    "cauchy": s(plane(1 / pi, lambda x: log(1 + x * x), lambda e: sqrt(exp(e) - 1))),
    "logistic": s(plane(mpf(1) / 4, lambda x: 2 * log(cosh(x / 2)), lambda e: 2 * mp.acosh(exp(e / 2)))),
    "triangular": s(plane(mpf(1), lambda x: -log(1 - x) if x < 1 else mpf(10) ** 9, lambda e: 1 - exp(-e))),
}
json.dump({"integrals": integrals, "slopeInTwoDimensions": slopes, "isoperimetricInTwoDimensions": J},
          open("proofs/known-answers/noise-formulas.json", "w"), indent=1)
