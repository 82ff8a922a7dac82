import { exitCode } from "./exit-code.ts";
import { commands, type Option, type OptionName, options } from "./options.ts";

const column = 27;

/** The lines of the help that speak of some options. */
function linesOf(...names: OptionName[]): string {
  return names
    .map((name) => {
      const { help, value, short }: Option = options[name];
      const usage = `  ${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`;
      const [first, ...others] = help;
      const lines = [`${usage.padEnd(column)}${first}`, ...others.map((line) => " ".repeat(column) + line)];
      return lines.join("\n").trimEnd();
    })
    .join("\n");
}

const meanings: Record<keyof typeof exitCode, string> = {
  created: "created    the comment exists",
  usage: "usage      nothing was sent, nor would it be if you ran the same again",
  rejected: "rejected   the server refused it; it does not exist",
  notSent: "not sent   nothing reached the server whole; you can run it again",
  unknown: "unknown    the comment may exist; look before you send it again",
};
const codes = Object.entries(exitCode).map(
  ([name, code]) => `  ${String(code).padEnd(4)}${meanings[name as keyof typeof exitCode]}`,
);
const others = Object.entries(commands)
  .filter(([name]) => name !== "add")
  .map(([name, what]) => `  case-comments ${name.padEnd(12)}${what}`);

export const help = `case-comments: add a comment to a patient's case

Usage
  case-comments add CASE_ID (--text TEXT | --text-file FILE)
                --author-email EMAIL (--restricted | --visible)
                (--env NAME | --base-url URL)
${others.join("\n")}

The comment
${linesOf("text", "text-file", "restricted", "visible")}
${linesOf("author-email", "author-first-name", "author-last-name")}
${linesOf("attach", "attach-list", "tag", "no-webhook")}

Where it goes
${linesOf("env", "base-url")}
  CV_API_KEY               the API key; it is read from here and nowhere else

Other
${linesOf("timeout", "json", "help", "version")}

Exit codes
${codes.join("\n")}
  Any other code means unknown, too.

Example, against the mock (npx --no -- case-comments-mock)
  export CV_API_KEY=any-key
  case-comments add 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11 \\
    --text "The lab report is attached." --visible \\
    --author-email rosa.delgado@clinic.example \\
    --attach lab-report.pdf:phi:visible --base-url http://127.0.0.1:4010`;
