/** `wulff check --coq results.tsv`: the rows of a log as one theorem, put to Coq. */
import { availableParallelism } from 'node:os';
import { readResultLog } from '../../certify/results/result-log-node.ts';
import { RhoCheck } from '../../certify/results/rho-check.ts';
import type { CertifiedImage, RunSettings } from '../../certify/results/result.ts';
import {
  notWhole,
  uniformCertificates,
  type UniformCertificates,
} from '../../certify/assurance/uniform-certificates.ts';
import { CoqUnavailable } from '../../formal/coqc-node.ts';
import { proveLog, type LogAnswer } from '../../formal/prove-log-node.ts';
import { EXIT, outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { proofSources } from '../terminal/package-facts.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';
import { printed } from '../terminal/table.ts';
import { logLines, type LogCheck } from './log-text.ts';

/** Puts the theorem of a log to Coq and returns the exit code. Throws InvalidInput. */
export async function runLogCheck(path: string, json: boolean, io: CommandIo): Promise<number> {
  const started = performance.now();
  const { settings, rows } = await readResultLog(path);
  const why = notWhole(settings);
  const certificates = why === undefined ? uniformCertificates(settings, rows) : undefined;
  const odd = rowsOdd(settings, rows);
  let answer: LogAnswer | undefined;
  if (certificates !== undefined && certificates.rows.length > 0) {
    try {
      answer = await asked(certificates, io);
    } catch (error) {
      if (!(error instanceof CoqUnavailable)) throw error;
      io.stderr(`wulff: formal: not run. ${error.message}\n`);
      return EXIT.environment;
    }
  }
  const result: LogCheck = {
    rows: rows.map((row) => rowCheck(row, { certificates, odd, answer })),
    alpha: settings.alpha,
    n: settings.n,
    system: answer?.system ?? null,
    assumptions: answer?.decided === true ? answer.assumptions : [],
    notCovered: why ?? null,
    reason: answer?.decided === false ? answer.reason : null,
    leftToBelieve: leftToBelieve(settings),
    ms: Math.round(performance.now() - started),
  };
  if (json) printJson(io, { schema: 'wulff.check-log/1', ...result });
  else io.stdout(printed(logLines(result, outputStyle(io)), io));
  if (result.rows.some(({ verdict }) => verdict === 'refused')) return EXIT.negative;
  return result.rows.some(({ verdict }) => verdict === 'undecided') ? EXIT.undecided : EXIT.done;
}

/** Coq's answer, with a line of progress while it compiles its library. */
async function asked(certificates: UniformCertificates, io: CommandIo): Promise<LogAnswer> {
  const progress = progressLine(io);
  try {
    return await proveLog(certificates, {
      proofs: proofSources(),
      jobs: Math.min(2, availableParallelism()),
      onProgress: (done, all, file) => progress.show(`${progressBar(done, all)} compiling ${file}.v`),
    });
  } finally {
    progress.clear();
  }
}

/** Rows whose rho does not come from their votes, by the index of their image. */
function rowsOdd(settings: RunSettings, rows: readonly CertifiedImage[]): ReadonlyMap<number, string> {
  const odd = new Map<number, string>();
  for (const row of rows) {
    const check = new RhoCheck(settings);
    check.look(row, () => `image ${row.index}`);
    const [note] = check.notes();
    if (note !== undefined) odd.set(row.index, note);
  }
  return odd;
}

interface Known {
  readonly certificates: UniformCertificates | undefined;
  readonly odd: ReadonlyMap<number, string>;
  readonly answer: LogAnswer | undefined;
}

function rowCheck({ index, predict }: CertifiedImage, { certificates, odd, answer }: Known): LogCheck['rows'][number] {
  if (predict < 0) return { index, predict, steps: null, verdict: 'no claim', reason: null };
  const place = certificates?.rows.findIndex((row) => row.index === index) ?? -1;
  const steps = certificates?.rows[place]?.steps ?? null;
  const note = odd.get(index);
  if (note !== undefined) return { index, predict, steps, verdict: 'refused', reason: note };
  if (answer?.decided !== true) return { index, predict, steps, verdict: 'undecided', reason: null };
  return answer.refused.includes(place)
    ? { index, predict, steps, verdict: 'refused', reason: 'its votes do not show its rho and these steps' }
    : { index, predict, steps, verdict: 'accepted', reason: null };
}

/** What the theorem takes as given, a sentence each. */
const leftToBelieve = ({ n, n0, alpha, grid, lambda, seed, model, engine, input }: RunSettings): readonly string[] => [
  `the votes are those of the model of SHA-256 ${model.sha256.slice(0, 12)} (input ${input}) on ${n} copies, counted right by ${engine}; the model is one function of one image`,
  `the words that copies are drawn from are independent fair coins, and nobody searched for the seed ${seed}; the class and the buckets come from ${n0} other copies`,
  `a copy is within tau = ${grid?.tau ?? 'unknown'} of uniform noise at lambda = ${lambda}, in total variation (claim lattice-sampler)`,
  `votes as rare as alpha = ${alpha} did not happen: of many images, that share may be wrong`,
  "Coq's kernel with its virtual machine, and the definitions of proofs/formal/Definitions.v and LogDefinitions.v",
];
