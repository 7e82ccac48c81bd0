/** What special.ts uses of lib-r-math.js, whose own declarations do not resolve under Node's module rules. */
declare module 'lib-r-math.js' {
  export function pgamma(
    x: number,
    shape: number,
    rate?: number,
    scale?: number,
    lowerTail?: boolean,
    logP?: boolean,
  ): number;
  export function qgamma(
    p: number,
    shape: number,
    rate?: number,
    scale?: number,
    lowerTail?: boolean,
    logP?: boolean,
  ): number;
  export function dgamma(x: number, shape: number, rate?: number, scale?: number, log?: boolean): number;
  export function pnorm(x: number, mean?: number, sd?: number, lowerTail?: boolean, logP?: boolean): number;
  export function qnorm(p: number, mean?: number, sd?: number, lowerTail?: boolean, logP?: boolean): number;
  export function lgamma(x: number): number;
}
