/** Programs of a scheduler, called and listened to. */
import { execFile } from 'node:child_process';
import { ClusterUnavailable } from '../cluster-unavailable.ts';

/** Milliseconds that a scheduler has to answer. */
const PATIENCE = 60_000;
/** Bytes of an answer: an array of 100,000 tasks has its line each. */
const LONGEST = 2 ** 28;

/**
 * What a program prints. Throws ClusterUnavailable when it is not there, does not answer in time or ends with an error,
 * with its first words.
 */
export function answerOf(program: string, argv: readonly string[], whose: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile(program, argv, { timeout: PATIENCE, maxBuffer: LONGEST }, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      if (error.code === 'ENOENT') {
        return fail(new ClusterUnavailable(`${whose} is not here: there is no program ${program}.`, ['cluster']));
      }
      if (error.killed === true) {
        return fail(new ClusterUnavailable(`${whose} did not answer ${program} within ${PATIENCE / 1000} s.`));
      }
      const said = stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
      fail(new ClusterUnavailable(`${program} refuses: ${said === '' ? error.message : said}.`));
    });
  });
}
