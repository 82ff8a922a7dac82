/**
 * Validators without what can never be otherwise in them. ajv writes them for every case: for rules that
 * collect errors, and for schemas that refer to others. Ours stop at the first error and refer to nothing,
 * so each variable that counts errors stays as it is at the beginning.
 *
 * @param source what ajv has written, as esbuild prints it
 * @returns the source as it was, if it does collect errors, as a `oneOf` must
 *
 * @throws {Error} if what is left speaks of a variable that is gone
 */
export function foldValidators(source: string): string {
  if (/\berrors\+\+|\bvalidate\d+\(data\d*, \{/.test(source.replaceAll(/^function .*$/gm, ""))) return source;
  const folded = source
    .replaceAll(/^(function \w+\(data), \{.*\} = \{\}\) \{$/gm, "$1) {")
    .replaceAll(/\binstancePath: instancePath \+ /g, "instancePath: ")
    .replaceAll(/\{ instancePath,/g, '{ instancePath: "",')
    .replaceAll(/^ *(let vErrors = null|let errors = 0|const _errs\d+ = errors);$/gm, "")
    .replaceAll(/^ *var valid\d+ = (true|_errs\d+ === errors);$/gm, "")
    .replaceAll(/^( *validate\d+\.errors = )vErrors;$/gm, "$1null;")
    .replaceAll(/\b(errors === (0|_errs\d+)|_errs\d+ === errors)\b/g, "true")
    .replaceAll(/\bif \((!?)valid\d+\)/g, "if ($1true)")
    // Of what is wrong, only the name of what is missing is asked for.
    .replaceAll(/, params: \{(?! missingProperty)[^{}]*\}/g, "");
  const gone = /(?<![.\w])(errors|vErrors|_errs\d+|valid\d+|rootData|parentData\w*|dynamicAnchors)\b/.exec(
    folded,
  );
  if (gone) throw new Error(`the validators still need ${gone[0]}`);
  return folded;
}
