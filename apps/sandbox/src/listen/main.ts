import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { exitCode } from "../command/exit-code.ts";
import { type ListenOptions, listenCommandLine } from "./command-line.ts";
import { listenHelp } from "./help.ts";
import { startListener } from "./listener.ts";
import { leaveEvents, type Refusal, takeEvents } from "./own-webhook.ts";

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
  const listener = await startListener({ secret, forward }, print);
  const refusal = await takeEvents(sandbox, apiKey, { url: listener.url, secret });
  if (refusal) {
    tell(problems[refusal]);
    await listener.close();
    return exitCode.failed;
  }
  if (!given) tell(`Events are signed with the secret ${secret}`);
  tell("Listening. Stop with Ctrl-C.");
  await stopped;
  await leaveEvents(sandbox, apiKey, listener.url);
  await listener.close();
  return exitCode.done;
}

const problems: Record<Refusal, string> = {
  unreachable: "No sandbox answers there. CASE_COMMENTS_BASE_URL says where it is.",
  unknownKey: "The sandbox knows no such key.",
  taken: "Events of this organization go elsewhere already. DELETE /sandbox/v1/webhook takes that back.",
  refused: "The sandbox refuses to send events here.",
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
