/**
 * Every way in which a program might print a value. This module runs on every runtime of the
 * matrix; how to inspect differs among them.
 */
export function logOutputs(value: unknown): string[] {
  const ways: (() => unknown)[] = [
    () => `${value}`,
    () => JSON.stringify(value),
    () => JSON.stringify(everyPropertyOf(value)),
    () => (value as Error).stack,
    () => (value as Error).message,
    () => inspect(value),
    () => inspect(new Error("Outer", { cause: value })),
    () => inspect(structuredClone(value)),
    () => JSON.stringify(everyPropertyOf(structuredClone(value))),
  ];
  return ways.map((way) => {
    try {
      return String(way());
    } catch (error) {
      // What can't be printed may say why, in words that are printed.
      return String(error);
    }
  });
}

function everyPropertyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const names = Object.getOwnPropertyNames(value);
  return Object.fromEntries(names.map((name) => [name, String(Reflect.get(value, name))]));
}

interface Inspecting {
  inspect(value: unknown, options: object): string;
}

function inspect(value: unknown): string {
  const { Deno, Bun, process } = globalThis as unknown as {
    Deno?: Inspecting;
    Bun?: Inspecting;
    process?: { getBuiltinModule?(name: string): Inspecting | undefined };
  };
  const options = { depth: 100, showHidden: true, getters: true };
  const all = [Deno, Bun, process?.getBuiltinModule?.("node:util")];
  return all.map((runtime) => runtime?.inspect(value, options)).join("\n");
}
