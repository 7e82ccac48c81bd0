/** Numbers known from the field: FIELD-NOTES 1.9 and 1.10, PEER-AUDIT A and C. */
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import type { CertifiedRadius } from '../../src/radius/radius.ts';

const radius = (spec: string, adversary: string, dim: number, rho: number): CertifiedRadius =>
  certifiedRadius(parseNoise(spec, dim, { lambda: 1 }), parseAdversary(adversary, dim), rho);

describe('golden radii at d = 3072, sigma = 1 (FIELD-NOTES 1.9)', () => {
  const rhos = [0.6, 0.75, 0.9, 0.99, 0.999, 0.999924];
  const rows: [spec: string, adversary: string, radii: number[]][] = [
    ['gaussian', 'l2', [0.253347103, 0.67448975, 1.281551566, 2.326347874, 3.090232306, 3.78777893]],
    ['laplace', 'l1', [0.157786318, 0.490129072, 1.138044462, 2.766217995, 4.394391529, 6.216621217]],
    ['uniform:linf', 'l1', [0.346410162, 0.866025404, 1.385640646, 1.697409791, 1.728586706, 1.731787536]],
    ['uniform:linf', 'linf', [0.000118806, 0.000324386, 0.000575978, 0.000759205, 0.000779278, 0.000781359]],
    ['uniform:l2', 'l2', [0.25138371, 0.637428999, 1.049033527, 1.317950433, 1.346113175, 1.349019608]],
    ['exp:l2,k=1', 'l2', [0.253285706, 0.674333443, 1.281295865, 2.326121644, 3.090278739, 3.788328988]],
    ['exp:linf,k=1', 'linf', [0.000125751, 0.000390619, 0.000906988, 0.002204595, 0.003502202, 0.004954466]],
    ['iid-pareto,a=3', 'l1', [0.07028064, 0.205232817, 0.44891918, 1.032409941, 1.608809444, 2.253141961]],
    ['iid-exp,s=0.5', 'l1', [0.037340966, 0.099139022, 0.178008253, 0.263177789, 0.288713983, 0.29713457]],
    ['iid-exp,s=8', 'l1', [0.33578348, 0.839684363, 1.359946411, 1.839180569, 2.046670325, 2.190454516]],
  ];
  it.each(rows)('%s against %s', (spec, adversary, radii) => {
    const noise = parseNoise(spec, 3072, { sigma: 1 });
    const target = parseAdversary(adversary, 3072);
    // Closed forms and the differential method; the notes print nine decimals.
    const curve = radiusCurve(noise, target, rhos, { method: 'differential' });
    curve.forEach((row, i) => expect(Math.abs(row.radius - radii[i]!), `rho = ${row.rho}`).toBeLessThan(1e-9));
    const best = radiusCurve(noise, target, rhos);
    best.forEach((row, i) => expect(row.radius).toBeGreaterThan(curve[i]!.radius * (1 - 1e-9)));
  });

  // The notes give (rho - 1/2)/Phi(1/2). It is a lower bound, never exact: TV(a e_1) < a Phi for every a > 0.
  const linear: [spec: string, radii: number[]][] = [
    ['exp:linf,k=1', [0.346241103, 0.865602758, 1.384964412, 1.696581405, 1.727743104, 1.730942372]],
    ['power:linf,a=3082', [0.293795318, 0.734488296, 1.175181273, 1.43959706, 1.466038638, 1.468753307]],
  ];
  it.each(linear)('%s against l1: the plateau of Phi, and better', (spec, radii) => {
    const noise = parseNoise(spec, 3072, { sigma: 1 });
    const adversary = parseAdversary('l1', 3072);
    const { phiHalf } = growthRate(noise, adversary)!;
    radiusCurve(noise, adversary, rhos).forEach((row, i) => {
      expect(Math.abs((row.rho - 0.5) / phiHalf - radii[i]!)).toBeLessThan(1e-9);
      expect(row.radius).toBeGreaterThan(radii[i]! - 1e-9);
      expect(row.radius).toBeLessThan(radii[i]! * 1.002);
    });
  });

  it.each([
    [2, [1.2e-3, 1.4e-2, 2.9e-2, 4.2e-2]],
    [10, [5.8e-6, 1.4e-4, 5.7e-4, 2.2e-3]],
    [50, [1.8e-7, 4.4e-6, 1.8e-5, 7.1e-5]],
  ])('e^{-|x|_2} in dimension %d: what the differential method loses at radius 0.1, 0.5, 1, 2', (dim, losses) => {
    const noise = parseNoise('exp:l2,k=1', dim, { lambda: 1 });
    const adversary = parseAdversary('l2', dim);
    [0.1, 0.5, 1, 2].forEach((exact, i) => {
      let [low, high] = [0.5, 0.9999];
      for (let n = 0; n < 44; n++) {
        const middle = 0.5 * (low + high);
        if (certifiedRadius(noise, adversary, middle).radius < exact) low = middle;
        else high = middle;
      }
      const differential = certifiedRadius(noise, adversary, high, { method: 'differential' }).radius;
      // The notes print two digits.
      expect(1 - differential / exact).toBeGreaterThan(losses[i]! * 0.96 - 1e-9);
      expect(1 - differential / exact).toBeLessThan(losses[i]! * 1.05 + 1e-9);
    });
  });

  it('l1 curves of Uniform, Gaussian and Laplace cross where the notes say', () => {
    const difference = (a: string, b: string, rho: number): number => {
      const [first, second] = [a, b].map(
        (spec) => certifiedRadius(parseNoise(spec, 3072, { sigma: 1 }), parseAdversary('l1', 3072), rho).radius,
      );
      return first! - second!;
    };
    for (const [a, b, rho] of [
      ['uniform:linf', 'gaussian', 0.9333391],
      ['uniform:linf', 'laplace', 0.9428964],
      ['gaussian', 'laplace', 0.9535591],
    ] as const) {
      expect(difference(a, b, rho - 2e-7)).toBeGreaterThan(0);
      expect(difference(a, b, rho + 2e-7)).toBeLessThan(0);
    }
  });
});

