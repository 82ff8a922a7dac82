import { fromBase64, fromBlob, fromBytes, fromStream, type NewComment } from "@case-comments/client";

const author = { email: "rosa.delgado@clinic.example", firstName: "Rosa", lastName: "Delgado" };
const stated = { isPHI: true, isRestricted: false };
const bytes = new TextEncoder().encode("Hemoglobin 13.8 g/dL\n");

/** Comments that use everything the client can do. */
export const comments: Record<string, NewComment> = {
  "the least": { text: "Hello", isRestricted: false, author: { email: author.email } },
  "an internal note": { text: "Insurance has not answered.", isRestricted: true, author },
  "without a webhook": { text: "Imported.", isRestricted: false, author, webhookNotify: false },
  "with tagged users": {
    text: "Please look.",
    isRestricted: true,
    author,
    taggedUsers: [author, { email: "a@b.example" }],
  },
  "text that needs escapes": {
    text: 'Quote " backslash \\ line\n\u2028 \u0000 \ud83d\ude00 é',
    isRestricted: false,
    author,
  },
  "attachments of every kind": {
    text: "Five files.",
    isRestricted: false,
    author,
    attachments: [
      fromBytes(bytes, { fileName: "bytes.txt", ...stated }),
      fromBytes(new Uint8Array(), { fileName: "empty.txt", ...stated }),
      fromBlob(new Blob([bytes]), { fileName: 'blob "ü".txt', ...stated }),
      fromBase64(Buffer.from(bytes).toString("base64"), { fileName: "base64.txt", ...stated }),
      fromStream(() => new Blob([bytes]).stream(), bytes.length, { fileName: "stream.txt", ...stated }),
    ],
  },
  "a large attachment": {
    text: "A scan.",
    isRestricted: false,
    author,
    attachments: [fromBytes(new Uint8Array(3_000_001).fill(7), { fileName: "scan.bin", ...stated })],
  },
};
