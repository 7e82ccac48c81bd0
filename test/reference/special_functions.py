"""References for test/numeric/special.test.ts: mpmath at 60 digits, arguments are doubles taken exactly.

Run: python3 test/reference/special_functions.py > proofs/known-answers/special-functions.json
"""
import json
import sys
import mpmath as mp

mp.mp.dps = 60
D = 150528  # the dimension of an ImageNet image
out = {}


def put(name, args, value):
    out.setdefault(name, []).append({"args": args, "value": mp.nstr(value, 30, strip_zeros=False)})


def M(x):
    return mp.mpf(x)


# incomplete gamma ---------------------------------------------------------------------------------------------------
def lower_series(s, x):
    total = term = mp.mpf(1)
    n = 0
    while term > total * mp.mpf(10) ** -58:
        n += 1
        term *= x / (s + n)
        total += term
    return mp.exp(s * mp.log(x) - x - mp.loggamma(s + 1)) * total


def upper_fraction(s, x):
    """Legendre's continued fraction by modified Lentz, x > s + 1."""
    tiny = mp.mpf(10) ** -5000
    b = x + 1 - s
    c = 1 / tiny
    d = 1 / b
    h = d
    i = 0
    while True:
        i += 1
        an = -i * (i - s)
        b += 2
        d = 1 / (an * d + b or tiny)
        c = b + an / c or tiny
        step = c * d
        h *= step
        if abs(step - 1) < mp.mpf(10) ** -56:
            return mp.exp(s * mp.log(x) - x - mp.loggamma(s)) * h


def gamma_tails(s, x):
    s, x = M(s), M(x)
    with mp.workdps(60 + int(mp.log10(s * abs(mp.log(x)) + x + 10))):
        if x > s + 1:
            upper = upper_fraction(s, x)
            return 1 - upper, upper
        lower = lower_series(s, x)
        return lower, 1 - lower


def gamma_density_log(s, x):
    s, x = M(s), M(x)
    return (s - 1) * mp.log(x) - x - mp.loggamma(s)


def gamma_quantile(s, p, tail):
    s, p = M(s), M(p)
    z = -mp.sqrt(2) * mp.erfinv(1 - 2 * p) if p > mp.mpf(10) ** -20 else -mp.sqrt(-2 * mp.log(p))
    if tail == "upper":
        z = -z
    # bisection on a log scale, then Newton
    k = 0 if tail == "lower" else 1
    lo, hi = M("1e-400"), s + 40 * mp.sqrt(s) + 2000
    if s >= 4000:
        lo, hi = max(M("1e-30"), s - 60 * mp.sqrt(s)), s + 60 * mp.sqrt(s) + 1600
    with mp.workdps(60):
        for _ in range(60):
            mid = mp.sqrt(lo * hi)
            v = gamma_tails(s, mid)[k]
            if (v < p) == (tail == "lower"):
                lo = mid
            else:
                hi = mid
    x = mp.sqrt(lo * hi)
    for _ in range(6):
        v = gamma_tails(s, x)[k] - p
        f = mp.exp(gamma_density_log(s, x))
        x -= v / f if tail == "lower" else -v / f
    return x


SHAPES = [0.1, 0.5, 1.0, 2.5, 10.0, 100.0, 1536.0, 3071.5, 75264.0, 150528.0, 200000.0]
for s in SHAPES:
    for z in [-6.0, -2.0, -0.5, 0.0, 0.5, 2.0, 6.0, 12.0]:
        x = s * 2.0 ** z if s < 5 else s + z * s ** 0.5
        if x > 0:
            low, up = gamma_tails(s, x)
            put("gammaCdf lower", [x, s], low)
            put("gammaCdf upper", [x, s], up)
            put("logGammaDensity", [x, s], gamma_density_log(s, x))
    for p in [1e-300, 1e-12, 1e-3, 0.25, 0.5, 0.9, 0.999999]:
        for tail in ("lower", "upper"):
            if p == 1e-300 and s < 1:
                continue
            put("gammaQuantile " + tail, [p, s], gamma_quantile(s, p, tail))
    put("logGamma", [s], mp.loggamma(M(s)))
    put("gammaRatio", [s + 0.5, s], mp.gammaprod([M(s + 0.5)], [M(s)]))
    put("gammaRatio", [s, s + 2.0], mp.gammaprod([M(s)], [M(s + 2.0)]))
    put("gammaRatio", [s + 1 / 3, s], mp.gammaprod([M(s + 1 / 3)], [M(s)]))
    put("gammaRatio", [s + 30.0, s], mp.gammaprod([M(s + 30.0)], [M(s)]))
