/** Work that shares something (buffers, a runtime) and is therefore done one piece after the other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Whether work is refused. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Does the work once all that was asked for before is done, whether well or not. Rejects when closed. */
  take<T>(work: () => Promise<T> | T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The engine is closed.'));
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Refuses work from now on, and waits for what has been asked for. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }
}
