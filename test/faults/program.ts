/**
 * A program that uses the client: it makes each call that it reads from a line of standard input,
 * logs whatever it can get hold of, and prints the outcome. With the argument `crash` it logs
 * nothing, but leaves the error of its call unhandled. It runs on every runtime that has processes.
 */
import { createInterface } from "node:readline";
import { makeCall } from "./call.ts";
import { log } from "./log.ts";

const crashes = process.argv.includes("crash");

async function response(line: string): Promise<void> {
  const { id, call } = JSON.parse(line);
  const { outcome, loggable } = await makeCall(call);
  if (crashes) void Promise.reject(loggable.error);
  else log(loggable);
  process.stdout.write(`\noutcome ${JSON.stringify({ id, outcome })}\n`);
}

for await (const line of createInterface({ input: process.stdin })) void response(line);
