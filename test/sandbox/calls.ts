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