for a, b in [(3072 / 2, 3071 / 2), (D / 2, (D - 1) / 2), (3072.0, 3071.0), (7.0, 0.01), (0.25, 0.75), (5000.0, 5000.25)]:
    put("gammaRatio", [a, b], mp.gammaprod([M(a)], [M(b)]))
for x in [1e-10, 1e-3, 0.9, 1.0000001, 1.46, 1.9999999, 2.1, 12.5, 1e3, 1e6, 1e10]:
    put("logGamma", [x], mp.loggamma(M(x)))


# incomplete beta ----------------------------------------------------------------------------------------------------
def beta_fraction(x, a, b):
    """I_x(a, b) by its continued fraction (modified Lentz); converges fast for x < (a + 1)/(a + b + 2)."""
    tiny = mp.mpf(10) ** -5000
    c, d = mp.mpf(1), 1 - (a + b) * x / (a + 1)
    d = 1 / (d or tiny)
    h = d
    m = 0
    while True:
        m += 1
        for num in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + num * d or tiny)
            c = 1 + num / c or tiny
            step = c * d
            h *= step
        if abs(step - 1) < mp.mpf(10) ** -56:
            break
    front = mp.exp(a * mp.log(x) + b * mp.log1p(-x) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)) / a
    return front * h


def beta_tails(x, a, b):
    x, a, b = M(x), M(a), M(b)
    with mp.workdps(80):
        if x < (a + 1) / (a + b + 2):
            v = beta_fraction(x, a, b)
            return v, 1 - v
        v = beta_fraction(1 - x, b, a)
        return 1 - v, v


def beta_quantile(p, a, b, tail):
    a, b, p = M(a), M(b), M(p)
    k = 0 if tail == "lower" else 1
    lo, hi = M("1e-400"), 1 - M("1e-60")
    with mp.workdps(60):
        for _ in range(1500):
            # geometric towards 0, arithmetic above
            mid = mp.sqrt(lo * hi) if lo < hi / 4 else (lo + hi) / 2
            v = beta_tails(mid, a, b)[k]
            if (v < p) == (tail == "lower"):
                lo = mid
            else:
                hi = mid
            if hi - lo < min(hi, 1 - lo) * mp.mpf(10) ** -15:
                break
    x = (lo + hi) / 2
    for _ in range(6):
        v = beta_tails(x, a, b)[k] - p
        f = mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log1p(-x) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b))
        x -= v / f if tail == "lower" else -v / f
    return x


PAIRS = [(0.5, 0.5), (1.0, 0.5), (2.0, 3.0), (1.0, 1.0), (5.5, 5.5), (50.5, 0.5), (1536.5, 0.5), (1536.5, 1536.5),
         (1535.5, 1535.5), (75264.5, 75264.5), (75263.5, 75263.5), (75264.5, 0.5), (3072.0, 10.0), (10.0, 90001.0),
         (90000.0, 10001.0), (150528.0, 11.0)]
for a, b in PAIRS:
    mean, sd = a / (a + b), (a * b / ((a + b) ** 2 * (a + b + 1))) ** 0.5
    for z in [-6.0, -3.0, -0.5, 0.0, 0.5, 3.0, 6.0]:
        x = mean + z * sd
        if x <= 0:
            x = mean * 2.0 ** (4 * z)
        if x >= 1:
            x = 1 - (1 - mean) * 2.0 ** (-4 * z)
        low, up = beta_tails(x, a, b)
        put("betaCdf lower", [x, a, b], low)
        put("betaCdf upper", [x, a, b], up)
    for p in [1e-300, 1e-12, 1e-3, 0.25, 0.5, 0.9, 0.999999]:
        for tail in ("lower", "upper"):
            if p == 1e-300 and (a < 5 or b < 5):
                continue
            put("betaQuantile " + tail, [p, a, b], beta_quantile(p, a, b, tail))

