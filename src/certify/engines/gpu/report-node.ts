/** What this machine has for certification: packages of each engine, adapters, and what to install. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { adapterFacts, type AdapterFacts } from './access.ts';
import { installLine, type EnginePackage } from '../packages.ts';
import { planBatch } from './batch.ts';
import { nodeGpus } from './dawn-node.ts';

export interface PackageReport {
  readonly name: string;
  /** Null when it is not installed. */
  readonly version: string | null;
}

export interface EngineReport {
  readonly engine: 'onnx' | 'webgpu' | 'tfjs';
  readonly ready: boolean;
  /** What it would use: "CPU", "the GPU by WebGPU"; empty when nothing. */
  readonly runsOn: string;
  readonly packages: readonly PackageReport[];
  readonly missing: readonly { readonly what: string; readonly line: string }[];
}

export interface AdapterReport extends AdapterFacts {
  /** Most copies of 224x224x3 and 32x32x3 images in one buffer. */
  readonly copies224: number;
  readonly copies32: number;
}

export interface DeviceReport {
  readonly engines: readonly EngineReport[];
  readonly adapters: readonly AdapterReport[];
  /** What to do where there are no adapters; empty when there are. */
  readonly remedy: string;
}

interface InstalledPackage extends PackageReport {
  readonly name: EnginePackage;
}

const require = createRequire(import.meta.url);

/** The version of a package as it would be loaded from here. */
function packageReport(name: EnginePackage): InstalledPackage {
  try {
    let folder = dirname(require.resolve(name));
    for (;;) {
      try {
        const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
          name?: string;
          version?: string;
        };
        if (json.name === name) return { name, version: json.version ?? 'unknown' };
      } catch {
        // Not the package's own folder yet.
      }
      if (dirname(folder) === folder) return { name, version: null };
      folder = dirname(folder);
    }
  } catch {
    return { name, version: null };
  }
}

/** Looks; loads WebGPU when it is installed, no other runtime. */
export async function deviceReport(): Promise<DeviceReport> {
  const { adapters, remedy } = await adapterReports();
  return { engines: [onnxReport(), webgpuReport(adapters, remedy), tfjsReport(adapters)], adapters, remedy };
}

/** The adapters of this machine, or what to do where there are none. */
export async function adapterReports(): Promise<{ adapters: AdapterReport[]; remedy: string }> {
  const adapters: AdapterReport[] = [];
  try {
    const gpus = await nodeGpus();
    const count = await gpus.adapterCount();
    for (let k = 0; k < count; k++) {
      const adapter = await gpus.adapter(k);
      if (adapter === null) continue;
      const facts = adapterFacts(adapter, gpus.backend(k));
      const most = (dim: number): number =>
        planBatch({ dim, classes: 1, requested: Infinity, fixed: null }, facts).batch;
      adapters.push({ ...facts, copies224: most(224 * 224 * 3), copies32: most(32 * 32 * 3) });
    }
    return { adapters, remedy: adapters.length > 0 ? '' : gpus.remedy };
  } catch (error) {
    return { adapters, remedy: error instanceof Error ? error.message : String(error) };
  }
}

const lacking = (packages: readonly InstalledPackage[]): EngineReport['missing'] =>
  packages
    .filter(({ version }) => version === null)
    .map(({ name }) => ({ what: `${name} is missing`, line: installLine(name) }));

function onnxReport(): EngineReport {
  const packages = [packageReport('onnxruntime-node')];
  const ready = packages.every(({ version }) => version !== null);
  return {
    engine: 'onnx',
    ready,
    runsOn: ready ? 'CPU; NVIDIA GPUs by the device cuda where its libraries are' : '',
    packages,
    missing: lacking(packages),
  };
}

function webgpuReport(adapters: readonly AdapterReport[], remedy: string): EngineReport {
  const packages = (['onnxruntime-web', 'webgpu'] as const).map(packageReport);
  const installed = packages.every(({ version }) => version !== null);
  const ready = installed && adapters.length > 0;
  return {
    engine: 'webgpu',
    ready,
    runsOn: ready
      ? `${adapters.map(({ name }) => name).join(', ')}${adapters[0]!.software ? ' (software: for trying out)' : ''}`
      : '',
    packages,
    missing: [
      ...lacking(packages),
      ...(installed && adapters.length === 0 ? [{ what: 'no GPU is found', line: remedy }] : []),
    ],
  };
}

function tfjsReport(adapters: readonly AdapterReport[]): EngineReport {
  const native = (['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const).map(packageReport);
  const base = (['core', 'converter', 'layers'] as const).map((part) => packageReport(`@tensorflow/tfjs-${part}`));
  const backends = (['backend-webgpu', 'backend-wasm'] as const).map((part) =>
    packageReport(`@tensorflow/tfjs-${part}`),
  );
  const has = ({ version }: PackageReport): boolean => version !== null;
  const [webgpu, wasm] = backends.map(has);
  const onGpu = webgpu === true && has(packageReport('webgpu')) && adapters.length > 0;
  const installed = native.filter(has);
  const places = [
    ...installed.map(({ name }) => name),
    ...(onGpu ? ['WebGPU'] : []),
    ...(wasm === true ? ['WASM'] : []),
  ];
  const ready = base.every(has) && places.length > 0;
  return {
    engine: 'tfjs',
    ready,
    runsOn: ready ? `${places[0]!}${places.length > 1 ? ` (also ${places.slice(1).join(', ')})` : ''}` : '',
    packages: [...base, ...backends, ...native],
    missing: [
      ...lacking([...base, ...backends]),
      ...(installed.length === 0
        ? [
            {
              what: 'optional, TensorFlow itself',
              line: `${installLine('@tensorflow/tfjs-node')}   (NVIDIA: tfjs-node-gpu)`,
            },
          ]
        : []),
    ],
  };
}
