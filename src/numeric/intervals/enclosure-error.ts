/**
 * No enclosure exists (the function is undefined on part of the argument) or none was found within the allowed work.
 */
export class EnclosureError extends Error {
  override readonly name = 'EnclosureError';
}
