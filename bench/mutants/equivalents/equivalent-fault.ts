/** A fault that changes nothing a caller can see. */
export interface EquivalentFault {
  readonly file: string;
  /** The line as it stands, and what of it is changed to what. */
  readonly row: string;
  readonly was: string;
  readonly by: string;
  readonly why: string;
}
