import { parseArgs } from "node:util";
import { didYouMean } from "./did-you-mean.ts";
import { type Option, options } from "./options.ts";
import { UsageProblem } from "./usage-problem.ts";

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** The arguments, sorted. */
export interface Arguments {
  readonly values: Values;
  readonly positionals: readonly string[];
}

/**
 * Sorts the arguments into options and others. Node's own strict mode would quote them in its messages,
 * and of an option that is given twice it would drop the first.
 *
 * @throws {UsageProblem} if an option isn't one, or is not used as it should be
 */
export function parseArguments(args: readonly string[]): Arguments {
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const seen = new Set<string>();
  for (const token of parsed.tokens) {
    if (token.kind !== "option") continue;
    const { name, value, inlineValue, index } = token;
    if (!Object.hasOwn(options, name)) {
      // What is near to no option may be data, and not to be repeated.
      const meant = didYouMean(name, Object.keys(options));
      throw new UsageProblem(
        `argument ${index + 1} is not an option${meant ? `; did you mean --${meant}?` : ""}`,
      );
    }
    const problem = problemOf(options[name as keyof typeof options], value, inlineValue);
    if (problem) throw new UsageProblem(`--${name} ${problem.replace("OPTION", `--${name}`)}`);
    if (seen.has(name) && !("multiple" in options[name as keyof typeof options]))
      throw new UsageProblem(`--${name} is given twice`);
    seen.add(name);
  }
  return { values: parsed.values as Values, positionals: parsed.positionals };
}

function problemOf(
  { type }: Option,
  value: string | undefined,
  isInline: boolean | undefined,
): string | undefined {
  if (type === "boolean") return value === undefined ? undefined : "takes no value";
  if (value === undefined) return "needs a value";
  if (value === "") return "is empty";
  // What is no UTF-8 was replaced before it came here, and a patient's record would say something else.
  if (value.includes("\ufffd")) return "holds no UTF-8 text";
  if (!isInline && /^-./s.test(value))
    return "needs a value; one that begins with a dash is given as OPTION=VALUE";
  return undefined;
}
