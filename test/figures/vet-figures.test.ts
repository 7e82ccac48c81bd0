import { Resvg } from '@resvg/resvg-js';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { contourLoops } from '../../src/figures/vet/contour.ts';
import { lineChartSvg } from '../../src/figures/charts/line-chart.ts';
import { vetFigures } from '../../src/figures/vet/figures.ts';
import { vetPage } from '../../src/figures/vet/page.ts';
import { directed, interval, plainFormulas, shortNumber } from '../../src/figures/vet/words.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import { invalidReport } from '../../src/vet/invalid-report.ts';
import { vet } from '../../src/vet/vet.ts';
import type { VetReport } from '../../src/vet/report.ts';

const fromFile = (noise: unknown, dim: number): Noise => parseNoiseFile({ dim, noise });
const growth = [0, 0.1, 0.3, 0.5, 1].map((p) => ({ p, r: 0.4 }));
function vetted(noise: Noise, adversary: string, options: object = {}): VetReport {
  const report = vet(noise, parseAdversary(adversary, noise.dim), { samples: 5000, adviceAt: null, ...options });
  if (!('curve' in report)) throw new Error('a noise was expected');
  return report;
}
const drawn = (noise: Noise, adversary: string, options: object = {}): Map<string, string> =>
  new Map(
    vetFigures(vetted(noise, adversary, options), { noise, adversary: parseAdversary(adversary, noise.dim) }).map(
      ({ name, svg }) => [name, svg],
    ),
  );

/** Parses, fetches nothing, has no rounding noise, and renders. */
function checkSvg(svg: string): void {
  const { document } = parseHTML(svg);
  expect(document.querySelector('svg > title')?.textContent).not.toBe('');
  expect(svg).not.toMatch(/(href|src)=|https?:\/\/(?!www\.w3\.org)|NaN|Infinity|undefined/);
  expect(svg).not.toMatch(/="[^"]*\d\.\d{5,}/);
  expect(new Resvg(svg).render().width).toBeGreaterThan(300);
}

describe('figures of a vet report', () => {
  it('in the plane: efficiency, level sets with the crystal, radius curves, growth', () => {
    const noise = fromFile({ product: '(1+x^2/5)^-3' }, 2);
    const figures = drawn(noise, 'l1', { growth });
    expect([...figures.keys()]).toEqual(['efficiency', 'level-sets', 'radius', 'growth']);
    for (const svg of figures.values()) checkSvg(svg);
    expect(figures.get('level-sets')).toContain('holds 50 % of the noise');
    expect(figures.get('radius')).toContain('>this noise</text>');
    expect([...drawn(noise, 'l1', { growth }).values()]).toEqual([...figures.values()]);
  });

  it('in space: a solid beside the crystal', () => {
    const quartic = fromFile({ levelSet: { body: { lp: 4, dim: 3 }, radial: 'exp(-r^3)' } }, 3);
    const solid = drawn(quartic, 'linf', { compare: false }).get('level-sets')!;
    checkSvg(solid);
    expect(solid).toContain('the level sets of this noise');
    const mesh = drawn(fromFile({ product: 'exp(-abs(x))' }, 3), 'l1', { compare: false }).get('level-sets')!;
    checkSvg(mesh);
    expect(mesh).toContain('a level set of this noise');
  });

  it('in high dimension without level sets, and without a curve where there is none', () => {
    expect([...drawn(parseNoise('laplace', 3072, { sigma: 1 }), 'l1').keys()]).toEqual(['efficiency', 'radius']);
  });

  it('draw the optimal shape where the noise has it: the contour is the crystal', () => {
    const svg = drawn(parseNoise('uniform:linf', 2, { sigma: 1 }), 'l1', { compare: false }).get('level-sets')!;
    expect(svg).toContain('the support');
    const paths = [...svg.matchAll(/d="(M[^"]*Z)"/g)].map((match) => match[1]!);
    const corner = (path: string): number =>
      Math.max(...[...path.matchAll(/-?[\d.]+,-?[\d.]+/g)].map(([pair]) => Number(pair.split(',')[0]) - 232));
    expect(corner(paths[0]!)).toBeCloseTo(corner(paths.at(-1)!), 0);
  });
});

