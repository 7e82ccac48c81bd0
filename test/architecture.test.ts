/**
 * The rules of the house: dependencies point one way, and everything below the command line runs in a browser.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  circles,
  folderSizes,
  imports,
  namedFiles,
  root,
  sources,
  strings,
  swallowsOfInput,
  sharedStreams,
} from './source-text.ts';

/** Which rooms each room may import from (itself always). */
const allowed: Record<string, readonly string[]> = {
  numeric: [],
  geometry: ['numeric'],
  formula: ['numeric', 'geometry'],
  noise: ['numeric', 'geometry', 'formula'],
  growth: ['numeric', 'geometry', 'formula', 'noise'],
  radius: ['numeric', 'geometry', 'formula', 'noise', 'growth'],
  vet: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius'],
  design: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet'],
  certify: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius'],
  cluster: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'certify'],
  checker: ['numeric'],
  formal: ['numeric', 'checker'],
  // The second checker stands alone.
  recheck: [],
  figures: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet', 'design', 'certify', 'checker'],
  cli: [
    'numeric',
    'geometry',
    'formula',
    'noise',
    'growth',
    'radius',
    'vet',
    'design',
    'certify',
    'cluster',
    'checker',
    'formal',
    'recheck',
    'figures',
    'proofs',
  ],
  proofs: [
    'numeric',
    'geometry',
    'formula',
    'noise',
    'growth',
    'radius',
    'vet',
    'design',
    'certify',
    'checker',
    'properties',
  ],
  properties: ['numeric', 'geometry', 'formula', 'noise', 'growth', 'radius', 'vet', 'certify', 'checker'],
};

/**
 * Files that may use Node's own modules outside cli: worker pools, engines, schedulers and readers of files, named
 * `*-node.ts`.
 */
const nodeOnly = /^src\/(cli\/|(checker|formal|certify|cluster)\/.*-node\.ts$)/;

function room(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'src' ? (parts.length === 2 ? 'src' : parts[1]!) : parts[0]!;
}

const MOST_FILES = 20;

/**
 * Files that may integrate by quadrature, whose error is estimated. Laws of the table (assumption `table-quadrature`,
 * docs/numerics.md), and values and samplers that no bound rests on.
 */
const QUADRATURE = [
  'src/geometry/functionals/lp-projection.ts',
  'src/growth/against.ts',
  'src/growth/likelihood-ratio/axis.ts',
  'src/growth/likelihood-ratio/line.ts',
  'src/growth/likelihood-ratio/spherical.ts',
  'src/noise/density/cubature.ts',
  'src/noise/half-line/integral.ts',
  'src/noise/half-line/law.ts',
  'src/noise/half-line/rule.ts',
  'src/noise/rate/product-phi-half.ts',
  'src/radius/routes/hazard.ts',
];

/** A command that gives a result again is a datum of the result: `replay` of a claim, the foot of a page. */
const COMMANDS = ['src/checker/claim-run.ts', 'src/figures/report/verify-report.ts'];

/**
 * Lines of another program, which has flags of its own: those of Slurm, and how a command is broken into lines at
 * flags.
 */
const FOREIGN_LINES = [
  'src/cluster/scripts/slurm-script.ts',
  'src/cluster/schedulers/slurm-node.ts',
  'src/cluster/schedulers/kubernetes-node.ts',
];

/** Flags that are not ours: those of npm, Coq and the V8 engine, and custom properties of style sheets (`--ink:`). */
const FOREIGN =
  /--(onnxruntime-node-install|print-version|input-type|(no-)?liftoff-only|ignore-scripts|no-save)\b|--[a-z-]+(?=[:)])/g;
const hasFlag = (text: string): boolean => /(^|[^-\w<!])--[a-z][a-z-]+/.test(text.replace(FOREIGN, ''));

const files = ['src', 'proofs', 'properties'].flatMap(sources);

/** A line of a comment that is text. */
const COMMENT = /^\s*(\/\*\*|\*|\/\/) (?! )/;

