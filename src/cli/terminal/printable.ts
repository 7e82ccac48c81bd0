/**
 * Foreign text on its way to a terminal: names in files and in models may hold escape sequences that move the cursor,
 * rename the window or turn text around. Whatever is printed passes here.
 */
import type { CommandIo } from './io.ts';

/** The colours of io.ts, and how progress.ts rewrites its line: the only sequences that are ours. */
const OWN = /\u001b\[(?:0|1|2|22|31|32|33|39)m|\r?\u001b\[2K/;

/** Controls but tab and line feed, and the marks that turn the direction of text. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

const OWN_OR_CONTROL = new RegExp(`(${OWN.source})|${CONTROLS.source}`, 'gu');

/** The text with every control in it shown as U+FFFD; with `own`, our colours and progress stay. */
export function printable(text: string, own = false): string {
  // A line break of Windows is one.
  const lines = text.replaceAll('\r\n', '\n');
  return own
    ? lines.replace(OWN_OR_CONTROL, (_, kept?: string) => kept ?? '\ufffd')
    : lines.replace(CONTROLS, '\ufffd');
}

/** The same streams, through `printable`; colours only where there is a terminal for them. */
export function printableIo(io: CommandIo): CommandIo {
  return {
    ...io,
    stdout: (text) => io.stdout(printable(text, io.stdoutIsTty)),
    stderr: (text) => io.stderr(printable(text, io.stderrIsTty)),
  };
}

/** Characters of an error that a person may be shown. */
const LONGEST_SENTENCE = 2000;

/** The sentence, cut in the middle where it is longer than anyone reads. */
export function shortened(sentence: string, longest = LONGEST_SENTENCE): string {
  if (sentence.length <= longest) return sentence;
  const end = Math.floor(longest / 4);
  const left = sentence.length - longest;
  return `${sentence.slice(0, longest - end)} [... ${left} characters ...] ${sentence.slice(-end)}`;
}
