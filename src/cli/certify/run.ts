/** A run of `wulff certify`: options in, the library's run, words out. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelCheck } from '../../certify/model-check.ts';
import { formatResultLogRow } from '../../certify/results/log-row.ts';
import { formatResultLogHeader } from '../../certify/results/result-log.ts';
import { requirementsJUnit } from '../../certify/assurance/requirements-junit.ts';
import { judgeRequirements, type RequirementResult } from '../../certify/assurance/requirements.ts';
import type { CertifiedImage } from '../../certify/results/result.ts';
import { certifyFiles } from '../../certify/run-node.ts';
import type { RunReport, RunStart } from '../../certify/run.ts';
import type { CertifySubject } from '../../certify/subject.ts';
import { readRequest, readSubject, type CertifyFlags } from './options.ts';
import { certifyDocument, checkLines, imageLine, progressText, startLines, summaryLines, tauText } from './text.ts';
import { foundationLines, requirementLines } from './foundation-text.ts';
import { writeAtomically } from '../input/files.ts';
import { interruption } from '../terminal/interruption.ts';
import { EXIT, printJson, type CommandIo } from '../terminal/io.ts';
import { packageVersion } from '../terminal/package-facts.ts';
import { progressLine, type Progress } from '../terminal/progress.ts';
import { printed, said } from '../terminal/table.ts';

/** Returns the exit code. Throws what program.ts turns into a sentence and a code. */
export async function runCertify(options: CertifyFlags, io: CommandIo): Promise<number> {
  const request = readRequest(options);
  const talk = new RunTalk(options, io);
  try {
    const report = await certifyFiles(
      {
        ...request.files,
        version: packageVersion(),
        subject: (data) => talk.takes(readSubject(options, request, data, io)),
      },
      {
        limitTime: request.limitTime,
        signal: talk.signal,
        onData: ({ notes, classNames }) => talk.opened(notes, classNames),
        onChoice: (probe) => talk.say(`Timed: ${probe}.`),
        onStart: (start) => talk.started(start),
        onCheck: (check) => talk.checked(check),
        onImage: (row, number, total) => talk.certified(row, number, total),
      },
    );
    const results = judgeRequirements(request.requirements, report.rows, report.planned);
    talk.finished(report, results);
    if (options.junit !== undefined) {
      writeAtomically(options.junit, requirementsJUnit(report.settings, results, report.seconds));
    }
    if (report.interrupted) return EXIT.interrupted;
    return results.every(({ met }) => met) ? EXIT.done : EXIT.negative;
  } catch (error) {
    talk.failed();
    throw error;
  } finally {
    talk.end();
  }
}

/** Milliseconds between two looks at how far the run is. */
const TICK = 200;

/** What a run says while it goes on, and the Ctrl-C that it listens to. */
class RunTalk {
  readonly #options: CertifyFlags;
  readonly #io: CommandIo;
  readonly #progress: Progress;
  readonly #controller = new AbortController();
  #classNames: readonly string[] | null = null;
  #start: RunStart | null = null;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #forget: () => void = () => undefined;

  constructor(options: CertifyFlags, io: CommandIo) {
    this.#options = options;
    this.#io = io;
    this.#progress = progressLine(io);
  }

  /** Aborted by Ctrl-C. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  say(line: string): void {
    this.#io.stderr(said([line], this.#io));
  }

  opened(notes: readonly string[], classNames: readonly string[] | null): void {
    for (const note of notes) this.say(note);
    this.#classNames = classNames;
  }

  /** Says what certificates will speak of. */
  async takes(subject: Promise<CertifySubject>): Promise<CertifySubject> {
    const { speaksOf, grid } = await subject;
    this.say(speaksOf + (grid === undefined ? '' : tauText(grid)));
    return subject;
  }

  started(start: RunStart): void {
    this.#start = start;
    // Until there are results to keep, Ctrl-C ends this process like any other.
    const interrupted = interruption();
    const { signal } = interrupted;
    signal.addEventListener('abort', () => this.#controller.abort(signal.reason));
    this.#forget = () => interrupted.end();
    for (const line of startLines(start, this.#options)) this.say(line);
  }

  checked(check: ModelCheck | null): void {
    if (check !== null) for (const line of checkLines(check)) this.say(line);
    const { settings, fingerprint, progress } = this.#start!;
    if (this.#printsLog) this.#io.stdout(formatResultLogHeader(settings, fingerprint));
    this.#ticker = setInterval(() => this.#progress.show(progressText(progress())), TICK);
    this.#ticker.unref();
  }

  certified(row: CertifiedImage, number: number, total: number): void {
    this.#progress.clear();
    const { settings } = this.#start!;
    if (this.#printsLog) this.#io.stdout(formatResultLogRow(row, settings));
    else this.say(imageLine(row, number, total, settings, this.#classNames));
  }

  finished(report: RunReport, requirements: readonly RequirementResult[]): void {
    this.#quiet();
    const { out, json } = this.#options;
    if (json === true) {
      printJson(this.#io, certifyDocument(report, requirements));
      return;
    }
    const lines = [
      ...summaryLines(report, out === undefined ? null : resolve(out)),
      ...requirementLines(requirements, report.settings.adversaries[0]!),
      ...foundationLines(report.settings, Math.min(this.#io.columns, 140)),
    ];
    if (out === undefined) this.#io.stderr(said(lines, this.#io));
    else this.#io.stdout(printed(lines, this.#io));
  }

  failed(): void {
    this.#quiet();
    const { out } = this.#options;
    // A log that vanished keeps nothing.
    if (out !== undefined && this.#start !== null && existsSync(out))
      this.say(`Results so far are kept in ${out}; --resume goes on.`);
  }

  end(): void {
    this.#quiet();
    this.#forget();
  }

  /** Without a file and a document the log itself goes to stdout. */
  get #printsLog(): boolean {
    return this.#options.out === undefined && this.#options.json !== true;
  }

  #quiet(): void {
    clearInterval(this.#ticker);
    this.#progress.clear();
  }
}