describe('architecture', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('lets dependencies point one way only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const from = room(file);
      if (from === 'src') continue; // src/index.ts is the public face of every room
      expect(allowed, `${file} stands in a room the architecture does not know`).toHaveProperty(from);
      for (const target of imports(file)) {
        if (!target.startsWith('.')) continue;
        const to = room(
          relative(root, resolve(root, dirname(file), target))
            .split(sep)
            .join('/'),
        );
        if (to !== from && !allowed[from]!.includes(to)) wrong.push(`${file} -> ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps Node out of everything that runs in a browser', () => {
    const wrong = files.filter(
      (file) => !nodeOnly.test(file) && imports(file).some((target) => target.startsWith('node:')),
    );
    expect(wrong).toEqual([]);
  });

  it('lets the second checker share nothing: no other room, no library, no Node', () => {
    const own = files.filter((file) => file.startsWith('src/recheck/'));
    expect(own.length).toBeGreaterThan(10);
    const strangers = own.flatMap((file) =>
      imports(file)
        .filter((target) => !/^\.\/[\w-]+\.ts$/.test(target))
        .map((target) => `${file} -> ${target}`),
    );
    expect(strangers).toEqual([]);
    // Nor does anything below the command line lean on it.
    const leaning = files.filter(
      (file) => !/^src\/(recheck|cli)\//.test(file) && imports(file).some((target) => target.includes('recheck/')),
    );
    expect(leaning).toEqual([]);
  });

  it('reaches special-function libraries through the numeric facade alone', () => {
    const wrong = files.filter(
      (file) => !file.startsWith('src/numeric/') && imports(file).some((target) => target.startsWith('@stdlib/')),
    );
    expect(wrong).toEqual([]);
  });

  it('parses formulas in one file: mathjs in one of src/formula and the proposer, nerdamer in the proposer alone', () => {
    const users = (library: RegExp) => files.filter((file) => imports(file).some((target) => library.test(target)));
    const proposer = 'src/checker/proposer.ts';
    const parsers = users(/^mathjs(\/|$)/).filter((file) => file !== proposer);
    expect(parsers.length).toBeLessThanOrEqual(1);
    expect(parsers.filter((file) => !file.startsWith('src/formula/'))).toEqual([]);
    expect(users(/^nerdamer(\/|$)/)).toEqual([proposer]);
  });

  it('integrates by quadrature where the table does, and nowhere else', () => {
    const users = files.filter(
      (file) =>
        file.startsWith('src/') &&
        !file.startsWith('src/numeric/') &&
        imports(file).some((target) => target.includes('numeric/quadrature/')),
    );
    expect(users.sort()).toEqual(QUADRATURE);
  });

  it('has no circle between files', () => {
    expect(circles([...files, ...sources('bench')])).toEqual([]);
  });

  it(`has at most ${MOST_FILES} files in a folder`, () => {
    const crowded = folderSizes(['src', 'proofs', 'properties', 'test']).filter(([, count]) => count > MOST_FILES);
    expect(crowded).toEqual([]);
  });

  it('names flags of the command line nowhere but there', () => {
    const spoken = files
      .filter((file) => !file.startsWith('src/cli/'))
      .flatMap((file) =>
        strings(file)
          .filter(hasFlag)
          .map((text) => ({ file, text })),
      );
    const wrong = spoken.filter(({ file }) => !COMMANDS.includes(file) && !FOREIGN_LINES.includes(file));
    expect(wrong.map(({ file, text }) => `${file}: ${text.trim()}`)).toEqual([]);
  });

  it('catches no InvalidInput below the command line, unless to hand it on', () => {
    const wrong = files
      .filter((file) => file.startsWith('src/') && !file.startsWith('src/cli/'))
      .flatMap((file) => swallowsOfInput(file).map((line) => ({ file, line })));
    expect(wrong.map(({ file, line }) => `${file}:${line}`)).toEqual([]);
  });

  it('has a test beside every file of growth that computes something', () => {
    const tests = new Set(sources('test'));
    const wrong = files
      .filter(
        (file) => file.startsWith('src/growth/') && /\bfunction |\bclass /.test(readFileSync(join(root, file), 'utf8')),
      )
      .filter((file) => !tests.has(file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')));
    expect(wrong).toEqual([]);
  });

  it('names no file in a comment that is not there', () => {
    const all = ['src', 'proofs', 'properties', 'web', 'bench'].flatMap(sources);
    const known = new Set([...all, ...sources('test')].map((file) => basename(file)));
    const wrong = all.flatMap((file) =>
      namedFiles(file)
        .filter((name) => !known.has(basename(name)))
        .map((name) => `${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps comments within 120 columns, as the formatter keeps code', () => {
    // Formulas that stand for themselves, indented, may be wider, and so may what a program writes.
    const all = ['src', 'proofs', 'properties', 'web', 'bench', 'test'].flatMap(sources);
    const wrong = all
      .filter((file) => file !== 'proofs/pinned-registry.ts')
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, i) => (line.length > 120 && COMMENT.test(line) ? [`${file}:${i + 1}`] : [])),
      );
    expect(wrong).toEqual([]);
  });

  it('shares no random stream between tests', () => {
    expect(sources('test').flatMap(sharedStreams)).toEqual([]);
  });
});
