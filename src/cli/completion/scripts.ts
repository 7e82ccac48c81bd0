/**
 * Scripts of shells that complete the command line, written from the definitions of the commands: no program is run
 * when the tab key is pressed. (Of the libraries for commander one is at 0.0.x, the others have stood still for years.)
 */
import type { Command, Option } from 'commander';

/** Shells that there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** The script for a shell. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      return zshScript(commands);
    case 'fish':
      return fishScript(commands);
  }
}

const optionsOf = (command: Command): Option[] => command.options.filter(({ hidden, long }) => !hidden && isText(long));
const isText = (text: string | null | undefined): text is string => typeof text === 'string';
const takesValue = ({ required, optional }: Option): boolean => required || optional;
const summaryOf = (command: Command): string => command.summary() || command.description();
/** In single quotes, as all three shells read them; fish has its own way with a quote within. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bashScript(commands: readonly Command[]): string {
  const words = (list: readonly string[]): string =>
    `COMPREPLY=($(compgen -W ${quoted(list.join(' '))} -- "$current"))`;
  const values = commands.flatMap((command) =>
    optionsOf(command).flatMap(({ long, argChoices }) =>
      argChoices === undefined ? [] : [`    ${quoted(`${command.name()} ${long!}`)}) ${words(argChoices)}; return ;;`],
    ),
  );
  const options = commands.map(
    (command) => `    ${command.name()}) ${words([...optionsOf(command).map(({ long }) => long!), '--help'])} ;;`,
  );
  return `# bash completion of wulff
_wulff() {
  local current=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    ${words([...commands.map((command) => command.name()), 'help', '--version', '--help'])}
    return
  fi
  case "$command \${COMP_WORDS[COMP_CWORD - 1]}" in
${values.join('\n')}
  esac
  [[ $current == -* ]] || return
  case $command in
${options.join('\n')}
  esac
}
complete -o bashdefault -o default -F _wulff wulff
`;
}

function zshScript(commands: readonly Command[]): string {
  const escaped = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
  const described = commands.map((command) => `    ${quoted(`${escaped(command.name())}:${summaryOf(command)}`)}`);
  const specification = (option: Option): string => {
    const value = option.argChoices === undefined ? '_files' : `(${option.argChoices.join(' ')})`;
    return quoted(`*${option.long!}[${escaped(option.description)}]${takesValue(option) ? `:value:${value}` : ''}`);
  };
  const cases = commands.map((command) => {
    const all = [...optionsOf(command).map(specification), quoted('--help[show the help]'), quoted('*:file:_files')];
    return `    ${command.name()})\n      _arguments ${all.join(' \\\n        ')}\n      ;;`;
  });
  return `#compdef wulff
_wulff() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${cases.join('\n')}
  esac
}
compdef _wulff wulff
`;
}

function fishScript(commands: readonly Command[]): string {
  const text = (words: string): string => `'${words.replace(/['\\]/g, '\\$&')}'`;
  const lines = commands.flatMap((command) => [
    `complete -c wulff -f -n __fish_use_subcommand -a ${command.name()} -d ${text(summaryOf(command))}`,
    ...optionsOf(command).map((option) => {
      const { argChoices, long, description } = option;
      const value = argChoices === undefined ? '-r' : `-x -a ${text(argChoices.join(' '))}`;
      const name = `-l ${long!.slice(2)}${takesValue(option) ? ` ${value}` : ''}`;
      return `complete -c wulff -n '__fish_seen_subcommand_from ${command.name()}' ${name} -d ${text(description)}`;
    }),
  ]);
  return `# fish completion of wulff\n${lines.join('\n')}\n`;
}
