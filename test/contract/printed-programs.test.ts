import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@case-comments/mock";
import { type Language, languages, type PrintableRequest } from "@case-comments/openapi/print";
import { fileNames, codeSamples as printedSamples } from "@case-comments/openapi/print/code-samples";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLeftOut, runProgram } from "./code-samples.ts";
import { type Recorded, startRecorder } from "./recorder.ts";
import { aCase } from "./request-cases.ts";

/** Texts that mean something to a shell, a template, a JSON reader or an eye. */
const hostile = {
  "a command": "$(touch pwned) `touch pwned` \u0024{PATH} $HOME; touch pwned & | > pwned",
  "quotation marks": `it's "quoted" '\\'' \\" ''' """`,
  "the end of a here-document": "first\nJSON\nEOF\ntouch pwned",
  "back slashes": "\\ \\\\ \\n \\u0041 %s %d \\x00 C:\\new\\table",
  "line ends": "\r\n one \r two \n\n",
  "a template": "\u0024{process.env.CV_API_KEY} {{cvApiKey}} {{{baseUrl}}} {{$guid}} #{x} <%= x %>",
  markup: "</script><script>alert(1)</script><!-- & &amp;",
  "right to left": "\u202eabc\u2066def\u2069 \u200f \ufeff \u2028 \u2029",
  "other alphabets": "é 漢字 \ud83d\ude00 ﷺ \u0301",
  "history expansion": "!! !$ !touch ^a^b",
  "an option": "--data-binary @/etc/passwd",
  "a file": "@/etc/passwd",
  "control characters": "\u0001\u001b[31m\u0007\u007f\u0085",
  NUL: "a\u0000b",
  "half of a character": "a\ud800b",
} as const;

const valid = (communication: object) => ({
  action: "ADD_COMMUNICATION",
  communication: {
    text: "Hello",
    isRestricted: false,
    author: { email: "rosa@clinic.example" },
    ...communication,
  },
});

const request = (body: string, more: Partial<PrintableRequest> = {}): PrintableRequest => ({
  title: "Adds a comment",
  method: "POST",
  path: `/api/v1/cases/${aCase}`,
  headers: { "cv-api-key": "", "content-type": "application/json" },
  body,
  ...more,
});

