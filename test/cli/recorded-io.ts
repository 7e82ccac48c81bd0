/** Streams that remember, for running commands in-process. */
import type { CommandIo } from '../../src/cli/terminal/io.ts';

export interface RecordedIo {
  readonly io: CommandIo;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** No terminals and an empty environment, unless told otherwise. */
export function recordedIo(
  changes: Partial<Pick<CommandIo, 'stdoutIsTty' | 'stderrIsTty' | 'columns' | 'environment'>> = {},
): RecordedIo {
  const written = { stdout: '', stderr: '' };
  return {
    io: {
      stdout: (text) => void (written.stdout += text),
      stderr: (text) => void (written.stderr += text),
      stdoutIsTty: false,
      stderrIsTty: false,
      columns: 100,
      environment: {},
      ...changes,
    },
    stdout: () => written.stdout,
    stderr: () => written.stderr,
  };
}
