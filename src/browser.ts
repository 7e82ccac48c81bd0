/**
 * wulff/browser: engines for pages. Everything else that a page needs is in `wulff`: `parseSubject`, `imagesInMemory`,
 * `certifyRun`, which takes one of these engines as its `openEngine`.
 *
 * - `openWebgpuEngine`: an ONNX model by onnxruntime-web on WebGPU; noise, model and votes stay on the GPU. Without
 *   WebGPU it throws EngineUnavailable.
 * - `openWasmEngine`: the same on the processor, by WebAssembly.
 * - `openTfjsEngine`: a TensorFlow.js model on WebGPU, or, where there is none, on the WebAssembly backend.
 *
 * The packages that they run on are peers (onnxruntime-web; @tensorflow/tfjs-core and others) and are loaded when an
 * engine is opened. A bundler must be told where their WebAssembly files are served: see web/certify-run.ts of the
 * repository.
 */
export { openWebgpuEngine } from './certify/engines/webgpu/engine.ts';
export { openWasmEngine } from './certify/engines/wasm/engine.ts';
export { openTfjsEngine, type TfjsOptions } from './certify/engines/tfjs/engine.ts';
