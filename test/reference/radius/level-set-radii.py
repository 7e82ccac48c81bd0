#!/usr/bin/env python3
"""Exact masses of spherical noises at given shifts (SciPy): the p with G(p, shift) = 1/2, and its threshold tau = log t.

Dense Gauss-Legendre panels in u = log |x| between all points where the sphere touches the set {L > t}; nothing of
src/growth is used. Good to about 1e-10. Writes proofs/known-answers/level-set-radii.json. Run from the root: python3 test/reference/radius/level-set-radii.py   (a minute)
"""
import json
import numpy as np
from scipy.special import gammaln, betainc, betaln
from scipy.optimize import brentq
xg,wg=np.polynomial.legendre.leggauss(40)
def nodes(breaks,per=400):
    u=[];w=[]
    for a,b in zip(breaks[:-1],breaks[1:]):
        if b-a<1e-14: continue
        e=np.linspace(a,b,per+1); h=np.diff(e)/2; m=(e[1:]+e[:-1])/2
        u.append((m[:,None]+h[:,None]*xg).ravel()); w.append((h[:,None]*wg).ravel())
    return np.concatenate(u),np.concatenate(w)
class Law:
    def __init__(s,d,k,j=0,a=None):
        s.d,s.k,s.j,s.a=d,k,j,a
        if a is None:
            sh=(d-j)/k; s.mode=np.log(sh)/k; s.ln=np.log(k)-gammaln(sh); s.logf=lambda u:(d-j)*u-np.exp(k*u)+s.ln
            s.lo=s.mode-min(80/(d-j)+10/(k*np.sqrt(sh)),600) if sh<5 else s.mode-25/(k*np.sqrt(sh)); s.hi=(np.log(sh+90+20*np.sqrt(sh)))/k
        else:
            l=d/k;r=a-l; s.mode=np.log(l/r)/k; s.ln=np.log(k)-betaln(l,r); s.logf=lambda u:d*u-a*np.logaddexp(0,k*u)+s.ln
            sc=np.sqrt(1/l+1/r)/k
            s.lo=s.mode-max(20*sc,80/d); s.hi=s.mode+max(20*sc,80/(a*k-d))
    def psi(s,u): return s.j*u+np.exp(s.k*u) if s.a is None else s.a*np.logaddexp(0,s.k*u)
    def S(s,u,tau): # log S
        if s.a is not None:
            x=np.expm1(-tau/s.a)*(1+np.exp(-s.k*u)); return np.where(x<=-1,-np.inf,u+np.log1p(np.maximum(x,-1+1e-300))/s.k)
        if s.j==0:
            x=1-tau*np.exp(-s.k*u); return np.where(x<=0,-np.inf,u+np.log(np.maximum(x,1e-300))/s.k)
        t=s.psi(u)-tau; lo=np.full_like(u,-2000.);hi=np.full_like(u,s.hi+np.log(2+abs(tau))/s.k+5)
        for _ in range(80):
            m=(lo+hi)/2; big=s.j*m+np.exp(s.k*np.minimum(m,700/s.k))>t; hi=np.where(big,m,hi); lo=np.where(big,lo,m)
        return (lo+hi)/2
def sphericalQ(L,eps,tau):
    a=(L.d-1)/2
    def c(u):
        with np.errstate(all='ignore'):
            ls=L.S(u,tau); r=np.exp(u); s=np.exp(ls); return (r*r+eps*eps-s*s)/(2*r*eps)
    # breakpoints by dense scan incl. log eps
    g=np.unique(np.concatenate([np.linspace(L.lo,L.hi,20001),np.clip(np.log(eps)+np.concatenate([-np.geomspace(1e-12,5,400),[0],np.geomspace(1e-12,5,400)]),L.lo,L.hi)]))
    cg=c(g); br=[L.lo,L.hi]
    for lev in (1,-1):
        sg=np.sign(np.nan_to_num(cg,nan=np.inf,posinf=1e9,neginf=-1e9)-lev)
        for i in np.nonzero(sg[1:]!=sg[:-1])[0]:
            f=lambda x:float(np.clip(c(np.array([x]))[0],-1e9,1e9))-lev
            try: br.append(brentq(f,g[i],g[i+1],xtol=1e-15))
            except ValueError: pass
    br=sorted(set(br)); tot=0
    for x,y in zip(br[:-1],br[1:]):
        # sin^2 map
        t,w=nodes([0,1],60); u=x+(y-x)*np.sin(np.pi*t/2)**2; ww=w*(y-x)*np.pi/2*np.sin(np.pi*t)
        cc=np.clip(np.nan_to_num(c(u),nan=1e9,posinf=1e9,neginf=-1e9),-1,1)
        tot+=float((np.exp(L.logf(u))*betainc(a,a,(1-cc)/2)*ww).sum())
    return tot
def pmass(Q,L,eps):
    g=lambda tau:.5-Q(L,eps,-tau)
    if g(0)<=0: return Q(L,eps,0),0
    hi=.37
    while g(hi)>0: hi*=2
    tau=brentq(g,0,hi,xtol=1e-18,rtol=1e-13); return Q(L,eps,tau),tau
if __name__=='__main__':
    out=[]
    for spec,d,kw,shifts in [
      ('exp:l2,k=2,j=2.8',3,dict(k=2,j=2.8),[0.006,0.03,0.0827,0.15]),
      ('exp:l2,k=2,j=1.8',2,dict(k=2,j=1.8),[0.01,0.1,0.3]),
      ('exp:l2,k=1,j=0',2,dict(k=1),[0.1,0.5,1,2,6]),
      ('exp:l2,k=0.5,j=0',2,dict(k=.5),[1.,20.,100.,300.]),
      ('exp:l2,k=4,j=0',3,dict(k=4),[0.1,0.5,1.]),
      ('power:l2,k=2,a=1.1',2,dict(k=2,a=1.1),[1.,20.,1000.]),
      ('power:l2,k=2,a=2',2,dict(k=2,a=2.),[0.3,3.,100.]),
      ('power:l2,k=2,a=25.2',50,dict(k=2,a=25.2),[1.,5.,10.]),
      ('power:l2,k=1,a=51',50,dict(k=1,a=51.),[10.,100.]),
      ('exp:l2,k=2,j=49.7',50,dict(k=2,j=49.7),[0.01,0.05]),
      ('exp:l2,k=2,j=2048',3072,dict(k=2,j=2048),[0.2,1.,2.]),
      ('exp:l2,k=2,j=3064',3072,dict(k=2,j=3064),[0.05,0.1]),
      ('exp:l2,k=1,j=0',3072,dict(k=1),[10.,100.,170.]),
      ('power:l2,k=2,a=1546',3072,dict(k=2,a=1546.),[0.2,0.5,1.]),
      ]:
        L=Law(d,**kw)
        u,w=nodes([L.lo,L.hi],400); norm=float((np.exp(L.logf(u))*w).sum())
        for e in shifts:
            p,tau=pmass(sphericalQ,L,e); out.append(dict(noise=spec,dim=d,shift=e,mass=p,tau=tau)); print(spec,d,e,p,tau,norm-1,flush=True)
    json.dump([o for o in out if o['mass']>1e-22],open('proofs/known-answers/level-set-radii.json','w'),indent=0)
