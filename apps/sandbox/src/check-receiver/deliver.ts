import { type ClientRequest, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Answer, Delivery } from "./trial.ts";

/** More of an answer than anybody needs to say that it is one, in bytes. */
const mostAnswerBytes = 65_536;
/** How long the rest of an answer is waited for, in milliseconds. */
const answerEndMs = 1_000;
const chunkBytes = 262_144;

/**
 * Sends an event once, on a connection of its own, and says what became of it. A redirect is an answer like
 * any other. Of the answer nothing but its status is kept.
 *
 * @param timeLimit for the status to arrive once all is sent, in milliseconds; while it is sent, for each
 * part of it, because a slow line is not the receiver's fault
 * @param interrupt ends it early
 */
export function deliver(
  url: URL,
  { body, signature, contentType = "application/json", cutAfter }: Delivery,
  timeLimit: number,
  interrupt: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve) => {
    let isConnected = false;
    let began = 0;
    let timer: NodeJS.Timeout | undefined;
    const request = (url.protocol === "https:" ? overHttps : overHttp)(url, {
      method: "POST",
      // A kept connection may be closed by the other side just when it is used again.
      agent: false,
      headers: {
        "content-type": contentType,
        "content-length": body.length,
        "user-agent": "case-comments-sandbox",
        ...(signature === undefined ? {} : { "x-cv-signature": signature }),
      },
    });
    const end = (answer: Answer) => {
      clearTimeout(timer);
      interrupt.removeEventListener("abort", onInterrupt);
      request.destroy();
      resolve(answer);
    };
    const onProgress = () => {
      clearTimeout(timer);
      began = performance.now();
      timer = setTimeout(() => end(late(isConnected)), timeLimit);
    };
    const onInterrupt = () => end({ problem: "untried" });
    interrupt.addEventListener("abort", onInterrupt, { once: true });
    request.once("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        isConnected = true;
      });
    });
    request.once("response", (response) => {
      clearTimeout(timer);
      const answer = { status: response.statusCode ?? 0, ms: performance.now() - began };
      let left = mostAnswerBytes;
      response.on("data", (chunk: Buffer) => {
        left -= chunk.length;
        if (left < 0) end(answer);
      });
      // It is an answer, even if it never ends.
      setTimeout(() => end(answer), answerEndMs).unref();
      response.on("error", () => {}).once("close", () => end(answer));
    });
    // Who answers with another protocol has answered, too.
    request.once("upgrade", ({ statusCode = 0 }) =>
      end({ status: statusCode, ms: performance.now() - began }),
    );
    request.on("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
      const isUntrusted = Boolean((request.socket as TLSSocket | null)?.authorizationError);
      end(isConnected ? { problem: "broken" } : { problem: "unreachable", code, isUntrusted });
    });
    onProgress();
    if (interrupt.aborted) return onInterrupt();
    write(request, body.subarray(0, cutAfter), onProgress, () => {
      if (cutAfter === undefined) request.end();
      else request.destroy(new Error("The connection was to break here"));
    });
  });
}

const late = (isConnected: boolean): Answer =>
  isConnected ? { problem: "timeout" } : { problem: "unreachable", code: "ETIMEDOUT" };

function write(request: ClientRequest, bytes: Buffer, onProgress: () => void, onEnd: () => void): void {
  if (bytes.length === 0) {
    onEnd();
    return;
  }
  request.write(bytes.subarray(0, chunkBytes), (error) => {
    // The request tells of it itself, and what was answered has ended.
    if (error || request.destroyed) return;
    onProgress();
    write(request, bytes.subarray(chunkBytes), onProgress, onEnd);
  });
}
