/** NumPy's .npz files: a zip of .npy files, one a name. */
import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { npyLength, parseNpy, type NpyArray } from './npy.ts';

/** The most that one array may unpack to. */
const LARGEST_ARRAY = 2 ** 31 - 1;

/** Whether bytes begin as a zip does. */
const looksLikeZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Names of the arrays in a .npz file. Throws InvalidInput. */
export function npzNames(bytes: Uint8Array, file: string): string[] {
  const names: string[] = [];
  unzipped(bytes, file, (name) => {
    if (name.endsWith('.npy')) names.push(name.slice(0, -4));
    return false;
  });
  return names;
}

/** One array of a .npz file; the others are not unpacked. Throws InvalidInput. */
export function parseNpzArray(bytes: Uint8Array, name: string, file: string): NpyArray {
  const entry = unzipped(bytes, file, (each) => each === `${name}.npy`)[`${name}.npy`];
  if (entry === undefined) throw new InvalidInput(`${file} has no array "${name}".`, { code: 'data' });
  return parseNpy(entry, `${file}, array "${name}"`);
}

function unzipped(bytes: Uint8Array, file: string, wanted: (name: string) => boolean): Record<string, Uint8Array> {
  if (bytes.length === 0) throw new InvalidInput(`${file} is empty.`, { code: 'data' });
  if (!looksLikeZip(bytes))
    throw new InvalidInput(`${file} is no .npz file: it does not start as a zip does (PK).`, { code: 'data' });
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted(name)) return false;
        // What the archive's directory says is what is set aside for the array: looked at before, not after.
        if (originalSize > LARGEST_ARRAY) {
          const size = `${(originalSize / 2 ** 30).toFixed(1)} GiB`;
          throw new InvalidInput(
            `${file}: the array "${name.slice(0, -4)}" unpacks to ${size}; 2 GiB is the most that is read at once.`,
            { code: 'data' },
          );
        }
        // An archive made to fill the memory says one size in its directory and another in the array's own header.
        const promised = npyLength(firstBytes(bytes, name));
        if (promised !== null && promised !== originalSize) {
          throw new InvalidInput(
            `${file}: the array "${name.slice(0, -4)}" takes ${promised} bytes by its header, but unpacks to ${originalSize}. Save it again.`,
            { code: 'data' },
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(`${file} cannot be unzipped (${reason}): it is damaged or was cut off. Save it again.`, {
      code: 'data',
    });
  }
}

/** Bytes of the archive looked at in one step. */
const STEP = 2 ** 12;

/** The first bytes of a file in the archive, as far as one step unpacks. */
function firstBytes(bytes: Uint8Array, wanted: string): Uint8Array {
  let found: Uint8Array | null = null;
  const archive = new Unzip((file) => {
    if (file.name !== wanted) return;
    file.ondata = (error, chunk) => {
      if (error !== null || chunk.length === 0) return;
      found ??= chunk;
      file.terminate();
    };
    file.start();
  });
  archive.register(UnzipInflate);
  for (let at = 0; at < bytes.length && found === null; at += STEP) archive.push(bytes.subarray(at, at + STEP));
  return found ?? new Uint8Array();
}
