import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { TlsIdentity } from "@case-comments/contract-server";

/** The files of a certificate and its key. */
export interface TlsFiles {
  cert: string;
  key: string;
}

/** Reads a certificate and its key, or says why they can't be used; that holds nothing of them. */
export async function readTlsFiles(files: TlsFiles): Promise<TlsIdentity | { problem: string }> {
  let option = "--tls-cert";
  try {
    const cert = await readFile(files.cert);
    option = "--tls-key";
    const key = await readFile(files.key);
    option = "--tls-cert with --tls-key";
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return { problem: `${option} can't be used (${code}).` };
  }
}
