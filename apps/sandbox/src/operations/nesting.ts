/**
 * Whether a JSON value has arrays and objects that lie in each other deeper than so. It doesn't recurse, as those must
 * who write such a value: they fail where the stack ends.
 *
 * @example
 * isNestedDeeperThan([[{}]], 2) // true
 */
export function isNestedDeeperThan(value: unknown, most: number): boolean {
  let level = [value].filter(isNest);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === most) return true;
    level = level.flatMap((nest) => Object.values(nest).filter(isNest));
  }
  return false;
}

const isNest = (value: unknown): value is object => typeof value === "object" && value !== null;
