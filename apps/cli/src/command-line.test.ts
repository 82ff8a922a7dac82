import { describe, expect, it } from "vitest";
import { type AddCommand, commandLine } from "./command-line.ts";

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
      text: "Hello",
      isRestricted: false,
      author: { email: "rosa@clinic.example" },
      attachments: [],
      tags: [],
      webhookNotify: true,
      target: { environment: "staging" },
      timeout: 60_000,
      json: false,
    } satisfies { name: "add" } & AddCommand);
  });

  it("reads everything else", () => {
    const more = "--author-first-name Rosa --author-last-name Delgado --attach C:/a.pdf:phi:restricted";
    const files = "--attach b.png:no-phi:visible --tag jonas@clinic.example --no-webhook --timeout 5 --json";
    expect(commandLine([...least, ...more.split(" "), ...files.split(" ")])).toMatchObject({
      author: { firstName: "Rosa", lastName: "Delgado" },
      attachments: [
        { file: "C:/a.pdf", isPHI: true, isRestricted: true },
        { file: "b.png", isPHI: false, isRestricted: false },
      ],
      tags: ["jonas@clinic.example"],
      webhookNotify: false,
      timeout: 5000,
      json: true,
    });
  });

  it.for<[string, string[], RegExp]>([
    ["no command", [], /command is missing/],
    ["another command", ["delete", ...least.slice(1)], /one command: add/],
    ["no case", ["add", ...least.slice(2)], /CASE_ID is missing/],
    ["a text without quotation marks", [...least, "Jane", "Roe"], /quotation marks/],
    ["no text", without("--text"), /--text is missing/],
    ["no author", without("--author-email"), /--author-email/],
    ["no word on who sees it", without("--visible", 0), /--restricted or --visible/],
    ["both words on who sees it", [...least, "--restricted"], /--restricted or --visible/],
    ["no address", without("--env"), /--env or --base-url/],
    ["two addresses", [...least, "--base-url", "http://127.0.0.1"], /--env or --base-url/],
    ["another environment", [...without("--env"), "--env", "test"], /production or staging/],
    ["a file of which nothing is stated", [...least, "--attach", "a.pdf"], /number 1 must end with/],
    [
      "a file of which half is stated",
      [...least, "--attach", "a:phi:visible", "--attach", "b:phi"],
      /number 2/,
    ],
    ["no time", [...least, "--timeout", "soon"], /seconds/],
    ["an option that isn't one", [...least, "--txt", "Jane Roe"], /no option --txt/],
    ["an option without its value", [...least, "--tag"], /--tag is not used/],
  ])("explains %s without repeating a value", ([, args, problem]) => {
    const command = commandLine(args);
    expect(command).toMatchObject({ name: "usage", problem: expect.stringMatching(problem) });
    expect(JSON.stringify(command)).not.toMatch(/Jane|Roe|Hello|rosa|7c0e/);
  });

  it("helps", () => {
    expect(commandLine(["--help"])).toEqual({ name: "help" });
    expect(commandLine(["add", "--help"])).toEqual({ name: "help" });
    expect(commandLine(["help"])).toEqual({ name: "help" });
    expect(commandLine(["--version"])).toEqual({ name: "version" });
  });
});
