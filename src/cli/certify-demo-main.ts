/** `npm run certify:demo`. */
import { CommanderError } from 'commander';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { certifyDemo } from './certify-demo.ts';
import { EXIT, processIo } from './io.ts';

try {
  process.exitCode = await certifyDemo(process.argv.slice(2), processIo());
} catch (error) {
  if (!(error instanceof InvalidInput || error instanceof CommanderError)) throw error;
  process.stderr.write(`wulff: ${error.message}\n`);
  process.exitCode = EXIT.badInput;
}
