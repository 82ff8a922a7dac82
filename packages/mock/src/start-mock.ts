import { createLog } from "@case-comments/contract-server";
import { caseCommentsMock } from "./case-comments-mock.ts";
import { Journal } from "./journal.ts";
import type { Mock, MockOptions } from "./mock.ts";

const graceMs = 1_000;

/**
 * Starts a mock in this process.
 *
 * @throws the error of `listen`, such as one with the code EADDRINUSE when the port is taken
 *
 * @example
 * const mock = await startMock();
 * process.env.CASE_COMMENTS_BASE_URL = mock.url;
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 0, host = "127.0.0.1", delay, log: format = "off" } = options;
  const log = createLog({ format, name: "mock" });
  const journal = new Journal();
  const mock = caseCommentsMock({ delay, log, onExchange: (exchange) => journal.add(exchange) });
  const address = await mock.listen(port, host);
  log.listening(address.url);
  return {
    ...address,
    // Requests hold what was sent, so that printing a mock must not print them.
    get requests() {
      return journal.requests();
    },
    async close() {
      await mock.close(graceMs);
      await log.end();
    },
  };
}
