import { describe, expect, it } from 'vitest';
import { Resvg } from '@resvg/resvg-js';
import { parseHTML } from 'linkedom';
import { countsOf, crystalSvg } from '../../src/figures/crystal/crystal-figure.ts';
import { curveCrossings, radiusCurvesSvg, type LabelledCurve } from '../../src/figures/charts/radius-curves.ts';
import { shaded } from '../../src/figures/crystal/solid-drawing.ts';
import { SERIES_COLOURS } from '../../src/figures/charts/svg.ts';
import { rhoHistogramSvg } from '../../src/figures/charts/rho-histogram.ts';
import { typeset } from '../../src/figures/charts/typeset.ts';
import { rhoHistogram } from '../../src/certify/statistics/rho-histogram.ts';
import { noiseLabel } from '../../src/noise/label.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { bodyOf, crossPolytope, cube, rhombicDodecahedron, roundBall } from './solids.ts';

const rhos = Array.from({ length: 491 }, (_, i) => 0.5 + i / 1000);
const curve = (label: string, radius: (rho: number) => number): LabelledCurve => ({
  label,
  points: rhos.map((rho) => ({ rho, radius: radius(rho) })),
});
/** Against l1 at sigma = 1 (FIELD-NOTES 1.9). */
const curves = [
  curve('Gaussian', (rho) => normalQuantile(rho)),
  curve('Laplace', (rho) => -Math.log(2 * (1 - rho)) / Math.SQRT2),
  curve('Uniform', (rho) => 2 * Math.sqrt(3) * (rho - 0.5)),
];

describe('radius curves', () => {
  it('cross where the published values say', () => {
    const crossings = curveCrossings(curves);
    expect(crossings.map(({ before, after }) => `${after} over ${before}`)).toEqual([
      'Gaussian over Uniform',
      'Laplace over Uniform',
      'Laplace over Gaussian',
    ]);
    [0.9333391, 0.9428964, 0.9535591].forEach((rho, i) => expect(crossings[i]!.rho).toBeCloseTo(rho, 4));
  });

  it('do not cross where they only touch, or where one ends', () => {
    const same = [curve('a', (rho) => rho - 0.5), curve('b', (rho) => rho - 0.5)];
    expect(curveCrossings(same)).toEqual([]);
    const ending = [curve('a', (rho) => rho - 0.5), curve('b', (rho) => (rho > 0.8 ? Infinity : 2 * (rho - 0.5)))];
    expect(curveCrossings(ending)).toEqual([]);
  });

  it('are drawn as one self-contained, well-formed, deterministic picture with a label for each curve', () => {
    const figure = { title: 'Radius against ℓ_1', subtitle: 'σ = 1 & d < 10', curves };
    const svg = radiusCurvesSvg(figure);
    expect(svg).toBe(radiusCurvesSvg(figure));
    checkSvg(svg);
    for (const { label } of curves) expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain('Laplace overtakes Gaussian');
    expect(svg).toContain('σ = 1 &amp; d &lt; 10');
  });

  it('keep the digits of small radii on the axis', () => {
    const svg = radiusCurvesSvg({ title: 't', subtitle: 's', curves: [curve('tiny', (rho) => (rho - 0.5) / 1000)] });
    expect(svg).toContain('>0.0004</text>');
  });

  it('can be drawn for one flat curve', () => {
    checkSvg(radiusCurvesSvg({ title: 't', subtitle: 's', curves: [curve('nothing', () => 0)] }));
  });
});

describe('crystals', () => {
  const solid = (corners: readonly (readonly number[])[], name = 'body'): ReturnType<typeof bodyOf> =>
    bodyOf(name, corners);
  const figure = { title: 'Crystal of ℓ_∞', caption: ['first line', 'second <line>'], markVertices: true };

  it('are drawn in space: front faces filled, hidden edges dashed', () => {
    const svg = crystalSvg({ ...figure, adversary: solid(cube), crystal: solid(rhombicDodecahedron) });
    checkSvg(svg);
    // A generic view shows half of the faces of a centrally symmetric solid: 3 of the cube's, 6 of the crystal's.
    expect(svg.match(/stroke-width="0.6" stroke-linejoin="round"\/>/g)).toHaveLength(3 + 6);
    expect(svg).toContain('stroke-dasharray="4 3.5"');
    expect(svg).toContain('second &lt;line&gt;');
  });

  it('are drawn smooth where there are no corners, and in the plane', () => {
    checkSvg(crystalSvg({ ...figure, adversary: roundBall(3), crystal: roundBall(3) }));
    checkSvg(crystalSvg({ ...figure, adversary: roundBall(2), crystal: roundBall(2) }));
    const square = [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b]));
    const rhombus = [[1, 0], [0, 1], [-1, 0], [0, -1]]; // prettier-ignore
    const svg = crystalSvg({ ...figure, adversary: solid(square), crystal: solid(rhombus) });
    checkSvg(svg);
    expect(svg.match(/<circle/g)).toHaveLength(8);
  });

  it('are counted, and refused in dimension 4', () => {
    expect(countsOf(solid(rhombicDodecahedron))).toBe('14 vertices, 24 edges, 12 faces');
    expect(countsOf(solid(crossPolytope))).toBe('6 vertices, 12 edges, 8 faces');
    expect(countsOf(roundBall(3))).toBeUndefined();
    expect(() => crystalSvg({ ...figure, adversary: roundBall(4), crystal: roundBall(4) })).toThrow(
      /2 or 3 dimensions/,
    );
  });
});

