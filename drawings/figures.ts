/** The figures of the documents by the names of their files. */
import { crystalPicture } from '../src/figures/index.ts';
import { lpBall, wulffCrystal } from '../src/index.ts';
import { paperAccuracyFigure, radiusCurvesFigure } from './curves.ts';
import { designsFigure } from './designs.ts';
import { extremeSetsFigure } from './extreme-sets.ts';
import { shadowFigure } from './shadow.ts';

const crystal = (p: number, dim: number): string => {
  const adversary = lpBall(p, dim);
  const name = p === Infinity ? 'linf' : `l${p}`;
  return crystalPicture({ adversary, crystal: wulffCrystal(adversary), name, id: `${name}-${dim}` });
};

/** Each drawn when asked for: the same bytes every time. */
export const FIGURES: Readonly<Record<string, () => string>> = {
  'extreme-sets.svg': extremeSetsFigure,
  'shadow.svg': shadowFigure,
  'crystal-l1-2.svg': () => crystal(1, 2),
  'crystal-linf-2.svg': () => crystal(Infinity, 2),
  'crystal-l1-3.svg': () => crystal(1, 3),
  'crystal-linf-3.svg': () => crystal(Infinity, 3),
  'radius-l1.svg': radiusCurvesFigure,
  'designs-l1.svg': designsFigure,
  'accuracy-cifar10.svg': () => paperAccuracyFigure('CIFAR-10'),
  'accuracy-imagenet.svg': () => paperAccuracyFigure('ImageNet'),
};
