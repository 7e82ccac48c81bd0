/**
 * What an ONNX file is before any runtime sees it: whole or cut off, of a size to be run, its weights and their hash.
 */
import { readFileSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sha256, sha256OfFile } from '../../sha256-node.ts';
import { checkedGraph, isRuntimeFormat } from './checked-graph.ts';

export interface OnnxFile {
  /** SHA-256 of the file; with external weights, of the hashes of all files. */
  readonly sha256: string;
  /** Bytes of the model with its external weights. */
  readonly bytes: number;
  /** Files beside the model that hold weights, by the names it gives them, sorted. */
  readonly externalFiles: readonly string[];
  /** Called when the runtime has read the files: throws InvalidInput unless they are still those that were hashed. */
  readonly requireUnchanged: () => void;
}

/** protobuf's own limit: larger models keep their weights in other files. */
const LARGEST_MODEL = 2 ** 31 - 1;

/**
 * Reads the outline of a model. Throws InvalidInput when it is missing, empty, cut off or something else, too large to
 * be run, when weights are missing or said to be outside its folder, or when the graph shows that it is no function of
 * one image.
 */
export async function readOnnxFile(path: string): Promise<OnnxFile> {
  const model = identity(path, `Cannot read the model ${path}`);
  if (model.size > LARGEST_MODEL) {
    throw new InvalidInput(
      `The model ${path} is larger than 2 GiB: export it with its weights in files of their own.`,
      { code: 'model' },
    );
  }
  const files = new Map([[path, model.mark]]);
  const bytes = readModel(path);
  const own = sha256(bytes);
  // Of the runtime's own format, known to it by the ending of the name, nothing is read: it has no other files.
  const weights = /\.ort$/i.test(path) && isRuntimeFormat(bytes) ? [] : checkedGraph(bytes, path);
  const hashes = [own];
  let total = bytes.length;
  for (const name of weights) {
    // The ONNX format allows only names relative to the model, and none that leave its folder.
    if (isAbsolute(name) || /^[a-z]:|^[/\\]|(^|[/\\])\.\.([/\\]|$)/i.test(name)) {
      throw new InvalidInput(`${path} keeps weights in ${name}, outside its own folder; ONNX does not allow that.`, {
        code: 'model',
      });
    }
    const file = join(dirname(path), name);
    const found = identity(file, `${path} keeps weights in ${file}, which cannot be read`);
    if (total + found.size > totalmem()) {
      throw new InvalidInput(`The weights of ${path} (${file}) are larger than the memory of this machine.`, {
        code: 'model',
      });
    }
    files.set(file, found.mark);
    const { hash, bytes: size } = await hashFile(file, path);
    hashes.push(hash);
    total += size;
  }
  return {
    sha256: weights.length === 0 ? own : sha256(hashes.join('')),
    bytes: total,
    externalFiles: weights,
    requireUnchanged: () => {
      for (const [file, before] of files) {
        if (identity(file, `Cannot read ${file} again`).mark !== before) {
          throw new InvalidInput(
            `${file} changed while the model was opened: what runs need not be what was hashed. Start again.`,
            { code: 'model' },
          );
        }
      }
    },
  };
}

function readModel(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InvalidInput(`Cannot read the model ${path}: ${reason(error)}.`, { code: 'model' });
  }
  if (bytes.length === 0) throw new InvalidInput(`The model ${path} is empty.`, { code: 'model' });
  return bytes;
}

/** What tells a file from another, and from itself after a change. Throws InvalidInput unless it is a file. */
function identity(path: string, lead: string): { readonly mark: string; readonly size: number } {
  let found;
  try {
    found = statSync(path, { bigint: true });
  } catch (error) {
    throw new InvalidInput(`${lead}: ${reason(error)}.`, { code: 'model' });
  }
  if (found.isDirectory()) throw new InvalidInput(`${lead}: it is a folder.`, { code: 'model' });
  if (!found.isFile()) throw new InvalidInput(`${lead}: it is a device or a pipe, not a file.`, { code: 'model' });
  return {
    mark: [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(),
    size: Number(found.size),
  };
}

async function hashFile(path: string, model: string): ReturnType<typeof sha256OfFile> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    throw new InvalidInput(`${model} keeps weights in ${path}, which cannot be read: ${reason(error)}.`, {
      code: 'model',
    });
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'it is a folder';
  return code === 'EACCES' ? 'permission denied' : code;
}
