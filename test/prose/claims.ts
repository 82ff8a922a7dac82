import { readFile } from "node:fs/promises";
import { createClient } from "@case-comments/client";
import { contract, operation } from "@case-comments/contract";
import { builtInResponses, freeAnswerBytes } from "@case-comments/contract-server";
import { startMock } from "@case-comments/mock";
import { help } from "../../apps/cli/src/help.ts";
import { usualPort as sandboxPort } from "../../apps/sandbox/src/command/command-line.ts";
import { exitCode as sandboxExit } from "../../apps/sandbox/src/command/exit-code.ts";
import { orderedFault } from "../../apps/sandbox/src/faults/ordered-fault.ts";
import { mostLevels } from "../../apps/sandbox/src/operations/add-comment.ts";
import { linkLifeMs } from "../../apps/sandbox/src/webhooks/attachment-links.ts";
import manifest from "../../package.json" with { type: "json" };
import { checkOptions } from "../../packages/client/src/client-options.ts";
import { budgetBytes } from "../../packages/contract-server/src/http/read-body.ts";
import { commandLine } from "../../packages/mock/src/command-line.ts";
import { exitCode } from "../../packages/mock/src/exit-code.ts";
import { faults } from "../../packages/mock/src/faults.ts";
import { leastTokenLength } from "../../packages/mock/src/run.ts";
import { envelope, unknownPreference } from "../../packages/mock/src/undocumented-responses.ts";
import { aCase } from "../contract/request-cases.ts";
import { nodes } from "../runtimes/runtime.ts";

