import { readWebhook } from "@case-comments/client/webhook";

const kept = [];

export async function POST(request) {
  const secret = process.env.WEBHOOK_SECRET;
  const webhook = await readWebhook(
    await request.arrayBuffer(),
    request.headers.get("x-cv-signature"),
    secret,
  );
  if (webhook.kind === "forged") return new Response(null, { status: 401 });
  if (webhook.kind === "comment") kept.push(webhook.comment.text);
  return new Response(null, { status: 204 });
}

export const GET = (request) => new Response(`${request.url && kept.length}`);
