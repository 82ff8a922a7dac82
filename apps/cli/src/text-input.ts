import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import type { AddCommand } from "./command-line.ts";
import { UsageProblem } from "./usage-problem.ts";

/** Bytes. More than any comment; what is larger was not meant. */
const most = 32_000_000;

/**
 * The text of a comment, from wherever the command line says it is.
 *
 * @throws {UsageProblem} if it can't be read, or there is nothing in it
 * @throws {Error} if the signal aborts while it is waited for
 */
export async function commentText(
  source: AddCommand["text"],
  standardInput: NodeJS.ReadStream,
  signal: AbortSignal,
): Promise<string> {
  if ("file" in source) return filled(await textOfFile(source.file, source.option), source.option);
  if (source.text !== "-") return filled(source.text, source.option);
  if (standardInput.isTTY) process.stderr.write("Write the text, then press Ctrl-D on an empty line.\n");
  return filled(decoded(await readAll(standardInput, signal), "standard input"), "standard input");
}

/**
 * The text of a file, without the line end after its last line.
 *
 * @param option what the file was given for
 * @throws {UsageProblem} if it can't be read
 */
export async function textOfFile(file: string, option: string): Promise<string> {
  return decoded(await bytesOf(file, option), option);
}

async function bytesOf(file: string, option: string): Promise<Uint8Array> {
  try {
    const stats = await stat(file);
    // Opening a pipe could wait for ever.
    if (!stats.isFile()) {
      const cure = option === "--text-file" ? "; --text - reads what comes from a pipe" : "";
      throw new UsageProblem(`${option} is not a regular file${cure}`);
    }
    if (stats.size > most) throw new UsageProblem(`${option} is too large for a text`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof UsageProblem) throw error;
    throw new UsageProblem(
      `${option} can't be read (${(error as NodeJS.ErrnoException).code ?? "unreadable"})`,
    );
  }
}

async function readAll(stream: NodeJS.ReadStream, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stream)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) throw new UsageProblem("standard input is too large for a text");
    }
  } catch (error) {
    if (error instanceof UsageProblem || signal.aborted) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new UsageProblem(`standard input can't be read (${code})`);
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    // Replacing what can't be read would change what a patient's record says.
    throw new UsageProblem(`${place} holds no UTF-8 text`);
  }
}

function filled(text: string, place: string): string {
  // These characters alone show nothing to whoever reads the case.
  if (/^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text))
    throw new UsageProblem(`${place} holds no text`);
  return text;
}
