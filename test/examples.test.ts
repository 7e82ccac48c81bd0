/**
 * The `@example` blocks of docstrings, run. A line `expression // => value` is a comparison: digits that end in `...`
 * are the first digits of the number, any other number is meant up to rounding.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as checker from '../src/checker/index.ts';
import * as library from '../src/index.ts';

const root = resolve(import.meta.dirname, '..');

interface Example {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

/** Every block, with the name it documents. */
const examples: Example[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((name) => examplesOf(join(root, 'src', name)));

function examplesOf(path: string): Example[] {
  const found: Example[] = [];
  const documented = /^\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:async )?(?:function|class|const) (\w+)/gm;
  for (const [, comment, name] of readFileSync(path, 'utf8').matchAll(documented)) {
    const text = comment!.replace(/^ ?\* ?/gm, '');
    for (const code of text.split('@example').slice(1)) found.push({ name: name!, file: relative(root, path), code });
  }
  return found;
}

/** Runs the code with the names in scope; `check` gets each value and what was written after the arrow. */
function run(code: string, names: Readonly<Record<string, unknown>>, check: (value: unknown, written: string) => void) {
  let comparisons = 0;
  const body = code.replace(
    /^( *)(.+?);? *\/\/ => (.+)$/gm,
    (_, indent: string, expression: string, written: string) => {
      comparisons += 1;
      return `${indent}check((${expression}), ${JSON.stringify(written.trim())});`;
    },
  );
  const parameters = ['check', ...Object.keys(names)];
  const call = runInThisContext(`((${parameters.join(', ')}) => {${body}})`) as (...values: unknown[]) => void;
  call(check, ...Object.values(names));
  return comparisons;
}

function compare(value: unknown, written: string): void {
  const digits = /^(-?\d+)\.(\d+)\.\.\.$/.exec(written);
  if (digits !== null) {
    // The first digits of the number, cut.
    const places = digits[2]!.length;
    expect(value).toBeTypeOf('number');
    expect(Math.trunc(Number(value) * 10 ** places)).toBe(Number(digits[1]! + digits[2]!));
    return;
  }
  close(value, runInThisContext(`(${written})`));
}

/** Equal, numbers to 9 digits but for those that are not finite. */
function close(value: unknown, wanted: unknown): void {
  if (typeof wanted === 'number' && Number.isFinite(wanted) && typeof value === 'number') {
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
  } else if (Array.isArray(wanted) && Array.isArray(value)) {
    expect(value).toHaveLength(wanted.length);
    wanted.forEach((each, i) => close(value[i], each));
  } else expect(value).toEqual(wanted);
}

describe('examples', () => {
  it('stand beside most functions of the library', () => {
    const functions = Object.entries(library)
      .filter(([, value]) => typeof value === 'function')
      .map(([name]) => name);
    const shown = new Set(examples.map(({ name }) => name));
    const without = functions.filter((name) => !shown.has(name));
    expect(without.length, without.join(', ')).toBeLessThan(functions.length / 3);
  });

  it.each(examples)('$name ($file)', ({ name, file, code }) => {
    const names: Readonly<Record<string, unknown>> = file.startsWith(join('src', 'checker'))
      ? { ...checker }
      : { ...library };
    expect(names).toHaveProperty(name);
    expect(run(code, names, compare)).toBeGreaterThan(0);
  });

  it('would not pass with another value', () => {
    expect(() => run('certifiedRadius // => 1', { ...library }, compare)).toThrow();
    expect(() => run('1.2346 // => 1.2345...', {}, compare)).toThrow();
    expect(() => run('0.5 // => 0.500001', {}, compare)).toThrow();
    expect(() => run('[1, 2] // => [1, 3]', {}, compare)).toThrow();
  });
});
