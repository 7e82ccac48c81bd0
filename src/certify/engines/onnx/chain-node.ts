/** The files of a chain of ONNX models: each read and looked at as a model of its own, and the chain as one model. */
import { readFileSync } from 'node:fs';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sha256 } from '../../sha256-node.ts';
import { chained } from './chain.ts';
import { readOnnxFile, type OnnxFile } from './file-node.ts';
import { Malformed } from './protobuf.ts';

/** protobuf's own limit. */
const LARGEST_MODEL = 2 ** 31 - 1;

/** What a chain is called in errors and logs. */
export const chainName = (paths: readonly string[]): string => paths.join(' + ');

/** Reads the models of a chain, of one or more; the hash covers all of them in their order. Throws InvalidInput. */
export async function readOnnxChain(paths: readonly string[]): Promise<OnnxFile> {
  if (paths.length === 1) return readOnnxFile(paths[0]!);
  const files: OnnxFile[] = [];
  for (const path of paths) {
    const file = await readOnnxFile(path);
    if (!/\.onnx$/i.test(path) || file.externalFiles.length > 0) {
      throw new InvalidInput(`A model of a chain is one .onnx file with its weights in it; ${path} is not.`, {
        code: 'model-chain',
        settings: ['model'],
      });
    }
    files.push(file);
  }
  const bytes = files.reduce((all, file) => all + file.bytes, 0);
  if (bytes > LARGEST_MODEL) {
    throw new InvalidInput(`The models ${chainName(paths)} are together larger than 2 GiB, too large for a chain.`, {
      code: 'model-chain',
    });
  }
  chainedModel(paths);
  return {
    sha256: sha256(`chain ${files.map((file) => file.sha256).join(' ')}`),
    bytes,
    externalFiles: [],
    requireUnchanged: () => {
      for (const file of files) file.requireUnchanged();
    },
  };
}

/** The chain as one model. Throws InvalidInput where one does not fit the next. */
export function chainedModel(paths: readonly string[]): Uint8Array {
  const [first, ...rest] = paths.map((path) => ({ path, bytes: readFileSync(path) }));
  try {
    return chained([first!, ...rest]);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new InvalidInput(`${chainName(paths)} cannot be made a chain: ${error.message}.`, { code: 'model-chain' });
  }
}
