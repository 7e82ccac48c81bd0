import { describe, expect, it } from 'vitest';
import { parseHTML } from 'linkedom';
import type { ClaimResult } from '../../src/checker/claim-result.ts';
import type { VerifyResult } from '../../src/checker/runner.ts';
import { axiom } from '../../src/checker/axioms.ts';
import { verifyReportHtml } from '../../src/figures/report/verify-report.ts';

const good: ClaimResult = {
  id: 'row-laplace-l1',
  title: 'Laplace noise against l1',
  statement: 'The radius is $R(\\rho) = \\log\\frac{1}{2(1-\\rho)}$, and `<script>` is text.',
  hypotheses: ['$\\rho \\ge 1/2$', 'noise & adversary in $\\mathbb R^d$'],
  source: 'derived here (MATH.md R1)',
  axioms: ['neyman-pearson'],
  restsOn: [{ id: 'R1', level: 'instances' }],
  inWords: ['that $a < b$'],
  status: 'holds',
  level: 'symbolic',
  parts: [
    {
      id: 'identity',
      statement: "$R'(\\rho) = 1/\\Phi(1-\\rho)$",
      about: 'theorem',
      implements: [],
      level: 'symbolic',
    },
  ],
  evidence: [
    {
      part: 'identity',
      kind: 'symbolic',
      level: 'symbolic',
      status: 'holds',
      detail: 'reduced to zero',
      words: 'reduced to zero',
      checked: { text: 'x + x = 2 * x for x > 0', tex: 'x + x = 2 \\cdot x\\quad\\text{for } x > 0' },
      alternative: null,
      runs: 3,
      ms: 12,
      falseAlarm: 0,
      counterexample: null,
    },
  ],
  formal: [],
  mutants: [
    {
      id: 'sqrt2',
      statement: '$\\sqrt 2$ too much',
      checked: null,
      refuted: true,
      witness: 'rho = 3/4: 0.98 > 0.69',
      survived: null,
    },
  ],
  ms: 15,
  replay: null,
};

const bad: ClaimResult = {
  ...good,
  id: 'W3',
  title: 'Minimal projection',
  status: 'refuted',
  level: null,
  evidence: [{ ...good.evidence[0]!, status: 'refuted', kind: 'statistical', level: 'statistical', falseAlarm: 3e-9, counterexample: 'S = <square>' }], // prettier-ignore
  mutants: [
    {
      id: 'volume',
      statement: 'without equal volume',
      checked: null,
      refuted: false,
      witness: null,
      survived: 'holds: 500 cases',
    },
  ],
  replay: 'wulff verify --claim W3 --seed 1 --level quick',
};

function result(claims: readonly ClaimResult[]): VerifyResult {
  const count = (status: ClaimResult['status']): number => claims.filter((claim) => claim.status === status).length;
  const mutants = claims.flatMap((claim) => claim.mutants);
  const trusted = [{ file: 'src/checker/kernel/judge.ts', lines: 61, role: 'every level' }];
  return {
    levels: [],
    trusted,
    level: 'quick',
    seed: 1,
    ms: 61_000,
    summary: {
      claims: claims.length,
      hold: count('holds'),
      refuted: count('refuted'),
      inconclusive: count('inconclusive'),
      mutants: mutants.length,
      killed: mutants.filter(({ refuted }) => refuted).length,
      formal: { system: null, statements: 0, hold: 0, inconclusive: 0, claims: 0, entire: 0, assumptions: [] },
      falseAlarm: 3e-9,
    },
    axioms: [
      { ...axiom('neyman-pearson'), standing: 'cited', theorems: ['growth/Measure: neyman_pearson'], assumptions: [] },
    ],
    claims,
  };
}

const page = (claims: readonly ClaimResult[]): string =>
  verifyReportHtml({
    result: result(claims),
    curves: [{ svg: '<svg class="wf"></svg>', note: 'steep at $\\rho = 1/2$' }],
    crystals: [{ plane: '<svg></svg>', space: '<svg></svg>' }],
    libraries: [{ name: 'gmp-wasm', version: '1.3.2', role: 'directed rounding' }],
    kernel: 'The files of `src/checker/kernel`.',
    environment: 'wulff 0.0.0',
  });

describe('the report of wulff verify', () => {
  it('is one page that asks nothing of anyone', () => {
    const html = page([good, bad]);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed)\b/);
    expect(html).not.toMatch(/(?:href|src)="(?!#)|url\((?!#)|@import|https?:\/\//);
    expect(html).toContain("default-src 'none'");
    expect(html).toBe(page([good, bad]));
  });

  it('shows every claim with statement, hypotheses, source, axioms, evidence and mutants', () => {
    const { document } = parseHTML(page([good, bad]));
    for (const claim of [good, bad]) {
      const article = document.getElementById(claim.id)!;
      expect(article.querySelectorAll('math').length).toBeGreaterThan(3);
      const text = article.textContent ?? '';
      for (const piece of [claim.source, 'neyman-pearson', 'reduced to zero', 'identity', claim.mutants[0]!.id]) {
        expect(text).toContain(piece);
      }
    }
    expect(document.getElementById('row-laplace-l1')!.textContent).toContain('rho = 3/4: 0.98 > 0.69');
    expect(document.querySelector('#axiom-neyman-pearson')?.closest('tr')?.textContent).toMatch(
      /Cited in this run.*growth\/Measure: neyman_pearson/,
    );
    // Every link inside the page leads somewhere.
    for (const link of document.querySelectorAll('a[href]')) {
      expect(document.getElementById(link.getAttribute('href')!.slice(1))).not.toBeNull();
    }
  });

  it('opens what is wrong, with its counterexample and the command that replays it', () => {
    const { document } = parseHTML(page([good, bad]));
    expect(document.querySelectorAll('#row-laplace-l1 details[open]')).toHaveLength(0);
    expect(document.querySelectorAll('#W3 details[open]')).toHaveLength(2);
    const text = document.getElementById('W3')!.textContent ?? '';
    expect(text).toContain('S = <square>');
    expect(text).toContain('wulff verify --claim W3 --seed 1 --level quick');
    expect(text).toContain('not refuted');
    expect(document.querySelector('.verdict')?.textContent).toMatch(/1 claim refuted, 1 mutant not refuted/);
  });

  it('says so when all is well', () => {
    const { document } = parseHTML(page([good]));
    expect(document.querySelector('.verdict.holds')?.textContent).toMatch(/Every claim holds; every mutant is refuted/);
    expect(document.querySelector('.lead')?.innerHTML).toContain('3.0 × 10<sup>−9</sup>');
    expect(document.querySelector('#index')?.textContent).toContain('The table of radii');
  });

  it('escapes what is not its own', () => {
    const html = page([{ ...good, title: '<b>&', id: 'a"b', source: '</article>' }]);
    expect(html).toContain('&lt;b&gt;&amp;');
    expect(html).not.toContain('id="a"b"');
    expect(html).toContain('&lt;/article&gt;');
  });
});
