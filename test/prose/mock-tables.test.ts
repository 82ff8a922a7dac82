import { maxHeaderSize } from "node:http";
import { mostValues, operation } from "@case-comments/contract";
import { builtInResponses, usualTimeouts } from "@case-comments/contract-server";
import { describe, expect, it } from "vitest";
import { leastProgress, lookMs } from "../../packages/contract-server/src/http/byte-budget.ts";
import { mostWaiting } from "../../packages/contract-server/src/http/connections.ts";
import { budgetBytes, smallBytes, tinyBytes } from "../../packages/contract-server/src/http/read-body.ts";
import { answerProperties } from "../../packages/mock/src/answers/queued-answer.ts";
import { options } from "../../packages/mock/src/command-line.ts";
import { controlContract } from "../../packages/mock/src/control/control-contract.ts";
import { exitCode } from "../../packages/mock/src/exit-code.ts";
import { faults } from "../../packages/mock/src/faults.ts";
import { help } from "../../packages/mock/src/help.ts";
import { parsePrefer } from "../../packages/mock/src/prefer.ts";
import { canaryVariables } from "../../packages/mock/src/rehearse/canaries.ts";
import { rehearseOptions } from "../../packages/mock/src/rehearse/command-line.ts";
import { rehearseHelp } from "../../packages/mock/src/rehearse/help.ts";
import { findingKinds, questionKinds } from "../../packages/mock/src/rehearse/judge.ts";
import { usualFaults } from "../../packages/mock/src/rehearse/rehearsed-faults.ts";
import { usualTimeoutMs } from "../../packages/mock/src/session.ts";
import { startMock } from "../../packages/mock/src/start-mock.ts";
import { undocumentedResponse, unknownPreference } from "../../packages/mock/src/undocumented-responses.ts";
import { namesIn, readProse, rowsOf } from "./markdown.ts";

const { methodNotAllowed, ...builtIn } = builtInResponses((status, error) => ({ status, error }));
const readme = "packages/mock/README.md";
const guide = "apps/docs/guides/mock.md";
const { failures, reservedValues, responseExamples, maxBodyBytes } = operation("addCaseComment");
const english = (number = 0) => number.toLocaleString("en-US");

