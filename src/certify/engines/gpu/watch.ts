/** What goes wrong on a GPU, turned into an EngineFault: a lost device, memory, errors that no call reports. */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { EngineFault, EngineUnavailable } from '../../engine.ts';

const firstLine = (text: string): string => {
  const line = text
    .split('\n')[0]!
    .trim()
    .replace(/[.\s]+$/, '');
  return line.length > 240 ? `${line.slice(0, 240)}...` : line;
};

/** What the texts of drivers and runtimes say when a buffer does not fit. */
const MEMORY =
  /out of memory|out_of_memory|failed to allocate|bad_alloc|buffer size .*(exceeds|larger)|exceeds the max|larger than the max/i;

/** Whether an error of WebGPU or a runtime on top of it means that a smaller batch may do. */
export const isMemoryError = (error: unknown): boolean =>
  (error instanceof EngineFault && error.kind === 'out-of-memory') ||
  (typeof GPUOutOfMemoryError !== 'undefined' && error instanceof GPUOutOfMemoryError) ||
  MEMORY.test(error instanceof Error || hasMessage(error) ? error.message : String(error));

const hasMessage = (error: unknown): error is { message: string } =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';

/**
 * Any error met while a device works, as an EngineFault with one sentence; what a model or the environment lacks stays.
 */
export function deviceFault(error: unknown, device: string): Error {
  if (error instanceof EngineFault || error instanceof EngineUnavailable || error instanceof InvalidInput) return error;
  const message = firstLine(hasMessage(error) ? error.message : String(error));
  if (isMemoryError(error)) {
    return new EngineFault(
      'out-of-memory',
      `The GPU ${device} has not enough memory for the batch: give a smaller one.`,
      { cause: error, settings: ['batch'] },
    );
  }
  if (/lost|destroyed/i.test(message)) return lostFault(device, message);
  if (
    /not implemented|unsupported|not supported|no op registered|can't create a session|could not find an implementation|no kernel|kernel .* not registered/i.test(
      message,
    )
  ) {
    return new EngineFault(
      'unsupported',
      `The GPU runtime cannot run this model: ${message}. Run it by the engine onnx.`,
      {
        cause: error,
        settings: ['engine'],
      },
    );
  }
  return new EngineFault(
    'other',
    `The GPU ${device} failed: ${message}. Run the model by the engine onnx if it happens again.`,
    {
      cause: error,
      settings: ['engine'],
    },
  );
}

function lostFault(device: string, reason: string): EngineFault {
  return new EngineFault(
    'device-lost',
    `The GPU ${device} was lost (${firstLine(reason) || 'no reason given'}): results so far are kept; resume the run.`,
    { settings: ['resume'] },
  );
}

/** Follows one device: work that waits for it fails when it is lost, and errors that nobody asked about are kept. */
export class DeviceWatch {
  private readonly name: string;
  private failure: Error | undefined;
  private readonly waiting = new Set<(fault: Error) => void>();

  constructor(device: GPUDevice, name: string) {
    this.name = name;
    void device.lost.then((info) => this.fail(lostFault(name, info.message)));
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.fail(deviceFault(event.error, name));
    });
  }

  /** Whether the device can no longer be used. */
  get failed(): boolean {
    return this.failure !== undefined;
  }

  /** Throws what has gone wrong so far. */
  check(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /**
   * The result of `work`, or an EngineFault as soon as the device fails: promises of a lost device may never settle.
   */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        work.catch(() => undefined);
        reject(this.failure);
        return;
      }
      const giveUp = (fault: Error): void => reject(fault);
      this.waiting.add(giveUp);
      work.then(
        (value) => {
          this.waiting.delete(giveUp);
          resolve(value);
        },
        (error: unknown) => {
          this.waiting.delete(giveUp);
          // An aborted wait is how a loss shows first; the loss itself says why.
          if (this.failure !== undefined) reject(this.failure);
          else if (isAbort(error)) reject(lostFault(this.name, 'its work was aborted'));
          else reject(deviceFault(error, this.name));
        },
      );
    });
  }

  private fail(fault: Error): void {
    this.failure ??= fault;
    for (const giveUp of this.waiting) giveUp(this.failure);
    this.waiting.clear();
  }
}

const isAbort = (error: unknown): boolean => hasMessage(error) && 'name' in error && error.name === 'AbortError';
