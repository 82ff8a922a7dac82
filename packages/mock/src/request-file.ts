import { writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Exchange } from "@case-comments/contract-server";
import { isApiRequest } from "./api-request.ts";

/** Writes down what was asked, one line of JSON for each request. */
export interface RequestFile {
  /** Writes a line; when this returns, another process can read it. */
  add(exchange: Exchange): void;
  /**
   * Closes the file.
   *
   * @returns the code of the first error by which a line was lost, such as ENOSPC
   */
  close(): Promise<string | undefined>;
}

/**
 * Opens a file to append to, readable by its owner alone. Case ids and bodies are written only
 * if bodies are wanted.
 *
 * @param onFailure told once, with the code of the error, when a line can't be written
 * @throws the error of `open`, such as one with the code ENOENT or EACCES
 */
export async function openRequestFile(
  file: string,
  withBodies: boolean,
  onFailure: (code: string) => void,
): Promise<RequestFile> {
  const handle: FileHandle = await open(file, "a", 0o600);
  let isTorn = await endsWithinLine(handle, file);
  let failure: string | undefined;
  return {
    add(exchange) {
      if (!isApiRequest(exchange)) return;
      // What is left of a line that could not be written whole spoils no other.
      const line = Buffer.from(`${isTorn ? "\n" : ""}${lineOf(exchange, withBodies)}\n`);
      let written = 0;
      try {
        while (written < line.length) written += writeSync(handle.fd, line, written);
        isTorn = false;
      } catch (error) {
        isTorn ||= written > 0;
        if (failure !== undefined) return;
        failure = (error as NodeJS.ErrnoException).code ?? "unknown";
        onFailure(failure);
      }
    },
    async close() {
      await handle.close();
      return failure;
    },
  };
}

/** Whether the last line of a file has no end: a disk was full, or a process killed. */
async function endsWithinLine(handle: FileHandle, file: string): Promise<boolean> {
  const facts = await handle.stat();
  if (!facts.isFile() || facts.size === 0) return false;
  // Whoever may append to it need not be allowed to read it.
  const reader = await open(file).catch(() => undefined);
  const last = await reader?.read({ buffer: Buffer.alloc(1), position: facts.size - 1 });
  await reader?.close();
  return last?.bytesRead === 1 && last.buffer[0] !== 0x0a;
}

function lineOf(
  { method, call, body, content, expected, status, response }: Exchange,
  withBodies: boolean,
): string {
  const operation = call?.operation;
  const facts = { method, operation, status, response, violations: expected?.violations ?? [] };
  if (!withBodies) return JSON.stringify(facts);
  const line = JSON.stringify({ ...facts, path: call?.path ?? {} });
  // As it came, because a body may be nested too deeply to be written again.
  return body && "json" in body ? `${line.slice(0, -1)},"body":${onOneLine(content)}}` : line;
}

/** The text of a JSON body. Between its values, line breaks mean as much as spaces; inside them are none. */
function onOneLine(content: Buffer | undefined): string {
  return new TextDecoder().decode(content).replace(/[\r\n]/g, " ");
}
