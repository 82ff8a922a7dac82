import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mock } from "@case-comments/mock";
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

/** What speaks against a program having posted one comment. */
async function posted(mock: Mock, run: () => Promise<Outcome>): Promise<string[]> {
  const before = (await mock.requests()).length;
  const failed = complaint(await run());
  const responses = (await mock.requests()).slice(before).map(({ response }) => response);
  return [...failed, ...(String(responses) === "commentCreated" ? [] : [`the mock answered ${responses}`])];
}
