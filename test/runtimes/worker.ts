import { makeCall } from "../faults/call.ts";
import { log } from "../faults/log.ts";

/** A worker that uses the client: it makes the call that it is sent, logs all it can, and answers with the outcome. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { outcome, loggable } = await makeCall(await request.json());
    log(loggable);
    return Response.json(outcome);
  },
};
