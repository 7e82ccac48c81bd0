/** An option given twice: which of its values is meant is for the person to say. */
import type { Command } from 'commander';

/**
 * Refuses a second value of an option that takes one. Lists (`--claim A B`), options that gather their values
 * (`--noise` of accuracy) and switches without a value may be repeated.
 */
export function refuseRepetition(command: Command): void {
  for (const option of command.options) {
    const takesOne = (option.required || option.optional) && !option.variadic && option.parseArg === undefined;
    if (!takesOne) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: ${option.long ?? option.flags} is given twice; give it once`);
      given = true;
    });
  }
}