describe("the mock's README", () => {
  it("lists every option, as the help does", async () => {
    const names = Object.keys(options).filter((name) => !["help", "version"].includes(name));
    const listed = (await rowsOf(readme, "option")).map(([cell]) => namesIn(cell)[0]?.split(" ")[0]);
    expect(listed).toEqual(names.map((name) => `--${name}`));
    const helped = [...help.matchAll(/--[a-z-]+/g)].map(([name]) => name);
    expect(new Set(helped)).toEqual(new Set(Object.keys(options).map((name) => `--${name}`)));
  });

  it("lists what a session does, and how long it waits", async () => {
    const mock = await startMock();
    const { url: _, apiKey: __, ...methods } = mock.session();
    await mock.close();
    const rows = await rowsOf(readme, "session");
    const listed = rows.map(([cell]) => namesIn(cell)[0]?.split("(")[0]);
    expect(new Set(listed)).toEqual(new Set(Object.keys(methods)));
    expect(String(rows)).toContain(`for ${english(usualTimeoutMs)} ms`);
  });

  it("lists every operation of the control, and all that an answer may say", async () => {
    const operations = controlContract.operations.map(({ method, path }) => `${method} ${path}`);
    const rows = await rowsOf(readme, "request");
    expect(new Set(rows.map(([cell]) => namesIn(cell)[0]))).toEqual(new Set(operations));
    const listed = namesIn(rows.find(([cell]) => cell?.includes("POST /answers"))?.[1]);
    expect(new Set(listed)).toEqual(new Set(answerProperties));
  });

  it("lists every value that is set aside, and what it gets", async () => {
    const rows = (await rowsOf(readme, "value")).map(([value, answer = ""]) => [
      namesIn(value)[0],
      answer.replace(/ \(.*\)$/, ""),
    ]);
    const expected = reservedValues.map(({ value, failure }) => {
      const { status, error } = failures.find(({ kind }) => kind === failure) ?? {};
      return [value, `${status} \`${error}\``];
    });
    expect(rows.sort()).toEqual(expected.sort());
  });

  it("lists every fault, and what happens", async () => {
    // An object puts names that are numbers first.
    const rows = Object.entries(faults).map(([name, { id, effect }]) => [`\`${name}\``, `\`${id}\``, effect]);
    expect((await rowsOf(readme, "fault")).sort()).toEqual(rows.sort());
  });

  it("states the limits", async () => {
    const seconds = (ms: number) => `${ms / 1000} s`;
    const rows = await rowsOf(readme, "limit");
    expect(rows.map(([limit, beyond]) => [limit, Number(/\b\d{3}\b/.exec(beyond ?? "")?.[0])])).toEqual([
      [`${english(maxBodyBytes)} bytes of body`, 413],
      [`${english(mostValues)} strings, arrays, objects and commas in a body`, 413],
      [`${maxHeaderSize / 1024} KiB of headers`, builtIn.headersTooLarge.status],
      [
        `${seconds(usualTimeouts.headers)} for the headers, then ${seconds(usualTimeouts.body)} for the body`,
        builtIn.timeout.status,
      ],
      [`${seconds(usualTimeouts.answer)} in which nothing more of an answer is taken`, Number.NaN],
      [
        `${english(mostWaiting)} requests that wait for the answers before them on their connections`,
        Number.NaN,
      ],
      [
        `${english(budgetBytes)} bytes for all bodies above ${english(smallBytes)} that are being read or answered, and as many for those of ${english(tinyBytes + 1)} to ${english(smallBytes)}`,
        builtIn.timeout.status,
      ],
    ]);
    expect(rows.at(-1)?.[1]).toBe(
      `the next waits for its turn, and its ${seconds(usualTimeouts.body)} begin then; 408 for whoever sends less than ${english(leastProgress)} bytes in ${seconds(lookMs)} while others wait, or too slowly to be done in time`,
    );
  });

  it("names every status that the contract doesn't speak of", async () => {
    const [, prose = ""] = /errors: (400 for[\s\S]*?)\.\n/.exec(await readProse(readme)) ?? [];
    const elsewhere = ["ready", "notReady", "timeout", "headersTooLarge", "handlerFailed"];
    const statuses = [...Object.values(builtIn), undocumentedResponse, unknownPreference]
      .filter(({ name }) => !elsewhere.includes(name))
      .map(({ status }) => status);
    expect(prose.match(/\b\d{3}\b/g)?.map(Number)).toEqual(
      [...new Set([...statuses, methodNotAllowed([]).status])].sort(),
    );
  });

  it("states the exit codes, as the help does", async () => {
    const stated = /Exit codes: (\d) stopped, (\d) could not start.*?, (\d) wrong usage/s;
    const codes = [exitCode.stopped, exitCode.couldNotStart, exitCode.usage].map(String);
    for (const text of [await readProse(readme), help]) expect(stated.exec(text)?.slice(1)).toEqual(codes);
    expect(await readProse(readme)).toContain(`${exitCode.noSuchCommand} if there is no such command`);
  });

  it("lists what a rehearsal names and asks", async () => {
    const names = (await rowsOf(readme, "it names")).map(([cell]) => namesIn(cell)[0]);
    expect(names).toEqual(findingKinds);
    const [, asked = ""] = /asks you to check these, (.*?)\.\n\n/s.exec(await readProse(readme)) ?? [];
    expect(namesIn(asked)).toEqual(questionKinds);
  });

  it("lists every option of rehearse and its defaults, as the help does", async () => {
    const names = Object.keys(rehearseOptions).filter((name) => name !== "help");
    const rows = await rowsOf(readme, "rehearse option");
    expect(rows.map(([cell]) => namesIn(cell)[0]?.split(" ")[0])).toEqual(names.map((name) => `--${name}`));
    const helped = [...rehearseHelp.matchAll(/--[a-z-]+/g)].map(([name]) => name);
    expect(new Set(helped)).toEqual(new Set(Object.keys(rehearseOptions).map((name) => `--${name}`)));
    const said = (option: string) => rows.find(([cell = ""]) => cell.includes(option))?.[1];
    expect(namesIn(said("--faults"))[1]).toBe(usualFaults.join());
    expect(said("--wait")).toContain(`(${rehearseOptions.wait.default})`);
    expect(rehearseHelp).toContain(`(${rehearseOptions.wait.default})`);
    expect(rehearseHelp.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("names every canary, as the help does", async () => {
    const [, listed = ""] =
      /They are (`CASE_COMMENTS_CANARY.*?)\. In JavaScript/s.exec(await readProse(readme)) ?? [];
    expect(namesIn(listed)).toEqual(Object.values(canaryVariables));
    for (const name of Object.values(canaryVariables))
      expect(rehearseHelp).toContain(name.replace(/^CASE_COMMENTS_CANARY(?!_KEY)/, ""));
  });

  it("states the exit codes of rehearse, as the help does", async () => {
    const stated =
      /(\d) nothing found, (\d) could not start or write, (\d) wrong usage,\s(\d) findings, (\d) can't\s?judge/;
    const { stopped, couldNotStart, usage, findings, cannotJudge } = exitCode;
    const codes = [stopped, couldNotStart, usage, findings, cannotJudge].map(String);
    for (const text of [await readProse(readme), rehearseHelp])
      expect(stated.exec(text)?.slice(1)).toEqual(codes);
  });

  it("shows a flag for Jest that Node takes from its environment", async () => {
    const [, flag = ""] = /^NODE_OPTIONS=(\S+) npm test$/m.exec(await readProse(readme)) ?? [];
    expect(process.allowedNodeEnvironmentFlags.has(flag)).toBe(true);
  });

  it("names the version of Prism that is inside", async () => {
    const { devDependencies } = JSON.parse(await readProse("packages/mock/package.json"));
    const version = devDependencies["@stoplight/prism-http"];
    expect(await readProse(readme)).toContain(`Prism is bundled in version ${version}.`);
  });
});

describe.each([readme, guide])("%s", (file) => {
  it("shows preferences that are understood, and examples that there are", async () => {
    for (const [cell = ""] of await rowsOf(file, "header")) {
      const [header = ""] = namesIn(cell);
      const preference = parsePrefer(header.replace(/^Prefer: /, ""));
      expect(preference, header).toBeDefined();
      expect(preference, header).not.toEqual({});
      const { code, example } = preference ?? {};
      const answers = responseExamples.filter(
        ({ status, name }) => status === (code ?? status) && name === (example ?? name),
      );
      expect(answers.length, header).toBeGreaterThan(0);
    }
  });
});

it("the README shows the way into the CI that the mock's README shows", async () => {
  const workflow = (prose: string) => /```yaml\n([\s\S]*?)```/.exec(prose)?.[1];
  const shown = workflow(await readProse("README.md")) ?? "";
  expect(shown).toContain("npx --no -- case-comments-mock");
  const used = [...shown.matchAll(/case-comments-mock (.*?)-- /g)].flatMap(([, given = ""]) =>
    given.split(/\s+/),
  );
  for (const option of used.filter((word) => word.startsWith("--")))
    expect(Object.keys(options)).toContain(option.slice(2));
});
