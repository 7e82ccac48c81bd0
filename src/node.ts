/**
 * wulff/node: what needs files, threads or a GPU of this machine. Everything of `wulff` itself also runs in a browser.
 */

// Models that vote.
export {
  openEngine,
  type EngineDevice,
  type EngineKind,
  type OpenEngineOptions,
} from './certify/engines/open-engine-node.ts';

// Whole runs over files.
export { certifyFiles, type FilesOptions, type FilesRequest } from './certify/run-node.ts';
export { openFileSubject, type ReadNoiseFile } from './certify/subject-node.ts';

// Images.
export { openDataSet } from './certify/data/open-data-set-node.ts';

// Noise from its description.
export { openNoise } from './certify/copies/open-noise-node.ts';

// Logs of certified images.
export { openResultLog, readResultLog, type LogFile } from './certify/results/result-log-node.ts';
export type { LogWriter } from './certify/results/result-log.ts';
export { readResults, type ReadResultsOptions } from './certify/results/read-results-node.ts';
export type { ForeignSubject } from './certify/results/foreign-results.ts';

// Types that the names above are made of.
export type { DataOptions } from './certify/data/data-options.ts';
export type { OpenedDataSet } from './certify/data/data-set.ts';
export type { DataFormat } from './certify/data/data-set.ts';
