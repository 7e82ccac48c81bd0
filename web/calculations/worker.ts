/** The library at work, off the page's thread; every calculation is loaded when it is first asked for. */
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import type { Calculations, FromWorker, Progress, ToWorker } from './protocol.ts';

type Report = (progress: Progress) => void;
type Answer<K extends keyof Calculations> = (
  question: Calculations[K]['question'],
  report: Report,
) => Calculations[K]['answer'];

const CALCULATIONS: { readonly [K in keyof Calculations]: () => Promise<Answer<K>> } = {
  radii: async () => (await import('./radii.ts')).radiiAnswer,
  crystal: async () => (await import('./crystal.ts')).crystalAnswer,
  shadows: async () => (await import('./crystal.ts')).shadowsAnswer,
  growth: async () => (await import('./growth.ts')).growthAnswer,
  vet: async () => (await import('./vet.ts')).vetAnswer,
};

const reply = (message: FromWorker): void => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id, kind, question } = event.data;
  const answer = async (): Promise<unknown> => {
    // The kind fixes the type of the question: the client asks in pairs (client.ts).
    const calculate = (await CALCULATIONS[kind]()) as (question: unknown, report: Report) => unknown;
    return calculate(question, (progress) => reply({ id, kind: 'progress', progress }));
  };
  answer().then(
    (found) => reply({ id, kind: 'answer', answer: found }),
    (error: unknown) => reply({ id, kind: 'failure', sentence: sentenceOf(error) }),
  );
});

function sentenceOf(error: unknown): string {
  if (error instanceof InvalidInput) return error.message;
  return `This is a defect of wulff, please report it: ${error instanceof Error ? error.message : String(error)}`;
}
