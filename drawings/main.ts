/** Writes the figures of the documents to docs/figures: `npm run figures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIGURES } from './figures.ts';

const folder = join('docs', 'figures');
mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries(FIGURES)) writeFileSync(join(folder, name), `${draw()}\n`);
