import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { withoutOwnValues } from "../contract/own-values.ts";
import { created, failures } from "../facts/facts.ts";
import type { Check, Peer, Subject } from "./peer.ts";
import { complaint, type Outcome, runCommand } from "./tool.ts";
import { type CompiledCode, compile, requestBodies } from "./typed-code.ts";

interface Generator {
  name: string;
  package: string;
  /** The file that uses the code, if it isn't called as the package is. */
  consumer: string;
  /** Writes code to the folder `generated`. */
  generate(subject: Subject): Promise<Outcome>;
  /** Why what one of the checks asks for does not hold. */
  gaps?: Partial<Record<keyof typeof checks, string>>;
  /** What is to be known of this generator alone. */
  also?(subject: Subject, code: CompiledCode): Check[];
}

const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const unknownCase = "00000000-0000-4000-8000-000000000404";

const checks = {
  compiles: "generates code that compiles under `strict`",
  examples: "takes every example of a request",
  mistakes: "refuses a wrong request",
  call: "gives the documented data, and the documented refusal",
  others: "leaves the body of a 503 open",
};

const openapiTypescript =
  (...flags: string[]) =>
  (subject: Subject) =>
    runCommand(
      "openapi-typescript",
      [subject.file, "--output", "generated/schema.ts", ...flags],
      subject.folder,
    );

const generators: Generator[] = [
  {
    name: "openapi-typescript with openapi-fetch",
    package: "openapi-typescript",
    consumer: "openapi-typescript",
    generate: openapiTypescript("--default-non-nullable=false"),
  },
  {
    name: "openapi-typescript without its flag",
    package: "openapi-typescript",
    consumer: "openapi-typescript",
    generate: openapiTypescript(),
    gaps: {
      examples:
        "it makes a property with a default required, so `webhookNotify` has to be sent; the flag `--default-non-nullable=false` cures it",
    },
  },
  {
    name: "Hey API",
    package: "@hey-api/openapi-ts",
    consumer: "hey-api",
    generate: ({ file, folder }) =>
      runCommand(
        "@hey-api/openapi-ts",
        ["--input", file, "--output", "generated", "--client", "@hey-api/client-fetch", "--no-log-file"],
        folder,
        "openapi-ts",
      ),
  },
  {
    name: "Orval",
    package: "orval",
    consumer: "orval",
    generate: ({ file, folder }) =>
      runCommand("orval", ["--input", file, "--output", "generated/api.ts", "--client", "fetch"], folder),
  },
  {
    name: "Kubb",
    package: "@kubb/core",
    consumer: "kubb",
    generate: async ({ file, folder }) => {
      await writeFile(join(folder, "kubb.config.js"), kubbConfig(file));
      return runCommand("@kubb/cli", ["generate"], folder, "kubb");
    },
    gaps: {
      others: "it leaves the `default` response out of its error type, so a 503 is typed as a refusal",
    },
    also: ({ mock, document }, code) => [
      {
        name: "names the content type by itself",
        gap: "its fetch client names no content type: give it the header `content-type: application/json`, or every comment gets a 415",
        async deviations() {
          const { post } = await code.load();
          const { error } = await post(mock.url, aCase, requestBodies(document)[0]?.value, {});
          return isDeepStrictEqual(error, refusal("unsupportedContentType")) ? ["it gets a 415"] : [];
        },
      },
    ],
  },
  {
    name: "oazapfts",
    package: "oazapfts",
    consumer: "oazapfts",
    generate: ({ file, folder }) => runCommand("oazapfts", [file, "generated/api.ts"], folder),
    also: ({ folder }) => [
      {
        name: "tells the body of a 200 by its status",
        gap: "it gives the `default` response the status `number`, so a status of 200 leaves the type of the body open: check what it holds",
        async deviations() {
          const code = await readFile(join(folder, "generated/api.ts"), "utf8");
          return code.includes("status: number;") ? ["a status can be any number"] : [];
        },
      },
    ],
  },
  {
    name: "swagger-typescript-api",
    package: "swagger-typescript-api",
    consumer: "swagger-typescript-api",
    generate: ({ file, folder }) =>
      runCommand(
        "swagger-typescript-api",
        ["generate", "--path", file, "--output", "generated", "--name", "api.ts"],
        folder,
      ),
    also: ({ folder }) => [
      {
        name: "names the body of any other answer for what it is",
        async deviations() {
          const code = await readFile(join(folder, "generated/api.ts"), "utf8");
          const [type] = /(?<=HttpResponse<|Promise<|request<)[^<>]*UnexpectedResponse/.exec(code) ?? [];
          return type?.includes("EventAttachment") === false ? [] : [`its types of answers are ${type}`];
        },
      },
    ],
  },
];

/** Tools that generate a TypeScript client. */
export const generatorPeers: readonly Peer[] = generators.map((generator) => ({
  name: generator.name,
  package: generator.package,
  async read(subject: Subject) {
    await mkdir(join(subject.folder, "generated"));
    await writeFile(join(subject.folder, "package.json"), '{ "type": "module" }\n');
    const failed = complaint(await generator.generate(subject));
    if (failed.length > 0) throw new Error(failed[0]);
    const consumer = fileURLToPath(new URL(`consumers/${generator.consumer}.ts`, import.meta.url));
    const code = await compile(subject, consumer);
    const found: Record<keyof typeof checks, Check["deviations"]> = {
      compiles: async () => code.complaints("code"),
      examples: async () => code.complaints("examples"),
      mistakes: async () => code.complaints("mistakes"),
      call: () => call(subject, code),
      others: async () => code.complaints("other-response"),
    };
    const usual = (Object.keys(checks) as (keyof typeof checks)[]).map((key) => ({
      name: checks[key],
      deviations: found[key],
      ...(generator.gaps?.[key] ? { gap: generator.gaps[key] } : {}),
    }));
    return [...usual, ...(generator.also?.(subject, code) ?? [])];
  },
}));

/** Posts a comment, and one to a case that isn't there. */
async function call({ document, mock }: Subject, code: CompiledCode): Promise<string[]> {
  const { post } = await code.load();
  const [example] = requestBodies(document);
  const success = await post(mock.url, aCase, example?.value);
  const refused = await post(mock.url, unknownCase, example?.value);
  return [
    ...(isDeepStrictEqual(withoutOwnValues(success.data), withoutOwnValues(created))
      ? []
      : [`data is ${JSON.stringify(success.data)}`]),
    ...(isDeepStrictEqual(refused.error, refusal("caseNotFound"))
      ? []
      : [`error is ${JSON.stringify(refused.error)}`]),
  ];
}

/** The body of a documented refusal. */
function refusal(name: string): object {
  const [, , status, error] = failures.find(([each]) => each === name) ?? [];
  return { status, success: false, message: "Invalid request", error };
}

const kubbConfig = (file: string) => `
import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";

export default defineConfig({
  root: ".",
  input: { path: ${JSON.stringify(file)} },
  output: { path: "generated" },
  plugins: [pluginOas(), pluginTs(), pluginClient({ client: "fetch", dataReturnType: "full" })],
});
`;
