/** What a run on a cluster needs and the environment lacks, or what a scheduler refused. */

/** A scheduler that is not there, does not answer or says no; its own words are in the message. Exit code 3. */
export class ClusterUnavailable extends Error {
  override readonly name = 'ClusterUnavailable';
  readonly code = 'cluster-unavailable';
  /** Names of the options that settle it (numeric/invalid-input.ts). */
  readonly settings: readonly string[];

  constructor(message: string, settings: readonly string[] = []) {
    super(message);
    this.settings = settings;
  }
}
