import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Builds the whole workspace. What did not change comes from Turbo's cache. */
export async function build(): Promise<boolean> {
  const turbo = spawn("turbo", ["run", "build", "--output-logs=errors-only"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, DO_NOT_TRACK: "1", TURBO_TELEMETRY_DISABLED: "1" },
  });
  const [code] = await once(turbo, "close");
  return code === 0;
}
