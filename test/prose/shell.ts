/** A command as a shell would run it: its program and its arguments. */
export type ShellCommand = string[];

/**
 * The commands of a script, one after the other, in the little of the shell that prose uses: words,
 * quotes, lines that go on, comments, pipes, `&&` and `;`.
 *
 * @example
 * commandsIn("npm ci && npx tool --name 'a b' # why") // [["npm", "ci"], ["npx", "tool", "--name", "a b"]]
 */
export function commandsIn(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellCommand = [];
  const token =
    /\\\n|[ \t]+|#[^\n]*|(\n|&&|\|\|?|;)|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;|&#]|(?<!\s)#)+)|[&#]/gy;
  for (const [, end, word] of script.matchAll(token)) {
    if (word !== undefined) words.push(unquoted(word));
    if (end === undefined) continue;
    commands.push(words);
    words = [];
  }
  return [...commands, words].map(withoutAssignments).filter((command) => command.length > 0);
}

const unquoted = (word: string) =>
  word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
    (_, single, double, escaped) => single ?? double ?? escaped,
  );

/** `KEY=value program …` runs the program. */
function withoutAssignments(words: ShellCommand): ShellCommand {
  const first = words.findIndex((word) => !/^\w+=/.test(word));
  return first === -1 ? [] : words.slice(first);
}
