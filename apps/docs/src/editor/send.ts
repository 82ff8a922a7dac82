import type { EditorRequest } from "../editor-request.ts";
import { type AttachedFiles, sentBody } from "./attached-files.ts";

/** What came back: the answer, or why there is none. */
export type ReceivedAnswer = { status: number; body: string } | { problem: string };

/** Whether this page came from a server, that may have a mock behind it. */
export const canSend = (): boolean => location.protocol.startsWith("http");

/** Posts a request to the mock behind the server that this page came from, once. */
export async function send(request: EditorRequest, files: AttachedFiles): Promise<ReceivedAnswer> {
  const { method, path, headers, body } = request;
  const url = new URL(`/mock${path}`, location.origin);
  if (url.pathname + url.search !== `/mock${path}`)
    return { problem: "A browser tidies this path up before it sends it." };
  try {
    const content = await sentBody(body, files);
    const response = await fetch(url, {
      method,
      // A Blob without a type adds no content type.
      headers,
      body: content,
      redirect: "error",
      cache: "no-store",
      credentials: "omit",
    });
    if (!response.headers.get("content-type")?.startsWith("application/json"))
      return { problem: "No mock answers here. Start the page with npm start." };
    return { status: response.status, body: await response.text() };
  } catch {
    return {
      problem: "No answer came. A file is gone, a header can't hold what you wrote, or nothing listens.",
    };
  }
}
