/** Why an organization's events can't be had. */
export type Refusal = "unreachable" | "unknownKey" | "denied" | "taken" | "refused";

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
  if (status === 403) return "denied";
  return status === 200 ? undefined : "refused";
}

/** Takes back what sends the events to this listener; if they go to another by now, that stands. */
export async function leaveEvents(sandbox: string, apiKey: string, url: string): Promise<void> {
  const current = await callWebhook(sandbox, apiKey, "GET");
  if (current?.url === url) await callWebhook(sandbox, apiKey, "DELETE");
}

/** The attempts to deliver of the latest events that reached nobody, each as a text of its own. */
export async function failedAttempts(sandbox: string, apiKey: string): Promise<string[]> {
  const found = await call(sandbox, apiKey, "GET", "deliveries");
  const { deliveries = [] } = (found?.answer ?? {}) as { deliveries?: readonly Delivery[] };
  return deliveries.flatMap(({ commentId, attempts }) =>
    attempts.flatMap(({ at, problem }) => (problem ? `${commentId} ${at}` : [])),
  );
}

interface Delivery {
  commentId: string;
  attempts: readonly { at: string; problem?: string }[];
}

async function callWebhook(sandbox: string, apiKey: string, method: string, json?: object) {
  const found = await call(sandbox, apiKey, method, "webhook", json);
  return found && { status: found.status, url: String((found.answer as { url?: unknown }).url ?? "") };
}

async function call(sandbox: string, apiKey: string, method: string, path: string, json?: object) {
  try {
    const response = await fetch(`${sandbox}/sandbox/v1/${path}`, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: { "cv-api-key": apiKey, ...(json && { "content-type": "application/json" }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    const answer: unknown = response.status === 200 ? await response.json() : {};
    return { status: response.status, answer };
  } catch {
    return undefined;
  }
}
