/**
 * wulff/node: what needs files, threads or a GPU of this machine. Everything of `wulff` itself also runs in a browser.
 */

// Models that vote.
export { openEngine, type EngineDevice, type EngineKind } from './certify/engines/open-engine-node.ts';

// Images.
export { openDataSet } from './certify/data/open-data-set-node.ts';

// Noise from its description.
export { openNoise } from './certify/copies/open-noise-node.ts';

// Logs of certified images.
export { openResultLog, readResultLog, type LogWriter } from './certify/results/result-log-node.ts';
