/** Bytes as text: UTF-8, or what a byte order mark says (Windows programs write UTF-16 with one). */

/** The text without its mark. Bytes that are no UTF-8 become U+FFFD, as everywhere. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
