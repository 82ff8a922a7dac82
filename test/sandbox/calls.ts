import { aCase } from "../contract/request-cases.ts";

/** A file to attach: its name and its bytes. */
export interface PostedFile {
  fileName: string;
  content: Buffer;
}

/** Posts a comment, and gives its id, or the status of another answer; rejects if there was none. */
export async function post(
  url: string,
  key: string,
  text: string,
  {
    caseId = aCase,
    files = [],
    isRestricted = false,
  }: { caseId?: string; files?: PostedFile[]; isRestricted?: boolean } = {},
): Promise<string | number> {
  const response = await fetch(`${url}/api/v1/cases/${caseId}`, {
    method: "POST",
    headers: { "cv-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({
      action: "ADD_COMMUNICATION",
      communication: {
        text,
        isRestricted,
        author: { email: "rosa.delgado@clinic.example" },
        attachments: files.map(({ fileName, content }) => ({
          fileName,
          content: content.toString("base64"),
          isPHI: true,
          isRestricted: false,
        })),
      },
    }),
  });
  const answer = (await response.json()) as { data?: { commentId: string } };
  return answer.data?.commentId ?? response.status;
}

/** A comment as it is read back. */
export interface ReadComment {
  commentId: string;
  createdAt: string;
  communication: {
    text: string;
    author: { email: string };
    attachments: { fileName: string; size: number; href: string }[];
  };
}

/**
 * Reads every comment of a case, page by page.
 *
 * @throws {Error} with the status of another answer than a page
 */
export async function readAll(url: string, key: string, caseId = aCase): Promise<ReadComment[]> {
  const comments: ReadComment[] = [];
  let after = "";
  do {
    const response = await fetch(`${url}/sandbox/v1/cases/${caseId}/comments?limit=100${after}`, {
      headers: { "cv-api-key": key },
    });
    if (response.status !== 200) throw new Error(`reading was answered with ${response.status}`);
    const page = (await response.json()) as { comments: ReadComment[]; next?: string };
    comments.push(...page.comments);
    after = page.next === undefined ? "" : `&after=${page.next}`;
  } while (after);
  return comments;
}

/** Reads the bytes of a file. */
export async function readFile(url: string, key: string, href: string): Promise<Buffer> {
  const response = await fetch(url + href, { headers: { "cv-api-key": key } });
  return Buffer.from(await response.arrayBuffer());
}

/** Calls one of the sandbox's own operations; the path stands behind `/sandbox/v1`. */
export async function callOwn(url: string, key: string, method: string, path: string, json?: object) {
  const response = await fetch(`${url}/sandbox/v1${path}`, {
    method,
    headers: { "cv-api-key": key, ...(json && { "content-type": "application/json" }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, answer: text ? JSON.parse(text) : undefined };
}

/** What the sandbox tells of the delivery of an event. */
export interface Delivery {
  commentId: string;
  due?: string;
  attempts: { at: string; status?: number; problem?: string; weather: string }[];
}

/** The latest deliveries of a key's organization, newest first. */
export async function readDeliveries(url: string, key: string): Promise<Delivery[]> {
  return (await callOwn(url, key, "GET", "/deliveries")).answer.deliveries;
}

/**
 * Has an organization told of its comments.
 *
 * @throws {Error} if the sandbox refuses that
 */
export async function setWebhook(url: string, key: string, settings: object): Promise<void> {
  const { status, answer } = await callOwn(url, key, "PUT", "/webhook", settings);
  if (status !== 200) throw new Error(answer.error);
}