describe('over-claims of the reference code (PEER-AUDIT A)', () => {
  // d, rho, the reference's radius, the exact one, the differential one; lambda = 1.
  const laplaceLinf: [number, number, number, number, number][] = [
    [1, 0.501, 0.0025066, 0.002002, 0.002002],
    [1, 0.6, 0.2533471, 0.2231436, 0.2231436],
    [1, 0.7, 0.5244005, 0.5108256, 0.5108256],
    [3, 0.501, 0.0014472, 0.0013342, 0.0013342],
    [3, 0.55, 0.0725506, 0.0690474, 0.0689929],
    [3, 0.6, 0.14627, 0.1435886, 0.1431008],
    [5, 0.55, 0.0561975, 0.0548625, 0.0548082],
    [7, 0.55, 0.0474955, 0.0468426, 0.0467922],
    [15, 0.501, 0.0006472, 0.0006367, 0.0006367],
    [17, 0.55, 0.0304774, 0.0304479, 0.0304116],
    [783, 0.501, 0.0000896, 0.0000896, 0.0000896],
  ];
  it.each(laplaceLinf)('A1: Laplace against linf, d = %d, rho = %d', (dim, rho, theirs, exact, differential) => {
    const ours = radius('laplace', 'linf', dim, rho);
    expect(ours.radius).toBeLessThan(exact + 5e-8);
    expect(ours.radius).toBeLessThan(theirs + 1e-7);
    expect(ours.radius).toBeGreaterThan(differential - 5e-8);
    const rate = certifiedRadius(parseNoise('laplace', dim, { lambda: 1 }), parseAdversary('linf', dim), rho, {
      method: 'differential',
    });
    expect(Math.abs(rate.radius - differential)).toBeLessThan(5.1e-8);
  });

  it('A1: where the reference under-claims, the differential radius is better', () => {
    expect(radius('laplace', 'linf', 2, 0.99).radius).toBeGreaterThan(2.1094);
    expect(radius('laplace', 'linf', 2, 0.99).radius).toBeLessThan(2.13067);
    expect(radius('laplace', 'linf', 16, 0.99).radius).toBeLessThan(0.640505);
    for (const [rho, exact] of [
      [0.9, 0.0232108],
      [0.99, 0.042267],
      [0.999, 0.056276],
    ] as const) {
      const ours = radius('laplace', 'linf', 3072, rho).radius;
      expect(ours).toBeLessThan(exact + 5e-8);
      expect(ours).toBeGreaterThan(0.99 * exact);
    }
  });

  // Exact values of the audit; its sampling error is about 1e-3 of the radius.
  const expLinfHalf: [number, number, number][] = [
    [2, 0.6, 1.4036],
    [2, 0.75, 4.6809],
    [2, 0.9, 12.214],
    [2, 0.99, 38.05],
    [16, 0.9, 100.73],
    [16, 0.99, 251.3],
    [16, 0.999, 412.3],
    [784, 0.9, 5041.4],
    [784, 0.99, 12250],
    [784, 0.999, 19475],
  ];
  it.each(expLinfHalf)('A2: Exp-linf, k = 1/2, against linf, d = %d, rho = %d', (dim, rho, exact) => {
    const ours = radius('exp:linf,k=0.5', 'linf', dim, rho);
    expect(ours.radius).toBeLessThan(exact * 1.003);
    expect(ours.radius).toBeGreaterThan(exact * (ours.exact ? 0.997 : 0.15));
  });

  it('A4: the tail is not rounded to float32 on its way', () => {
    for (const tail of [2e-8, 1e-9]) {
      expect(radius('gaussian', 'l2', 3072, 1 - tail).radius).toBeLessThan(6.1);
      expect(radius('laplace', 'l1', 3072, 1 - tail).radius).toBeLessThan(21);
    }
    // rs4a gives the same float32 radius at both.
    const [a, b] = [1e-5, 1e-6].map((tail) => radius('uniform:linf', 'linf', 3072, 1 - tail).radius);
    expect(b! / a!).toBeGreaterThan(1.00001);
  });

  it('B: radii exist where the reference crashes or returns NaN', () => {
    for (const [spec, adversary, dim] of [
      ['exp:linf,k=10,j=100', 'l1', 3072],
      ['exp:linf,k=10,j=100', 'l2', 3072],
      ['exp:linf,k=10,j=100', 'linf', 3072],
      ['iid-pareto,a=1.5', 'l1', 10],
      ['power:linf,a=5', 'l1', 3],
      ['power:l2,k=2,a=2.5', 'l2', 3],
    ] as const) {
      expect(radius(spec, adversary, dim, 0.9).radius, `${spec} ${adversary}`).toBeGreaterThan(0);
    }
  });
});

describe('traps (FIELD-NOTES 1.10)', () => {
  it('rounds down: no radius exceeds its closed form', () => {
    for (let i = 1; i < 200; i++) {
      const rho = 0.5 + i / 400;
      expect(radius('uniform:linf', 'l1', 7, rho).radius).toBeLessThan(2 * (rho - 0.5));
      expect(radius('laplace', 'l1', 7, rho).radius).toBeLessThan(-Math.log(2 * (1 - rho)));
    }
  });

  it('abstains below 1/2, where the reference has negative and infinite radii', () => {
    for (const rho of [0, 0.3, 0.49, 0.5]) {
      for (const [spec, adversary] of [
        ['gaussian', 'l2'],
        ['uniform:linf', 'l1'],
        ['iid-pareto,a=3', 'l1'],
        ['exp:l1,k=2', 'l1'],
      ] as const) {
        const { radius: r, exact, upper } = radius(spec, adversary, 5, rho);
        expect([r, exact, upper]).toEqual([0, true, 0]);
      }
    }
  });
});
