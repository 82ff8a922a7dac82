import { type Canaries, type CanaryName, canaryVariables } from "./canaries.ts";
import { SearchedOutput } from "./leak-search.ts";
import type { ObservedCall } from "./observed-call.ts";

/** The canaries that no call sent. A long text is searched from its beginning, as far as it is kept. */
export function unsentCanaries(canaries: Canaries, calls: readonly ObservedCall[]): CanaryName[] {
  const names = Object.keys(canaryVariables) as CanaryName[];
  const sent = new SearchedOutput(calls.flatMap(({ texts }) => texts).join("\n"));
  const found = sent.canaries(canaries);
  return names.filter((name) => !found.includes(name));
}
