import { randomBytes } from "node:crypto";
import type { AttachmentPlace } from "../store/comments.ts";
import type { Store } from "../store/store.ts";
import { attachmentToken, placeOf } from "./attachment-token.ts";

/** How long a link works, in milliseconds, as the vendor's do. */
export const linkLifeMs = 900_000;

/** Makes and reads links to attachments, with a secret that all sandboxes of a store share. */
export interface AttachmentLinks {
  /** Gives what makes a link's path, for a time that ends in milliseconds since 1970. */
  maker(): Promise<(place: AttachmentPlace, expires: number) => string>;
  /** The place that a link opens; `undefined` if it is not one of ours, was changed, or is over. */
  placeOf(token: string): Promise<AttachmentPlace | undefined>;
}

/** Builds what makes and reads the links of a store. */
export function attachmentLinks(store: Store): AttachmentLinks {
  let known: Promise<string> | undefined;

  function secret(): Promise<string> {
    known ??= store
      .run("ownSecret", { name: "attachment links", offered: randomBytes(32).toString("base64url") })
      .catch((error) => {
        known = undefined;
        throw error;
      });
    return known;
  }

  return {
    async maker() {
      const own = await secret();
      return (place, expires) => `/sandbox/v1/files/${attachmentToken(own, place, expires)}`;
    },
    placeOf: async (token) => placeOf(await secret(), token, Date.now()),
  };
}
