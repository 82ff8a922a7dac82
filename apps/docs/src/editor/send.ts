import { verdicts } from "@case-comments/openapi/print";
import type { EditorRequest } from "../editor-request.ts";
import { type AttachedFiles, sentBody } from "./attached-files.ts";

/** What came back, and what must be said of it. */
export interface Received {
  /** 0 if no answer came. */
  status: number;
  remark: string;
  body: string;
}

/** How long the page waits for an answer, in milliseconds. */
const patience = 20_000;

/** Whether this page came from a server, that may have a mock behind it. */
export const canSend = (): boolean => location.protocol.startsWith("http");

/** Posts a request to the mock behind the server that this page came from, once. */
export async function send(request: EditorRequest, files: AttachedFiles): Promise<Received> {
  const { method, path, headers, body } = request;
  const url = new URL(`/mock${path}`, location.origin);
  const none = (remark: string) => ({ status: 0, remark, body: "" });
  if (url.pathname + url.search !== `/mock${path}`)
    return none("A browser tidies this path up before it sends it.");
  let call: Request;
  try {
    call = new Request(url, {
      method,
      headers,
      // A Blob without a type adds no content type.
      body: await sentBody(body, files),
      redirect: "error",
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    return none("Nothing was sent: a file is gone or was changed, or a header can't hold this.");
  }
  try {
    const response = await fetch(call);
    const { status } = response;
    const isOfContract = response.headers.get("content-type")?.startsWith("application/json");
    const verdict = status >= 400 && status < 500 && status !== 408 ? "rejected" : "unknown";
    const remark = isOfContract ? "" : `A fault of the mock, or no mock at all. ${verdicts[verdict]}`;
    return { status, remark, body: await response.text() };
  } catch {
    return none(`No answer came. ${verdicts.unknown}`);
  }
}
