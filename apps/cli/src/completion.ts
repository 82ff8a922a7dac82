import { commands, type Option, options, type Shell, shells } from "./options.ts";

const entries = Object.entries<Option>(options);
const names = entries.flatMap(([name, { short }]) => [`--${name}`, ...(short ? [`-${short}`] : [])]);
const withFiles = entries.filter(([, { offers }]) => offers === "files");
const withWords = entries.flatMap(([name, { offers }]) =>
  typeof offers === "object" ? [{ name, words: offers.join(" ") }] : [],
);
const withText = entries.filter(([, { type, offers }]) => type === "string" && !offers);
const commandNames = Object.keys(commands).join(" ");
const options_ = (some: readonly (readonly [string, Option])[]) =>
  some.map(([name]) => `--${name}`).join("|");

/** What a shell shows beside an option. No shell's quotation marks are in it. */
const summary = ({ help }: Option) => (help.join(" ").split(";")[0] ?? "").replaceAll("'", "’");

const bash = `# bash completion for case-comments: source <(case-comments completion bash)
_case_comments() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} words
  case $before in
    ${options_(withFiles)}) COMPREPLY=(); compopt -o default 2>/dev/null; return ;;
    ${options_(withText)}) COMPREPLY=(); return ;;
${withWords.map(({ name, words }) => `    --${name}) words="${words}" ;;`).join("\n")}
    completion) words="${shells.join(" ")}" ;;
    *)
      if ((COMP_CWORD == 1)); then words="${commandNames} ${names.filter((name) => /help|version|-[hv]$/.test(name)).join(" ")}"
      elif [[ \${COMP_WORDS[1]} == add ]]; then words="${names.join(" ")}"
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _case_comments case-comments`;

const zsh = `#compdef case-comments
# zsh completion for case-comments: source <(case-comments completion zsh), after compinit
_case_comments() {
  local -a commands=(${Object.entries(commands)
    .map(([name, what]) => `'${name}:${what}'`)
    .join(" ")})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  case $words[2] in
    completion) _values shell ${shells.join(" ")} ;;
    add)
      _arguments \\
        '2:CASE_ID:()' \\
${entries.map(([name, option]) => `        ${zshOption(name, option)}`).join(" \\\n")} ;;
  esac
}
if [[ $funcstack[1] == _case_comments ]]; then _case_comments "$@"; else compdef _case_comments case-comments; fi`;

function zshOption(name: string, option: Option): string {
  const { value, offers, multiple, short } = option;
  const what = `[${summary(option)}]`;
  const words = offers === "files" ? "_files" : offers ? `(${offers.join(" ")})` : " ";
  const argument = value ? `:${value.replaceAll(":", "\\:")}:${words}` : "";
  if (short) return `'(-${short} --${name})'{-${short},--${name}}'${what}'`;
  return `'${multiple ? "*" : ""}--${name}${what}${argument}'`;
}

const fish = `# fish completion for case-comments: case-comments completion fish | source
complete -c case-comments -f
${Object.entries(commands)
  .map(([name, what]) => `complete -c case-comments -n __fish_use_subcommand -a ${name} -d '${what}'`)
  .join("\n")}
complete -c case-comments -n '__fish_seen_subcommand_from completion' -a '${shells.join(" ")}'
${entries.map(([name, option]) => `complete -c case-comments ${fishOption(name, option)} -d '${summary(option)}'`).join("\n")}`;

function fishOption(name: string, { type, short, offers }: Option): string {
  // Of the whole program are those that have a short form; the others are the command's.
  const scope = short ? `-s ${short} ` : "-n '__fish_seen_subcommand_from add' ";
  if (type === "boolean") return `${scope}-l ${name}`;
  const value = offers === "files" ? "-r -F" : offers ? `-x -a '${offers.join(" ")}'` : "-x";
  return `${scope}-l ${name} ${value}`;
}

/** The script of each shell that completes commands, options and their values. */
export const completion: Readonly<Record<Shell, string>> = { bash, zsh, fish };
