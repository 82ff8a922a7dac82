import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Builds the whole workspace. What did not change comes from Turbo's cache. */
export async function build(): Promise<boolean> {
  process.loadEnvFile(`${root}telemetry-off.env`);
  const turbo = spawn("turbo", ["run", "build", "--output-logs=errors-only"], {
    cwd: root,
    stdio: "inherit",
  });
  const [code] = await once(turbo, "close");
  return code === 0;
}
