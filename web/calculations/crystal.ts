/** Wulff crystals of norms and of polytopes drawn by hand, and the race of the widest shadows. */
import { countsOf, crystalSvg } from '../../src/figures/crystal/crystal-figure.ts';
import { crystalSolid } from '../../src/figures/index.ts';
import { normLabel } from '../../src/figures/charts/norm-label.ts';
import {
  isSufficientlySymmetric,
  lpBall,
  maxProjectionRatio,
  scaled,
  volume,
  vPolytope,
  wulffCrystal,
  type ConvexBody,
} from '../../src/index.ts';
import type { CrystalAnswer, CrystalBody, CrystalQuestion, Shadow, ShadowsQuestion } from './protocol.ts';

/** Numbers that samples stand for are drawn from so many. */
const SAMPLES = 4000;

/** The answer. Throws InvalidInput for points that span no body. */
export function crystalAnswer({ adversary, view, narrow }: CrystalQuestion): CrystalAnswer {
  const body = bodyOf(adversary);
  const crystal = wulffCrystal(body);
  const size = volume(crystal, { samples: SAMPLES });
  const counts = countsOf(crystal) ?? null;
  const name = 'norm' in adversary ? normLabel(adversary.norm) : 'the polytope drawn';
  const measure = body.dim === 2 ? 'area' : 'volume';
  return {
    svg: crystalSvg({
      adversary: body,
      crystal,
      title: `Wulff crystal of ${name}, d = ${body.dim}`,
      caption: [
        `W has ${measure} ${Number(size.value.toPrecision(5))}${counts === null ? '' : ` and ${counts}`}.`,
        ...(body.dim === 3 ? ['Both at one scale.'] : []),
      ],
      markVertices: true,
      view,
      narrow,
      id: 'explorer',
    }),
    name: crystal.name,
    counts,
    volume: size,
    vertices: crystal.vertices?.() ?? null,
    facets: crystal.facets?.().map(({ normal, offset }) => ({ normal: [...normal], offset })) ?? null,
    solid: body.dim === 3 ? crystalSolid(crystal, name) : null,
    caution: cautionOf(body),
  };
}

/** Only for adversaries whose symmetries carry every extreme point to every other is the crystal known to be best. */
function cautionOf(body: ConvexBody): string | null {
  const { transitive, reason } = isSufficientlySymmetric(body);
  return transitive === 'yes' ? null : reason;
}

/** Phi of noise uniform on the crystal, the cube, the ball and the cross-polytope, each of volume 1. */
export function shadowsAnswer({ adversary }: ShadowsQuestion): readonly Shadow[] {
  const body = bodyOf(adversary);
  const { dim } = body;
  const racers: readonly [string, ConvexBody][] = [
    ['Wulff crystal', wulffCrystal(body)],
    ['cube', lpBall(Infinity, dim)],
    ['ball', lpBall(2, dim)],
    ['cross-polytope', lpBall(1, dim)],
  ];
  return racers.map(([name, racer]) => {
    const { value } = volume(racer, { samples: SAMPLES });
    return { body: name, phi: maxProjectionRatio(scaled(racer, value ** (-1 / dim)), body, { samples: SAMPLES }) };
  });
}

function bodyOf(adversary: CrystalBody): ConvexBody {
  if ('vertices' in adversary) return vPolytope(adversary.vertices.flatMap((v) => [v, v.map((x) => -x)]));
  const { norm, dim } = adversary;
  return lpBall(norm === 'linf' ? Infinity : Number(norm.slice(1)), dim);
}
