import { describe, expect, it } from "vitest";
import { type AddCommand, commandLine } from "./command-line.ts";
import { UsageProblem } from "./usage-problem.ts";

const least = "add 7c0e --text Hello --visible --author-email rosa@clinic.example --env staging".split(" ");
const without = (option: string, values = 1) => {
  const at = least.indexOf(option);
  return least.toSpliced(at, 1 + values);
};

describe("the command line", () => {
  it("reads the least that makes a comment", () => {
    expect(commandLine(least)).toEqual({
      name: "add",
      caseId: "7c0e",
      text: { option: "--text", text: "Hello" },
      isRestricted: false,
      author: { email: "rosa@clinic.example" },
      attachments: [],
      attachmentList: undefined,
      tags: [],
      webhookNotify: true,
      target: { environment: "staging" },
      timeout: undefined,
    } satisfies { name: "add" } & AddCommand);
  });

  it("reads everything else", () => {
    const more = "--author-first-name Rosa --author-last-name Delgado --attach C:/a.pdf:phi:restricted";
    const files = "--attach b.png:no-phi:visible --attach-list more --tag jonas@clinic.example --no-webhook";
    const others = "--timeout 1.5 --json";
    const args = [...without("--text"), "--text-file", "note", ...`${more} ${files} ${others}`.split(" ")];
    expect(commandLine(args)).toMatchObject({
      text: { option: "--text-file", file: "note" },
      author: { firstName: "Rosa", lastName: "Delgado" },
      attachments: [
        { file: "C:/a.pdf", isPHI: true, isRestricted: true },
        { file: "b.png", isPHI: false, isRestricted: false },
      ],
      attachmentList: "more",
      tags: ["jonas@clinic.example"],
      webhookNotify: false,
      timeout: 1500,
    });
  });

  it("takes a text that begins with a dash, or holds an option's name, from behind an equals sign", () => {
    for (const text of ["- Hello", "--visible", "a=b"])
      expect(commandLine([...without("--text"), `--text=${text}`])).toMatchObject({ text: { text } });
  });

  it.for<[string, string[], RegExp]>([
    ["an option alone", ["--json"], /command is missing/],
    ["another command", ["delete", ...least.slice(1)], /there is add/],
    ["a mistyped command", ["ad", ...least.slice(1)], /did you mean add\?/],
    ["no case", ["add", ...least.slice(2)], /CASE_ID is missing/],
    ["an empty case", least.with(1, ""), /CASE_ID is missing/],
    ["a text without quotation marks", [...least, "Jane", "Roe"], /quotation marks/],
    ["no text", without("--text"), /either --text or --text-file/],
    ["both texts", [...least, "--text-file", "note"], /either --text or --text-file/],
    ["a text that is given twice", [...least, "--text", "Jane"], /--text is given twice/],
    ["no author", without("--author-email"), /--author-email/],
    ["no word on who sees it", without("--visible", 0), /--restricted or --visible/],
    ["both words on who sees it", [...least, "--restricted"], /--restricted or --visible/],
    ["a value for who sees it", [...without("--visible", 0), "--visible=false"], /--visible takes no value/],
    ["no address", without("--env"), /--env or --base-url/],
    ["two addresses", [...least, "--base-url", "http://127.0.0.1"], /--env or --base-url/],
    ["an empty address", [...without("--env"), "--base-url", ""], /--base-url is empty/],
    ["another environment", [...without("--env"), "--env", "test"], /production or staging/],
    ["a file of which nothing is stated", [...least, "--attach", "a.pdf"], /number 1 must end with/],
    [
      "a file of which half is stated",
      [...least, "--attach", "a:phi:visible", "--attach", "b:phi"],
      /number 2/,
    ],
    ...["soon", "0", "1e9", "0x10", "3000000", "Infinity"].map((time): [string, string[], RegExp] => [
      `${time} as a time`,
      [...least, "--timeout", time],
      /seconds/,
    ]),
    [
      "a mistyped option",
      [...least, "--txt", "Jane Roe"],
      /argument 10 is not an option; did you mean --text\?/,
    ],
    ["an option that is cut short", [...least, "--att", "Jane Roe"], /did you mean --attach\?/],
    ["what is near to no option", [...least, "--Jane-Roe"], /^argument 10 is not an option$/],
    ["a short option that isn't one", [...least, "-x"], /^argument 10 is not an option$/],
    ["a text that was no UTF-8", least.with(3, "Jane M\ufffdller"), /^--text holds no UTF-8 text$/],
    ["a name that was none", [...least, "--author-last-name", "M\ufffdller"], /--author-last-name holds no/],
    ["an option without its value", [...least, "--tag"], /--tag needs a value/],
    [
      "an option in place of a value",
      [...without("--text"), "--text", "--json"],
      /--text needs a value; .* --text=VALUE/,
    ],
    ["no shell", ["completion"], /bash, zsh, fish/],
    ["another shell", ["completion", "Jane"], /bash, zsh, fish/],
  ])("explains %s without repeating a value", ([, args, problem]) => {
    const read = () => commandLine(args);
    expect(read).toThrow(UsageProblem);
    expect(read).toThrow(problem);
    expect(read).not.toThrow(/Jane|Roe|Hello|rosa|7c0e/);
  });

  it("helps", () => {
    for (const args of [["--help"], ["-h"], ["add", "--help"], ["help"], ["help", "add"]])
      expect(commandLine(args)).toEqual({ name: "help" });
    for (const args of [["--version"], ["-v"]]) expect(commandLine(args)).toEqual({ name: "version" });
    expect(commandLine(["completion", "fish"])).toEqual({ name: "completion", shell: "fish" });
  });
});
