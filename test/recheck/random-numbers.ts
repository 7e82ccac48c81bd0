import { createHash } from 'node:crypto';

/** Numbers of 512 bits, the same for the same seed. */
export function randomNumbers(seed: number): () => bigint {
  let i = 0;
  return () => BigInt(`0x${createHash('sha512').update(`${seed}/${i++}`).digest('hex')}`);
}
