/** The ellipsoid A B_2, the image of the Euclidean ball under an invertible matrix A. */
import type { Matrix } from '../../numeric/algebra/linear-algebra.ts';
import type { ConvexBody } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { linearImage } from './linear-image.ts';
import { lpBall } from './lp-ball.ts';

/**
 * {A y : |y|_2 <= 1}; the matrix is square and invertible, row by row. (Not {x : x^T M x <= 1}: for that set, pass the
 * inverse of a square root of M. With a diagonal A the entries are the half axes.) `error`: see `linearImage`.
 *
 * @example
 * volume(ellipsoid([[4, 0], [0, 1]])).value / Math.PI // => 4
 */
export function ellipsoid(matrix: Matrix, error = 0): ConvexBody {
  const image = linearImage(matrix, lpBall(2, matrix.length), error);
  return madeBody({ ...image, name: `ellipsoid of R^${matrix.length}`, structure: { kind: 'ellipsoid', matrix } });
}
