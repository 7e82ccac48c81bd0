#!/usr/bin/env node
/** The `wulff` program. */
import { systemReason } from './input/files.ts';
import { EXIT, processIo } from './terminal/io.ts';
import { run } from './program.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`wulff ... | head`) is no error.
    if (error.code === 'EPIPE') process.exit(0);
    if (stream === process.stdout) {
      process.stderr.write(`wulff: The output cannot be written: ${systemReason(error)}.\n`);
    }
    process.exit(EXIT.environment);
  });
}

process.exitCode = await run(process.argv.slice(2), processIo());
