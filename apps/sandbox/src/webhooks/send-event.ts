import { type ClientRequest, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Attempt } from "../store/outbox.ts";
import type { AttemptProblem } from "./attempt-problem.ts";
import { addressesOf, DestinationRefused, type DestinationRules } from "./destination.ts";
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
  let request: ClientRequest | undefined;
  try {
    const url = new URL(receiver);
    const addresses = await within(signal, addressesOf(url.hostname, rules));
    const [first] = addresses;
    request = (url.protocol === "https:" ? overHttps : overHttp)(url, {
      method: "POST",
      signal,
      // Kept connections would outlive the check of the address.
      agent: false,
      // What was checked is called, whatever the name stands for by now.
      lookup: (_host, { all }, done) =>
        all ? done(null, [...addresses]) : done(null, first.address, first.family),
      headers: {
        "content-type": "application/json",
        "content-length": body.length,
        "user-agent": "case-comments-sandbox",
        ...(signature && { "x-cv-signature": signature }),
      },
    });
    return { at, status: await statusOf(request, body) };
  } catch (error) {
    return { at, problem: timeout.aborted ? "timeout" : problemOf(error, request) };
  }
}

/** Sends the body, and gives the status of the answer when that has ended, or is long enough. */
function statusOf(request: ClientRequest, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
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
    // Who answers with another protocol has answered, too.
    request.on("upgrade", ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    request.on("error", reject);
    request.end(body);
  });
}

function problemOf(error: unknown, request: ClientRequest | undefined): AttemptProblem {
  if (error instanceof DestinationRefused) return "addressRefused";
  return (request?.socket as TLSSocket | null | undefined)?.authorizationError
    ? "certificateRefused"
    : "connectionFailed";
}

/** A lookup can't be aborted, but it needn't be waited for. */
function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
