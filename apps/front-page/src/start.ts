import { once } from "node:events";
import { build } from "./build.ts";
import { firstComment } from "./first-comment.ts";
import { frontPage } from "./front-page.ts";
import { pages } from "./pages.ts";
import { serve } from "./serve.ts";

/**
 * Builds everything, starts the mock and the site, posts a first comment, and runs until it is
 * told to stop. Gives the exit code.
 */
export async function start(): Promise<number> {
  const stopped = stopSignal();
  if (!(await build())) return 1;
  // Only now is there something to import.
  const { startMock } = await import("@case-comments/mock");
  const mockPort = portFrom("MOCK_PORT", 4010);
  const mock = await startMock({ port: mockPort, log: "off" }).catch(taken(mockPort, "MOCK_PORT"));
  if (!mock) return 1;
  try {
    const comment = await firstComment(mock.url);
    print(`\n$ ${comment.command}\n${comment.answer}\n`);
    if (!comment.created) return 1;
    const port = portFrom("PORT", 3000);
    const site = await serve(await pages(await frontPage(mock.url, comment)), port, mock.url).catch(
      taken(port, "PORT"),
    );
    if (!site) return 1;
    print(`front page  ${site.url}/`);
    print(`docs        ${site.url}/docs/`);
    print(`contract    ${site.url}/docs/openapi.yaml`);
    print(`mock        ${mock.url}`);
    print("ready");
    await stopped;
    site.close();
    return 0;
  } finally {
    await mock.close();
  }
}

function stopSignal(): Promise<unknown> {
  return Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

function portFrom(variable: string, preset: number): number {
  const text = process.env[variable];
  return text === undefined || text === "" ? preset : Number(text);
}

function taken(port: number, variable: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    const other = `Choose another one: ${variable}=${port + 1} npm start`;
    if (error.code === "EADDRINUSE") process.stderr.write(`Port ${port} is taken. ${other}\n`);
    else process.stderr.write(`Port ${port} can't be used (${error.code ?? error.message}). ${other}\n`);
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
