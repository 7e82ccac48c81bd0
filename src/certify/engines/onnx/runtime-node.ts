/**
 * onnxruntime-node, loaded with its telemetry off. Left alone, every session of it looks up a host of its vendor, keeps
 * a database of events (names of models and graphs, an identifier of the machine) in the home folder and a log in the
 * temporary folder.
 */
import { isMainThread } from 'node:worker_threads';
import type * as Ort from 'onnxruntime-node';
import { EngineUnavailable } from '../../engine.ts';
import { missingPackage } from '../packages.ts';

export type OnnxRuntime = typeof Ort;

/** The one switch that the runtime has in Node: read from the environment of the process when its library is loaded. */
const TELEMETRY_SWITCH = 'ORT_DISABLE_TELEMETRY';

/**
 * The runtime, loaded when first wanted. Throws EngineUnavailable with the line that installs it, or in a worker thread
 * of someone else's, whose settings of the environment do not reach the library, when telemetry was not switched off
 * before.
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  switchTelemetryOff();
  try {
    const runtime = await import('onnxruntime-node');
    // Errors are thrown as well; the runtime's own log would stand in the middle of ours.
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (error) {
    throw new EngineUnavailable(missingPackage('The onnx engine', 'onnxruntime-node', error));
  }
}

function switchTelemetryOff(): void {
  if (process.env[TELEMETRY_SWITCH] === '1') return;
  // The environment of a worker is a copy: the library would not see what is set there.
  if (!isMainThread) {
    throw new EngineUnavailable(
      `ONNX Runtime would report to its vendor from here: set ${TELEMETRY_SWITCH}=1 in the environment of the process before ` +
        'its threads start, or open the engine in the main thread.',
    );
  }
  process.env[TELEMETRY_SWITCH] = '1';
}
