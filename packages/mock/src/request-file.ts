import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { RecordedRequest } from "./mock.ts";

/** Writes down what was asked, one line of JSON for each request. */
export interface RequestFile {
  add(request: RecordedRequest): void;
  close(): Promise<void>;
}

/**
 * Opens a file to append to, readable by its owner alone. Case ids and bodies are written only
 * if bodies are wanted.
 *
 * @throws the error of `open`, such as one with the code ENOENT or EACCES
 */
export async function openRequestFile(file: string, withBodies: boolean): Promise<RequestFile> {
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  await once(stream, "open");
  // A disk that fills up must not stop the mock.
  stream.on("error", () => {});
  return {
    add({ path, body, ...request }) {
      stream.write(`${JSON.stringify(withBodies ? { ...request, path, body } : request)}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
