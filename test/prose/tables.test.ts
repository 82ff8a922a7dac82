import { readdir } from "node:fs/promises";
import { environments, operation } from "@case-comments/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { exitCode } from "../../apps/cli/src/exit-code.ts";
import { type Option, options } from "../../apps/cli/src/options.ts";
import { checkOptions } from "../../packages/client/src/client-options.ts";
import { type Field, operations } from "../facts/facts.ts";
import { nodes, runtimes } from "../runtimes/runtime.ts";
import { namesIn, readProse, rowsOf } from "./markdown.ts";
import { type Member, membersOf, textsOf } from "./type-members.ts";

const guide = "apps/docs/guides/errors-and-delivery.md";
const clientReadme = "packages/client/README.md";
const cliReadme = "apps/cli/README.md";
const errors = "packages/client/src/errors.ts";
const firstNames = async (file: string, table: string) =>
  (await rowsOf(file, table)).flatMap(([cell]) => namesIn(cell));

describe.each([guide, clientReadme])("%s", (file) => {
  let deliveries: string[];
  let members: Member[];
  beforeAll(() => {
    deliveries = textsOf(errors, "Delivery");
    members = membersOf(errors, "AddCommentError");
  });

  it("lists every delivery", async () => {
    expect((await firstNames(file, "`delivery`")).sort()).toEqual(deliveries.sort());
  });

  it("lists every kind of error with its deliveries", async () => {
    const documented = operation("addCaseComment").failures.filter(
      ({ provenance }) => provenance !== "assumed",
    );
    const listed = (await rowsOf(file, "`kind`")).flatMap(([kinds = "", delivery = ""]) => {
      const names = kinds.includes("(#/failures)") ? documented.map(({ kind }) => kind) : namesIn(kinds);
      return names.map((kind) => [kind, delivery === "any" ? deliveries : namesIn(delivery)] as const);
    });
    const sorted = (entries: (readonly [string, string[]])[]) =>
      Object.fromEntries(entries.map(([kind, delivery]) => [kind, [...delivery].sort()]));
    expect(sorted(listed)).toEqual(
      sorted(members.map(({ kind = [], delivery = [] }) => [kind[0] ?? "", delivery])),
    );
  });
});

it.each([guide, cliReadme])("%s lists every exit code", async (file) => {
  const listed = (await rowsOf(file, "code")).map(([code, name = ""]) => [name, Number(code)]);
  const words = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  expect(listed).toEqual(Object.entries(exitCode).map(([name, code]) => [words(name), code]));
});

describe("the terminal app's README", () => {
  it("lists every option, with what stands for its value", async () => {
    const listed = await firstNames(cliReadme, "option");
    const known = Object.entries<Option>(options).flatMap(([name, { short, value }]) => [
      ...(short ? [`-${short}`] : []),
      value ? `--${name} ${value}` : `--${name}`,
    ]);
    expect(listed.sort()).toEqual(known.sort());
  });

  it("says of an option with one line of help what the help says", async () => {
    const rows = await rowsOf(cliReadme, "option");
    for (const name of ["no-webhook", "timeout", "tag"] as const) {
      const [, meaning] = rows.find(([cell]) => cell?.startsWith(`\`--${name}`)) ?? [];
      expect(meaning).toBe(options[name].help.join(" "));
    }
  });
});

it("the guide to the first comment lists every environment", async () => {
  const rows = await rowsOf("apps/docs/guides/getting-started.md", "environment");
  expect(Object.fromEntries(rows.map((row) => row.flatMap(namesIn)))).toEqual(
    Object.fromEntries(Object.keys(environments).map((name) => [name, `{{environments.${name}}}`])),
  );
});

it("the guide to attachments lists every field of one", async () => {
  const prefix = "communication.attachments[].";
  const fields: Field[] = operations.addCaseComment.requestFields;
  const documented = fields.filter(({ path }) => path.startsWith(prefix));
  const rows = await rowsOf("apps/docs/guides/attachments.md", "field");
  const listed = rows.map(([name, meaning = ""]) => [namesIn(name)[0], meaning.startsWith("required;")]);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(documented.map(({ path, required }) => [path.slice(prefix.length), required])),
  );
});

it("the guide to provenance lists every mark", async () => {
  const rows = await rowsOf("apps/docs/guides/how-facts-are-marked.md", "kind");
  const marks = rows.flatMap(([kind]) => /^\*(\w+)\*$/.exec(kind ?? "")?.[1] ?? []);
  const [, known = ""] =
    /property: x-provenance[\s\S]*?pattern: "\/\^\(([\w|]+)\)/.exec(
      await readProse("openapi/lint/ruleset.yaml"),
    ) ?? [];
  expect(marks).toEqual(known.split("|"));
});

