import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { exitCode } from "../command/exit-code.ts";
import { type ListenOptions, listenCommandLine } from "./command-line.ts";
import { listenHelp } from "./help.ts";
import { startListener } from "./listener.ts";
import { failedAttempts, leaveEvents, type Refusal, takeEvents } from "./own-webhook.ts";

/** How often it is asked whether the sandbox tries in vain, in milliseconds. */
const watchMs = 2_000;

/** Runs `case-comments-sandbox listen` until it is told to stop, and gives the exit code. */
export async function listenMain(args: readonly string[]): Promise<number> {
  const command = listenCommandLine(args, process.env);
  switch (command.name) {
    case "help":
      print(listenHelp.trimEnd());
      return exitCode.done;
    case "usage":
      tell(`${command.problem}\nSee case-comments-sandbox listen --help.`);
      return exitCode.usage;
    case "listen":
      return listen(command);
  }
}

async function listen({ sandbox, apiKey, secret: given, forward }: ListenOptions): Promise<number> {
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  const secret = given ?? randomBytes(24).toString("base64url");
  let hasCome = false;
  const listener = await startListener({ secret, forward }, (line) => {
    hasCome = true;
    print(line);
  });
  const refusal = await takeEvents(sandbox, apiKey, { url: listener.url, secret });
  if (refusal) {
    tell(problems[refusal]);
    await listener.close();
    return exitCode.failed;
  }
  if (!given) tell(`Events are signed with the secret ${secret}`);
  const before = new Set(await failedAttempts(sandbox, apiKey));
  const watch = setInterval(async () => {
    if (hasCome) return clearInterval(watch);
    const failed = await failedAttempts(sandbox, apiKey);
    if (hasCome || failed.every((attempt) => before.has(attempt))) return;
    clearInterval(watch);
    tell(
      "The sandbox can't reach this listener. Let both run on one machine, the sandbox with --host 127.0.0.1.",
    );
  }, watchMs);
  tell("Listening. Stop with Ctrl-C.");
  await stopped;
  clearInterval(watch);
  await leaveEvents(sandbox, apiKey, listener.url);
  await listener.close();
  return exitCode.done;
}

const problems: Record<Refusal, string> = {
  unreachable: "No sandbox answers there. CASE_COMMENTS_BASE_URL says where it is.",
  unknownKey: "The sandbox knows no such key.",
  denied:
    "The key may not read what is restricted, and events tell of that, too. Use another of the organization.",
  taken: "Events of this organization go elsewhere already. DELETE /sandbox/v1/webhook takes that back.",
  refused: "The sandbox refuses to send events here.",
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
