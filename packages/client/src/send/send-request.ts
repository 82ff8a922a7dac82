import type { Settings } from "../client-options.ts";
import type { CaseCommentsError } from "../errors.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import type { Deadline } from "./deadline.ts";
import { type ReceivedResponse, readResponse } from "./response.ts";
import type { RequestHead } from "./transport.ts";
import { errorWithoutResponse } from "./verdict.ts";

/**
 * Sends one request, at most once, and reads its response, all before the deadline. Without a
 * response, the error's delivery says whether the server can have had the whole request. It never
 * rejects, whatever `fetch` and its response are.
 *
 * @param read what to make of the response
 */
export async function sendRequest<Body extends OneShotBody | undefined, Outcome>(
  { transport, fetch }: Pick<Settings, "transport" | "fetch">,
  url: string,
  head: Omit<RequestHead, "signal">,
  body: Body,
  deadline: Deadline,
  read: (response: ReceivedResponse, body: Body) => Outcome,
): Promise<Outcome | CaseCommentsError> {
  let status: number | undefined;
  const send = async () => {
    const response = await transport(fetch, url, { ...head, signal: deadline.signal }, body);
    // From here on nothing is handed over any more, so that what is seen of the body stays true.
    body?.seal();
    status = response.status;
    return read(await readResponse(response), body);
  };
  try {
    return await deadline.within(send());
  } catch (thrown) {
    return errorWithoutResponse(body, { reason: deadline.reason, status, thrown });
  } finally {
    body?.seal();
    // A response that came early is final, so the rest of the upload is in vain.
    if (status !== undefined && body?.left) deadline.abort();
  }
}
