/** The verdict on a formula. */
import { vetFigures } from '../../src/figures/index.ts';
import { InvalidNoise, parseAdversary, parseNoiseFile, vet } from '../../src/index.ts';
import { invalidReport } from '../../src/vet/invalid-report.ts';
import type { Progress, VetAnswer, VetQuestion } from './protocol.ts';

/** The verdict with its figures. Throws InvalidInput where the formula cannot be read. */
export function vetAnswer(
  { noise: form, adversary: spec, dim, sigma, samples, narrow }: VetQuestion,
  report: (progress: Progress) => void,
): VetAnswer {
  const adversary = parseAdversary(spec, dim);
  try {
    report({ stage: 'reading', share: null });
    const noise = parseNoiseFile({ name: 'your noise', dim, noise: form }, { sigma });
    const found = vet(noise, adversary, {
      name: 'your noise',
      samples,
      onProgress: (stage, done, total) => report({ stage, share: done / total }),
    });
    return { report: found, figures: 'curve' in found ? vetFigures(found, { noise, adversary }, { narrow }) : [] };
  } catch (error) {
    if (!(error instanceof InvalidNoise)) throw error;
    return { report: invalidReport(error, 'your noise', spec, dim), figures: [] };
  }
}
