/** The figures of the documents are those of docs/figures, drawn again to the byte. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { FIGURES } from '../drawings/figures.ts';

const folder = resolve(import.meta.dirname, '../docs/figures');

it('there is a file for each, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(FIGURES).sort());
});

it.each(Object.entries(FIGURES))('%s is what `npm run figures` writes', (name, draw) => {
  expect(`${draw()}\n`).toBe(readFileSync(join(folder, name), 'utf8'));
});