describe.each(languages)("a request, printed in $label", (language) => {
  const fileName = fileNames[language.label] ?? "";
  let mock: Mock;
  let recorder: Awaited<ReturnType<typeof startRecorder>>;
  let folder: string;
  beforeAll(async () => {
    mock = await startMock();
    recorder = await startRecorder(mock.url);
    folder = await mkdtemp(join(tmpdir(), "case-comments-printed-"));
    await mkdir(join(folder, "node_modules/@case-comments"), { recursive: true });
    const client = fileURLToPath(new URL("../../packages/client", import.meta.url));
    await symlink(client, join(folder, "node_modules/@case-comments/client"));
  });
  afterAll(async () => {
    await recorder?.close();
    await mock?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  /** Prints and runs it. Gives what arrived and how the program ended, or why it was not printed. */
  async function sent(printable: PrintableRequest, files: Record<string, Uint8Array> = {}) {
    const printed = language.print(printable);
    if ("refusal" in printed) return printed;
    const file = join(folder, fileName);
    await writeFile(file, printed.source);
    const before = recorder.requests.length;
    const { code, stdout, stderr } = await runProgram(file, recorder.url, { files, key: "a-key" });
    const [arrived, ...others] = recorder.requests.slice(before) as [Recorded | undefined];
    // The client looks at a comment before it sends it.
    if (!arrived && language.label === "TypeScript" && stderr === "invalidInput\n")
      return { refusal: stderr };
    if (!arrived || others.length > 0) throw new Error(`${others.length} more; ${code}: ${stderr}`);
    return { code, stdout, arrived };
  }

  const isBySkilled = language.label === "TypeScript" || language.label === "Terminal";
  const skipped = isLeftOut({ file: fileName, name: "", operation: "" });

  it.for(Object.entries(hostile))("prints %s, or says that it can't", ([name, text]) => {
    const isRefused = language.label === "Terminal" && ["NUL", "half of a character"].includes(name);
    expect("refusal" in language.print(request(JSON.stringify(valid({ text }))))).toBe(isRefused);
  });

  // Most of what a run costs is the start of its interpreter, so one carries as many texts as it can.
  it.for(hostileComments(language))(
    "carries hostile texts as they are, %#",
    { skip: skipped },
    async (body) => {
      const outcome = await sent(request(JSON.stringify(body, null, 2)));
      if ("refusal" in outcome) throw new Error(outcome.refusal);
      expect(json(outcome.arrived)).toEqual(withDefaults(language, body));
      expect(outcome.arrived.headers["cv-api-key"]).toBe("a-key");
      expect(outcome.code).toBe(0);
      expect(outcome.stdout).not.toContain("a-key");
    },
  );

  it("reads files, whatever they are called", { skip: skipped }, async () => {
    const names = ['it\'s a $(touch pwned) `scan` "1".pdf', "-rf.txt", "two\nlines {{x}}.txt"];
    const content = (index: number) => Buffer.from(Array.from({ length: 300 * index }, (_, at) => at % 256));
    const placeholder = (name: string) => `⟨${name}⟩`;
    const attachments = names.map((fileName) => ({
      fileName,
      content: placeholder(fileName),
      isPHI: true,
      isRestricted: false,
    }));
    const body = valid({ text: 'She said "⟨-rf.txt⟩', attachments });
    const files = new Map(names.map((name) => [placeholder(name), name]));
    const contents = Object.fromEntries(names.map((name, index) => [name, content(index)]));
    const outcome = await sent(request(JSON.stringify(body), { files }), contents);
    if ("refusal" in outcome) throw new Error(outcome.refusal);
    const expected = attachments.map((each, index) => ({
      ...each,
      content: content(index).toString("base64"),
    }));
    expect(json(outcome.arrived)).toEqual(
      withDefaults(language, { ...body, communication: { ...body.communication, attachments: expected } }),
    );
    expect(outcome.code).toBe(0);
  });

  it("carries files that are there already", { skip: skipped }, async () => {
    const attachment = { fileName: "it's.txt", content: "SGVsbG8=", isPHI: false, isRestricted: true };
    const body = valid({ attachments: [attachment, { ...attachment, isPHI: true }] });
    const outcome = await sent(request(JSON.stringify(body)));
    if ("refusal" in outcome) throw new Error(outcome.refusal);
    expect(json(outcome.arrived)).toEqual(withDefaults(language, body));
  });

  const odd: [string, string][] = [
    ["no JSON", '{"action": $(touch pwned) \'"'],
    ["nothing", ""],
    [
      "a number that no program holds",
      JSON.stringify(valid({})).replace("{", '{"x":12345678901234567890.10,'),
    ],
    ["a key that comes twice", JSON.stringify(valid({})).replace("{", '{"action":"OTHER",')],
    ["a prototype", JSON.stringify(valid({})).replace("{", '{"__proto__":{"action":1},')],
    ["keys of any kind", JSON.stringify({ ...valid({}), "it's $(x)": null, "1": [[], {}, [true, -0.5e-9]] })],
    ["what is deeper than a parser goes", `${"[".repeat(3_000)}${"]".repeat(3_000)}`],
    ["fields of the wrong kind", JSON.stringify({ action: 5, communication: null })],
  ];

  it.for(odd)("carries %s, or says that it can't", { skip: skipped }, async ([, body]) => {
    const outcome = await sent(request(body));
    expect("refusal" in outcome).toBe(isBySkilled);
    if ("refusal" in outcome) return;
    const arrived = outcome.arrived.body.toString();
    if (isJson(body)) expect(plain(JSON.parse(arrived))).toBe(plain(JSON.parse(body)));
    else expect(arrived).toBe(body);
    expect(outcome.code === 0).toBe(outcome.arrived.status === 200);
    if (body.includes("12345678901234567890")) expect(arrived).toContain("12345678901234567890.10");
  });

  it("leaves out the key, and says another content type, or that it can't", { skip: skipped }, async () => {
    const path = "/api/v1/cases/it's%20%24(x)%60%7B%7D[1-2]";
    const outcome = await sent(request("{}", { headers: { "content-type": "text/it's $(x)" }, path }));
    expect("refusal" in outcome).toBe(isBySkilled);
    if ("refusal" in outcome) return;
    expect(outcome.arrived).toMatchObject({ url: path, status: 415 });
    expect(outcome.arrived.headers["content-type"]).toBe("text/it's $(x)");
    expect(outcome.arrived.headers).not.toHaveProperty("cv-api-key");
  });

  // A collection holds its files itself.
  if (language.label !== "Postman")
    it("sends nothing when a file is missing", { skip: skipped }, async () => {
      const body = valid({
        attachments: [{ fileName: "a.txt", content: "⟨a.txt⟩", isPHI: true, isRestricted: false }],
      });
      const files = new Map([["⟨a.txt⟩", "a.txt"]]);
      await expect(sent(request(JSON.stringify(body), { files }))).rejects.toThrow();
      expect(recorder.requests.some(({ body: sent }) => sent.includes("a.txt"))).toBe(false);
    });
});

describe("the code samples of the contract", () => {
  it.for(Object.entries(printedSamples))("%s is as it is printed", async ([file, source]) => {
    const url = new URL(`../../openapi/code-samples/${file}`, import.meta.url);
    expect(await readFile(url, "utf8"), "run node openapi/print/generate.ts").toBe(source);
  });
});

const json = ({ body }: Recorded): unknown => JSON.parse(body.toString());
// Unlike an assertion of equality, a text tells a property named __proto__ from a prototype.
const plain = (value: unknown) => JSON.stringify(value);

/** Comments that hold every hostile text, in every place that a program treats in a way of its own. */
function hostileComments({ label }: Language): ReturnType<typeof valid>[] {
  const comment = (text: string, firstName: string, lastName: string, more = {}) =>
    valid({ text, author: { email: "rosa@clinic.example", firstName, lastName: `-${lastName}` }, ...more });
  const names = (text: string) => ({ email: "t@clinic.example", firstName: text, lastName: `-${text}` });
  if (label !== "Terminal") {
    const [text = "", ...others] = Object.values(hostile);
    return [comment(text, text, text, { taggedUsers: others.map(names) })];
  }
  // Its text comes through a pipe, and names are arguments, which begin and end with whatever they do.
  const { NUL: _, "half of a character": __, "an option": option, "a file": file, ...inside } = hostile;
  const all = Object.values(inside).join(" ");
  const atTheEnd = inside["line ends"];
  return [
    comment(option + all + atTheEnd, option + all, all),
    comment(atTheEnd, file + all, option),
    comment(file, atTheEnd, file + atTheEnd),
  ];
}

/** The terminal app states what the contract takes for granted. */
function withDefaults({ label }: Language, body: { communication: object }) {
  if (label !== "Terminal") return body;
  return { ...body, communication: { webhookNotify: true, ...body.communication } };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
