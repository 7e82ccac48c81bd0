/** Files of models by their addresses, in browsers. */

/** A response's bytes. Throws an Error with the reason, without the address. */
export async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
