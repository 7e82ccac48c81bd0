/** A line about long work, rewritten in place on a terminal's stderr; silent anywhere else. */
import type { CommandIo } from './io.ts';
import { printedWidth } from './table.ts';

export interface Progress {
  /** Replaces the line. */
  show(text: string): void;
  /** Removes the line. */
  clear(): void;
}

/** Progress for this run; writes at most ten times a second. */
export function progressLine(io: CommandIo, now: () => number = () => performance.now()): Progress {
  if (!io.stderrIsTty) return { show: () => undefined, clear: () => undefined };
  let last = -Infinity;
  let shown = false;
  return {
    show(text) {
      if (now() - last < 100) return;
      last = now();
      shown = true;
      const limit = Math.max(20, io.columns - 1);
      io.stderr(`\r\u001b[2K${printedWidth(text) > limit ? `${[...text].slice(0, limit - 1).join('')}…` : text}`);
    },
    clear() {
      if (shown) io.stderr('\r\u001b[2K');
      shown = false;
    },
  };
}

/** "█████░░░░░ 12/24" of the given width in bars. */
export function progressBar(done: number, total: number, width = 24): string {
  const filled = total === 0 ? width : Math.round((width * done) / total);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}