describe('the page', () => {
  const noise = fromFile({ product: '(1+x^2/5)^-3' }, 2);
  const report = vetted(noise, 'l1', { name: 'Student <t>', growth, adviceAt: 0.9 });
  const figures = vetFigures(report, { noise, adversary: parseAdversary('l1', 2) });
  const page = vetPage(report, { figures, command: 'wulff vet student.json --adversary l1' });

  it('is self-contained, deterministic, and says verdict, numbers, checks, advice and the caveat', () => {
    expect(page).toBe(vetPage(report, { figures, command: 'wulff vet student.json --adversary l1' }));
    expect(page).not.toMatch(/<script|(href|src)="(?!#)|https?:\/\/(?!www\.w3\.org)|NaN|undefined/);
    const { document } = parseHTML(page);
    expect(document.querySelector('h1')?.textContent).toBe('Student <t> against ℓ1');
    expect(document.querySelector('.verdict')?.textContent).toContain('Suboptimal');
    expect(document.querySelectorAll('figure')).toHaveLength(4);
    for (const id of ['figures', 'radii', 'numbers', 'checks', 'caveat']) expect(document.getElementById(id)).not.toBeNull();
    expect(document.getElementById('caveat')?.textContent).toContain('W7');
    expect(page).toContain('The library’s best noise at this σ and ρ = 0.9');
    // No column without a number, and every mark is explained.
    for (const table of document.querySelectorAll('#radii table')) {
      const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
      rows[0]!.forEach((_, j) => expect(rows.some((row) => /[^–\s]/.test(row[j]!))).toBe(true));
    }
    expect(document.getElementById('radii')?.textContent).toContain('certifies more than this noise at that ρ');
    expect(document.getElementById('checks')?.textContent).toMatch(/✓ proved: .*\./);
  }); // prettier-ignore

  it('says the same gain in the lead and in the reasons: what is certain, from the upper end of the efficiency', () => {
    const { document } = parseHTML(page);
    const gain = (text: string): number => Number(/at least ([\d.]+) % steeper/.exec(text)?.[1]);
    const lead = gain(document.querySelector('.lead')!.textContent);
    expect(lead).toBe(gain(report.reasons.join(' ')));
    expect(lead).toBeLessThanOrEqual(100 * (1 / report.wulff.efficiency.upper - 1));
    const wide = enclosed(0.75, 0.7, 0.8, 'monte-carlo', 0.999);
    const sampled = vetPage({ ...report, wulff: { ...report.wulff, efficiency: wide } });
    expect(gain(parseHTML(sampled).document.querySelector('.lead')!.textContent)).toBe(25);
    expect(document.querySelector('ul')!.textContent).not.toMatch(/Phi|linf|rho/);
  });

  it('names the crossings of the curves drawn alone, from left to right', () => {
    const { svg, note } = figures.find(({ name }) => name === 'radius')!;
    const places = [...note.matchAll(/approx ([\d.]+)/g)].map(([, rho]) => Number(rho));
    expect(places.length).toBeGreaterThan(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const drawn = [...parseHTML(svg).document.querySelectorAll('text')].map(({ textContent }) => textContent.replaceAll('\u200b', '')); // prettier-ignore
    const named = [...note.matchAll(/(?:overtakes |\$ )(?!this noise)([A-Z].*?)(?= overtakes|;|\. )/g)].map(([, name]) => name!.replace(/\$\\ell_\{(\\infty|\d)\}\$/, (_, p: string) => `ℓ${p === '\\infty' ? '∞' : p}`)); // prettier-ignore
    expect(named).toHaveLength(places.length);
    for (const name of named) expect(drawn.join(' ')).toContain(name);
  });

  it('prints certified radii rounded down', () => {
    const { document } = parseHTML(page);
    const rows = [...document.querySelectorAll('#radii table')[0]!.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(report.curve.length);
    rows.forEach((row, i) => {
      const shown = Number(row.querySelectorAll('td')[1]!.textContent);
      expect(shown).toBeLessThanOrEqual(report.curve[i]!.radius.lower);
      expect(shown).toBeGreaterThan(0.999 * report.curve[i]!.radius.lower);
    });
  });

  it('of an invalid noise shows the witness', () => {
    let invalid: string | null = null;
    try {
      fromFile({ density: 'exp(-(x1-0.1)^2)' }, 1);
    } catch (error) {
      if (error instanceof InvalidNoise) invalid = vetPage(invalidReport(error, 'uneven', 'l1', 1));
    }
    expect(invalid).toContain('Not a smoothing noise');
    expect(invalid).toContain('it is even');
    expect(invalid).toMatch(/class="replay">x = \(/);
  });
});

describe('the pieces', () => {
  it('numbers are rounded to the safe side and words are plain', () => {
    expect(directed(1.23456, 'down', 4)).toBe('1.234');
    expect(directed(1.23456, 'up', 4)).toBe('1.235');
    expect(directed(-1.23456, 'down', 4)).toBe('−1.235');
    expect(directed(0.00012, 'down', 4)).toBe('0.00012');
    expect(shortNumber(Infinity)).toBe('∞');
    expect(interval(enclosed(0.5, 0.41, 0.62, 'monte-carlo', 0.99), 3)).toBe('0.41 … 0.62');
    expect(interval(enclosed(0.5, 0.5, 0.5, 'exact'))).toBe('0.5');
    expect(interval(enclosed(NaN, 0, Infinity, 'interval'))).toBe('unknown');
    const read = (text: string): number => Number(text.replaceAll('−', '-'));
    for (const x of [0.1, 1 / 3, 2.675, 1e-7 / 3, 123456.7]) {
      expect(read(directed(x, 'down', 5))).toBeLessThanOrEqual(x);
      expect(read(directed(x, 'up', 5))).toBeGreaterThanOrEqual(x);
    }
  });

  it('sentences made for the terminal get their symbols, specs of noises keep their letters', () => {
    expect(plainFormulas('Phi* of linf at rho -> 1/2, uniform:linf & lp:4')).toBe(
      'Φ* of ℓ<sub>∞</sub> at ρ → 1/2, uniform:linf &amp; ℓ<sub>4</sub>',
    );
  });

  it('ticks are round and inside, curves are monotone where their points are', () => {
    const points = [[0, 0], [1, 0.1], [2, 5], [3, 5], [4, 9]].map(([x, y]) => ({ x: x!, y: y! })); // prettier-ignore
    const svg = lineChartSvg({
      title: 't',
      subtitle: 's',
      x: { from: 0, to: 4.3, label: 'x' },
      y: { from: 0, to: 9.2, label: 'y' },
      curve: 'monotone-x',
      names: 'ends',
      series: [{ label: 'curve', points }],
      description: 'd',
    });
    const { document } = parseHTML(svg);
    const ticks = [...document.querySelectorAll('[data-mark="x-axis tick label"] text')].map(
      (tick) => tick.textContent,
    );
    expect(ticks).toEqual(['0', '1', '2', '3', '4']);
    const path = document.querySelector('[data-mark="line"] path')!.getAttribute('d')!;
    // Pixels count downwards; 0.011 is twice the rounding of a coordinate.
    const ordinates = [...path.matchAll(/-?[\d.]+/g)].filter((_, n) => n % 2 === 1).map(([y]) => -Number(y));
    expect(ordinates.length).toBeGreaterThan(points.length);
    ordinates.slice(1).forEach((y, i) => expect(y).toBeGreaterThanOrEqual(ordinates[i]! - 0.011));
  });

  it('numbers at the axes get room: none under another, none under the name of the axis', () => {
    const drawn = (to: number, width: number) =>
      parseHTML(
        lineChartSvg({
          title: 't',
          subtitle: 'words that are more than one line of a narrow picture holds, so that they go on in a second one',
          x: { from: 0, to, label: 'x' },
          y: { from: 0, to, label: 'y' },
          curve: 'linear',
          names: 'ends',
          series: [{ label: 'Exponential (ℓ_∞, k = 2)', points: [{ x: 0, y: 0 }, { x: to, y: to }] }], // prettier-ignore
          width,
          description: 'd',
        }),
      ).document;
    const texts = (document: Document, axis: string) =>
      [...document.querySelectorAll(`[data-mark="${axis}-axis tick label"] text`)].map((tick) => {
        const [, x] = /translate\(([-\d.]+)/.exec(tick.getAttribute('transform')!)!;
        return { x: Number(x), width: 5.5 * tick.textContent.length };
      });
    for (const to of [4.3, 6e-5, 3e-7]) {
      for (const width of [620, 300]) {
        const document = drawn(to, width);
        const level = texts(document, 'x');
        expect(level.length).toBeGreaterThan(0);
        level.slice(1).forEach(({ x, width: own }, i) => {
          expect(x - own / 2).toBeGreaterThan(level[i]!.x + level[i]!.width / 2 + 4);
        });
        // The name of the axis is drawn around x = 18, 12 pixels high; numbers end 9 pixels before the frame.
        for (const { x, width: own } of texts(document, 'y')) expect(x - 9 - own).toBeGreaterThan(24);
      }
    }
    const narrow = [...drawn(4.3, 300).querySelectorAll('text')].map(({ textContent }) =>
      textContent.replaceAll('\u200b', ''),
    );
    expect(narrow).toContain('(ℓ∞, k = 2)');
    expect(
      [...drawn(4.3, 620).querySelectorAll('text')].map(({ textContent }) => textContent.replaceAll('\u200b', '')),
    ).toContain('Exponential (ℓ∞, k = 2)');
  });

  it('contours find both parts of a set that is not connected', () => {
    const twoDiscs = (x: number, y: number): number => 1 - Math.min((x - 2) ** 2 + y * y, (x + 2) ** 2 + y * y);
    const loops = contourLoops(twoDiscs, 0, 4);
    expect(loops).toHaveLength(2);
    for (const loop of loops) {
      const twice = loop.reduce((sum, [x, y], i) => {
        const [u, v] = loop[(i + 1) % loop.length]!;
        return sum + x * v - u * y;
      }, 0);
      expect(Math.abs(twice) / 2).toBeCloseTo(Math.PI, 1);
    }
  });
});
