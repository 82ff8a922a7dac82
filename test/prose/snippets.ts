import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A piece of TypeScript that prose shows. */
export interface Snippet {
  /** Where it stands. */
  name: string;
  code: string;
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.asynciterable.d.ts"],
};

/**
 * Compiles snippets as a reader would who has copied them, each as a module of its own.
 *
 * @param surroundings the source of a module that declares, globally, what a reader has already
 * @returns what the compiler holds against them, as `name: message`
 *
 * @example
 * typeErrorsIn([{ name: "README.md, 1", code: "const n: number = size;" }], "declare global { const size: string }")
 * // ["README.md, 1: Type 'string' is not assignable to type 'number'."]
 */
export function typeErrorsIn(snippets: readonly Snippet[], surroundings: string): string[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const fileOf = (name: string) => `${folder}${name.replaceAll("/", "_")}.mts`;
  const modules: Snippet[] = [...snippets, { name: "surroundings", code: surroundings }];
  const sources = new Map(modules.map(({ name, code }) => [fileOf(name), inFunction(code)]));
  const names = new Map(modules.map(({ name }) => [fileOf(name), name]));
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, source, version);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...sources.keys()], options, host))
    .map(
      ({ file, messageText }) =>
        `${names.get(file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** What returns is a part of some function of the reader's. */
function inFunction(code: string): string {
  if (!/^(if .*)?return /m.test(code)) return `${code}\nexport {};\n`;
  const imports = code.match(/^import .*$/gm) ?? [];
  const rest = code.replaceAll(/^import .*$/gm, "");
  return `${imports.join("\n")}\nexport async function snippet() {\n${rest}\n}\n`;
}
