/** A page's ONNX model: loaded from its address, and checked and screened as a file is in Node. */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { fetchBytes } from '../fetch-bytes.ts';
import { checkedGraph, isRuntimeFormat } from './checked-graph.ts';

/**
 * The bytes of the model at an address. Throws InvalidInput where it cannot be loaded, or is none that may be
 * certified.
 */
export async function fetchedModel(url: string): Promise<Uint8Array> {
  const bytes = await fetchBytes(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`Cannot load the model ${url}: ${reason}.`, { code: 'model' });
  });
  if (isRuntimeFormat(bytes)) {
    throw new InvalidInput(
      `${url} is in the runtime's own format, whose graph cannot be screened: load the .onnx file it was made from.`,
      { code: 'model' },
    );
  }
  if (checkedGraph(bytes, url).length > 0) {
    throw new InvalidInput(`${url} keeps weights in other files, which a page does not load: export it as one file.`, {
      code: 'model',
    });
  }
  return bytes;
}