const comment = { text: "", isRestricted: true, author: { email: "rosa@clinic.example" } };
const english = (number: number) => number.toLocaleString("en-US");
const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
const majors = Object.keys(nodes).map((name) => name.replace("Node ", ""));
const { failures, reservedValues } = operation("addCaseComment");
const statusOf = (kind: string) => failures.find((failure) => failure.kind === kind)?.status;
const { maxBodyBytes, timeout, retries } = checkOptions({ apiKey: "a-key", environment: "staging" });
const mockDefaults = commandLine([], true);
if (mockDefaults.name !== "run") throw new Error("The mock doesn't run without options");
const mockAddress = `http://127.0.0.1:${mockDefaults.port}`;
const keptBytes = await constantIn("packages/mock/src/journal.ts", "mostBodyBytes");
const keptRequests = await constantIn("packages/mock/src/journal.ts", "mostRequests");
const countedKeys = await constantIn("packages/mock/src/journal.ts", "mostCounted");
const responseBytes = await constantIn("packages/client/src/send/response.ts", "maxResponseBytes");
const webhookTimeout = await constantIn("apps/sandbox/src/webhooks/send-event.ts", "timeoutMs");
const sitePort = await found("apps/front-page/src/start.ts", /portFrom\("PORT", (\d+)\)/);
const deskPort = await found("apps/front-page/src/start.ts", /portFrom\("DESK_PORT", (\d+)\)/);
const startedMockPort = await found("apps/front-page/src/start.ts", /portFrom\("MOCK_PORT", (\d+)\)/);
const startedSandboxPort = await found("apps/front-page/src/start.ts", /portFrom\("SANDBOX_PORT", (\d+)\)/);
const sandboxMajor = await found("apps/sandbox/bin/case-comments-sandbox.js", /major < (\d+)/);
const sandboxMinor = await found("apps/sandbox/bin/case-comments-sandbox.js", /minor < (\d+)/);
const pageLimit = await found(
  "apps/sandbox/api/openapi.yaml",
  /name: limit[^#]*?schema: \{ type: integer, minimum: 1, (maximum: \d+, default: \d+) \}/,
);
const [mostOfPage, usualOfPage] = pageLimit.match(/\d+/g) ?? [];
const sandboxAway = await found("apps/sandbox/src/call-handler.ts", /envelope\((\d+), "The database/);
const oldestMinor = await found("apps/front-page/start.js", /minor < (\d+)/);
const oldestMajor = await found("apps/front-page/start.js", /major === (\d+)/);
const prism = await found("packages/mock/package.json", /"@stoplight\/prism-http": "([\d.]+)"/);
const {
  brokenHttp,
  methodNotAllowed,
  unknownPath,
  unsupportedEncoding,
  unsupportedTransferEncoding,
  unknownExpectation,
} = builtInResponses(envelope);
const tooLarge = await issueOfTooLarge();
const unknownInUpload = await classesUnknownInUpload();
const notRejected = await statusesThatDoNotReject();
const signals = await found("apps/sandbox/src/command/serve.ts", /once\(process, "(SIGTERM)"\)/);
const ownMock = await found(
  "packages/mock/src/start-mock.ts",
  /if \(controlUrl && (.*)\)\n +return joinMock/,
);
const [ownOption = "", ...ownOptions] = ownMock.match(/[a-z]{3,}(?= ===|$)|(?<=!)[a-z]+/g) ?? [];
const longCalls = await found("test/faults/random-faults.test.ts", /^const calls = .* \? ([\d_]+) :/m);
const longRequests = await found(
  "test/hostile/generated-requests.test.ts",
  /^const requests = .* \? ([\d_]+) :/m,
);
const lockfiles = Object.entries(manifest.scripts).filter(([, script]) =>
  script.startsWith("npm ci --prefix"),
);
const testsWithLockfile = lockfiles.filter(([name]) => name.startsWith("test:"));
const others = lockfiles.filter(([name]) => !name.startsWith("test:")).map(([name]) => `\`npm run ${name}\``);

/**
 * What prose says of the code in sentences, made from the code: each must stand in its file, line
 * breaks aside. What stands in tables is held to its source elsewhere.
 */
export const claims: Record<string, readonly string[]> = {
  "README.md": [
    `an OpenAPI ${contract.document.openapi.split(".").slice(0, 2).join(".")} description`,
    `\`PORT\`, \`DESK_PORT\`, \`MOCK_PORT\` and \`SANDBOX_PORT\` choose other ports than ${sitePort}, ${deskPort}, ${startedMockPort} and ${startedSandboxPort}.`,
    `<http://127.0.0.1:${sitePort}/docs/>`,
    `bring Node ${oldestMajor}.${oldestMinor} or newer`,
    `leave \`text\` out, and you get the documented ${statusOf("missingRequiredField")}`,
    `${capital(word(reservedValues.filter(({ name }) => name === "caseId").length))} case ids are set aside for answers`,
  ],
  "CONTRIBUTING.md": [
    `lets it meet every fault on Node ${majors.join(", ")}, Bun, Deno and workerd,`,
    `${english(numberOf(longCalls))} calls through random faults, ${english(numberOf(longRequests))} generated requests to the mock`,
    `The first ${word(testsWithLockfile.length)} and ${others} have tools with lockfiles of their own`,
  ],
  "apps/cli/README.md": meaningsInHelp(),
  "apps/sandbox/CHANGELOG.md": [`## ${await found("apps/sandbox/package.json", /"version": "([\d.]+)"/)}`],
  "apps/sandbox/README.md": [
    `It needs Node ${sandboxMajor}.${sandboxMinor} or newer`,
    `a page of up to \`limit\` at a time (${usualOfPage}, at most ${mostOfPage})`,
    `A ${created()} means that comment, files`,
    `"http://127.0.0.1:${sandboxPort}/`,
    `gets ${statusOf("permissionDenied")}, and one on any other case ${statusOf("caseNotFound")}`,
    `\`${faults["503"].id.replace("0f0503", "1f0503")}\` is a ${faultNamed("503")} for a comment that is there`,
    "the same ids with `1f` in the place of `0f`",
    `${list(faultsThatRefuse("kept=true"))} never keep the comment`,
    `${list(faultsThatRefuse("kept=false"))} always do`,
    `an answer is waited for ${webhookTimeout / 1000} seconds`,
    `${signals} ends it after the calls that are under way`,
    `anybody can read for ${linkLifeMs / 60_000} minutes from the attempt on`,
    `calls get ${sandboxAway}, and the sandbox goes on`,
    `of more than ${freeAnswerBytes / 1024} kB share ${budgetBytes / 1_000_000} MB of memory`,
    `nested deeper than ${english(mostLevels)} levels: that comment gets ${statusOf("bodyTooLarge")}`,
    `Exit codes: ${sandboxExit.done} stopped or done, ${sandboxExit.failed} could not, ${sandboxExit.usage} wrong usage`,
  ],
  "apps/docs/guides/attachments.md": [
    `about ${megabytes((maxBodyBytes * 3) / 4)} together`,
    `The mock answers ${statusOf("bodyTooLarge")}.`,
    `as \`${tooLarge.kind}\` with the issue \`${tooLarge.code}\``,
  ],
  "apps/docs/guides/errors-and-delivery.md": [
    `A 4xx is given instead of a comment, so it is \`rejected\`, 413 and 429 included. The exception is ${notRejected},`,
    `- ${notRejected}, 3xx, 5xx, and a ${created()} that can't be read are \`unknown\``,
    `and all but a ${unknownInUpload.join(", ")} are \`not-sent\``,
    `because a connection failed, ${["not at all", "once", "twice", "three times"][retries]} unless \`retries\` says otherwise`,
    "Node's `fetch` takes a 407, and a 100 it did not ask for, for a broken connection",
    `everything but a readable ${created()} and a 4xx other than ${notRejected} as \`unknown\``,
  ],
  "apps/docs/guides/getting-started.md": [
    `It listens on \`${mockAddress}\`.`,
    `The answer is a ${created()} with the id of the comment.`,
    `it is the ${statusOf("missingRequiredField")} that the vendor documents for a missing field`,
  ],
  "apps/docs/guides/mock.md": [
    `leave a field out, and you get the documented ${statusOf("missingRequiredField")}`,
    `a fault (\`{ fault: "${faultNamed("503")}" }\`)`,
  ],
  "apps/docs/guides/not-documented.md": [],
  "apps/docs/guides/other-tools.md": [`unless it is a 4xx other than ${notRejected}.`],
  "apps/docs/guides/sandbox.md": [
    `It listens on \`http://127.0.0.1:${sandboxPort}\``,
    `After a ${faultNamed("503")}, a time-out`,
    `\`Prefer: fault=${faultNamed("503")}\` answers without`,
    `\`Prefer: fault=${faultNamed("503")}, kept=true\` keeps it first`,
    `order \`Prefer: fault=${faultNamed("503")}, kept=true\`, and the event`,
  ],
  "apps/docs/guides/tagging-assignees.md": [
    `the answer is the ${statusOf("invalidTaggedUser")} \`invalidTaggedUser\``,
  ],
  "packages/client/README.md": [
    `(\`retries\`, ${retries} by default,`,
    `from 1 to ${megabytes((maxBodyBytes * 3) / 4)}`,
    `The request may have ${english(maxBodyBytes)} bytes (\`maxBodyBytes\`), about ${megabytes((maxBodyBytes * 3) / 4)} of files`,
    `\`timeout\` (${english(timeout)} ms by default`,
    `\`error.responseBody()\` (up to ${responseBytes / 1024} kB)`,
    `An answer is read to ${responseBytes / 1024} kB and no further.`,
    // What test/frameworks tries it with.
    `Node ${majors.at(-1)} goes through a proxy, and trusts an authority of your own, by its environment alone:`,
  ],
  "packages/client/CHANGELOG.md": [
    `## ${await found("packages/client/package.json", /"version": "([\d.]+)"/)}`,
  ],
  "packages/mock/CHANGELOG.md": [`## ${await found("packages/mock/package.json", /"version": "([\d.]+)"/)}`],
  "packages/mock/README.md": [
    `It runs on Node ${majors.slice(0, -1).join(", ")} and ${majors.at(-1)},`,
    `| \`--port PORT\` | ${mockDefaults.port}, or a free one with a command; 0 takes a free one |`,
    `| \`--host HOST\` | ${mockDefaults.host} |`,
    `\`case-comments-mock --port ${mockDefaults.port}\` serves until`,
    '`{"event":"listening","url":"http://127.0.0.1:…"}`',
    `Exit codes: ${exitCode.stopped} stopped, ${exitCode.couldNotStart} could not start (a taken port, say), ${exitCode.usage} wrong usage, ${exitCode.recordFailed} if a line of the record was lost; with a command, the command's, ${exitCode.noSuchCommand} if there is no such command`,
    `Only a ${ownOption}, a ${ownOptions
      .map((name) => `\`${name}\``)
      .join(", a ")
      .replace(/, a (`\w+`)$/, " or $1")} makes it start its own.`,
    `give the token yourself, ${leastTokenLength} characters or more`,
    `\`mock.requests()\` holds the last ${english(keptRequests)} requests of all keys, and ${megabytes(keptBytes)} of bodies`,
    `Of more than ${english(countedKeys)} keys, one with none of these requests is counted anew`,
    `a fault (\`{ fault: "${faultNamed("503")}" }\`)`,
    `\`{ code: ${statusOf("caseNotFound")} }\``,
    `Leave \`text\` out, and you get the documented ${statusOf("missingRequiredField")} for that`,
    `After ${list(await faultsOfUnknownDelivery())}, your code can't know whether the comment exists`,
    `errors: ${brokenHttp.status} for what is not HTTP/1.1 or lacks \`Host\`, ${unknownPath.status} for an unknown path, a slash at a path's end or an answer that \`Prefer\` asks for in vain, ${methodNotAllowed([]).status} with \`Allow\`, ${unsupportedEncoding.status} for any \`Content-Encoding\`, ${unknownExpectation.status} for an unknown \`Expect\`, ${unknownPreference.status} for a \`Prefer\` that can't be meant, ${unsupportedTransferEncoding.status} for any \`Transfer-Encoding\` but \`chunked\`.`,
    `Prism is bundled in version ${prism}.`,
  ],
};

function word(number: number): string {
  return (
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][number] ?? english(number)
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the terminal app's help says of each exit code, as a row of a table. */
function meaningsInHelp(): string[] {
  const [, codes = ""] = /^Exit codes\n((?: {2}\d.*\n)+)/m.exec(help) ?? [];
  return Array.from(
    codes.matchAll(/^ {2}(\d+) +(.+?) {2,}(.+)$/gm),
    ([, code, name, meaning]) => `| ${code} | ${name} | ${meaning}`,
  );
}

/** The faults that the sandbox refuses together with a preference. */
function faultsThatRefuse(preference: string): string[] {
  return Object.keys(faults).filter((fault) => {
    const headers = { prefer: `fault=${fault}, ${preference}` };
    const call = { method: "POST", url: "", operation: "addCaseComment", headers, path: {} };
    return orderedFault(call) === "invalid";
  });
}

/** The name of a fault, where there is one of that name. */
function faultNamed(name: keyof typeof faults): string {
  return name in faults ? name : "no fault";
}

function list(names: string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

/** The faults of the mock after which the client says that the comment may exist, by their ids. */
async function faultsOfUnknownDelivery(): Promise<string[]> {
  const mock = await startMock();
  const client = createClient({ apiKey: "a-key", baseUrl: mock.url, retries: 0 });
  const outcomes = Object.entries(faults).map(async ([name, { id }]) => {
    // Before the body is read no server has it whole, whatever a client makes of a small one.
    if (name === "reset") return [];
    // Whoever waits long enough gets the whole answer.
    if (name === "slow") return [];
    const controller = new AbortController();
    const call = client.addComment(id, comment, { signal: controller.signal });
    if (name === "stall") await mock.session("a-key").waitFor(({ response }) => response === name);
    if (name === "stall") controller.abort();
    const result = await call;
    return !result.ok && result.error.delivery === "unknown" ? [{ name, id }] : [];
  });
  const unknown = (await Promise.all(outcomes)).flat();
  await mock.close();
  return unknown.toSorted((one, other) => one.id.localeCompare(other.id)).map(({ name }) => name);
}

function created(): number | undefined {
  return operation("addCaseComment").responseExamples[0]?.status;
}

/** The statuses among the 4xx after which the client does not say that the comment does not exist. */
async function statusesThatDoNotReject(): Promise<number[]> {
  const statuses = Array.from({ length: 100 }, (_, index) => 400 + index);
  const outcomes = statuses.map(async (status) => {
    const client = createClient({
      apiKey: "a-key",
      baseUrl: "http://127.0.0.1",
      fetch: async (_url, { body }) => {
        await new Response(body as BodyInit).arrayBuffer();
        return new Response("{}", { status });
      },
    });
    const result = await client.addComment(aCase, comment);
    return result.ok || result.error.delivery !== "rejected" ? [status] : [];
  });
  return (await Promise.all(outcomes)).flat();
}

/** What becomes of a body that is larger than a client may send. */
async function issueOfTooLarge() {
  const client = createClient({ apiKey: "a-key", environment: "staging", maxBodyBytes: 1 });
  const result = await client.addComment(aCase, comment);
  if (result.ok || result.error.kind !== "invalidInput") throw new Error("It was sent");
  return { kind: result.error.kind, code: result.error.issues[0]?.code };
}

/** The classes of answers, but the 4xx, that leave a comment possible even while its body is on its way. */
async function classesUnknownInUpload(): Promise<string[]> {
  const outcomes = [200, 300, 500].map(async (status) => {
    const client = createClient({
      apiKey: "a-key",
      baseUrl: "http://127.0.0.1",
      fetch: async (_url, { body }) => {
        await body?.getReader().read();
        return new Response("{}", { status });
      },
    });
    const result = await client.addComment(aCase, {
      ...comment,
      text: "More than goes out at once. ".repeat(200),
    });
    return !result.ok && result.error.delivery === "unknown" ? [`${status / 100}xx`] : [];
  });
  return (await Promise.all(outcomes)).flat();
}

/** A constant that a module keeps to itself: a number, or a product of numbers. */
async function constantIn(file: string, name: string): Promise<number> {
  const product = await found(file, new RegExp(`^const ${name} = ([\\d_ *]+);$`, "m"));
  return product.split("*").reduce((result, factor) => result * numberOf(factor), 1);
}

/** A number as it is written in code. */
function numberOf(literal: string): number {
  return Number(literal.replaceAll("_", ""));
}

async function found(file: string, pattern: RegExp): Promise<string> {
  const source = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
  const [, value] = pattern.exec(source) ?? [];
  if (value === undefined) throw new Error(`${file} has no ${pattern}`);
  return value;
}
