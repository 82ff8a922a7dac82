import { freeAnswerBytes } from "@case-comments/contract-server";
import type { OperationContext } from "./operation-handler.ts";

/**
 * Reads what may be large: at once if it is small, and else when there is memory for the whole of it.
 *
 * @param copies how often it is in memory while it is read and sent
 * @param read reads no more than so many bytes, and says how large the whole is
 * @throws {CallerGone} if nobody waits for it any more
 */
export async function readWhenThereIsRoom<Found extends { size: number } | string | undefined>(
  room: OperationContext["room"],
  copies: number,
  read: (most: number) => Promise<Found>,
): Promise<Found> {
  const found = await read(freeAnswerBytes);
  if (typeof found !== "object" || found.size <= freeAnswerBytes) return found;
  await room(copies * found.size);
  return read(found.size);
}
