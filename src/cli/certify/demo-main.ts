/** `npm run certify:demo`. */
import { CommanderError } from 'commander';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { certifyDemo } from './demo.ts';
import { EXIT, processIo } from '../terminal/io.ts';

try {
  process.exitCode = await certifyDemo(process.argv.slice(2), processIo());
} catch (error) {
  // Help and usage errors have been told already.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  else if (error instanceof InvalidInput) {
    process.stderr.write(`wulff: ${error.message}\n`);
    process.exitCode = EXIT.badInput;
  } else throw error;
}
