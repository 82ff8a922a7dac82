import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const apiKey = "test_support-desk";
const webhookSecret = "of-the-support-desk";

/**
 * Starts the support desk with the sandbox behind it. It can lose answers on request; events come some
 * seconds late, so that one can see an unknown, and see it settle. Its folder goes when it is closed.
 *
 * @throws an error with the code EADDRINUSE if the port is taken
 */
export async function deskWithSandbox(sandboxUrl: string, port: number) {
  const { startDesk } = await import("@case-comments/support-desk");
  const folder = await mkdtemp(join(tmpdir(), "support-desk-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const badWeather = "fault=reset-after, kept=true";
  const options = { apiKey, target: "sandbox", baseUrl: sandboxUrl, webhookSecret, badWeather } as const;
  const desk = await startDesk({ ...options, folder, port }).catch(async (error) => {
    await remove();
    throw error;
  });
  const { status } = await fetch(`${sandboxUrl}/sandbox/v1/webhook`, {
    method: "PUT",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({
      url: `${desk.url}/webhooks`,
      secret: webhookSecret,
      files: "link",
      weather: ["late"],
    }),
  });
  if (status !== 200) throw new Error(`The sandbox took no address for webhooks: ${status}`);
  return {
    url: desk.url,
    async close() {
      await desk.close();
      await remove();
    },
  };
}
