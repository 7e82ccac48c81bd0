"""
floor(2^64 P(round(q Z) <= k)) of one coordinate at 60 digits and more, by mpmath: for noises at sigma 0.5 on the grid of 1/255, at a spread of k.
Independent of the library: mpmath's own functions, lambda given as the double it is. Writes lattice-thresholds.json beside it.
"""
import json
from fractions import Fraction
from pathlib import Path

import mpmath as mp

mp.mp.dps = 80
Q = 255


def tails(spec, lam):
    """x -> P(Z > x), x > 0."""
    lam = mp.mpf(lam)
    family, _, rest = spec.partition(",")
    value = mp.mpf(rest.split("=")[1]) if rest else None
    if family == "gaussian":
        return lambda x: mp.ncdf(-x / lam)
    if family == "laplace":
        return lambda x: mp.exp(-x / lam) / 2
    if family == "iid-exp":
        return lambda x: mp.gammainc(1 / value, (x / lam) ** value, regularized=True) / 2
    return lambda x: (1 + x / lam) ** -value / 2


def threshold(spec, lam, tail, k):
    if spec == "iid-pareto,a=3":
        # Rational, and sometimes a multiple of 2^-64: exactly.
        share = (1 + Fraction(abs(2 * k + 1), 2 * Q) / Fraction(lam)) ** -3 / 2
        share = share if k < 0 else 1 - share
        return 2**64 * share.numerator // share.denominator
    share = tail((abs(2 * k + 1)) / mp.mpf(2 * Q))
    return int(mp.floor(mp.mpf(2) ** 64 * (share if k < 0 else 1 - share)))


CASES = [
    ("gaussian", 0.5, 1157),
    ("laplace", 0.3535533905932738, 3936),
    ("iid-exp,s=4", 0.8600399873245197, 549),
    ("iid-exp,s=0.5", 0.01, 5764),
    ("iid-pareto,a=3", 0.5, 65535),
    ("iid-pareto,a=12.5", 1.0, 8620),
]
out = []
for spec, lam, most in CASES:
    tail = tails(spec, lam)
    ks = sorted({*range(0, 12), *(most * i // 60 for i in range(61))})
    for k in [*(-1 - k for k in reversed(ks)), *ks]:
        out.append({"spec": spec, "lambda": lam, "k": k, "threshold": str(threshold(spec, lam, tail, k))})
# The uniform cube is rational: floor(2^64 (k + K + 1)/(2 K + 1)).
for reach in (1, 7, 220):
    for k in sorted({-reach, -1, 0, reach - 1}):
        out.append({"spec": "uniform:linf", "lambda": (2 * reach + 1) / (2 * Q), "k": k,
                    "threshold": str(2**64 * (k + reach + 1) // (2 * reach + 1))})
path = Path(__file__).with_name("lattice-thresholds.json")
path.write_text(json.dumps(out).replace("}, {", "},\n {") + "\n")
