import type { Rule } from "../redocly.ts";

/** Every server has the name by which the client's `environment` option chooses it. */
export const serverHasEnvironment: Rule = () => ({
  Server(server: Record<string, unknown>, context) {
    const name = server["x-environment"];
    if (typeof name === "string" && /^[a-z]+$/.test(name)) return;
    context.report({ message: "A server needs an `x-environment`, one lower-case word." });
  },
});
