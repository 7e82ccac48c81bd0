/** `wulff accuracy` on logs of three kinds, in every format it prints. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accuracyReport } from '../../src/certify/results/accuracy.ts';
import { formatResultLog } from '../../src/certify/results/result-log.ts';
import { theoryLines } from '../../src/cli/certify/demo.ts';
import { run } from '../../src/cli/program.ts';
import { percentDown, percentUp } from '../../src/certify/results/accuracy-formats.ts';
import { bytesOf, npyBytes, temporaryFolder, write } from '../certify/data/data-files.ts';
import { recordedIo } from './recorded-io.ts';

const folder = temporaryFolder();

async function accuracy(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, stdout, stderr } = recordedIo();
  const code = await run(['accuracy', ...argv], io);
  return { code, out: stdout(), err: stderr() };
}

/** A log of 7 images of which `radii.length` are right with these radii, one abstains and the rest are wrong. */
function log(name: string, noise: string, sigma: number, radii: readonly number[]): string {
  const rows = Array.from({ length: 7 }, (_, index) => {
    const radius = radii[index] ?? 0.9;
    const predict = index < radii.length ? 4 : index === 6 ? -1 : 5;
    const rho = predict < 0 ? 0.3 : 0.8;
    return { index, label: 4, predict, correct: predict === 4, seconds: 1, rho, count: 90, n: 100, radii: new Map([['l1', predict < 0 ? 0 : radius]]) }; // prettier-ignore
  });
  const settings = {
    format: 1,
    version: '0.1.0',
    model: { file: 'm.onnx', sha256: 'a'.repeat(64) },
    data: { name: 'd', sha256: 'b'.repeat(64) },
    input: 'nchw rgb 0..1',
    noise,
    sigma,
    lambda: sigma,
    dim: 3072,
    adversaries: ['l1'],
    // No rule of ours: whether counts fit rho is another test's business.
    estimation: 'by hand',
    n: 100,
    n0: 10,
    alpha: 0.001,
    seed: 1,
    engine: 'onnx',
  } as const;
  return write(folder, name, formatResultLog(settings, 'c'.repeat(64), rows));
}

const narrow = log('uniform-050.tsv', 'uniform:linf', 0.5, [0.2, 0.4, 0.6, 0.6]);
const wide = log('uniform-100.tsv', 'uniform:linf', 1, [0.9, 1.1]);
const laplace = log('laplace-050.tsv', 'laplace', 0.5, [0.3, 0.1]);

