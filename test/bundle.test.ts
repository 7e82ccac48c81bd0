/**
 * What a page pays for a radius: the size of a bundle of `certifiedRadius`, one noise and one adversary, and what is in
 * it.
 *
 * At most 80 kB (minified, not compressed). Noise on a body, on level sets or of a marginal of its own brings its
 * geometry and its laws along as members (`support`, `rateBound`), so that the radius of a Gaussian brings the table of
 * formulas and the Neyman-Pearson searches alone.
 */
import { resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { certifiedRadius, gaussian, lpAdversary } from '../src/index.ts';

const LARGEST = 80_000;

const root = resolve(import.meta.dirname, '..');
/** The page's only module. */
const PAGE = 'page-with-a-radius';

let code = '';
let modules: readonly string[] = [];

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: {
      write: false,
      minify: true,
      lib: { entry: PAGE, formats: ['iife'], name: 'page', fileName: 'page' },
    },
    plugins: [
      {
        name: PAGE,
        resolveId: (id) => (id.endsWith(PAGE) ? `\0${PAGE}` : null),
        load: (id) =>
          id === `\0${PAGE}` ? `export { certifiedRadius, gaussian, lpAdversary } from '${root}/src/index.ts';` : null,
      },
    ],
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  expect(outputs).toHaveLength(1);
  const [page] = outputs;
  if (page?.type !== 'chunk') throw new Error('The bundle is not a script.');
  code = page.code;
  modules = Object.entries(page.modules).flatMap(([file, { renderedLength }]) => (renderedLength > 0 ? [file] : []));
}, 120_000);

it('a bundle with a radius is small', () => {
  // It is the program, not an empty file.
  expect(code.length).toBeGreaterThan(20_000);
  expect(code.length).toBeLessThanOrEqual(LARGEST);
});

it('a bundle with a radius holds no algebra system, no figures, no engine, no solver', () => {
  const packages = modules.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  // mathjs, zod, Plot, linkedom, nerdamer, highs, sharp, gmp-wasm, fast-check, ... are not among them.
  expect([...new Set(packages)]).toEqual(['tinyqueue']);
  const rooms = modules.flatMap((file) => /\/src\/([^/]+)\//.exec(file)?.[1] ?? []);
  expect([...new Set(rooms)].sort()).toEqual(['geometry', 'growth', 'noise', 'numeric', 'radius']);
  // Laws computed from formulas and the geometry of bodies come with the noises that have them.
  expect(
    modules.filter((file) => /noise\/(half-line|level-set|density)|geometry\/(exact|sampling|covariogram)/.test(file)),
  ).toEqual([]);
});

it('a bundle with a radius gives the radius', () => {
  const radius: unknown = runInContext(
    `${code}; page.certifiedRadius(page.gaussian(9, { sigma: 1 }), page.lpAdversary(2, 9), 0.9).radius`,
    createContext({}),
  );
  expect(radius).toBe(certifiedRadius(gaussian(9, { sigma: 1 }), lpAdversary(2, 9), 0.9).radius);
});
