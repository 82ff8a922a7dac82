import { readWebhook } from "@case-comments/client/webhook";

/** What can be told of a delivery without telling what it says. */
export interface DeliveryFacts {
  isGenuine: boolean;
  /** The name of the event; absent where it can't be trusted, or is none. */
  event?: string;
  commentId?: string;
}

/** Reads a delivery with the client's own function. */
export async function factsOf(
  body: Buffer,
  signature: string | string[] | undefined,
  secret: string,
): Promise<DeliveryFacts> {
  const webhook = await readWebhook(body, signature, secret);
  switch (webhook.kind) {
    case "forged":
      return { isGenuine: false };
    case "other":
      return { isGenuine: true, ...nameIn(body) };
    case "comment":
      return { isGenuine: true, event: webhook.event.event, ...idIn(webhook.comment.id) };
  }
}

function nameIn(body: Buffer): { event?: string } {
  try {
    const { event } = JSON.parse(body.toString());
    return /^[A-Z][A-Z_]{0,63}$/.test(event) ? { event } : {};
  } catch {
    return {};
  }
}

// Anything else could be words, or what moves a terminal's cursor.
const idIn = (id: string) => (/^[\w-]{1,64}$/.test(id) ? { commentId: id } : {});

/** The line that tells of a delivery. */
export function lineOf({ isGenuine, event, commentId }: DeliveryFacts, answer: string): string {
  const verdict = isGenuine ? "genuine" : "forged";
  return [new Date().toISOString(), verdict, event ?? "-", commentId ?? "-", answer].join("\t");
}
