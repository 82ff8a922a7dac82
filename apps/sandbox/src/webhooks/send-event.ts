import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { Attempt } from "../store/outbox.ts";
import { addressOf, DestinationRefused, type DestinationRules } from "./destination.ts";
import type { EventMessage } from "./event-message.ts";

const timeoutMs = 10_000;
/** More of an answer than anybody needs to say that it is one, in bytes. */
const mostAnswerBytes = 65_536;

/**
 * Sends an event once, and says what became of it. A redirect is an answer like any other: what it names
 * was not asked for.
 *
 * @param stopped ends it early
 */
export async function sendEvent(
  receiver: string,
  { body, signature }: EventMessage,
  rules: DestinationRules,
  stopped: AbortSignal,
): Promise<Omit<Attempt, "weather">> {
  const at = new Date().toISOString();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([timeout, stopped]);
  try {
    const url = new URL(receiver);
    const address = await within(signal, addressOf(url.hostname, rules));
    const status = await new Promise<number>((resolve, reject) => {
      const send = url.protocol === "https:" ? overHttps : overHttp;
      const request = send(url, {
        method: "POST",
        signal,
        // Kept connections would outlive the check of the address.
        agent: false,
        // What was checked is called, whatever the name stands for by now.
        lookup: (_host, { all }, done) =>
          all ? done(null, [address]) : done(null, address.address, address.family),
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          "user-agent": "case-comments-sandbox",
          ...(signature && { "x-cv-signature": signature }),
        },
      });
      request.on("error", reject);
      request.on("response", (response) => {
        const status = response.statusCode ?? 0;
        let left = mostAnswerBytes;
        response.on("data", (chunk: Buffer) => {
          left -= chunk.length;
          if (left < 0) response.destroy();
        });
        // It is an answer, even if it never ends.
        response.on("error", () => {}).on("close", () => resolve(status));
      });
      request.end(body);
    });
    return { at, status };
  } catch (error) {
    if (error instanceof DestinationRefused) return { at, problem: "addressRefused" };
    return { at, problem: timeout.aborted ? "timeout" : "connectionFailed" };
  }
}

/** A lookup can't be aborted, but it needn't be waited for. */
function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
