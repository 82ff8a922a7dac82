import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Peer, Subject } from "./peer.ts";
import { packageFolder, runProgram } from "./tool.ts";
import { requestBodies } from "./typed-code.ts";

/** Tools that answer by a contract, or ask by it. */
export const serverPeers: readonly Peer[] = [
  {
    name: "Prism",
    package: "@stoplight/prism-cli",
    async read(subject) {
      return [{ name: "answers every example of a request with success", deviations: () => mocked(subject) }];
    },
  },
  {
    name: "Specmatic",
    package: "specmatic",
    async missing() {
      const { output } = await runProgram("java", ["-version"], ".");
      const [, version = "0"] = /version "(\d+)/.exec(output) ?? [];
      return Number(version) < 17 ? "it needs Java 17" : undefined;
    },
    async read({ file, mock, folder }) {
      const jar = join(packageFolder("specmatic"), "specmatic.jar");
      const reports = join(folder, "reports");
      const args = ["-jar", jar, "test", `--testBaseURL=${mock.url}`, `--junitReportDir=${reports}`, file];
      await runProgram("java", args, folder, { SPECMATIC_GENERATIVE_TESTS: "true" });
      const report = await readFile(join(reports, "TEST-junit-jupiter.xml"), "utf8");
      const outcomes = [...report.matchAll(/<testcase [^>]*\bname="([^"]*)"[^>]*>(.*?)<\/testcase>/gs)].map(
        ([, name = "", inside = ""]) => ({ name, failed: inside.includes("<failure") }),
      );
      const of = (sign: string) => outcomes.filter(({ name }) => name.includes(sign));
      const failed = of("+ve").filter(({ failed }) => failed);
      return [
        {
          name: `has each of its ${of("-ve").length} wrong requests refused`,
          deviations: async () =>
            of("-ve").length === 0
              ? ["it sent none"]
              : of("-ve").flatMap(({ name, failed }) => (failed ? name : [])),
        },
        {
          name: "sends right requests alone as right ones",
          gap: `${failed.length} of its ${of("+ve").length} right requests are refused, because they send attachments that are no base64: it does not read \`contentEncoding\``,
          deviations: async () => failed.map(({ name }) => name),
        },
        {
          name: "has no right request without attachments refused",
          deviations: async () => failed.flatMap(({ name }) => (name.includes("attachments") ? [] : name)),
        },
      ];
    },
  },
];

/** What the stock Prism has against the examples of a request. */
async function mocked({ file, document }: Subject): Promise<string[]> {
  const script = join(packageFolder("@stoplight/prism-cli"), "dist/index.js");
  const prism = spawn(process.execPath, [script, "mock", file, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(prism, "exit");
  try {
    for await (const line of createInterface(prism.stdout)) {
      const url = /listening on (http\S+)/.exec(line)?.[1];
      if (!url) continue;
      prism.stdout.resume();
      return await refused(url, requestBodies(document));
    }
    return ["it ended before it listened"];
  } finally {
    prism.kill();
    await ended;
  }
}

async function refused(url: string, bodies: { name: string; value: unknown }[]): Promise<string[]> {
  const deviations: string[] = [];
  for (const { name, value } of bodies) {
    const response = await fetch(`${url}/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`, {
      method: "POST",
      headers: { "cv-api-key": "any-key", "content-type": "application/json" },
      body: JSON.stringify(value),
    });
    const body = (await response.json()) as { success?: boolean };
    if (response.status !== 200 || body.success !== true) deviations.push(`${name}: ${response.status}`);
  }
  return deviations;
}
