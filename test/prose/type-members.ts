import { fileURLToPath } from "node:url";
import ts from "typescript";

/** What a property of a type may hold: the texts that it is limited to, or none if it is not. */
export type Member = Record<string, string[]>;

/**
 * The members of a union that a module exports, with the values of their properties.
 *
 * @param file its path from the root of the repository
 * @throws {Error} if the module exports no such type
 *
 * @example
 * membersOf("shapes.ts", "Shape") // [{ kind: ["circle"], radius: [] }, { kind: ["square"], side: [] }]
 */
export function membersOf(file: string, name: string): Member[] {
  const { checker, type } = typeOf(file, name);
  return parts(type).map((member) =>
    Object.fromEntries(
      member
        .getProperties()
        .map((property) => [property.name, literals(checker.getTypeOfSymbol(property))] as const),
    ),
  );
}

/** The texts that a type which a module exports is limited to. */
export function textsOf(file: string, name: string): string[] {
  return literals(typeOf(file, name).type);
}

function typeOf(file: string, name: string): { checker: ts.TypeChecker; type: ts.Type } {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const options = { strict: true, allowImportingTsExtensions: true, module: ts.ModuleKind.NodeNext };
  const program = ts.createProgram([path], { ...options, noEmit: true, types: ["node"] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((each) => each.name === name);
  if (!symbol) throw new Error(`${file} exports no ${name}`);
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return { checker, type: checker.getDeclaredTypeOfSymbol(declared) };
}

const parts = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type]);
const literals = (type: ts.Type): string[] =>
  parts(type).flatMap((each) => (each.isStringLiteral() ? each.value : []));
