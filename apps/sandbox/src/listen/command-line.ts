import { parseArgs } from "node:util";
import { usualPort } from "../command/command-line.ts";
import { isWebAddress } from "../webhooks/web-address.ts";

/** What the command line of `listen` asks for. */
export type ListenCommand =
  | { name: "help" }
  | { name: "usage"; problem: string }
  | ({ name: "listen" } & ListenOptions);

export interface ListenOptions {
  /** The sandbox's address, without a slash at the end. */
  sandbox: string;
  apiKey: string;
  /** With what events are signed; one is made up where it is absent. */
  secret?: string;
  /** Where events are passed on to. */
  forward?: string;
}

/** Every option, as `parseArgs` takes them. */
export const listenOptions = {
  forward: { type: "string" },
  "secret-env": { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Where the sandbox is looked for, if the environment doesn't say. */
export const usualSandbox = `http://127.0.0.1:${usualPort}`;

/**
 * Reads the arguments behind `listen`. Whatever can't be meant gives a problem to tell, and never an error;
 * no problem names a value, because one may be a secret in the wrong place.
 *
 * @param env where the key, the secret and the sandbox's address are
 *
 * @example
 * listenCommandLine(["--forward", "http://127.0.0.1:8080/webhooks"], process.env)
 */
export function listenCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ListenCommand {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: listenOptions,
      allowPositionals: true,
    });
    if (values.help) return { name: "help" };
    if (positionals.length > 0) return usage("listen takes options alone");
    const { forward, "secret-env": secretName } = values;
    const apiKey = env.CV_API_KEY;
    if (!apiKey) return usage("CV_API_KEY must hold the key of the organization that is listened for");
    const sandbox = env.CASE_COMMENTS_BASE_URL || usualSandbox;
    if (!isWebAddress(sandbox)) return usage("CASE_COMMENTS_BASE_URL must hold the address of a sandbox");
    if (forward !== undefined && !isWebAddress(forward))
      return usage("--forward takes an address such as http://127.0.0.1:8080/webhooks");
    const secret = secretName === undefined ? undefined : env[secretName];
    if (secretName !== undefined && !secret)
      return usage("--secret-env names an environment variable that holds the webhook's secret");
    return {
      name: "listen",
      sandbox: sandbox.replace(/\/+$/, ""),
      apiKey,
      ...(secret && { secret }),
      ...(forward !== undefined && { forward }),
    };
  } catch (error) {
    return usage((error as Error).message);
  }
}

const usage = (problem: string): ListenCommand => ({ name: "usage", problem });
