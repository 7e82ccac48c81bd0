/** Ctrl-C, once as a request and twice as an order. */

export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Leaves signals to the system again. */
  end(): void;
}

/** From now on the first signal asks to stop, and the next ends the process as it would have without us. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const end = (): void => signals.forEach((signal) => process.off(signal, ask));
  const ask = (): void => {
    end();
    controller.abort(new Error('interrupted'));
  };
  signals.forEach((signal) => process.on(signal, ask));
  return { signal: controller.signal, end };
}
