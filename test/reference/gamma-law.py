#!/usr/bin/env python3
"""References for test/numeric/gamma-law.test.ts: log-gamma increments, gamma and beta densities, to 25 digits.

Run: python3 test/reference/gamma-law.py > proofs/known-answers/gamma-law.json
"""
import json
from mpmath import mp, mpf, loggamma, log, exp

mp.dps = 60
text = lambda x: mp.nstr(x, 22)

increments = []
for s in ['0.01', '0.5', '3', '14.9', '1536', '200000', '20000000']:
    for delta in ['1e-8', '0.25', '1', '-0.0099', '-0.4', '2', '100', '-1000', '150000']:
        if mpf(float(s)) + mpf(float(delta)) > 0:
            a, b = mpf(float(s)), mpf(float(delta))
            increments.append([s, delta, text(loggamma(a + b) - loggamma(a))])

gammas = []
for s in ['0.3', '2', '1536.5', '200000', '5000000']:
    a = mpf(float(s))
    for z in [-8, -1, 0, 1, 8, 30]:
        x = float(a * exp(z / mp.sqrt(a + 1)))
        value = exp(a * log(mpf(x)) - mpf(x) - loggamma(a))
        if value > mpf(10) ** -250:
            gammas.append([s, repr(x), text(value)])

betas = []
for a, b in [('0.5', '1536'), ('1', '4'), ('3072', '11'), ('100000', '100000'), ('2', '0.1')]:
    p, q = mpf(float(a)), mpf(float(b))
    for z in [-6, -1, 0, 1, 6]:
        y = float(1 / (1 + q / p * exp(-z / mp.sqrt(p * q / (p + q) + 1))))
        complement = mpf(1) - mpf(y)
        value = exp(p * log(mpf(y)) + q * log(complement) + loggamma(p + q) - loggamma(p) - loggamma(q))
        betas.append([a, b, repr(y), repr(float(complement)), text(value)])

print(json.dumps({'logGammaIncrement': increments, 'gammaDensityTimesX': gammas, 'betaDensityTimesVariance': betas}))
