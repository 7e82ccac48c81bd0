/** Bad input: one clear sentence on stderr, nothing on stdout, exit code 2, no stack trace, no file left behind. */
import { describe, expect, it } from 'vitest';
import { existsSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from './recorded-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'wulff-bad-'));
let files = 0;

/** A file with this content; its path. */
function file(content: string): string {
  const path = join(folder, `input-${files++}.json`);
  writeFileSync(path, content);
  return path;
}
const body = (value: unknown): string => file(JSON.stringify(value));

const radius = (changes: Readonly<Record<string, string | null>>): string[] =>
  command('radius', { noise: 'gaussian', adversary: 'l2', dim: '3', sigma: '1', rho: '0.9' }, changes);
const growth = (changes: Readonly<Record<string, string | null>>): string[] =>
  command('growth', { noise: 'gaussian', adversary: 'l2', dim: '3', sigma: '1', p: '0.3', r: '0.5' }, changes);
const crystal = (changes: Readonly<Record<string, string | null>>): string[] =>
  command('crystal', { adversary: 'linf', dim: '3' }, changes);

/** A command line that works, with options replaced, added or (null) dropped. */
function command(
  name: string,
  options: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): string[] {
  return [
    name,
    ...Object.entries({ ...options, ...changes }).flatMap(([key, value]) =>
      value === null ? [] : [`--${key}`, value],
    ),
  ];
}

const square = [[1, 1], [-1, 1], [-1, -1], [1, -1]]; // prettier-ignore
const slabs = { A: [[1, 0], [-1, 0]], b: [1, 1] }; // prettier-ignore

/** 200 vertices in ten dimensions. */
const scattered = (() => {
  const point = (k: number): number[] => Array.from({ length: 10 }, (_, i) => Math.sin(1 + 7 * k + k * k * (i + 1)));
  const points = Array.from({ length: 100 }, (_, k) => point(k));
  return body({ vertices: [...points, ...points.map((x) => x.map((c) => -c))] });
})();

/** A description of 65 MiB that takes no room on the disk. */
const giant = (() => {
  const path = file('{');
  truncateSync(path, 65 * 2 ** 20);
  return path;
})();

const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['rho = 1.2', radius({ rho: '1.2' }), /--rho .*1\.2/],
  ['rho negative', radius({ rho: '-0.1' }), /--rho .*-0\.1/],
  ['rho NaN', radius({ rho: 'NaN' }), /--rho .*NaN/],
  ['rho empty', radius({ rho: '' }), /--rho/],
  [
    'a crystal whose volume would take hours',
    crystal({ adversary: scattered, dim: null }),
    /is out of reach: .* generators/,
  ],
  ['a giant body', crystal({ adversary: giant, dim: null }), /has more than 64 MiB, the most that is read of it/],
  ['a device without an end as noise', radius({ noise: '/dev/zero', dim: null }), /has more than 64 MiB/],
  [
    'a scale among the least doubles',
    radius({ noise: 'iid-pareto,a=1.5', sigma: null, lambda: '4e-324' }),
    /at least 1e-290/,
  ],
  ['dim 0', radius({ dim: '0' }), /--dim .*"0"/],
  ['dim not whole', radius({ dim: '2.5' }), /--dim .*"2\.5"/],
  ['dim NaN', radius({ dim: 'NaN' }), /--dim/],
  ['dim missing', radius({ dim: null }), /--dim/],
  ['dim huge', radius({ dim: '1e15' }), /dimension/i],
  ['unknown noise', radius({ noise: 'gausian' }), /Unknown noise "gausian".*Did you mean "gaussian"\?/],
  ['unknown norm of a noise', radius({ noise: 'uniform:l3' }), /Unknown norm "l3"/],
  ['unknown adversary', radius({ adversary: 'lin' }), /Unknown adversary "lin".*Did you mean "linf"\?/],
  ['adversary l0.5', radius({ adversary: 'lp:0.5' }), /convex/],
  ['k = 0', radius({ noise: 'exp:linf,k=0' }), /k/],
  ['k < 0', radius({ noise: 'exp:l2,k=-1' }), /k/],
  ['k NaN', radius({ noise: 'exp:l2,k=NaN' }), /k/],
  ['j >= d', radius({ noise: 'exp:l2,k=1,j=3' }), /j/],
  ['a <= d', radius({ noise: 'power:linf,a=3' }), /a/],
  ['a k <= d', radius({ noise: 'power:l2,k=2,a=1.5' }), /a/],
  ['unknown parameter', radius({ noise: 'exp:l2,q=1' }), /"q"/],
  ['both scales', radius({ lambda: '1' }), /--sigma or --lambda, not both/],
  ['no scale', radius({ sigma: null }), /--sigma .* or --lambda/],
  ['sigma 0', radius({ sigma: '0' }), /--sigma must be positive/],
  ['sigma NaN', radius({ sigma: 'NaN' }), /--sigma must be a finite number/],
  ['sigma beyond the doubles', radius({ sigma: '1e308' }), /scale sigma = 1e\+308 .* too large for double precision/],
  ['lambda infinite', radius({ sigma: null, lambda: 'Infinity' }), /--lambda must be a finite number/],
  ['sigma of infinite variance', radius({ noise: 'iid-pareto,a=1.5' }), /variance/],
  ['digits 0', radius({ digits: '0' }), /--digits/],
  ['asymmetric body', crystal({ adversary: body({ vertices: [[1, 0], [0, 1], [-1, 0]] }), dim: null }), /symmetric|mirror|opposite/i], // prettier-ignore
  ['asymmetric halfspaces', crystal({ adversary: body({ halfspaces: { A: [...slabs.A, [0, 1]], b: [1, 1, 1] } }), dim: null }), /symmetric|mirror|opposite/i], // prettier-ignore
  ['empty body', crystal({ adversary: body({ halfspaces: { A: [...slabs.A, [0, 1], [0, -1]], b: [1, 1, -1, -1] } }), dim: null }), /empty|positive|origin|interior/i], // prettier-ignore
  ['no vertices', crystal({ adversary: body({ vertices: [] }), dim: null }), /vert|point|row/i],
  ['unbounded body', crystal({ adversary: body({ halfspaces: slabs }), dim: null }), /unbounded|bounded/i],
  ['flat body', crystal({ adversary: body({ vertices: [[1, 1], [-1, -1]] }), dim: null }), /flat|full|span|dimension/i], // prettier-ignore
  ['flat zonotope', crystal({ adversary: body({ generators: [[1, 0], [2, 0]] }), dim: null }), /flat|full|span|dimension/i], // prettier-ignore
  ['NaN in a body', crystal({ adversary: file('{"vertices": [[NaN, 0], [0, 1]]}'), dim: null }), /not valid JSON/],
  [
    'null in a body',
    crystal({
      adversary: body({
        vertices: [
          [null, 0],
          [0, 1],
        ],
      }),
      dim: null,
    }),
    /number/i,
  ],
  [
    'infinite entry',
    crystal({ adversary: file('{"vertices": [[1e999, 0], [-1e999, 0], [0, 1], [0, -1]]}'), dim: null }),
    /finite|number/i,
  ],
  ['ragged rows', crystal({ adversary: body({ vertices: [[1, 0], [0, 1, 2]] }), dim: null }), /same|dimension|coordinates|length/i], // prettier-ignore
  ['singular ellipsoid', crystal({ adversary: body({ ellipsoid: [[1, 1], [1, 1]] }), dim: null }), /singular|invertible|positive|flat|full/i], // prettier-ignore
  ['unknown body', crystal({ adversary: body({ vertice: square }), dim: null }), /vertice/],
  ['malformed JSON', crystal({ adversary: file('{"vertices": [[1, 0],\n [0, 1]'), dim: null }), /not valid JSON/],
  ['JSON of another kind', crystal({ adversary: file('[1, 2]'), dim: null }), /body/i],
  ['missing file', crystal({ adversary: join(folder, 'absent.json'), dim: null }), /absent\.json: no such file/],
  ['dim against the file', crystal({ adversary: body({ vertices: square }), dim: '3' }), /--dim 3 contradicts/],
  ['picture in four dimensions', crystal({ dim: '4', svg: join(folder, 'out.svg') }), /2 or 3 dimensions/],
  ['solid in two dimensions', crystal({ dim: '2', obj: join(folder, 'out.obj') }), /3 dimensions/],
  ['no place to write', crystal({ svg: join(folder, 'none', 'out.svg') }), /Cannot write .*no such file or directory/],
  ['p out of range', growth({ p: '1.5' }), /--p .*1\.5/],
  ['negative r', growth({ r: '-1' }), /--r/],
  ['neither adversary nor shift', growth({ adversary: null, r: null }), /--adversary .*--shift/],
  ['both adversary and shift', growth({ shift: '1,0,0' }), /--adversary .*--shift/],
  ['shift of the wrong length', growth({ adversary: null, r: null, shift: '1,0' }), /--shift .*2.*3|3.*2/],
  ['shift NaN', growth({ adversary: null, r: null, shift: '1,NaN,0' }), /--shift must be a finite number/],
  ['unknown method', growth({ method: 'guess' }), /--method/],
  ['no samples', growth({ method: 'monte-carlo', samples: '0' }), /--samples/],
  [
    'noise file: dim against it',
    radius({ noise: body({ dim: 2, noise: { product: 'exp(-x^2)' } }) }),
    /dimension 3 contradicts/,
  ],
  [
    'noise file: no formula for its radii',
    radius({ dim: '2', noise: body({ dim: 2, noise: { density: 'exp(-x1^2-x2^2)*(2+sign(1-abs(x1*x2)))' } }) }),
    /No radius formula|vet/,
  ],
  [
    'noise file: unknown form',
    radius({ noise: body({ dim: 3, noise: { produkt: 'exp(-x^2)' } }) }),
    /noise must have one of|produkt/,
  ],
  ['noise file: bad formula', growth({ noise: body({ dim: 3, noise: { product: 'exp(-x^2' } }) }), /product/],
  [
    'noise file: missing module',
    growth({ noise: body({ dim: 3, noise: { module: './absent.mjs' } }) }),
    /absent\.mjs: no such file/,
  ],
  ['noise file: missing', radius({ noise: join(folder, 'absent.json') }), /no such file/],
  ['unknown command', ['radus'], /Unknown command 'radus'.*Did you mean radius\?/],
  ['unknown option', radius({ sigm: '1' }), /Unknown option '--sigm'.*Did you mean --sigma\?/],
  ['option without value', ['radius', '--noise'], /--noise/],
  ['missing option', ['radius', '--noise', 'gaussian'], /Required option '--adversary/],
  ['too many words', radius({}).concat('extra'), /too many arguments/i],
  ['verify: unknown claim', ['verify', '--claim', 'no-such-claim'], /No claim is called "no-such-claim"/],
  ['verify: unknown level', ['verify', '--level', 'medium'], /--level is quick or full/],
  ['verify: seed', ['verify', '--seed', '-1'], /--seed/],
];

describe('bad input', () => {
  it.each(cases)('%s: one sentence and exit code 2', async (_, argv, sentence) => {
    const { io, stdout, stderr } = recordedIo();
    const code = await run(argv, io);
    expect(stderr()).toMatch(sentence);
    expect(code).toBe(2);
    expect(stdout()).toBe('');
    expect(stderr()).toMatch(/^wulff: [^\n]+\n$/);
    expect(stderr()).not.toMatch(/\bat .*:\d+:\d+|Error:|undefined|\[object/);
    expect(existsSync(join(folder, 'out.svg'))).toBe(false);
  });
});
