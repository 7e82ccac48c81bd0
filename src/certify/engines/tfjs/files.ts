/**
 * TensorFlow.js model folders: `model.json` (topology and a manifest of weights) and the shards it names. Read here for
 * Node and browsers alike, since the runtime's own reader of files comes with tfjs-node only.
 */
import type { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { joinedBytes } from '../joined-bytes.ts';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sha256 } from '../../sha256.ts';
import { tfjsObjection } from './screening.ts';

/** A model folder in memory. */
export interface TfjsFiles {
  /** 'graph': a TensorFlow graph; 'layers': a Keras model. */
  readonly format: 'graph' | 'layers';
  readonly artifacts: io.ModelArtifacts;
  /** Of the hashes of model.json and of the shards in the order of the manifest. */
  readonly sha256: string;
}

const MODEL_JSON = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.looseObject({}),
  weightsManifest: z
    .array(z.looseObject({ paths: z.array(z.string().min(1)), weights: z.array(z.looseObject({ name: z.string() })) }))
    .default([]),
  generatedBy: z.string().optional(),
  convertedBy: z.string().nullish(),
  signature: z.looseObject({}).optional(),
  userDefinedMetadata: z.looseObject({}).optional(),
  modelInitializer: z.looseObject({}).optional(),
});

/**
 * Reads a model. `read` gives the bytes of a file named relative to model.json and throws Errors with the reason;
 * `name` is for errors. Throws InvalidInput.
 */
export async function readTfjsFiles(name: string, read: (file: string) => Promise<Uint8Array>): Promise<TfjsFiles> {
  const json = await readNamed(name, 'model.json', read);
  const model = parseModelJson(name, json);
  const specs: unknown[] = [];
  const shards: Uint8Array[] = [];
  for (const group of model.weightsManifest) {
    specs.push(...group.weights);
    for (const path of group.paths) shards.push(await readNamed(name, requireInside(name, path), read));
  }
  const weights = joinedBytes(shards).buffer;
  const objection = tfjsObjection({ topology: model.modelTopology, weightSpecs: specs, weights });
  if (objection !== null) {
    throw new InvalidInput(
      `${name} ${objection}. A certificate speaks of a model that is a function of one image: export the model for inference.`,
      { code: 'model-contract' },
    );
  }
  const hashes = await Promise.all([json, ...shards].map(sha256));
  const artifacts: Record<string, unknown> = {
    modelTopology: model.modelTopology,
    weightSpecs: specs,
    weightData: weights,
  };
  for (const key of [
    'format',
    'generatedBy',
    'convertedBy',
    'signature',
    'userDefinedMetadata',
    'modelInitializer',
  ] as const) {
    if (model[key] !== undefined && model[key] !== null) artifacts[key] = model[key];
  }
  return {
    format: formatOf(name, model),
    artifacts: artifacts,
    sha256: await sha256(hashes.join('')),
  };
}

async function readNamed(name: string, file: string, read: (file: string) => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await read(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`Cannot read ${file} of the TensorFlow.js model ${name}: ${reason}.`, { code: 'model' });
  }
}

type ModelJson = z.infer<typeof MODEL_JSON>;

function parseModelJson(name: string, bytes: Uint8Array): ModelJson {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new InvalidInput(`The model.json of ${name} is not JSON, or was cut off.`, { code: 'model' });
  }
  const parsed = MODEL_JSON.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidInput(
    `The model.json of ${name} is not a TensorFlow.js model: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    { code: 'model' },
  );
}

/** A manifest must not reach for files elsewhere. */
function requireInside(name: string, path: string): string {
  if (/^[/\\]|^[a-z]+:|(^|[/\\])\.\.([/\\]|$)/i.test(path)) {
    throw new InvalidInput(`The model.json of ${name} names a file outside its folder: ${path}.`, { code: 'model' });
  }
  return path;
}

function formatOf(name: string, { format, modelTopology }: ModelJson): TfjsFiles['format'] {
  if (format === 'graph-model' || (format === undefined && 'node' in modelTopology)) return 'graph';
  const keras = 'model_config' in modelTopology || 'class_name' in modelTopology || 'modelTopology' in modelTopology;
  if (format === 'layers-model' || (format === undefined && keras)) return 'layers';
  throw new InvalidInput(
    `The model ${name} has the format "${format ?? 'unknown'}"; graph-model and layers-model are read.`,
    { code: 'model' },
  );
}
