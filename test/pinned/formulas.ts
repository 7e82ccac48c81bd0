/** Formulas of every shape: smooth, kinked, with jumps, heavy tails, poles, humps; and some that are no density. */

export const LINE = [
  'exp(-x^2)',
  'exp(-abs(x)^0.7)',
  'exp(-abs(x))*(1+x^2)',
  '1/(1+abs(x)^3.5)',
  '1/(exp(x)+exp(-x))',
  'max(0,1-abs(x))',
  'exp(-x^2)+0.3*exp(-(abs(x)-3)^2)',
  'abs(x)^-0.4*exp(-x^2)',
  'exp(-max(abs(x)-1,0)*5)',
  'min(1,1/x^4)',
  'exp(-cosh(x))',
  'exp(-sqrt(1+x^2))',
  'log(1+exp(-x^2))',
  '1/(1+x^2)',
  'exp(-x)',
  'exp(x^2)',
  'x^2-1',
  'exp(-x^2)*(2+tanh(x))',
];

export const PLANE = [
  'exp(-x1^2-x2^2)',
  'exp(-abs(x1)-x2^4)',
  'exp(-abs(x1+x2)-abs(x1-2*x2))',
  'exp(-max(abs(x1),2*abs(x2)))',
  'exp(-sqrt(1+x1^2+3*x2^2))',
  '1/(1+x1^2+x1*x2+x2^2)^3',
  'exp(-x1^2-abs(x1*x2)-x2^2)',
  'exp(-(x1^2+x2^2)^0.4)',
  'max(0,1-max(abs(x1),abs(x2)))',
  '1/(1+abs(x1))^4/(1+x2^2)^3',
  'exp(-abs(x1)^3-abs(x2)^3)*(1+x1^2)',
  'exp(-x1^2-x2)',
  '1/(1+x1^2+x2^2)',
];
