/** `wulff design`: the best noise found for a job, as a file with its certified radius. */
import { designNoise } from '../../design/design.ts';
import { designDocument } from '../../design/design-document.ts';
import { DESIGN_FORMS, type DesignOptions } from '../../design/design-options.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { requireFolderOf, writeAtomically } from '../input/files.ts';
import { parseInteger, parseScale, readProbability } from '../input/options.ts';
import { readAdversary } from '../input/subjects.ts';
import { printJson, type CommandIo } from '../terminal/io.ts';
import { progressLine } from '../terminal/progress.ts';
import { printed } from '../terminal/table.ts';
import { designText } from './text.ts';

/** As commander hands them over. */
export interface DesignCommandOptions {
  readonly adversary: string;
  readonly dim?: string;
  readonly sigma?: string;
  readonly lambda?: string;
  readonly rho: string;
  readonly form?: string;
  readonly evaluations: string;
  readonly seed: string;
  readonly out?: string;
  readonly digits: string;
  readonly json?: true;
  readonly report?: string;
  readonly svg?: string;
}

/** Designs, prints and writes. Throws InvalidInput. */
export async function designAction(options: DesignCommandOptions, io: CommandIo): Promise<void> {
  const digits = parseInteger(options.digits, '--digits', 1, 17);
  const scale = parseScale(options.sigma, options.lambda);
  // The largest double at most rho: the radius holds at rho as it was written.
  const { below: rho } = readProbability(options.rho, '--rho');
  const form = readForm(options.form);
  const evaluations = parseInteger(options.evaluations, '--evaluations', 1, 100_000);
  const seed = parseInteger(options.seed, '--seed', 0);
  for (const path of [options.out, options.report, options.svg]) if (path !== undefined) requireFolderOf(path);
  const adversary = await readAdversary(options.adversary, options.dim);
  const progress = progressLine(io);
  const design = designNoise(adversary, {
    scale,
    rho,
    evaluations,
    seed,
    ...(form !== undefined && { form }),
    onProgress: (stage) => progress.show(stage),
  });
  progress.clear();
  if (options.out !== undefined) {
    writeAtomically(options.out, `${JSON.stringify(design.file, null, 2)}\n`);
    io.stderr(`Noise file written to ${options.out}\n`);
  }
  if (options.report !== undefined || options.svg !== undefined) {
    // Drawing brings libraries that take longer to load than most of what is drawn to compute.
    const [{ designPage }, { designFigure }] = await Promise.all([
      import('../../figures/design/page.ts'),
      import('../../figures/design/figure.ts'),
    ]);
    if (options.report !== undefined) writeAtomically(options.report, designPage(design));
    if (options.svg !== undefined) writeAtomically(options.svg, designFigure(design));
    const written = [options.report, options.svg].filter((path) => path !== undefined);
    io.stderr(`Written: ${written.join(', ')}\n`);
  }
  if (options.json === true) printJson(io, designDocument(design));
  else io.stdout(printed(designText(design, digits, io), io));
}

function readForm(text: string | undefined): DesignOptions['form'] {
  if (text === undefined) return undefined;
  const form = DESIGN_FORMS.find((known) => known === text.trim());
  if (form === undefined) {
    throw new InvalidInput(`--form is ${DESIGN_FORMS.join(' or ')}; got "${text}".`, { code: 'usage' });
  }
  return form;
}
