import { contract } from "@case-comments/contract";

/** An event as it is sent. */
export interface WebhookEvent {
  event: string;
  payload?: Record<string, unknown>;
}

/** An event that the contract shows, and what it is called there. */
export interface DocumentedEvent {
  readonly summary: string;
  readonly value: WebhookEvent;
}

/** Every event that the contract shows, the usual form first. */
export const documentedEvents: readonly DocumentedEvent[] = Object.values(
  contract.document.webhooks ?? {},
).flatMap(({ post }) =>
  Object.values(post?.requestBody?.content ?? {}).flatMap(({ examples = {} }) =>
    Object.values(examples).map(({ summary = "", value }) => ({ summary, value: value as WebhookEvent })),
  ),
);
