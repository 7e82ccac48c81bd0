/** The files `wulff crystal` writes: a picture with its caption, a solid. */
import type { ConvexBody } from '../../geometry/body.ts';
import { volume } from '../../geometry/functionals/volume.ts';
import { countsOf, crystalSvg, polyhedronOf } from './crystal-figure.ts';
import { normLabel } from '../charts/norm-label.ts';
import { shapeName } from './shape-name.ts';
import { inscribedMesh, wavefrontObj } from './wavefront-obj.ts';

/** What `crystalPicture` draws. */
export interface CrystalPicture {
  /** Unit ball of the adversary's norm. */
  readonly adversary: ConvexBody;
  readonly crystal: ConvexBody;
  /** The adversary's name: `l1`, or that of a body. */
  readonly name: string;
  /** Prefix of element ids, for pages with several pictures (default `crystal`). */
  readonly id?: string;
}

/** The crystal beside its adversary, as SVG. Throws InvalidInput in dimensions other than 2 and 3. */
export function crystalPicture({ adversary, crystal, name, id = 'crystal' }: CrystalPicture): string {
  const { value, method, lower, upper } = volume(crystal);
  const counts = countsOf(crystal);
  const size = Number(value.toPrecision(6));
  const known = upper - lower <= 1e-9 * value ? `= ${size}` : `≈ ${size} (${method})`;
  return crystalSvg({
    adversary,
    crystal,
    title:
      adversary.name === name
        ? `Wulff crystal of the ${superscripted(name)}`
        : `Wulff crystal of ${normLabel(name)}, d = ${crystal.dim}`,
    caption: [
      `${capital(nameOf(adversary))} → ${nameOf(crystal)}${counts === undefined ? '' : `: ${counts}`}.`,
      `${crystal.dim === 2 ? 'Area' : 'Volume'} of W ${known}.${crystal.dim === 3 ? ' Both at one scale.' : ''}`,
    ],
    markVertices: true,
    id,
  });
}

/** The crystal as Wavefront OBJ; dimension 3. */
export function crystalSolid(crystal: ConvexBody, name: string): string {
  const solid = polyhedronOf(crystal);
  return wavefrontObj(solid ?? inscribedMesh(crystal), `Wulff crystal of ${name}`, [
    `Wulff crystal of the adversary ${name}: ${nameOf(crystal)}`,
    solid === undefined ? 'smooth: a mesh inscribed in it' : (countsOf(crystal) ?? ''),
  ]);
}

const nameOf = (body: ConvexBody): string => shapeName(body, body.dim === 3 ? polyhedronOf(body) : undefined);
const superscripted = (name: string): string => name.replace('R^2', 'R²').replace('R^3', 'R³');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
