/** Made by vite.config.ts from the report of `wulff verify --json`. */
declare module 'wulff:claims' {
  /** One claim as a reader sees it. */
  export interface BrowsedClaim {
    readonly id: string;
    readonly level: string | null;
    /** Words to search in, in small letters. */
    readonly words: string;
    readonly html: string;
  }
  /** Null where the page was built without a report. */
  export const report: {
    readonly effort: string;
    readonly seed: number;
    readonly summary: {
      readonly claims: number;
      readonly hold: number;
      readonly mutants: number;
      readonly killed: number;
    };
    readonly claims: readonly BrowsedClaim[];
  } | null;
}
