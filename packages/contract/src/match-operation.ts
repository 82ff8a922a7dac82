import type { ResolvedOperation } from "./document.ts";

/** The operation that a request asks for, or what its path allows instead. */
export type Match = { operation: string; path: Record<string, string> } | { allow: string[] };

interface Branch {
  fixed: Map<string, Branch>;
  parameter?: Branch;
  operations: Map<string, Target>;
}

interface Target {
  operation: string;
  /** The names of the path's parameters, and in which segment each stands. */
  parameters: readonly [name: string, segment: number][];
}

const branch = (): Branch => ({ fixed: new Map(), operations: new Map() });

/**
 * Builds a matcher whose cost depends on the depth of the path, not on the number of operations.
 * A path without an operation gives `undefined`; a fixed segment outranks a parameter.
 */
export function operationMatcher(operations: readonly ResolvedOperation[]) {
  const root = branch();
  for (const operation of operations) {
    let at = root;
    for (const segment of operation.path.split("/")) at = descend(at, segment);
    at.operations.set(operation.method, targetOf(operation));
  }

  return function matchOperation(method: string, pathname: string): Match | undefined {
    const segments = pathname.split("/");
    const found = find(root, segments, 0);
    if (!found) return undefined;
    const target = found.operations.get(method);
    if (!target) return { allow: [...found.operations.keys()] };
    const path: Record<string, string> = {};
    for (const [name, segment] of target.parameters) path[name] = decode(segments[segment] ?? "");
    return { operation: target.operation, path };
  };
}

function targetOf({ operationId, path }: ResolvedOperation): Target {
  const parameters = path
    .split("/")
    .flatMap((segment, index): [string, number][] =>
      segment.startsWith("{") ? [[segment.slice(1, -1), index]] : [],
    );
  return { operation: operationId, parameters };
}

function descend(at: Branch, segment: string): Branch {
  if (segment.startsWith("{")) {
    at.parameter ??= branch();
    return at.parameter;
  }
  const next = at.fixed.get(segment) ?? branch();
  at.fixed.set(segment, next);
  return next;
}

function find(at: Branch, segments: string[], index: number): Branch | undefined {
  const segment = segments[index];
  if (segment === undefined) return at.operations.size > 0 ? at : undefined;
  const fixed = at.fixed.get(segment);
  const found = fixed && find(fixed, segments, index + 1);
  if (found) return found;
  return at.parameter && segment !== "" ? find(at.parameter, segments, index + 1) : undefined;
}

/** A segment that is not valid percent-encoding stays as it came: no UUID looks like that. */
function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
