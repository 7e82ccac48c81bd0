/**
 * What a run must reach, the seed that nobody chose, and what the end of a summary says: by the command, on models that
 * are known.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requirementsJUnit } from '../../src/certify/assurance/requirements-junit.ts';
import { judgeRequirements, parseRequirement } from '../../src/certify/assurance/requirements.ts';
import { committedSeed } from '../../src/certify/assurance/committed-seed.ts';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { row, settings } from './results/log-cases.ts';
import { newFolder, writeImages, writeModel } from './template-models.ts';

const folder = newFolder();
const model = writeModel(folder);
const data = writeImages(folder, 4);

async function certify(...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const argv = ['certify', '--model', model, '--data', data, '--noise', 'uniform:linf', '--sigma', '0.25'];
  const recorded = recordedIo();
  const code = await run([...argv, '--adversary', 'l1', '--n', '200', ...more], recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

describe('requirements', () => {
  it('are read, and counted over all images asked for', () => {
    expect(parseRequirement('0.5@0.25')).toEqual({ accuracy: 0.5, radius: 0.25 });
    for (const wrong of ['0.5', '2@0.1', '0.5@-1', '@', '0.5@0.1@1', 'a@b']) {
      expect(() => parseRequirement(wrong), wrong).toThrow(/as in 0\.5@0\.25/);
    }
    const rows = [0.1, 0.3, 0.5].map((radius, index) => row(index, { radii: new Map([['l1', radius]]) }));
    rows.push(row(3, { correct: false, predict: 1 }));
    const met = (text: string, planned = 4): boolean =>
      judgeRequirements([parseRequirement(text)], rows, planned)[0]!.met;
    expect(met('0.5@0.3')).toBe(true);
    expect(met('0.51@0.3')).toBe(false);
    expect(met('0.75@0')).toBe(true);
    // Images that are left count as not certified.
    expect(met('0.5@0.3', 5)).toBe(false);
    expect(met('0.4@0.3', 5)).toBe(true);
  });

  it('are JUnit XML, in which names cannot break out', () => {
    const results = judgeRequirements(
      [
        { accuracy: 1, radius: 9 },
        { accuracy: 0, radius: 0 },
      ],
      [row(0)],
      1,
    );
    const xml = requirementsJUnit({ ...settings, model: { ...settings.model, file: '"><x>' } }, results, 1.5);
    expect(xml).toContain('tests="2" failures="1" time="1.500"');
    expect(xml).toContain('name="&quot;&gt;&lt;x&gt;, uniform:linf');
    expect(xml).toContain('<failure message="certified accuracy at l1 radius 9 at least 1: 0 of 1 images">');
    expect(requirementsJUnit(settings, [], 0)).toContain('tests="1" failures="0"');
  });

  it('decide the exit code; the summary ends with what is certified and what it rests on', async () => {
    const junit = join(folder, 'junit.xml');
    const out = join(folder, 'met.tsv');
    const met = await certify('--require', '1@0.1', '0.5@0.2', '--junit', junit, '--out', out);
    expect(met.code).toBe(0);
    expect(met.stdout).toContain('Met: certified accuracy at l1 radius 0.1 at least 1: 4 of 4 images.');
    const said = met.stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/Certified: The class .* on the grid of 1\/255/);
    for (const point of [
      /It rests on:/,
      /the model is the file of SHA-256 [0-9a-f]{64}/,
      /measured: the model is a function of one image on onnx: .*: equal bits for the same copy in all company/,
      /assumed: Philox4x32-10 gives independent fair coins, and nobody searched for the seed 0/,
      /alpha = 0\.001/,
    ]) {
      expect(said).toMatch(point);
    }
    expect(readFileSync(junit, 'utf8')).toContain('tests="2" failures="0"');
    const missed = await certify('--require', '0.5@0.1,1@5', '--junit', junit);
    expect(missed.code).toBe(1);
    expect(missed.stderr).toContain('NOT MET: certified accuracy at l1 radius 5 at least 1: 0 of 4 images.');
    expect(readFileSync(junit, 'utf8')).toContain('tests="2" failures="1"');
  });
});

describe('a committed seed', () => {
  it('follows from model, data, settings and nonce, and is re-checked', async () => {
    const log = join(folder, 'commit.tsv');
    expect((await certify('--seed', 'commit:of the reviewers', '--out', log)).code).toBe(0);
    const text = readFileSync(log, 'utf8');
    const head = JSON.parse(text.slice('# wulff '.length, text.indexOf('\n'))) as typeof settings;
    expect(head.commitment).toEqual({ nonce: 'of the reviewers' });
    expect(head.seed).toBe(await committedSeed(head));
    expect(head.seed).not.toBe(await committedSeed({ ...head, n: 201 }));
    expect(head.seed).not.toBe(await committedSeed({ ...head, commitment: { nonce: '' } }));
    expect(head.restsOn!.join()).toContain('is the hash of model, data, settings and the nonce "of the reviewers"');
    // Going on derives the same seed; another nonce is another run.
    expect((await certify('--seed', 'commit:of the reviewers', '--out', log, '--resume')).code).toBe(0);
    const other = await certify('--seed', 'commit', '--out', log, '--resume');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('commitment of the seed is "of the reviewers" there and "" here');
    const said = async (...argv: string[]): Promise<string> => {
      const recorded = recordedIo();
      const code = await run(argv, recorded.io);
      return `${code} ${recorded.stderr()}`;
    };
    expect(await said('accuracy', log, '--radii', '0.1')).toMatch(/^0 /);
    writeFileSync(log, text.replace(`"seed":${head.seed}`, `"seed":${head.seed + 1}`));
    expect(await said('accuracy', log, '--radii', '0.1')).toMatch(
      /^2 .* is said to follow from the settings, but from them/,
    );
    expect(await said('merge', log)).toMatch(/^2 .*edited/);
  });
});
