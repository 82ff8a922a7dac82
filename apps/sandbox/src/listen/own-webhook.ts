/** Why an organization's events can't be had. */
export type Refusal = "unreachable" | "unknownKey" | "taken" | "refused";

/** What ends the addresses of these listeners, so that one knows what another has left behind. */
export const listenerPath = "/case-comments-sandbox/listen";

const timeoutMs = 10_000;

/**
 * Has a sandbox send an organization's events to a listener, unless they go elsewhere already.
 *
 * @returns why it doesn't
 */
export async function takeEvents(
  sandbox: string,
  apiKey: string,
  webhook: { url: string; secret: string },
): Promise<Refusal | undefined> {
  const current = await callWebhook(sandbox, apiKey, "GET");
  if (!current) return "unreachable";
  if (current.status === 401) return "unknownKey";
  if (current.status === 200 && !current.url.endsWith(listenerPath)) return "taken";
  const { status } = (await callWebhook(sandbox, apiKey, "PUT", webhook)) ?? { status: 0 };
  return status === 200 ? undefined : "refused";
}

/** Takes back what sends the events to this listener; if they go to another by now, that stands. */
export async function leaveEvents(sandbox: string, apiKey: string, url: string): Promise<void> {
  const current = await callWebhook(sandbox, apiKey, "GET");
  if (current?.url === url) await callWebhook(sandbox, apiKey, "DELETE");
}

async function callWebhook(sandbox: string, apiKey: string, method: string, json?: object) {
  try {
    const response = await fetch(`${sandbox}/sandbox/v1/webhook`, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: { "cv-api-key": apiKey, ...(json && { "content-type": "application/json" }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    const answer = response.status === 200 ? ((await response.json()) as { url?: unknown }) : {};
    return { status: response.status, url: String(answer.url ?? "") };
  } catch {
    return undefined;
  }
}
