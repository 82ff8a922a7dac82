import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readProse, tablesIn } from "./markdown.ts";

/** Every table of the prose, by the heading of its first column, under what keeps it true. */
const tables: Record<string, Record<string, string[]>> = {
  "checked in tables.test.ts": {
    "CONTRIBUTING.md": ["trigger", "command"],
    "README.md": ["case id", "folder"],
    "apps/cli/README.md": ["code", "option"],
    "apps/docs/guides/attachments.md": ["field"],
    "apps/docs/guides/errors-and-delivery.md": ["`delivery`", "`kind`", "code"],
    "apps/docs/guides/getting-started.md": ["environment"],
    "apps/docs/guides/how-facts-are-marked.md": ["kind"],
    "packages/client/README.md": ["`delivery`", "`kind`", "runtime"],
  },
  "checked in mock-tables.test.ts": {
    "apps/docs/guides/mock.md": ["header"],
    "packages/mock/README.md": [
      "option",
      "session",
      "request",
      "value",
      "header",
      "fault",
      "it names",
      "rehearse option",
      "limit",
    ],
  },
  "checked in sandbox-tables.test.ts": {
    "apps/sandbox/README.md": [
      "key",
      "request",
      "`problem`",
      "`weather`",
      "column",
      "it finds",
      "check-receiver option",
      "`Prefer`",
      "option",
      "command",
    ],
  },
  "filled from the contract": { "apps/docs/guides/attachments.md": ["limit"] },
  "free of names": { "apps/docs/guides/not-documented.md": ["question"] },
};

it("every table in prose is generated, or checked against its source", async () => {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const files = glob("{*.md,apps/*/*.md,apps/docs/guides/*.md,packages/*/*.md,openapi/*.md,test/*.md}", {
    cwd,
  });
  const found: string[] = [];
  for await (const file of files) {
    // Written by npm run bench.
    if (file === "BENCHMARKS.md") continue;
    found.push(...tablesIn(await readProse(file)).map(({ name }) => `${file}: ${name}`));
  }
  const known = Object.values(tables).flatMap((byFile) =>
    Object.entries(byFile).flatMap(([file, names]) => names.map((name) => `${file}: ${name}`)),
  );
  expect(found.sort()).toEqual(known.sort());
});