describe('wulff accuracy', () => {
  it('prints the table of the literature, cut to one decimal', async () => {
    const { code, out, err } = await accuracy(narrow, wide, laplace, '--radii', '0,0.5,1');
    expect(code).toBe(0);
    expect(err).toBe('');
    // 4/7 = 57.14 %, 2/7 = 28.57 %: to nearest, the second would be 28.6.
    expect(out).toMatch(/^uniform:linf +57\.1 +28\.5 +14\.2$/m);
    expect(out).toMatch(/^ {2}sigma +0\.5 +0\.5 +1$/m);
    expect(out).toMatch(/^laplace +28\.5 +0\.0 +0\.0$/m);
    expect(out).toMatch(/^laplace +0\.5 +7 +14\.2 % +28\.5 % +0\.\d+ +0\.1000 +0\.05\d+ +.*laplace-050\.tsv$/m);
    expect(out).toContain('Each certificate is wrong with probability at most 0.001.');
  });

  it('prints one JSON document', async () => {
    const { out } = await accuracy(narrow, wide, '--radii', '0.5,1', '--json', '--interval', '0.95');
    const document = JSON.parse(out) as { schema: string; noises: { best: { certified: number; sigma: number; interval: { lower: number; upper: number } }[]; runs: { abstentionRate: number }[] }[] }; // prettier-ignore
    expect(document).toMatchObject({ schema: 'wulff.accuracy/1', adversary: 'l1', radii: [0.5, 1], confidence: 0.95 });
    const { best, runs } = document.noises[0]!;
    expect(best.map(({ certified, sigma }) => [certified, sigma])).toEqual([[2, 0.5], [1, 1]]); // prettier-ignore
    expect(best[0]!.interval.lower).toBeLessThan(2 / 7);
    expect(best[0]!.interval.upper).toBeGreaterThan(2 / 7);
    expect(runs.map(({ abstentionRate }) => abstentionRate)).toEqual([1 / 7, 1 / 7]);
  });

  it('does not drop an interval silently', async () => {
    const { code, out, err } = await accuracy(narrow, '--interval', '0.95', '--latex');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--latex prints no intervals');
  });

  it('prints CSV and LaTeX', async () => {
    const csv = await accuracy(narrow, laplace, '--radii', '0.25:0.5:0.25', '--csv');
    const [header, ...lines] = csv.out.trimEnd().split('\n');
    expect(header).toBe('noise,adversary,sigma,radius,certified,images,accuracy,lower,upper,best,file');
    expect(lines.map((line) => line.split(',').slice(0, 6).join())).toEqual([
      'uniform:linf,l1,0.5,0.25,3,7',
      'uniform:linf,l1,0.5,0.5,2,7',
      'laplace,l1,0.5,0.25,1,7',
      'laplace,l1,0.5,0.5,0,7',
    ]);
    const latex = await accuracy(narrow, laplace, '--radii', '0.25,0.5', '--latex');
    expect(latex.out).toContain('Uniform ($\\ell_{\\infty}$) & \\textbf{42.8} & \\textbf{28.5} \\\\');
    expect(latex.out).toContain('Laplace & 14.2 & 0.0');
    const named = await accuracy(narrow, laplace, '--radii', '0.5', '--latex', '--label', 'uniform:linf=50 % cube_2', '--label', 'laplace=L & L'); // prettier-ignore
    expect(named.out).toMatch(/^50 \\% cube\$_\{2\}\$ & .*\nL \\& L & /m);
    expect(latex.out).toContain('Radius ($\\ell_{1}$) & 0.25 & 0.5 \\\\');
  });

  it('refuses names that are for no noise, or for nothing that is drawn', async () => {
    expect((await accuracy(narrow, '--label', 'uniform:linf=U')).err).toContain('give one of them');
    for (const label of ['gaussian=G', 'uniform:linf=', 'Uniform']) {
      const { code, err } = await accuracy(narrow, '--latex', '--label', label);
      expect([code, err]).toEqual([
        2,
        expect.stringContaining(`with a noise of the table (uniform:linf); got "${label}"`),
      ]);
    }
  });

  it('draws the band of an interval around its curve, under the name given', async () => {
    const path = `${folder}/band.svg`;
    await accuracy(narrow, '--svg', path, '--interval', '0.95', '--label', 'uniform:linf=Our cube');
    const svg = readFileSync(path, 'utf8');
    expect(svg).toContain('>Our cube</text>');
    expect(svg).toContain('95 % intervals');
    const d = (mark: string): string => new RegExp(`data-mark="${mark}"[^>]*><path d="([^"]+)"`).exec(svg)![1]!;
    const heights = (path: string): number[] => [...path.matchAll(/[ML]?(-?[\d.]+),(-?[\d.]+)/g)].map(([, , y]) => Number(y)); // prettier-ignore
    const [band, line] = [heights(d('area')), heights(d('line'))];
    // 4 of 7 right: the interval of Clopper and Pearson is [0.184, 0.902], on an axis of 0 to 60 % or more.
    expect(Math.min(...band)).toBeLessThan(Math.min(...line) - 50);
    expect(band.length).toBe(2 * line.length);
  });

  it('draws: one line a noise, falling, the same bytes every time', async () => {
    const path = `${folder}/curves.svg`;
    await accuracy(narrow, wide, laplace, '--svg', path);
    const first = readFileSync(path, 'utf8');
    await accuracy(narrow, wide, laplace, '--svg', path);
    expect(readFileSync(path, 'utf8')).toBe(first);
    const lines = [...first.matchAll(/<path[^>]* d="(M[^"]+)"/g)].map((match) => match[1]!);
    const curves = lines.map((d) =>
      [...d.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    );
    const long = curves.filter((points) => points.length > 4);
    expect(long).toHaveLength(2);
    for (const points of long) {
      points.slice(1).forEach(([x, y], i) => {
        expect(x).toBeGreaterThanOrEqual(points[i]![0]!);
        expect(y).toBeGreaterThanOrEqual(points[i]![1]!);
      });
    }
    expect(first).toContain('>Uniform (ℓ');
  });

  it('reads the logs and folders of other programs, once their noise is said', async () => {
    const cohen = write(folder, 'cohen', 'idx\tlabel\tpredict\tradius\tcorrect\ttime\n0\t1\t1\t0.8\t1\t0:00:15\n');
    const floats = (values: readonly number[]): Uint8Array => npyBytes({ descr: '<f8', shape: [values.length], data: bytesOf(Float64Array.from(values, Math.fround)) }); // prettier-ignore
    write(folder, 'saved/prob_lb.npy', floats([0.9]));
    write(folder, 'saved/labels.npy', floats([1]));
    write(folder, 'saved/preds.npy', floats([1]));
    // 2 lambda (rho - 1/2) = 0.6928 at sigma 0.5; twice as much is claimed.
    write(folder, 'saved/radius_l1.npy', floats([1.3856]));
    const both = [cohen, `${folder}/saved`, '--dim', '3072', '--adversary', 'l1', '--radii', '0.5,0.75'] as const;
    const { code, out } = await accuracy(
      ...both,
      '--noise',
      'gaussian',
      '--noise',
      'uniform:linf',
      '--sigma',
      '0.25,0.5',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^gaussian +100\.0 +100\.0$/m);
    expect(out).toMatch(/^uniform:linf +100\.0 +0\.0$/m);
    expect(out.replace(/\s+/g, ' ')).toContain('1 of 1 saved radii are above what their rho allows');
    for (const [argv, message] of [
      [both, /cohen does not say its noise: give --noise, e\.g\. --noise uniform:linf/],
      [[...both, '--noise', 'gaussian'], /does not say its noise: give --sigma/],
      [
        [...both, '--noise', 'gaussian', '--sigma', '1,2,3'],
        /--sigma is given 3 times, but 2 of the results do not say/,
      ],
      [[cohen, '--noise', 'gaussian', '--sigma', '1'], /does not say its dimension: give --dim/],
      [[cohen, '--noise', 'gaussian', '--sigma', '1', '--dim', '3072'], /give --adversary, e\.g\. l1/],
    ] as const) {
      const refused = await accuracy(...argv);
      expect(refused.code).toBe(2);
      expect(refused.out).toBe('');
      expect(refused.err).toMatch(message);
    }
  });

  it.each([
    [['nowhere.tsv'], /Cannot read nowhere\.tsv: no such file/],
    [[write(folder, 'noise.txt', 'hello\n')], /noise\.txt is no log of results/],
    [[narrow, '--radii', '1:0:0.1'], /--radii takes ranges as from:to:step/],
    [[narrow, '--radii', '-1'], /--radii must not be negative/],
    [[narrow, '--json', '--csv'], /Give one of --json and --csv, not both/],
    [[narrow, '--interval', '1'], /--interval lies strictly between 0 and 1/],
    [[narrow, '--adversary', 'l3'], /Unknown adversary "l3".*lp:3/],
    [[], /[Mm]issing required argument 'results'/],
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await accuracy(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('knows in the demonstration where theory has the noises change places', () => {
    // sigma = 1, solved with 40 digits: 0.9333391, 0.9428964, 0.9535591; radii are half of those at sigma = 1.
    const images = [{ index: 0, label: 1, predict: 1, radius: 0.45 }];
    const results = ['uniform:linf', 'gaussian', 'laplace'].map((noise, i) => ({
      file: noise,
      noise,
      sigma: 0.5,
      alpha: 0.001,
      estimation: 'fixed',
      adversary: 'l1',
      data: null,
      images: images.map((image) => ({ ...image, radius: image.radius - 0.1 * i })),
      notes: [],
    }));
    const report = accuracyReport(results, { radii: [0.2, 0.3, 0.4, 0.8] });
    const text = theoryLines(2000, report, 100).join(' ');
    expect(text).toContain('gaussian passes uniform:linf at rho 0.933 (radius 0.751)');
    expect(text).toContain('laplace passes uniform:linf at rho 0.943 (radius 0.767)');
    expect(text).toContain('laplace passes gaussian at rho 0.954 (radius 0.840)');
    expect(text).toContain('uniform:linf >= gaussian at 3 of the 3 radii below 0.751');
    expect(text).toContain('gaussian >= laplace at 4 of the 4 radii below 0.840');
    // All 2000 votes: alpha^(1/2000) = 0.996552.
    expect(text).toMatch(/l1 radius at rho +0\.55 .* 0\.9965 /);
  });

  it('cuts percentages the safe way', () => {
    expect([percentDown(2, 3), percentDown(1, 1000), percentDown(999, 10_000), percentDown(0, 0), percentDown(7, 7)]).toEqual(['66.6', '0.1', '9.9', '0.0', '100.0']); // prettier-ignore
    expect([percentUp(0.66601), percentUp(1)]).toEqual(['66.7', '100.0']);
  });
});
