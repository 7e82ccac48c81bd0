/**
 * What an ONNX file is before any runtime sees it: whole or cut off, which other files hold its weights, its hash.
 *
 * An ONNX file is one protobuf message, ModelProto (github.com/onnx/onnx, onnx.proto). Only its outline is read here:
 * fields and lengths, the graph's initializers, and where those say "external" the names of the files they live in.
 */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sha256, sha256OfFile } from '../../sha256-node.ts';

export interface OnnxFile {
  /** SHA-256 of the file; with external weights, of the hashes of all files. */
  readonly sha256: string;
  /** Bytes of the model with its external weights. */
  readonly bytes: number;
  /** Files beside the model that hold weights, by the names it gives them, sorted. */
  readonly externalFiles: readonly string[];
}

const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_EXTERNAL = 13;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/**
 * Reads the outline of a model. Throws InvalidInput when it is missing, empty, cut off or something else, or when weights are
 * missing or said to be outside its folder.
 */
export async function readOnnxFile(path: string): Promise<OnnxFile> {
  const bytes = readModel(path);
  const own = sha256(bytes);
  // ONNX Runtime's own format is a flat buffer with this mark; the runtime checks it itself.
  if (bytes.toString('latin1', 4, 8) === 'ORTM') {
    return { sha256: own, bytes: bytes.length, externalFiles: [] };
  }
  const weights = [...externalFiles(bytes, path)].sort();
  if (weights.length === 0) return { sha256: own, bytes: bytes.length, externalFiles: [] };
  const hashes = [own];
  let total = bytes.length;
  for (const name of weights) {
    // The ONNX format allows only names relative to the model, and none that leave its folder.
    if (isAbsolute(name) || relative('.', name).startsWith('..')) {
      throw new InvalidInput(`${path} keeps weights in ${name}, outside its own folder; ONNX does not allow that.`);
    }
    const { hash, bytes: size } = await hashFile(join(dirname(path), name), path);
    hashes.push(hash);
    total += size;
  }
  return { sha256: sha256(hashes.join('')), bytes: total, externalFiles: weights };
}

function readModel(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InvalidInput(`Cannot read the model ${path}: ${reason(error)}.`);
  }
  if (bytes.length === 0) throw new InvalidInput(`The model ${path} is empty.`);
  return bytes;
}

async function hashFile(path: string, model: string): ReturnType<typeof sha256OfFile> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    throw new InvalidInput(`${model} keeps weights in ${path}, which cannot be read: ${reason(error)}.`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'it is a folder';
  return code === 'EACCES' ? 'permission denied' : code;
}

/** A field of a protobuf message; `bytes` for the length-delimited ones, null for numbers. */
interface Field {
  readonly number: number;
  readonly bytes: Buffer | null;
}

class Malformed extends Error {}

function externalFiles(bytes: Buffer, path: string): Set<string> {
  const names = new Set<string>();
  let graphs = 0;
  try {
    for (const field of fields(bytes)) {
      if (field.number !== MODEL_GRAPH || field.bytes === null) continue;
      graphs += 1;
      for (const part of fields(field.bytes)) {
        if (part.number !== GRAPH_INITIALIZER || part.bytes === null) continue;
        const name = externalLocation(part.bytes);
        if (name !== undefined) names.add(name);
      }
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new InvalidInput(`${path} is not an ONNX model, or was cut off: ${error.message}. Export or copy it again.`);
  }
  if (graphs === 0) throw new InvalidInput(`${path} is not an ONNX model: it holds no graph.`);
  return names;
}

function externalLocation(tensor: Buffer): string | undefined {
  for (const field of fields(tensor)) {
    if (field.number !== TENSOR_EXTERNAL || field.bytes === null) continue;
    const entry = new Map([...fields(field.bytes)].map(({ number, bytes }) => [number, bytes?.toString('utf8') ?? '']));
    if (entry.get(ENTRY_KEY) === 'location') return entry.get(ENTRY_VALUE);
  }
  return undefined;
}

/** The fields of a message, in order. Throws Malformed. */
function* fields(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 10; shift++) {
      const byte = message[at++];
      if (byte === undefined) throw new Malformed('it ends within a number');
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new Malformed('it holds a number of more than ten bytes');
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const start = at;
    switch (tag % 8) {
      case 0:
        varint();
        yield { number, bytes: null };
        continue;
      case 1:
        at = start + 8;
        break;
      case 2: {
        const length = varint();
        const from = at;
        at += length;
        if (at > message.length) throw new Malformed(`${at - message.length} bytes are missing at its end`);
        yield { number, bytes: message.subarray(from, at) };
        continue;
      }
      case 5:
        at = start + 4;
        break;
      default:
        throw new Malformed('it is no protobuf message');
    }
    if (at > message.length) throw new Malformed('it ends within a number');
    yield { number, bytes: null };
  }
}
