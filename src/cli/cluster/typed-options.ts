/** Options of a command as they were typed: what is handed on to the tasks of a cluster. */
import type { Command } from 'commander';

/** What is about the cluster and the log, not about what is certified: tasks get their own. */
const NOT_FOR_TASKS: ReadonlySet<string> = new Set([
  ...['cluster', 'tasks', 'atOnce', 'clusterOption', 'sweep', 'dryRun', 'estimate'],
  ...['out', 'resume', 'shard', 'json'],
]);

/**
 * The words of `wulff certify` with the options that a person gave, in the order of the help; `instead` are values by
 * the names of options (camelCase), added where they were not given.
 */
export function typedWords(command: Command, instead: Readonly<Record<string, string>> = {}): string[] {
  const words = [command.name()];
  for (const option of command.options) {
    const name = option.attributeName();
    const { long } = option;
    if (NOT_FOR_TASKS.has(name) || long === undefined || long === null) continue;
    const typed = command.getOptionValueSource(name) === 'cli' ? (command.getOptionValue(name) as Value) : undefined;
    const given = instead[name] ?? typed;
    if (given === undefined || replaced(name, instead)) continue;
    if (typeof given === 'boolean') {
      if (given !== option.negate) words.push(long);
    } else for (const each of [given].flat()) words.push(long, each);
  }
  return words;
}

/** What commander makes of options: text, a switch, several texts; nothing where it was not given. */
type Value = string | boolean | readonly string[] | undefined;

/** A scale replaces the other one. */
const replaced = (name: string, instead: Readonly<Record<string, string>>): boolean =>
  (name === 'sigma' && instead['lambda'] !== undefined && instead['sigma'] === undefined) ||
  (name === 'lambda' && instead['sigma'] !== undefined && instead['lambda'] === undefined);
