/** Lists of numbers of unknown length, in little memory. */

/** A list of eight bytes a number. */
export class GrowingNumbers {
  #room = new Float64Array(1024);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#room.length) {
      const room = new Float64Array(2 * this.#size);
      room.set(this.#room);
      this.#room = room;
    }
    this.#room[this.#size] = value;
    this.#size += 1;
  }

  /** What has been pushed so far; no copy. */
  get values(): Float64Array {
    return this.#room.subarray(0, this.#size);
  }
}

/** Indices, each taken once. Logs list them by rising index, so that a list does; a set serves where they do not. */
export class DistinctIndices {
  #last = -1;
  #rising: GrowingNumbers | null = new GrowingNumbers();
  #set: Set<number> | null = null;

  /** Whether the index is new. */
  add(index: number): boolean {
    if (this.#set === null && index > this.#last) {
      this.#last = index;
      this.#rising!.push(index);
      return true;
    }
    this.#set ??= new Set(this.#rising!.values);
    this.#rising = null;
    if (this.#set.has(index)) return false;
    this.#set.add(index);
    return true;
  }
}
