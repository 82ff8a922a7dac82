import { makeCall } from "../faults/call.ts";
import { log } from "../faults/log.ts";

/** Keeps a worker going after its answer; what fails then, nobody handles. */
interface Context {
  waitUntil(work: Promise<unknown>): void;
}

/**
 * A worker that uses the client: it makes the call that it is sent, and answers with the outcome.
 * It logs all it can; or, at `/crash`, it leaves the error of the call unhandled.
 */
export default {
  async fetch(request: Request, _: unknown, context: Context): Promise<Response> {
    const { outcome, loggable } = await makeCall(await request.json());
    if (request.url.endsWith("/crash")) context.waitUntil(Promise.reject(loggable.error));
    else log(loggable);
    return Response.json(outcome);
  },
};
