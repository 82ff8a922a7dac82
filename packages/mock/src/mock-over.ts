import type { Control } from "./control/control.ts";
import type { Mock, QueuedAnswer, Session } from "./mock.ts";
import { createSession } from "./session.ts";
import { unusedText } from "./unused-text.ts";

/**
 * A mock as tests hold it, over its control.
 *
 * @param end ends what is theirs to end: the mock, or their sessions
 */
export function mockOver(
  address: { url: string; port: number },
  control: Control,
  end: (sessions: readonly Session[]) => Promise<void>,
): Mock {
  const sessions: Session[] = [];
  return {
    ...address,
    session(apiKey) {
      const session = createSession(address.url, control, apiKey);
      sessions.push(session);
      return session;
    },
    // Requests hold what was sent, so that printing a mock must not print them.
    async requests() {
      return (await control.requests(undefined)).requests;
    },
    async close() {
      const ended = sessions.splice(0);
      const unused = await Promise.all(ended.map((session) => session.unused()));
      await end(ended);
      warnOf(unused.flat());
    },
  };
}

function warnOf(unused: readonly QueuedAnswer[]): void {
  if (unused.length > 0) process.emitWarning(unusedText(unused), { code: "CASE_COMMENTS_UNUSED_ANSWERS" });
}
