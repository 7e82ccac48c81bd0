/** `wulff vet`: is a noise any good against an adversary, what does it certify, how far is it from optimal. */
import { join } from 'node:path';
import type { Adversary } from '../../geometry/adversary.ts';
import { readNoiseFile } from '../../noise/file.ts';
import type { Noise } from '../../noise/noise.ts';
import { InvalidNoise } from '../../noise/validity.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { invalidReport } from '../../vet/invalid-report.ts';
import { vet, type VetOptions } from '../../vet/vet.ts';
import { vetDocument } from '../../vet/vet-document.ts';
import type { GrowthQuestion } from '../../vet/options.ts';
import type { InvalidReport, VetReport } from '../../vet/report.ts';
import { makeFolder, readJson, writeAtomically } from '../input/files.ts';
import { EXIT, printJson, type CommandIo } from '../terminal/io.ts';
import {
  parseInteger,
  parseNonnegative,
  parseNumber,
  parseProbabilities,
  parseProbability,
  type GivenProbability,
} from '../input/options.ts';
import { asWritten } from './as-written.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';
import { isFile, readSubjects } from '../input/subjects.ts';
import { vetText } from './text.ts';
import { printed } from '../terminal/table.ts';

/** As commander hands them over. */
export interface VetCommandOptions {
  readonly adversary: string;
  readonly dim?: string;
  readonly sigma?: string;
  readonly lambda?: string;
  readonly rho?: string;
  readonly p?: string;
  readonly r?: string;
  readonly samples: string;
  readonly seed: string;
  readonly confidence: string;
  readonly tolerance?: string;
  readonly budget?: string;
  readonly digits: string;
  readonly json?: true;
  readonly report?: string;
  readonly figures?: string;
  readonly modules?: boolean;
}

/** Vets and returns the exit code. Throws InvalidInput. */
export async function vetAction(noise: string, options: VetCommandOptions, io: CommandIo): Promise<number> {
  const digits = parseInteger(options.digits, '--digits', 1, 17);
  const questions = readQuestions(options);
  const { report, subjects } = await reportOf(noise, options, questions, io);
  if (options.report !== undefined || options.figures !== undefined) await writeFigures(report, subjects, options, io);
  if (options.json === true) printJson(io, vetDocument(report));
  else io.stdout(printed(vetText(report, digits, io), io));
  switch (report.verdict) {
    case 'optimal':
    case 'suboptimal':
      return EXIT.done;
    case 'invalid':
      return EXIT.negative;
    case 'inconclusive':
      return EXIT.undecided;
  }
}

function readQuestions(options: VetCommandOptions): VetOptions {
  const { tolerance, rho, budget } = options;
  return {
    samples: parseInteger(options.samples, '--samples', 1000),
    seed: parseInteger(options.seed, '--seed', 0),
    confidence: parseProbability(options.confidence, '--confidence'),
    growth: growthQuestions(options),
    ...(tolerance !== undefined && { tolerance: parseNumber(tolerance, '--tolerance') }),
    ...(budget !== undefined && { budget: parseNumber(budget, '--budget') }),
    ...(rho !== undefined && { rhos: parseProbabilities(rho, '--rho').map(({ below }) => below) }),
  };
}

/** What --rho and --p ask for. */
function probabilities({ rho, p }: VetCommandOptions): Record<'rhos' | 'ps', readonly GivenProbability[]> {
  return {
    rhos: rho === undefined ? [] : parseProbabilities(rho, '--rho'),
    ps: p === undefined ? [] : parseProbabilities(p, '--p'),
  };
}

function growthQuestions({ p, r }: VetCommandOptions): readonly GrowthQuestion[] {
  if (p === undefined && r === undefined) return [];
  if (p === undefined || r === undefined)
    throw new InvalidInput('Give --p and --r together: G(p, v) over v in r B.', { code: 'usage' });
  const radii = r.split(',').map((each) => parseNonnegative(each, '--r'));
  return parseProbabilities(p, '--p').flatMap((each) => radii.map((radius) => ({ p: each.above, r: radius })));
}

interface Vetted {
  readonly report: VetReport | InvalidReport;
  /** What was vetted, for the figures; null where there is no such noise. */
  readonly subjects: { readonly noise: Noise; readonly adversary: Adversary } | null;
}

/** Vets, or turns what is wrong with the noise into a report. */
async function reportOf(
  noise: string,
  options: VetCommandOptions,
  questions: VetOptions,
  io: CommandIo,
): Promise<Vetted> {
  const file = isFile(noise) ? readNoiseFile(readJson(noise), noise) : null;
  const { sigma, lambda } = options;
  const subject = { ...options, noise, ...(sigma === undefined && lambda === undefined && { lambda: '1' }) };
  const progress = progressLine(io);
  try {
    const subjects = await readSubjects(subject, io);
    const { rhos, ps } = probabilities(options);
    const found = vet(subjects.noise, subjects.adversary, {
      ...questions,
      ...(file !== null && { name: file.name }),
      onProgress: (stage, done, total) => {
        progress.show(
          stage === 'enclosing'
            ? `enclosing  ${progressBar(Math.round(done), Math.ceil(total))} s`
            : `sampling ${stage}  ${progressBar(Math.floor(done / 1000), Math.ceil(total / 1000))} thousand`,
        );
      },
    });
    return { report: 'curve' in found ? asWritten(found, rhos, ps) : found, subjects };
  } catch (error) {
    if (!(error instanceof InvalidNoise)) throw error;
    const dim = file?.dim ?? Number(options.dim ?? NaN);
    return { report: invalidReport(error, file?.name ?? noise, options.adversary, dim), subjects: null };
  } finally {
    progress.clear();
  }
}

/** The page and the figures; drawing brings libraries that take longer to load than most noises to vet. */
async function writeFigures(
  report: VetReport | InvalidReport,
  subjects: Vetted['subjects'],
  options: VetCommandOptions,
  io: CommandIo,
): Promise<void> {
  const [{ vetPage }, { vetFigures }] = await Promise.all([
    import('../../figures/vet/page.ts'),
    import('../../figures/vet/figures.ts'),
  ]);
  const figures = 'failed' in report || subjects === null ? [] : vetFigures(report, subjects);
  const folder = options.figures;
  if (options.report !== undefined) {
    writeAtomically(options.report, vetPage(report, { figures }));
    io.stderr(`Report written to ${options.report}\n`);
  }
  if (folder === undefined) return;
  if (figures.length === 0) {
    io.stderr('No figures written: this is not a noise.\n');
    return;
  }
  makeFolder(folder);
  const paths = figures.map(({ name }) => join(folder, `${name}.svg`));
  figures.forEach(({ svg }, i) => writeAtomically(paths[i]!, svg));
  io.stderr(`Figures written to ${paths.join(', ')}\n`);
}
