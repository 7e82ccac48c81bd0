/**
 * What the bytes of an ONNX model must show before any runtime sees them: whole, of a size to be run, a function of one
 * image.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { MOST_NODES, onnxOutline } from './outline.ts';
import { Malformed, textOf } from './protobuf.ts';
import { graphObjection } from './screening.ts';

/** Numbers of the largest tensor that a model may make of nothing: 2 GiB in single precision. */
const LARGEST_FILL = 2 ** 29;

/** Whether bytes are marked as ONNX Runtime's own format, a flat buffer that only the runtime reads. */
export const isRuntimeFormat = (bytes: Uint8Array): boolean => textOf(bytes.subarray(4, 8)) === 'ORTM';

/**
 * Names of other files with weights, sorted. Throws InvalidInput, in sentences that call the model `name`: cut off or
 * no model, too large to be run, or a graph that shows that it is no function of one image.
 */
export function checkedGraph(bytes: Uint8Array, name: string): readonly string[] {
  try {
    const { externalFiles, nodes, largestFill } = onnxOutline(bytes);
    if (nodes > MOST_NODES) {
      throw new InvalidInput(`${name} has more than ${MOST_NODES.toLocaleString('en')} nodes, too many to be run.`, {
        code: 'model',
      });
    }
    if (largestFill > LARGEST_FILL) {
      throw new InvalidInput(
        `${name} makes a tensor of ${largestFill.toPrecision(3)} numbers out of nothing, too many to be run.`,
        { code: 'model' },
      );
    }
    const objection = graphObjection(bytes);
    if (objection !== null) {
      throw new InvalidInput(
        `${name} ${objection}. A certificate speaks of a model that is a function of one image: export the model for inference.`,
        { code: 'model-contract' },
      );
    }
    return [...externalFiles].sort();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new InvalidInput(`${name} is not an ONNX model, or was cut off: ${error.message}. Export or copy it again.`, {
      code: 'model',
    });
  }
}
