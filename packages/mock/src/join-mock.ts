import { type ControlAddress, remoteControl } from "./control/remote-control.ts";
import type { Mock } from "./mock.ts";
import { mockOver } from "./mock-over.ts";

/**
 * Joins a mock that runs in another process. Closing it ends the sessions that were begun here, and not
 * the mock.
 *
 * @throws {Error} if its control can't be reached, or has another token
 */
export async function joinMock(address: ControlAddress): Promise<Mock> {
  const control = remoteControl(address);
  const known = await control.mockUrl();
  // Where the mock is reached by another name than it knows, whoever says where its control is says this, too.
  const url = process.env.CASE_COMMENTS_BASE_URL || known;
  const { port, protocol } = new URL(url);
  return mockOver(
    { url, port: Number(port) || (protocol === "https:" ? 443 : 80) },
    control,
    async (sessions) => {
      await Promise.all(sessions.map((session) => session.reset()));
    },
  );
}