# binomial tails -----------------------------------------------------------------------------------------------------
for n, p in [(10, 0.3), (1000, 0.5), (100000, 0.9), (100000, 0.9995), (10 ** 8, 0.25), (10 ** 9, 0.5), (10 ** 9, 1e-6)]:
    mean, sd = n * p, (n * p * (1 - p)) ** 0.5
    for z in [-8, -4, -1, 0, 1, 4, 8]:
        k = int(round(mean + z * sd))
        if 0 < k < n:
            put("binomialUpperTail", [k, n, p], beta_tails(p, k, n - k + 1)[0])
            put("binomialLowerTail", [k, n, p], beta_tails(p, k + 1, n - k)[1])

# error function, normal ---------------------------------------------------------------------------------------------
for x in [1e-300, 1e-8, 0.1, 0.47, 0.5, 0.84, 1.0, 1.25, 2.0, 3.0, 5.0, 6.0]:
    put("erf", [x], mp.erf(M(x)))
    put("erfc", [x], mp.erfc(M(x)))
    put("erfc", [-x], mp.erfc(M(-x)))
    put("erfcx", [x], mp.exp(M(x) ** 2) * mp.erfc(M(x)))
for x in [10.0, 20.0, 26.0, 100.0, 1e5]:
    with mp.workdps(60):
        put("erfcx", [x], mp.exp(M(x) ** 2) * mp.erfc(M(x)) if x < 1000 else mp.quad(
            lambda t: mp.exp(-t * t / (4 * M(x) ** 2) - t) / (M(x) * mp.sqrt(mp.pi)), [0, 1, 10, 200]))
for x in [1e-12, 0.1, 0.5, 1.0, 2.5, 5.0, 8.0, 12.0, 20.0, 30.0, 37.0]:
    for y in (x, -x):
        put("normalCdf", [y], mp.erfc(-M(y) / mp.sqrt(2)) / 2)
        put("normalPdf", [y], mp.exp(-M(y) ** 2 / 2) / mp.sqrt(2 * mp.pi))
        put("logNormalCdf", [y], mp.log(mp.erfc(-M(y) / mp.sqrt(2)) / 2))
for x in [-50.0, -1000.0, -1e8]:
    r = M(x)
    put("logNormalCdf", [x], -r * r / 2 - mp.log(-r) - mp.log(2 * mp.pi) / 2 + mp.log(
        mp.quad(lambda t: mp.exp(-t - t * t / (2 * r * r)), [0, 1, 10, 100, 200])))


def normal_quantile(p):
    p = M(p)
    if p > 0.5:
        return -normal_quantile(1 - p)
    if p == mp.mpf("0.5"):
        return mp.mpf(0)
    z = -mp.sqrt(-2 * mp.log(2 * p)) if p < 0.4 else (p - M(0.5)) * mp.sqrt(2 * mp.pi)
    for _ in range(60):
        v = mp.erfc(-z / mp.sqrt(2)) / 2
        z -= mp.log(v / p) * v / (mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi))
    return z


for p in [5e-324, 1e-300, 1e-100, 1e-20, 1e-12, 1e-4, 0.02, 0.1, 0.3, 0.45, 0.499999, 0.5000001, 0.6, 0.75, 0.9, 0.99, 0.999,
          0.999924, 1 - 2.0 ** -40]:
    put("normalQuantile", [p], normal_quantile(p))

# dilogarithm, hypergeometric ----------------------------------------------------------------------------------------
for x in [-1e3, -2.0, -1.0, -0.5, -1e-3, 1e-300, 1e-8, 0.1, 0.3, 0.49, 0.5, 0.51, 0.7, 0.9, 0.99, 0.999999, 1 - 1e-12, 1.0]:
    put("dilogarithm", [x], mp.polylog(2, M(x)).real if x < 1 else mp.zeta(2))
for a in [0.01, 0.5, 1.0, 1.5, 2.1, 3.0, 10.0, 1000.0]:
    b = a / (a + 1)
    for z in [1e-9, 1e-3, 0.1, 0.5, 0.7, 0.85, 0.9, 0.95, 0.99, 0.9999, 1 - 1e-8, 1 - 1e-12]:
        # 2F1(1, b; b+1; z) = b sum z^n/(n+b) = b * Lerch(z, 1, b)
        with mp.workdps(90):
            put("hypergeometric2F1", [1.0, b, b + 1.0, z], mp.hyp2f1(1, M(b), M(b + 1.0), M(z)))
            put("geometricBetaSum", [b, z], mp.hyp2f1(1, M(b), M(b) + 1, M(z)))

json.dump(out, sys.stdout, indent=0)