it('the number of a tick stands where no outline runs through it', () => {
  const thin = [
    [3, 0.1],
    [0.2, 1],
    [-3, -0.1],
    [-0.2, -1],
  ];
  const body = bodyOf('thin', thin);
  const svg = crystalSvg({ title: 't', caption: [], adversary: body, crystal: body });
  const numbers = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="11"[^>]*>([^<]+)</g)];
  expect(numbers.map(([, , , text]) => text!.replace('−', ''))).toEqual(['2', '2']);
  const path = /<path d="(M[^"]+Z)"/.exec(svg)![1]!;
  const corners = [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  for (const [, x, y] of numbers.map((each) => each.map(Number))) {
    corners.forEach(([a, b], i) => {
      const [c, d] = corners[(i + 1) % corners.length]!;
      for (let t = 0; t <= 1; t += 0.001) {
        const [px, py] = [a + t * (c - a), b + t * (d - b)];
        expect(px > x! && px < x! + 6 && py < y! && py > y! - 8).toBe(false);
      }
    });
  }
});

describe('histograms of rho', () => {
  it('have a bar for each share, as long as it, and leave out empty ends', () => {
    const bins = rhoHistogram([
      ...Array.from({ length: 3 }, () => ({ rho: 0.75, radius: 1 })),
      { rho: 0.95, radius: 5 },
    ]);
    const svg = rhoHistogramSvg(bins, { title: 'Sure', subtitle: 'of what', counted: 'images' });
    checkSvg(svg);
    for (const text of ['3 (75 %)', '0 (0 %)', '1 (25 %)', '37.5 %', '62.5 %'])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toContain('0.5 to 0.6');
    const bars = [...svg.matchAll(/<rect x="104" [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(bars).toHaveLength(6);
    expect(bars[5]! / bars[0]!).toBeCloseTo(62.5 / 75, 3);
  });
});

it('noises have names for people', () => {
  const named = ['gaussian', 'uniform:linf', 'exp:l2,k=1,j=0', 'power:l2,k=2,a=1546', 'splitting,levels=255'];
  expect(named.map(noiseLabel)).toEqual(['Gaussian', 'Uniform (ℓ_∞)', 'Exponential (ℓ_2, k = 1)', 'Power law (ℓ_2, k = 2, a = 1546)', 'Splitting (levels = 255)']); // prettier-ignore
  for (const spec of ['product:exp(-abs(x))', 'gaussian wave', 'mine.json']) expect(noiseLabel(spec)).toBe(spec);
});

describe('colours', () => {
  it('stand out from white and from near-black', () => {
    for (const colour of SERIES_COLOURS) {
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, '#15171a')).toBeGreaterThanOrEqual(3);
    }
  });

  it('darken and lighten', () => {
    expect(shaded('#808080', 0.5)).toBe('#808080');
    expect(luminance(shaded('#808080', 0.1))).toBeLessThan(luminance('#808080'));
    expect(luminance(shaded('#808080', 0.9))).toBeGreaterThan(luminance('#808080'));
  });
});

describe('statements', () => {
  it('become words and MathML, and bad TeX stays readable', () => {
    const html = typeset('If $p<1$ & `x<y`: $$\\mathcal G(p,v)$$ but $\\frac{$.');
    expect(html).toContain('<math>');
    expect(html).toContain('display="block"');
    expect(html).toContain(' &amp; <code>x&lt;y</code>');
    expect(html).toContain('<code>\\frac{</code>');
    expect(html).not.toContain('p<1');
  });
});

/** Parses, has a name for screen readers, fetches nothing, carries no rounding noise, and renders. */
function checkSvg(svg: string): void {
  const { document } = parseHTML(svg);
  expect(document.querySelector('svg > title')?.textContent).not.toBe('');
  expect(svg).not.toMatch(/(href|src)=|https?:\/\/(?!www\.w3\.org)|NaN|Infinity|undefined/);
  expect(svg).not.toMatch(/="[^"]*\d\.\d{5,}/);
  const image = new Resvg(svg).render();
  expect(image.width).toBeGreaterThan(300);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const channel = parseInt(colour.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}
