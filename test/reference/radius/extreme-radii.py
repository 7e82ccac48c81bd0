"""
Radii by total variation at extreme parameters, to 40 digits: cubical noise against l1 as a mixture of cubes of half-width T,
D(a) = P(T < a/2) + (a/2) E[1/T; T > a/2] = rho - 1/2, solved for log a by bracketing. `exact`: the worst set is known there.
Independent of the library: mpmath's incomplete beta and gamma functions. Writes proofs/known-answers/extreme-radii.json.
"""
import json
from pathlib import Path

import mpmath as mp

mp.mp.dps=40
out=[]
def bp_lower(u,a,b):
    if u > 0: return 1-bp_upper(u,a,b)
    y=mp.e**u
    return mp.betainc(a,b,0,y/(1+y),regularized=True)
def bp_upper(u,a,b):
    y=mp.e**u
    return mp.betainc(b,a,0,1/(1+y),regularized=True)
def Q(s,x): return mp.gammainc(s,x,regularized=True)
def tv(kind,d,par,rho):
    ex=mp.mpf(rho)-mp.mpf(1)/2
    if kind=='power':
        A=mp.mpf(par[0]); b=A-d
        D=lambda s: bp_lower(s-mp.log(2),d+1,b)+mp.e**s/2*(b/d)*bp_upper(s-mp.log(2),d,b+1)
        rad=lambda s: bp_upper(s-mp.log(2),d,b)
    else:
        k,j=mp.mpf(par[0]),mp.mpf(par[1])
        s0=(d-j)/k; w=j/d
        c1=(1-w)*mp.gamma(s0+1-1/k)/mp.gamma(s0+1); c2=w*mp.gamma(s0-1/k)/mp.gamma(s0) if j>0 else mp.mpf(0)
        def D(s):
            t=mp.e**(s-mp.log(2)); x=t**k
            v=(1-w)*(1-Q(s0+1,x))+t*c1*Q(s0+1-1/k,x)
            if j>0: v+=w*(1-Q(s0,x))+t*c2*Q(s0-1/k,x)
            return v
        rad=lambda s: Q(s0,(mp.e**(s-mp.log(2)))**k)
    lo,hi=mp.mpf(-400),mp.mpf(680)
    if D(hi)<ex: return None
    # double-precision bisection in the same formulas would do; Illinois converges fast
    flo,fhi=D(lo)-ex,D(hi)-ex
    side=0
    for n in range(200):
        s=(lo+hi)/2 if n<12 else (lo*fhi-hi*flo)/(fhi-flo)
        f=D(s)-ex
        if f==0 or hi-lo<mp.mpf(10)**-22 or (n>12 and abs(f)<mp.mpf(10)**-24*ex): break
        if (f<0)==(flo<0):
            lo,flo=s,f
            if side==-1: fhi/=2
            side=-1
        else:
            hi,fhi=s,f
            if side==1: flo/=2
            side=1
    exact=bool(1-mp.mpf(rho)>=rad(s)/(2*d))
    return mp.e**s,exact
cases=[]
for d in [2,10]:
    for over in ['0.001','0.01','0.1','1','30']:
        cases.append(('power',d,(float(d)+float(over),)))
for d in [2,30]:
    for k in [0.1,2.0,50.0]:
        for j in [0.0, d-1.001]:
            cases.append(('exp',d,(k,j)))
for kind,d,par in cases:
    for rho in [0.6,0.75]:
        r=tv(kind,d,par,rho)
        if r is None: continue
        spec=f"power:linf,a={par[0]!r}" if kind=='power' else f"exp:linf,k={par[0]!r},j={par[1]!r}"
        out.append({'noise':spec,'dim':d,'rho':rho,'radius':mp.nstr(r[0],25),'exact':r[1]}); (Path(__file__).parents[3] / 'proofs/known-answers/extreme-radii.json').write_text(json.dumps(out, indent=2) + '\n')

