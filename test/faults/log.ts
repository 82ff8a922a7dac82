import { logOutputs } from "./log-outputs.ts";

/** Prints values in every way that programs do. This module runs on every runtime of the matrix. */
export function log(values: Readonly<Record<string, unknown>>): void {
  const { log, error, dir } = console;
  for (const [name, value] of Object.entries(values)) {
    log(name, value);
    log("%s %o %O", value, value, value);
    error(value);
    dir(value, { depth: null, showHidden: true });
    log(logOutputs(value).join("\n"));
  }
}
