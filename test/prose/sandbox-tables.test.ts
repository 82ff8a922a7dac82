import { describe, expect, it } from "vitest";
import { hashOf, testTenant } from "../../apps/sandbox/src/access/test-keys.ts";
import { ownContract } from "../../apps/sandbox/src/api/served-contract.ts";
import { checkReceiverOptions } from "../../apps/sandbox/src/check-receiver/command-line.ts";
import { checkReceiverHelp } from "../../apps/sandbox/src/check-receiver/help.ts";
import { findingKinds, questionKinds } from "../../apps/sandbox/src/check-receiver/report/finding.ts";
import { administration } from "../../apps/sandbox/src/command/administration.ts";
import { serveOptions } from "../../apps/sandbox/src/command/command-line.ts";
import { help } from "../../apps/sandbox/src/command/help.ts";
import { storeOptions } from "../../apps/sandbox/src/command/store-options.ts";
import { orderedFault } from "../../apps/sandbox/src/faults/ordered-fault.ts";
import { listenOptions } from "../../apps/sandbox/src/listen/command-line.ts";
import { lineOf } from "../../apps/sandbox/src/listen/delivery.ts";
import { listenHelp } from "../../apps/sandbox/src/listen/help.ts";
import { noAnswer } from "../../apps/sandbox/src/listen/listener.ts";
import { attemptProblems } from "../../apps/sandbox/src/webhooks/attempt-problem.ts";
import { weathers } from "../../apps/sandbox/src/webhooks/weather.ts";
import { checkExitCode } from "../../packages/contract-server/src/report/publish-report.ts";
import { namesIn, readProse, rowsOf } from "./markdown.ts";

const readme = "apps/sandbox/README.md";

describe("the sandbox's README", () => {
  it("says whose the keys of a world are, and which case each may use", async () => {
    let lastCase = "";
    for (const [cell, , shown = ""] of await rowsOf(readme, "key")) {
      const key = (namesIn(cell ?? "")[0] ?? "").replace("NAME", "of-prose");
      const owner = testTenant(key)?.organizations.find(({ keys }) =>
        keys.some(({ hash }) => hash === hashOf(key)),
      );
      lastCase = namesIn(shown)[0] ?? lastCase;
      expect(owner?.caseIds).toContain(lastCase);
      const readsRestricted = owner?.keys.find(({ hash }) => hash === hashOf(key))?.readsRestricted;
      expect(readsRestricted).toBe(!key.endsWith(":outsider"));
    }
  });

  it("lists every operation of its own", async () => {
    const rows = await rowsOf(readme, "request");
    expect(rows.map(([cell]) => namesIn(cell ?? "")[0])).toEqual(
      ownContract.operations.map(({ method, path }) => `${method} ${path}`),
    );
  });

  it("says which orders keep the comment", async () => {
    for (const [cell, comment] of await rowsOf(readme, "`Prefer`")) {
      const prefer = namesIn(cell ?? "")[0] ?? "";
      const ordered = orderedFault({
        operation: "addCaseComment",
        method: "POST",
        url: "",
        path: {},
        headers: { prefer },
      });
      expect(ordered).toMatchObject({ isKept: comment === "is there" });
    }
  });

  it.each([
    ["`weather`", weathers],
    ["`problem`", attemptProblems],
  ])("says what each %s is", async (column, known) => {
    const listed = (await rowsOf(readme, column)).map(([cell = "", effect]) => [namesIn(cell)[0], effect]);
    expect(listed).toEqual(Object.entries(known));
  });

  it("says what stands in the columns of listen", async () => {
    const [time, verdict, event, comment, answer, ...none] = await rowsOf(readme, "column");
    expect(none).toEqual([]);
    const columns = [time, verdict, event, comment, answer].map((row) => row?.[0]);
    expect(columns).toEqual(["time", "verdict", "event", "comment", "answer"]);
    const shown = (facts: Parameters<typeof lineOf>[0]) => lineOf(facts, "204").split("\t").slice(1);
    const facts = { isGenuine: true, event: "ADD_CASE_COMMENT", commentId: "an-id" };
    expect(shown(facts)).toEqual(["genuine", "ADD_CASE_COMMENT", "an-id", "204"]);
    expect(shown({ isGenuine: false })).toEqual(["forged", "-", "-", "204"]);
    expect(namesIn(verdict?.[1] ?? "").slice(0, 2)).toEqual(["genuine", "forged"]);
    expect(namesIn(event?.[1] ?? "")).toEqual(["ADD_CASE_COMMENT", "-"]);
    expect(namesIn(answer?.[1] ?? "")).toEqual(Object.values(noAnswer).map(({ told }) => told));
    for (const name of Object.keys(listenOptions)) expect(listenHelp).toContain(`  --${name}`);
  });

  it("lists every option of a sandbox that runs, as the help does", async () => {
    const listed = (await rowsOf(readme, "option")).map(([cell]) => namesIn(cell ?? "")[0]?.split(" ")[0]);
    const options = Object.keys({ ...storeOptions, ...serveOptions }).map((name) => `--${name}`);
    expect(listed.toSorted()).toEqual([...options, "DATABASE_URL"].toSorted());
    for (const name of listed) expect(help).toContain(`  ${name}`);
  });

  it("lists every command, as the help does", async () => {
    const listed = (await rowsOf(readme, "command")).map(([cell = "", effect = ""]) => [
      namesIn(cell)[0],
      effect.replaceAll("`", ""),
    ]);
    const commands = Object.entries(administration).map(([name, { arguments: given, effect }]) => [
      [name, ...given].join(" "),
      effect,
    ]);
    expect(listed.slice(0, -1)).toEqual(commands);
    const [backup = [], ...none] = listed.slice(-1);
    expect(none).toEqual([]);
    expect(help).toContain(`  ${backup[0]}\n      ${backup[1]}\n`);
  });

  it("lists what the check of a receiver finds and asks", async () => {
    const names = (await rowsOf(readme, "it finds")).map(([cell]) => namesIn(cell)[0]);
    expect(names).toEqual(findingKinds);
    const [, asked = ""] = /asks you to check these, (.*?)\.\n\n/s.exec(await readProse(readme)) ?? [];
    expect(namesIn(asked)).toEqual(questionKinds);
  });

  it("lists every option of check-receiver and its defaults, as the help does", async () => {
    const rows = await rowsOf(readme, "check-receiver option");
    const names = Object.keys(checkReceiverOptions).map((name) => `--${name}`);
    expect([...rows.map(([cell]) => namesIn(cell)[0]?.split(" ")[0]), "--help"]).toEqual(names);
    const helped = [...checkReceiverHelp.matchAll(/--[a-z-]+/g)].map(([name]) => name);
    expect(new Set(helped)).toEqual(new Set(names));
    for (const option of ["time-limit", "largest"] as const) {
      const { default: usual } = checkReceiverOptions[option];
      expect(rows.find(([cell = ""]) => cell.includes(`--${option}`))?.[1]).toContain(`(${usual})`);
    }
    expect(checkReceiverHelp.split("\n").filter((line) => line.length > 81)).toEqual([]);
  });

  it("states the exit codes of check-receiver, as the help does", async () => {
    const stated =
      /(\d) nothing found, (\d) could not write, (\d) wrong usage, (\d) findings,\s(\d) can't\s?judge/;
    const codes = Object.values(checkExitCode).map(String);
    for (const text of [await readProse(readme), checkReceiverHelp])
      expect(stated.exec(text)?.slice(1)).toEqual(codes);
  });
});
