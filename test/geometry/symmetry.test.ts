import { describe, expect, it } from 'vitest';
import { box } from '../../src/geometry/bodies/box.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { isSufficientlySymmetric } from '../../src/geometry/functionals/symmetry.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { solve, multiplyVector } from '../../src/numeric/algebra/linear-algebra.ts';

const mirrored = (points: number[][]): number[][] => points.flatMap((x) => [x, x.map((c) => 0 - c)]);

describe('sufficiently symmetric bodies', () => {
  it('l_1, l_2, l_inf are; l_p is not for other p', () => {
    for (const p of [1, 2, Infinity]) expect(isSufficientlySymmetric(lpBall(p, 5)).transitive).toBe('yes');
    const verdict = isSufficientlySymmetric(lpBall(3, 4));
    expect(verdict.transitive).toBe('no');
    expect(verdict.witness![1]).toEqual(Array.from({ length: 4 }, () => 4 ** (-1 / 3)));
    expect(isSufficientlySymmetric(lpBall(3, 1)).transitive).toBe('yes');
    expect(isSufficientlySymmetric(box([1, 2, 3])).transitive).toBe('yes');
  });

  it('the 24-cell is, and every linear image of it; the witness permutations are linear', () => {
    const points: number[][] = [];
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < i; j++)
        for (const s of [1, -1]) points.push([0, 1, 2, 3].map((k) => (k === i ? 1 : k === j ? s : 0)));
    const cell = vPolytope(mirrored(points));
    const verdict = isSufficientlySymmetric(cell);
    expect(verdict.transitive).toBe('yes');
    const { symmetries, vertices } = verdict;
    expect(symmetries!.length).toBe(24);
    for (const [target, permutation] of symmetries!.entries()) {
      expect(permutation[0]).toBe(target);
      expect([...permutation].sort((a, b) => a - b)).toEqual(vertices!.map((_, i) => i));
      // Solve for the matrix on four independent vertices, then check the rest.
      const basis = [0, 1, 2, 3, 4, 5, 6, 7].reduce<number[]>((kept, i) => {
        const rows = [...kept, i].map((k) => vertices![k]!);
        const gram = rows.map((a) => rows.map((b) => a.reduce((s, x, j) => s + x * b[j]!, 0)));
        return kept.length < 4 &&
          solve(
            gram,
            rows.map(() => 1),
          ) !== null
          ? [...kept, i]
          : kept;
      }, []);
      const matrix = [0, 1, 2, 3].map((row) =>
        solve(
          basis.map((i) => vertices![i]! as number[]),
          basis.map((i) => vertices![permutation[i]!]![row]!),
        )!,
      );
      vertices!.forEach((x, i) => {
        const image = multiplyVector(matrix, x);
        vertices![permutation[i]!]!.forEach((y, j) => expect(image[j]).toBeCloseTo(y, 10));
      });
    }
    const image = linearImage(
      [
        [1, 2, 0, 0],
        [0, 1, 0, 1],
        [0, 0, 3, 0],
        [1, 0, 0, 1],
      ],
      cell,
    );
    expect(isSufficientlySymmetric(image).transitive).toBe('yes');
  });

  it('any parallelogram is; an affine hexagon is iff it is an image of the regular one', () => {
    expect(
      isSufficientlySymmetric(
        vPolytope(
          mirrored([
            [3, 1],
            [1, 2],
          ]),
        ),
      ).transitive,
    ).toBe('yes');
    expect(
      isSufficientlySymmetric(
        vPolytope(
          mirrored([
            [1, 0],
            [0, 1],
            [1, 1],
          ]),
        ),
      ).transitive,
    ).toBe('yes');
    const verdict = isSufficientlySymmetric(
      vPolytope(
        mirrored([
          [1, 0],
          [0, 1],
          [0.9, 0.9],
        ]),
      ),
    );
    expect(verdict.transitive).toBe('no');
    expect(verdict.witness!.length).toBe(2);
  });

  it('the rhombic dodecahedron is not: its 14 vertices fall into 6 and 8', () => {
    const solid = zonotope([
      [1, 1, 1],
      [1, 1, -1],
      [1, -1, 1],
      [-1, 1, 1],
    ]);
    const { transitive, witness } = isSufficientlySymmetric(solid);
    expect(transitive).toBe('no');
    const lengths = witness!.map((x) => Math.hypot(...x));
    expect(Math.abs(lengths[0]! - lengths[1]!)).toBeGreaterThan(0.1);
  });

  it('agrees with brute force over all linear maps, for lattice polygons', () => {
    const random = randomStream(5005);
    let transitive = 0;
    for (let k = 0; k < 400; k++) {
      const points = mirrored(
        Array.from({ length: 2 + (k % 4) }, () => [random.integer(7) - 3, random.integer(7) - 3]),
      ).filter(([x, y]) => x !== 0 || y !== 0);
      const body = orNull(() => vPolytope(points));
      if (body === null) continue;
      const vertices = body.vertices!();
      const verdict = isSufficientlySymmetric(body);
      expect(verdict.transitive).toBe(bruteForce(vertices) ? 'yes' : 'no');
      if (verdict.transitive === 'yes') transitive++;
    }
    expect(transitive).toBeGreaterThan(20);
  });

  it('is unknown where the vertices are not listed exactly', () => {
    const points = mirrored(
      Array.from({ length: 9 }, (_, i) => Array.from({ length: 8 }, (_, j) => Math.cos(i * j + i))),
    );
    expect(isSufficientlySymmetric(vPolytope(points)).transitive).toBe('unknown');
  });
});

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Whether integer linear algebra finds a map to every vertex: all images of two independent vertices are tried. */
function bruteForce(vertices: readonly (readonly number[])[]): boolean {
  const [ax, ay] = vertices[0]! as [number, number];
  const [bx, by] = vertices.find(([x, y]) => ax * y! - ay * x! !== 0)! as [number, number];
  const det = ax * by - ay * bx;
  const keys = new Set(vertices.map(([x, y]) => `${x! * det},${y! * det}`));
  return vertices.every(([cx, cy]) =>
    vertices.some(([dx, dy]) => {
      const images = vertices.map(([x, y]) => {
        // x = (s a + t b)/det maps to (s c + t d)/det.
        const s = x! * by - y! * bx;
        const t = ax * y! - ay * x!;
        return `${s * cx! + t * dx!},${s * cy! + t * dy!}`;
      });
      return new Set(images).size === vertices.length && images.every((key) => keys.has(key));
    }),
  );
}
