/** The worker's side of threads-node.ts: opens its model and answers requests one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { asFailure, VoteThread, type ThreadReply, type ThreadRequest, type ThreadSetup } from './vote-thread-node.ts';

const port = parentPort!;
const reply = (message: ThreadReply): void => port.postMessage(message);

try {
  const thread = await VoteThread.open(workerData as ThreadSetup);
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (request: ThreadRequest) => {
    last = last.then(async () => reply(await thread.handle(request)));
  });
  reply({ kind: 'opened', model: thread.model });
} catch (error) {
  reply({ kind: 'failure', failure: asFailure(error) });
}
