import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mock } from "@case-comments/mock";
import { created } from "../facts/facts.ts";
import type { Peer, Subject } from "./peer.ts";
import { complaint, type Outcome, runCommand } from "./tool.ts";

const environmentOf = ({ document }: Subject, name: string): string =>
  document.servers.find((server: Record<string, string>) => server["x-environment"] === name)?.url;

/** Tools that make a collection of requests of a contract, and post from it. */
export const importerPeers: readonly Peer[] = [
  {
    name: "Postman and Newman",
    package: "openapi-to-postmanv2",
    async read(subject) {
      const { file, folder, mock } = subject;
      const options = "parametersResolution=Example,requestParametersResolution=Example";
      const convert = ["--spec", file, "--output", "collection.json", "--options", options];
      const failed = complaint(
        await runCommand("openapi-to-postmanv2", convert, folder, "openapi2postmanv2"),
      );
      if (failed[0]) throw new Error(failed[0]);
      const collection = JSON.parse(await readFile(join(folder, "collection.json"), "utf8"));
      const [server] = collection.variable;
      return [
        {
          name: "takes staging for its server",
          deviations: async () =>
            server.value === environmentOf(subject, "staging") ? [] : [`its server is ${server.value}`],
        },
        {
          name: "posts the first example as it is imported",
          deviations: () =>
            posted(mock, () =>
              runCommand(
                "newman",
                [
                  ...["run", "collection.json", "--ignore-redirects"],
                  ...["--env-var", `baseUrl=${mock.url}`, "--env-var", "apiKey=any-key"],
                ],
                folder,
              ),
            ),
        },
        {
          name: "says by the script of the contract's own sample whether the comment may exist",
          deviations: () => verdictDeviations(folder),
        },
      ];
    },
  },
  {
    name: "Bruno",
    package: "@usebruno/cli",
    async read(subject) {
      const { file, folder, mock } = subject;
      const args = [
        "import",
        "openapi",
        "--source",
        file,
        "--output",
        folder,
        "--collection-name",
        "Comments",
      ];
      const failed = complaint(await runCommand("@usebruno/cli", args, folder, "bru"));
      if (failed[0]) throw new Error(failed[0]);
      const collection = join(folder, "Comments");
      return [
        {
          name: "has an environment `Staging` and one `Production`",
          async deviations() {
            const files = (await readdir(join(collection, "environments"))).sort();
            return String(files) === "Production.yml,Staging.yml" ? [] : [`its environments are ${files}`];
          },
        },
        {
          name: "posts the first example as it is imported",
          deviations: () =>
            posted(mock, () =>
              runCommand(
                "@usebruno/cli",
                [
                  ...["run", "--env", "Staging"],
                  ...["--env-var", `baseUrl=${mock.url}`, "--env-var", "apiKey=any-key"],
                ],
                collection,
                "bru",
              ),
            ),
        },
      ];
    },
  },
];

const sample = new URL("../../openapi/code-samples/add-case-comment/postman.collection", import.meta.url);

const verdicts: [status: number, body: string, said: string | undefined][] = [
  [200, JSON.stringify(created), undefined],
  [200, "<html>", "The comment may exist: look before you send it again."],
  [201, JSON.stringify(created), "The comment may exist: look before you send it again."],
  [503, "", "The comment may exist: look before you send it again."],
  [404, "", "No comment was created."],
];

/** Where Newman, running the sample, says another thing of a comment than the answer means. */
async function verdictDeviations(folder: string): Promise<string[]> {
  let [status, body] = [200, ""];
  const server = createServer((incoming, response) => {
    incoming.resume().on("end", () => response.writeHead(status).end(body));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const variables = { baseUrl: url, cvApiKey: "any-key", file1: "SGVsbG8=" };
  const set = Object.entries(variables).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
  const deviations: string[] = [];
  for (const [given, text, said] of verdicts) {
    [status, body] = [given, text];
    const { code, output } = await runCommand(
      "newman",
      ["run", fileURLToPath(sample), "--reporters", "json", "--reporter-json-export", "run.json", ...set],
      folder,
    );
    const { run } = JSON.parse(await readFile(join(folder, "run.json"), "utf8"));
    const found = run.failures.map(({ error }: { error: Error }) => error.message);
    if (String(found) !== String(said ?? "") || (code === 0) !== (said === undefined))
      deviations.push(`after a ${given} it says ${found}${output}`);
  }
  server.close();
  return deviations;
}

/** What speaks against a program having posted one comment. */
async function posted(mock: Mock, run: () => Promise<Outcome>): Promise<string[]> {
  const before = (await mock.requests()).length;
  const failed = complaint(await run());
  const responses = (await mock.requests()).slice(before).map(({ response }) => response);
  return [...failed, ...(String(responses) === "commentCreated" ? [] : [`the mock answered ${responses}`])];
}
