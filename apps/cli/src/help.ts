import { exitCode } from "./exit-code.ts";
import { type OptionName, options } from "./options.ts";

const column = 27;

/** The lines of the help that speak of some options. */
function linesOf(...names: OptionName[]): string {
  return names
    .map((name) => {
      const { help, ...option } = options[name];
      const usage = `  --${name}${"value" in option ? ` ${option.value}` : ""}`;
      const [first = "", ...others] = help;
      const lines = [`${usage.padEnd(column)}${first}`, ...others.map((line) => " ".repeat(column) + line)];
      return lines.join("\n").trimEnd();
    })
    .join("\n");
}

const meanings: Record<keyof typeof exitCode, string> = {
  created: "created    the comment exists",
  rejected: "rejected   the server refused it; it does not exist",
  usage: "usage      the command line is wrong; nothing was sent",
  notSent: "not sent   nothing reached the server whole; you can run it again",
  unknown: "unknown    the comment may exist; look before you send it again",
};
const codes = Object.entries(exitCode).map(
  ([name, code]) => `  ${code}  ${meanings[name as keyof typeof exitCode]}`,
);

export const help = `case-comments: add a comment to a patient's case

Usage
  case-comments add CASE_ID --text TEXT --author-email EMAIL
                (--restricted | --visible) (--env NAME | --base-url URL)

The comment
${linesOf("text", "restricted", "visible", "author-email", "author-first-name", "author-last-name")}
${linesOf("attach", "tag", "no-webhook")}

Where it goes
${linesOf("env", "base-url")}
  CV_API_KEY               the API key; it is read from here and nowhere else

Other
${linesOf("timeout", "json", "help", "version")}

Exit codes
${codes.join("\n")}

Example, against the mock (npx case-comments-mock)
  export CV_API_KEY=any-key
  case-comments add 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11 \\
    --text "The lab report is attached." --visible \\
    --author-email rosa.delgado@clinic.example \\
    --attach lab-report.pdf:phi:visible --base-url http://127.0.0.1:4010
`;
