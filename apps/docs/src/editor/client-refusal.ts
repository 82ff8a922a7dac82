import type { Comment } from "@case-comments/openapi/print";
import { type AttachmentParts, brand } from "../../../../packages/client/src/attachments/attachment.ts";
import { base64 } from "../../../../packages/client/src/generated/formats.gen.ts";
import { issue } from "../../../../packages/client/src/issue.ts";
import { checkComment } from "../../../../packages/client/src/request/input-check.ts";

/**
 * Why the typed client, and with it the terminal app, would not send a comment: its own check is asked.
 * It is not exported, because a program has no use for it: the client always makes it.
 */
export function clientRefusal({ caseId, fields, attachments }: Comment): string | undefined {
  const comment = {
    ...fields,
    ...(attachments && {
      attachments: attachments.map(({ options, content }) => {
        if ("file" in content) return attachment({ fileName: content.file, ...options }, unread);
        return attachment(options, base64(content.base64) ? unread : "base64");
      }),
    }),
  };
  const refusals: string[] = [];
  const { body } = checkComment(caseId, comment, {}, (path, code) => {
    refusals.push(`${path || "The comment"}: ${issue(path, code).message}.`);
  });
  if (refusals.length > 0) return refusals[0];
  const { action: _, communication, ...beside } = body as unknown as Record<string, object>;
  const isWhole = isSame({ ...communication, ...beside }, fields) && attachments?.length !== 0;
  return isWhole ? undefined : "It leaves out what says nothing to the API.";
}

const attachment = (options: object, content: AttachmentParts["content"]) => ({
  [brand]: () => ({ options, content }),
});

/** Content of which the check reads nothing. */
const unread = { length: 0 } as AttachmentParts["content"];

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key as never], other[key as never]))
  );
}
