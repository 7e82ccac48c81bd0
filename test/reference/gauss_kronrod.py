"""Gauss-Kronrod nodes and weights to 17 digits, printed as the table in src/numeric/quadrature/gauss-kronrod.ts.

The n Gauss nodes are the zeros of the Legendre polynomial P_n; the n+1 Kronrod nodes those of the Stieltjes polynomial
E_{n+1}, defined by int P_n E_{n+1} x^k = 0 for k <= n. Weights are interpolatory.
"""
import mpmath as mp

mp.mp.dps = 60


def monomial_integral(k):
    return mp.mpf(0) if k % 2 else mp.mpf(2) / (k + 1)


def legendre(n):
    p0, p1 = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    for k in range(1, n):
        nxt = [mp.mpf(0)] * (k + 2)
        for i, c in enumerate(p1):
            nxt[i + 1] += (2 * k + 1) * c / (k + 1)
        for i, c in enumerate(p0):
            nxt[i] -= k * c / (k + 1)
        p0, p1 = p1, nxt
    return p1


def stieltjes(n):
    p = legendre(n)
    m = n + 1  # monic of degree m: solve for the lower coefficients
    def inner(i, k):
        return sum(c * monomial_integral(j + i + k) for j, c in enumerate(p))
    a = mp.matrix(m, m)
    b = mp.matrix(m, 1)
    for k in range(m):
        for i in range(m):
            a[k, i] = inner(i, k)
        b[k] = -inner(m, k)
    # parity: the system is singular only in the trivial parity rows, so solve on one parity
    idx = [i for i in range(m) if (i - m) % 2 == 0]
    rows = [k for k in range(m) if (k + n + m) % 2 == 0]
    sol = mp.lu_solve(mp.matrix([[a[k, i] for i in idx] for k in rows]), mp.matrix([b[k] for k in rows]))
    coeffs = [mp.mpf(0)] * m + [mp.mpf(1)]
    for v, i in zip(sol, idx):
        coeffs[i] = v
    return coeffs


def roots(coeffs):
    return [mp.re(r) for r in mp.polyroots(coeffs[::-1], maxsteps=500, extraprec=400)]


def weights(nodes):
    n = len(nodes)
    a = mp.matrix(n, n)
    b = mp.matrix(n, 1)
    for k in range(n):
        for i in range(n):
            a[k, i] = nodes[i] ** k
        b[k] = monomial_integral(k)
    return list(mp.lu_solve(a, b))


for n in (3, 7, 10):
    gauss = roots(legendre(n))
    nodes = sorted(gauss + roots(stieltjes(n)))
    kw = weights(nodes)
    gw = dict(zip(gauss, weights(gauss)))
    print(2 * n + 1)
    for x, w in zip(nodes, kw):
        if x >= -mp.mpf(10) ** -30:
            x = abs(x) if abs(x) < mp.mpf(10) ** -30 else x
            g = [v for k, v in gw.items() if abs(k - x) < mp.mpf(10) ** -30]
            print("  [%s, %s, %s]," % (mp.nstr(x, 17), mp.nstr(w, 17), mp.nstr(g[0], 17) if g else "0"))
