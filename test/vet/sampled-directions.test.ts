/** Slopes sampled along the points of a net bound those between them by its spread, and no less. */
import { expect, it } from 'vitest';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { directionNet } from '../../src/geometry/functionals/direction-net.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { sampledSlopes } from '../../src/vet/phi-half/sampled-slopes.ts';

it('the disk is its net times the spread: the same samples along the same points', () => {
  const disk = lpAdversary(2, 2);
  const { points, spread } = directionNet(disk);
  expect(spread).toBeGreaterThan(1);
  const body = vPolytope(
    points.flatMap(([x, y]) => [
      [x!, y!],
      [-x!, -y!],
    ]),
  );
  const plan = { samples: 4000, seed: 3, confidence: 0.99, curveConfidence: 0.99, onProgress: () => undefined };
  const noise = laplace(2, { lambda: 1 });
  const ofNet = sampledSlopes(noise, { kind: 'body', body, dim: 2 }, plan);
  const ofDisk = sampledSlopes(noise, disk, plan);
  expect(ofDisk.phiHalf.upper / ofNet.phiHalf.upper).toBeCloseTo(spread, 12);
  expect(ofDisk.bound.phi(0.2) / ofNet.bound.phi(0.2)).toBeCloseTo(spread, 12);
});
