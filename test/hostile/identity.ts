import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isMissing } from "../required-tools.ts";

/** A certificate for this machine, its key, and the files that hold them. */
export interface Identity {
  certFile: string;
  keyFile: string;
  cert: string;
  key: string;
  remove(): Promise<void>;
}

/** Whether this machine has what makes one; Node can't. */
export const canMakeIdentity = !isMissing("openssl");

/** Makes a certificate with the command that the mock's README gives. */
export async function makeIdentity(): Promise<Identity> {
  const readme = await readFile(new URL("../../packages/mock/README.md", import.meta.url), "utf8");
  const [, recipe] = /```sh\n(openssl [^`]+)```/.exec(readme) ?? [];
  if (!recipe) throw new Error("the README has no recipe");
  const folder = await mkdtemp(join(tmpdir(), "case-comments-tls-"));
  await promisify(execFile)("sh", ["-c", recipe], { cwd: folder });
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  return {
    certFile,
    keyFile,
    cert: await readFile(certFile, "utf8"),
    key: await readFile(keyFile, "utf8"),
    remove: () => rm(folder, { recursive: true }),
  };
}
