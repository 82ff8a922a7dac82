import { once } from "node:events";
import { build } from "./build.ts";
import { deskWithSandbox } from "./desk.ts";
import { firstComment, firstKey } from "./first-comment.ts";
import { firstWebhook } from "./first-webhook.ts";
import { frontPage } from "./front-page.ts";
import { pages } from "./pages.ts";
import { serve } from "./serve.ts";

/**
 * Builds everything, starts mock, sandbox, support desk and site, posts a first comment, waits for its webhook, and runs
 * until it is told to stop. Gives the exit code.
 */
export async function start(): Promise<number> {
  const stopped = stopSignal();
  if (!(await build())) return 1;
  // Only now is there something to import.
  const { startMock } = await import("@case-comments/mock");
  const { startSandbox } = await import("@case-comments/sandbox");
  const mockPort = portFrom("MOCK_PORT", 4010);
  const sandboxPort = portFrom("SANDBOX_PORT", 4020);
  await using servers = new AsyncDisposableStack();
  const mock = await startMock({ port: mockPort, log: "off" }).catch(taken(mockPort, "MOCK_PORT"));
  if (!mock) return 1;
  servers.defer(() => mock.close());
  const sandbox = await startSandbox({ port: sandboxPort }).catch(taken(sandboxPort, "SANDBOX_PORT"));
  if (!sandbox) return 1;
  servers.defer(() => sandbox.close());
  const deskPort = portFrom("DESK_PORT", 3010);
  const desk = await deskWithSandbox(sandbox.url, deskPort).catch(taken(deskPort, "DESK_PORT"));
  if (!desk) return 1;
  servers.defer(() => desk.close());
  const webhook = await firstWebhook(sandbox.url, firstKey);
  const comment = await firstComment(sandbox.url);
  print(`\n$ ${comment.command}\n${comment.answer}\n`);
  if (comment.thread === undefined) return 1;
  const told = await webhook();
  if ("problem" in told) {
    process.stderr.write(`${told.problem}\n`);
    return 1;
  }
  const port = portFrom("PORT", 3000);
  const page = await frontPage(
    { mockUrl: mock.url, sandboxUrl: sandbox.url, deskUrl: desk.url, event: told.event },
    comment,
  );
  const site = await serve(await pages(page), port, mock.url).catch(taken(port, "PORT"));
  if (!site) return 1;
  print(`front page    ${site.url}/`);
  print(`docs          ${site.url}/docs/`);
  print(`contract      ${site.url}/docs/openapi.yaml`);
  print(`support desk  ${desk.url}/`);
  print(`mock          ${mock.url}`);
  print(`sandbox       ${sandbox.url}`);
  print("ready");
  await stopped;
  site.close();
  return 0;
}

function stopSignal(): Promise<unknown> {
  return Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => once(process, signal)));
}

function portFrom(variable: string, preset: number): number {
  const text = process.env[variable];
  return text === undefined || text === "" ? preset : Number(text);
}

function taken(port: number, variable: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    const next = port > 0 && port < 65_535 ? port + 1 : 0;
    const other = `Choose another one: ${variable}=${next} npm start`;
    if (error.code === "EADDRINUSE") process.stderr.write(`Port ${port} is taken. ${other}\n`);
    else process.stderr.write(`Port ${port} can't be used (${error.code ?? error.message}). ${other}\n`);
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
