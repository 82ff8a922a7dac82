/**
 * The few types of Redocly's plugin interface that our rules use. The command line bundles
 * its core, so there is no package to take them from.
 *
 * @see https://redocly.com/docs/cli/custom-plugins/custom-rules
 */

/** A place in a source file; `child` goes one or more keys deeper. */
export interface Location {
  source: { absoluteRef: string };
  child(path: string | number | (string | number)[]): Location;
  key(): Location;
}

export interface Context {
  location: Location;
  key: string | number;
  report(problem: { message: string; location?: Location }): void;
  resolve(node: unknown, from?: string): { node: unknown; location?: Location };
}

export type Visit = (node: never, context: Context) => void;
/** What a rule looks at, by type of node; within a type, what it looks at below that. */
export type Rule = () => Record<string, Visit | Record<string, Visit>>;

/** The keys of a path item that hold an operation. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** A node of the description, and where it stands once its `$ref` is followed. */
export interface Placed<T = Record<string, unknown>> {
  node: T;
  location: Location;
}

/** Follows the `$ref` of a node, if it has one. The result is an empty object if that leads nowhere. */
export function follow<T = Record<string, unknown>>(
  context: Context,
  { node, location }: Placed<unknown>,
): Placed<T> {
  if (!node || typeof node !== "object" || !("$ref" in node)) return { node: (node ?? {}) as T, location };
  const target = context.resolve(node, location.source.absoluteRef);
  return { node: (target.node ?? {}) as T, location: target.location ?? location };
}

/** The children of one map of the description (`responses`, `examples`, …), each with its `$ref` followed. */
export function entries(context: Context, parent: Placed, key: string): [name: string, child: Placed][] {
  const map = (parent.node[key] ?? {}) as Record<string, unknown>;
  return Object.entries(map).map(([name, node]) => [
    name,
    follow(context, { node, location: parent.location.child([key, name]) }),
  ]);
}

/** The elements of one list of the description (`parameters`, …), each with its `$ref` followed. */
export function items(context: Context, parent: Placed, key: string): Placed[] {
  const list = (parent.node[key] ?? []) as unknown[];
  return list.map((node, index) => follow(context, { node, location: parent.location.child([key, index]) }));
}
