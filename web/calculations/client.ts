/** Asks the worker, hears of its progress, and stops it when an answer is no longer wanted. */
import type { Calculations, FromWorker, Progress } from './protocol.ts';

/** Thrown to whoever waits for a calculation that was stopped. */
export class Cancelled extends Error {}

interface Waiting {
  /** The kind of the question fixes the type of its answer (protocol.ts). */
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** One worker, made when it is first needed; calculations are answered in the order asked. */
export class Calculator {
  #worker: Worker | null = null;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Throws Cancelled when stopped, otherwise an Error with a sentence for people. */
  ask<K extends keyof Calculations>(
    kind: K,
    question: Calculations[K]['question'],
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<Calculations[K]['answer']> {
    const id = ++this.#last;
    return new Promise<Calculations[K]['answer']>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#started().postMessage({ kind, id, question });
    });
  }

  /** Stops all that is being calculated, at once. */
  stop(): void {
    if (this.#waiting.size === 0) return;
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Cancelled());
    this.#waiting.clear();
  }

  /** Whether something is being calculated. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#heard(data));
    worker.addEventListener('error', (event) => {
      const error = new Error(`The calculation ended: ${event.message}`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      this.#worker = null;
    });
    this.#worker = worker;
    return worker;
  }

  #heard(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.kind === 'progress') {
      waiting.onProgress(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting.resolve(message.answer as never);
    else waiting.reject(new Error(message.sentence));
  }
}

/**
 * Asks only for the latest question: while one is being answered the next waits, and those in between are dropped. For
 * questions that follow a moving pointer.
 */
export class LatestOnly<K extends keyof Calculations> {
  #asking = false;
  #next: Calculations[K]['question'] | null = null;
  readonly #calculator: Calculator;
  readonly #kind: K;
  readonly #show: (answer: Calculations[K]['answer']) => void;
  readonly #fail: (sentence: string) => void;

  constructor(
    calculator: Calculator,
    kind: K,
    show: (answer: Calculations[K]['answer']) => void,
    fail: (sentence: string) => void,
  ) {
    this.#calculator = calculator;
    this.#kind = kind;
    this.#show = show;
    this.#fail = fail;
  }

  ask(question: Calculations[K]['question']): void {
    this.#next = question;
    if (!this.#asking) void this.#answer();
  }

  async #answer(): Promise<void> {
    this.#asking = true;
    while (this.#next !== null) {
      const question = this.#next;
      this.#next = null;
      try {
        this.#show(await this.#calculator.ask(this.#kind, question));
      } catch (error) {
        if (!(error instanceof Cancelled)) this.#fail(error instanceof Error ? error.message : String(error));
      }
    }
    this.#asking = false;
  }
}

/**
 * Asks one question at a time: the next stops the one before. What is known so far is here to be shown; `changed` says
 * when to. For questions that take a while.
 */
export class OneQuestion<K extends keyof Calculations> {
  /** The last answer; null before the first and after a failure. */
  answer: Calculations[K]['answer'] | null = null;
  /** While something is being calculated. */
  progress: Progress | null = null;
  /** A sentence about what went wrong last. */
  failure: string | null = null;
  #asked = 0;
  readonly #calculator = new Calculator();
  readonly #kind: K;
  readonly #changed: () => void;

  constructor(kind: K, changed: () => void) {
    this.#kind = kind;
    this.#changed = changed;
  }

  async ask(question: Calculations[K]['question']): Promise<void> {
    this.#calculator.stop();
    const mine = ++this.#asked;
    this.#now({ stage: 'starting', share: null }, null);
    try {
      const found = await this.#calculator.ask(this.#kind, question, (progress) => {
        if (mine === this.#asked) this.#now(progress, null);
      });
      if (mine !== this.#asked) return;
      this.answer = found;
      this.#now(null, null);
    } catch (error) {
      if (error instanceof Cancelled || mine !== this.#asked) return;
      this.answer = null;
      this.#now(null, error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends what is being calculated; what was known stays. */
  stop(): void {
    this.close();
    this.#now(null, this.failure);
  }

  /** The same, with nothing more to be shown. */
  close(): void {
    this.#asked++;
    this.#calculator.stop();
  }

  #now(progress: Progress | null, failure: string | null): void {
    this.progress = progress;
    this.failure = failure;
    this.#changed();
  }
}
