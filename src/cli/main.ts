#!/usr/bin/env node
/** The `wulff` program. */
import { processIo } from './terminal/io.ts';
import { run } from './program.ts';

// A reader that has seen enough (`wulff ... | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), processIo());
