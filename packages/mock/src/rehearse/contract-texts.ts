/** Every text that a contract itself spells out as the value of a field, such as that of `action`. */
export function textsOf(document: unknown): ReadonlySet<string> {
  const texts = new Set<string>();
  const open = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    const { const: constant, enum: choices } = value as { const?: unknown; enum?: unknown };
    for (const text of [constant, choices].flat()) if (typeof text === "string") texts.add(text);
    open.push(...Object.values(value));
  }
  return texts;
}
