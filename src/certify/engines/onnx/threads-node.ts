/**
 * The threads of the onnx engine as the calling thread sees them: opened, asked, ended; and what happens when one dies.
 */
import { Worker } from 'node:worker_threads';
import { EngineFault } from '../../engine.ts';
import { threadFlags } from '../../modules/thread-flags-node.ts';
import {
  asError,
  asFailure,
  VoteThread,
  type OpenedModel,
  type ThreadReply,
  type ThreadRequest,
  type ThreadSetup,
} from './vote-thread-node.ts';

/** A thread that has opened its model. */
export interface RemoteThread {
  /** The model it has opened; null for a maker of copies. */
  readonly model: OpenedModel | null;
  /** One request at a time. Rejects with InvalidInput, EngineUnavailable, EngineFault. */
  ask(request: ThreadRequest): Promise<ThreadReply>;
  end(): Promise<void>;
}

/**
 * Whether this module is TypeScript, run by a test runner: Node's workers cannot load the sources, so there is one
 * thread.
 */
export const RUNS_AS_SOURCE = import.meta.url.endsWith('.ts');

/**
 * Opens a thread: a worker, or under a TypeScript runner the calling thread. `onDeath` is called when a worker dies.
 */
export const openThread = (setup: ThreadSetup, onDeath: (death: Error) => void): Promise<RemoteThread> =>
  RUNS_AS_SOURCE ? openHere(setup) : openWorker(setup, onDeath);

async function openHere(setup: ThreadSetup): Promise<RemoteThread> {
  const thread = await VoteThread.open(setup).catch((error: unknown) => {
    throw asError(asFailure(error));
  });
  return {
    model: thread.model,
    ask: async (request) => answered(await thread.handle(request)),
    end: async () => void (await thread.handle({ kind: 'close' })),
  };
}

function answered(reply: ThreadReply): ThreadReply {
  if (reply.kind === 'failure') throw asError(reply.failure);
  return reply;
}

interface Waiting {
  readonly resolve: (reply: ThreadReply) => void;
  readonly reject: (error: Error) => void;
}

async function openWorker(setup: ThreadSetup, onDeath: (death: Error) => void): Promise<RemoteThread> {
  const worker = new Worker(new URL('./worker-node.js', import.meta.url), {
    workerData: setup,
    ...threadFlags(),
  });
  let waiting: Waiting | undefined;
  let dead: Error | undefined;
  let ending = false;
  const answer = (): Promise<ThreadReply> =>
    new Promise((resolve, reject) => {
      if (dead === undefined) waiting = { resolve, reject };
      else reject(dead);
    });
  const die = (error: Error): void => {
    if (dead !== undefined || ending) return;
    dead = error;
    onDeath(error);
    waiting?.reject(error);
  };
  worker.on('message', (reply: ThreadReply) => {
    const settle = waiting;
    waiting = undefined;
    if (reply.kind === 'failure') settle?.reject(asError(reply.failure));
    else settle?.resolve(reply);
  });
  worker.on('error', (error: unknown) => die(deathOf(error)));
  worker.on('exit', (code) => die(new EngineFault('other', `A worker of the onnx engine ended with code ${code}.`)));

  const end = async (): Promise<void> => {
    if (dead === undefined && waiting === undefined) {
      const closed = answer();
      worker.postMessage({ kind: 'close' } satisfies ThreadRequest);
      await closed.catch(() => undefined);
    }
    ending = true;
    await worker.terminate();
  };
  try {
    const opened = await answer();
    return {
      model: opened.kind === 'opened' ? opened.model : null,
      ask(request) {
        const promise = answer();
        if (dead === undefined) worker.postMessage(request);
        return promise;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function deathOf(error: unknown): EngineFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new EngineFault('out-of-memory', 'A worker of the onnx engine ran out of memory: give a smaller batch.', {
      settings: ['batch'],
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new EngineFault('other', `A worker of the onnx engine failed: ${message}.`, { cause: error });
}
