import type { Comment } from "@case-comments/openapi/print";
import { fromBase64, fromBlob } from "../../../../packages/client/src/attachments/sources.ts";
import { checkInput } from "../../../../packages/client/src/request/input-check.ts";
import type { AttachedFiles } from "./attached-files.ts";

/**
 * Why the typed client, and with it the terminal app, would not send a comment: its own check is asked.
 * It is not exported, because a program has no use for it: the client always makes it.
 */
export function clientRefusal(
  { caseId, fields, attachments }: Comment,
  files: AttachedFiles,
): string | undefined {
  const comment = {
    ...fields,
    ...(attachments && {
      attachments: attachments.map(({ options, content }) => {
        if ("base64" in content) return fromBase64(content.base64, options as never);
        return fromBlob(fileCalled(content.file, files), options as never);
      }),
    }),
  };
  const checked = checkInput(caseId, comment);
  if ("issues" in checked) {
    const [issue] = checked.issues;
    return `${issue?.path || "The comment"}: ${issue?.message}.`;
  }
  const { action: _, communication, ...beside } = checked.body as unknown as Record<string, object>;
  const isWhole = isSame({ ...communication, ...beside }, fields) && attachments?.length !== 0;
  return isWhole ? undefined : "It leaves out what says nothing to the API.";
}

const fileCalled = (name: string, files: AttachedFiles) =>
  [...files.values()].find((file) => file.name === name) as File;

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key as never], other[key as never]))
  );
}
