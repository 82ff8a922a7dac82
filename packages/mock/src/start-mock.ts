import { createLog } from "@case-comments/contract-server";
import { controlVariables } from "./control/control-token.ts";
import { controlledMock } from "./controlled-mock.ts";
import { joinMock } from "./join-mock.ts";
import type { Mock, MockOptions } from "./mock.ts";
import { problemOf } from "./mock-options.ts";
import { mockOver } from "./mock-over.ts";

const graceMs = 1_000;

/**
 * Starts a mock in this process, or joins the one that `CASE_COMMENTS_MOCK_CONTROL` names, unless the
 * options ask for what that one can't give: a port, a delay, a seed or a certificate.
 *
 * @throws {TypeError} for an option that can't be meant
 * @throws the error of `listen`, such as one with the code EADDRINUSE when the port is taken; or an error
 * that says why the other mock can't be joined
 *
 * @example
 * const mock = await startMock();
 * process.env.CASE_COMMENTS_BASE_URL = mock.url;
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const problem = problemOf(options);
  if (problem) throw new TypeError(problem);
  const { port = 0, host = "127.0.0.1", delay, seed, tls, log: format = "off" } = options;
  const { [controlVariables.url]: controlUrl, [controlVariables.token]: token = "" } = process.env;
  if (controlUrl && port === 0 && !delay && seed === undefined && !tls)
    return joinMock({ url: controlUrl, token });
  const log = createLog({ format, name: "mock" });
  const { control, listen, close } = controlledMock({ delay, seed, tls, log });
  const address = await listen(port, host);
  log.listening(address.url);
  return mockOver(address, control, async () => {
    await close(graceMs);
    await log.end();
  });
}
