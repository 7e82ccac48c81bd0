/**
 * The package as a stranger gets it: packed, unpacked into an empty project, its entries imported and type-checked
 * there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

const CONSUMER = `
import { certifiedRadius, type CertifiedRadius, gaussian, InvalidInput, type InputErrorCode, parseAdversary } from 'wulff';
import { openEngine, type OpenEngineOptions, readResults } from 'wulff/node';
import { openTfjsEngine, openWebgpuEngine } from 'wulff/browser';
import { compile, mul, variable, type Claim } from 'wulff/checker';
import { radiusCurvesSvg, type RadiusCurvesFigure } from 'wulff/figures';

const radius: CertifiedRadius = certifiedRadius(gaussian(2, { sigma: 1 }), parseAdversary('l2', 2), 0.9);
const figure: RadiusCurvesFigure = {
  title: 'Radius',
  subtitle: 'd = 2',
  curves: [{ label: 'gaussian', points: [{ rho: 0.5, radius: 0 }, { rho: 0.9, radius: radius.radius }] }],
};
let code: InputErrorCode | null = null;
try {
  gaussian(0, { sigma: 1 });
} catch (error) {
  if (error instanceof InvalidInput) code = error.code;
}
export type Named = [Claim, OpenEngineOptions];
console.log(
  JSON.stringify({
    radius: radius.radius,
    code,
    twice: compile(mul(2, variable('x')))({ x: 21 }),
    svg: radiusCurvesSvg(figure).startsWith('<svg'),
    node: await readResults('nowhere.tsv').catch((error: unknown) => error instanceof InvalidInput && error.code),
    doors: [openEngine, openWebgpuEngine, openTfjsEngine].map((door) => typeof door),
  }),
);
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    lib: ['es2023', 'dom'],
    types: ['node'],
    skipLibCheck: true,
    outDir: 'out',
  },
  files: ['consumer.ts'],
};

describe('the packed package', () => {
  const project = mkdtempSync(join(tmpdir(), 'wulff-consumer-'));
  const call = (command: string, args: readonly string[], cwd: string) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
    return stdout;
  };

  beforeAll(() => {
    expect(existsSync(join(root, 'dist/src/index.js')), 'run `npm run build` first').toBe(true);
    call('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], root);
    const [archive] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
    call('tar', ['xzf', archive!], project);
    // What an install would bring: the package itself, and its dependencies.
    const modules = join(project, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (!name.startsWith('.') && name !== 'wulff') symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
    symlinkSync(join(project, 'package'), join(modules, 'wulff'));
    writeFileSync(join(project, 'package.json'), '{"type": "module"}');
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(project, 'consumer.ts'), CONSUMER);
  }, 120_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('compiles in a strict project and runs there, every entry of it', { timeout: 300_000 }, () => {
    call(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], project);
    const said: unknown = JSON.parse(call(process.execPath, ['out/consumer.js'], project));
    expect(said).toEqual({
      // The normal quantile at 0.9; a certified radius is at most that.
      radius: expect.closeTo(1.2815515655446, 10) as number,
      code: 'dimension',
      twice: 42,
      svg: true,
      node: 'file',
      doors: ['function', 'function', 'function'],
    });
  });
});
