import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { type BuiltContract, generatedModules } from "../../packages/client/generate/generated-modules.ts";

/** What is generated for the client, as source, by the names of its files. */
export type GeneratedModules = Awaited<ReturnType<typeof generatedModules>>;

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Generates what the client is built from. */
export async function generateClient(built: Omit<BuiltContract, "formats">): Promise<GeneratedModules> {
  const formats = await readFile(join(root, "openapi/formats.ts"), "utf8");
  return generatedModules({ ...built, formats });
}

const client = join(root, "packages/client");
const options = { ...compilerOptions(), noEmit: true };
const roots = [
  join(client, "src/raw.ts"),
  join(client, "src/node.ts"),
  join(client, "examples/settle-unknown.ts"),
  join(client, "examples/sqlite-call-store.ts"),
  join(root, "apps/cli/src/main.ts"),
  join(root, "openapi/code-samples/add-case-comment/typescript.ts"),
  join(root, "test/types/client.ts"),
];
// Most of a program never changes, and its syntax trees can be shared.
const unchanged = new Map<string, ts.SourceFile | undefined>();
let previous: ts.Program | undefined;

/**
 * Compiles the client, the terminal app and the code sample with other generated modules, and with
 * more sources, by their paths.
 *
 * @returns what the compiler holds against them, as `file: message`
 */
export function typeErrors(generated: GeneratedModules, sources: Record<string, string> = {}): string[] {
  const replaced = new Map(Object.entries(sources));
  for (const [file, source] of Object.entries(generated))
    replaced.set(join(client, "src/generated", file), source);
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => replaced.has(file) || fileExists(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const source = replaced.get(file);
    if (source !== undefined) return ts.createSourceFile(file, source, languageVersion);
    if (!unchanged.has(file)) unchanged.set(file, getSourceFile(file, languageVersion, ...rest));
    return unchanged.get(file);
  };
  const rootNames = [...roots, ...Object.keys(sources)];
  previous = ts.createProgram({
    rootNames,
    options,
    host,
    ...(previous ? { oldProgram: previous } : {}),
  });
  return ts
    .getPreEmitDiagnostics(previous)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.replace(root, "")}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** Installs a client with other generated modules for the programs in a folder. */
export async function installClient(folder: string, generated: GeneratedModules): Promise<string> {
  const modules = join(folder, "node_modules");
  const installed = join(modules, "@case-comments/client");
  await mkdir(installed, { recursive: true });
  await cp(join(client, "package.json"), join(installed, "package.json"));
  await cp(join(client, "dist"), join(installed, "dist"), { recursive: true });
  await symlink(join(root, "node_modules/openapi-fetch"), join(modules, "openapi-fetch"));
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext };
  for (const [file, source] of Object.entries(generated)) {
    const { outputText } = ts.transpileModule(source, { compilerOptions });
    await writeFile(join(installed, "dist/generated", file.replace(/ts$/, "js")), outputText);
  }
  return installed;
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return {
    ...options,
    paths: {
      "@case-comments/client": [join(root, "packages/client/src/index.ts")],
      "@case-comments/client/*": [join(root, "packages/client/src/*.ts")],
    },
  };
}