describe("README.md", () => {
  it("lists every case id that is set aside, and what it gets", async () => {
    const { failures, reservedValues } = operation("addCaseComment");
    const reserved = reservedValues.filter(({ name }) => name === "caseId");
    expect(await rowsOf("README.md", "case id")).toEqual(
      reserved.map(({ value, failure }) => {
        const { status, error } = failures.find(({ kind }) => kind === failure) ?? {};
        return [`\`${value}\``, `${status} \`${error}\``];
      }),
    );
  });

  it("names kinds of errors that there are", async () => {
    const [, comment = ""] = /result\.error\.kind\); \/\/ (.*), …$/m.exec(await readProse("README.md")) ?? [];
    const kinds = textsOf(errors, "AddCommentErrorKind");
    for (const name of comment.split(", ")) expect(kinds).toContain(JSON.parse(name));
  });

  it("lists every folder that holds something", async () => {
    const root = new URL("../../", import.meta.url);
    const below = async (folder: string) =>
      (await readdir(new URL(folder, root))).map((name) => `${folder}/${name}`);
    const folders = [...(await below("packages")), ...(await below("apps")), "openapi", "test"];
    const listed = (await firstNames("README.md", "folder")).map((name) => name.replace(/\/$/, ""));
    expect(listed.sort()).toEqual(folders.sort());
  });
});

it("the client's README lists every runtime that the matrix tries", async () => {
  const rows = (await rowsOf(clientReadme, "runtime")).map(([cell = ""]) => cell);
  const tried = [...Object.keys(nodes), ...["bun", "deno", "workerd"].flatMap((word) => runtimes[word])];
  const names = tried.map((each) => (typeof each === "string" ? each : each?.name));
  const listed = rows.flatMap((cell) => {
    const [, majors = ""] = /^Node ([\d, ]+)/.exec(cell) ?? [];
    const others = cell.replace(/^Node [\d, ]+/, "").match(/\b(Bun|Deno|workerd|browsers)\b/g) ?? [];
    return [...(majors === "" ? [] : majors.split(", ").map((major) => `Node ${major}`)), ...others];
  });
  expect(listed.sort()).toEqual([...names, "browsers"].sort());
});

it("the client's README states the defaults", async () => {
  const { timeout, retries, maxBodyBytes } = checkOptions({ apiKey: "a-key", environment: "staging" });
  const readme = (await readProse(clientReadme)).replaceAll("\n", " ");
  expect(readme).toContain(`\`timeout\` (${timeout.toLocaleString("en-US")} ms by default`);
  expect(readme).toContain(`\`retries\`, ${retries} by default`);
  expect(readme).toContain(`${maxBodyBytes.toLocaleString("en-US")} bytes (\`maxBodyBytes\`)`);
});

describe("CONTRIBUTING.md", () => {
  it("lists every kind of trigger", async () => {
    const listed = (await firstNames("CONTRIBUTING.md", "trigger")).map((trigger) =>
      trigger
        .replace(/^\{ (.*) \}$/, "$1")
        .split(", ")
        .map((pair) => pair.split(": ") as [string, string]),
    );
    const shapes = listed.map((pairs) =>
      pairs.map(([key, value]) => (key === "refused" ? `refused ${value}` : key)).join(", "),
    );
    const known = membersOf("openapi/trigger.ts", "Trigger").flatMap(({ refused, ...others }) => {
      const keys = Object.keys(others);
      return refused ? refused.map((name) => [`refused ${name}`, ...keys].join(", ")) : keys.join(", ");
    });
    expect(shapes.sort()).toEqual(known.sort());
  });

  it("lists commands that there are, and with the README all of them", async () => {
    const { scripts } = JSON.parse(await readProse("package.json"));
    for (const command of await firstNames("CONTRIBUTING.md", "command")) {
      const [, script, file = ""] = /^(?:npm run (\S+)|node (\S+))$/.exec(command) ?? [];
      if (script) expect(scripts).toHaveProperty([script]);
      else await readProse(file);
    }
    const prose = `${await readProse("README.md")}${await readProse("CONTRIBUTING.md")}`;
    for (const name of Object.keys(scripts)) expect(prose).toMatch(new RegExp(`npm (run )?${name}\\b`));
  });
});
