import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { requestCases } from "../contract/request-cases.ts";
import { send } from "../contract/send.ts";
import { operations } from "../facts/facts.ts";
import { type Identity, makeIdentity } from "../hostile/identity.ts";
import { packInto } from "../packed-package.ts";
import { nodes } from "./runtime.ts";
import { runTool } from "./tool.ts";

const bin = "node_modules/@case-comments/mock/bin/case-comments-mock.js";
const token = "a-token-of-this-check";

/** What is wrong with the packed mock, alone in an empty project, on every Node. */
export async function checkMock(outside: string): Promise<string[]> {
  const packed = join(outside, "packed-mock");
  const folder = join(outside, "mock-project");
  await mkdir(packed);
  await mkdir(folder);
  const tarball = await packInto(packed, "mock");
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const install = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await runTool("npm", [...install, tarball], folder);
  const identity = await makeIdentity();
  const deviations: string[] = [];
  for (const [name, binary] of Object.entries(nodes)) {
    const found = [...(await checkOn(binary(), folder)), ...(await checkTls(binary(), folder, identity))];
    for (const deviation of found) deviations.push(`mock on ${name}: ${deviation}`);
  }
  await identity.remove();
  return deviations;
}

/** What is wrong with HTTPS as the README has it: the command that the mock runs trusts its certificate. */
async function checkTls(node: string, folder: string, { certFile, keyFile }: Identity): Promise<string[]> {
  const program = `fetch(process.env.CASE_COMMENTS_BASE_URL + "/healthz").then(({ url, status }) => console.log(url.split(":")[0], status))`;
  const args = ["--log", "off", "--tls-cert", certFile, "--tls-key", keyFile, "--", node, "-e", program];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(node, [join(folder, bin), ...args], { cwd: folder, env });
  return stdout === "https 200\n" ? [] : [`over HTTPS: ${stdout}`];
}

async function checkOn(node: string, folder: string): Promise<string[]> {
  const mock = spawn(node, [join(folder, bin), "--port", "0", "--log", "json", "--control", "127.0.0.1:0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, CASE_COMMENTS_MOCK_CONTROL_TOKEN: token },
  });
  const ended = once(mock, "exit");
  try {
    const lines = createInterface(mock.stdout)[Symbol.asyncIterator]();
    const { value: first = "{}" } = await lines.next();
    mock.stdout.resume();
    const { url, control } = JSON.parse(first) as { url: string; control: string };
    const deviations: string[] = [];
    for (const [operation, facts] of Object.entries(operations)) {
      for (const { title, expected, ...request } of requestCases[operation] ?? []) {
        const { status, body } = await send(url, facts, request);
        const [, , documented = facts.success.status, error] =
          facts.failures.find(([name]) => name === expected) ?? [];
        const text = (body as { error?: string } | undefined)?.error;
        if (status !== documented || text !== error) deviations.push(`${title}: ${status} ${text}`);
      }
    }
    const [valid] = requestCases.addCaseComment ?? [];
    const headers = { prefer: "dynamic=true" };
    const invented = await send(url, operations.addCaseComment, { ...valid, headers });
    if (invented.status !== 200) deviations.push(`an invented answer: ${invented.status}`);
    const steer = async (path: string, body?: object) => {
      const headers = {
        "case-comments-mock-token": token,
        "cv-api-key": "steered",
        "content-type": "application/json",
      };
      const init = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
      return (await (await fetch(control + path, init)).json()) as { count?: number };
    };
    await steer("/answers", { answers: [{ response: "caseNotFound" }] });
    const ordered = await send(url, operations.addCaseComment, {
      ...valid,
      headers: { "cv-api-key": "steered" },
    });
    if (ordered.status !== 404) deviations.push(`an ordered answer: ${ordered.status}`);
    const { count } = await steer("/requests?count=1");
    if (count !== 1) deviations.push(`the requests of a session: ${count}`);
    mock.kill("SIGTERM");
    const [code] = await ended;
    return code === 0 ? deviations : [...deviations, `exit code ${code}`];
  } finally {
    mock.kill("SIGKILL");
  }
}
