const prefix = "case-comments-docs.";

/** What the reader chose on an earlier visit. A browser that keeps nothing has no such thing. */
export function remembered(choice: "theme" | "language"): string | null {
  try {
    return localStorage.getItem(prefix + choice);
  } catch {
    return null;
  }
}

/** Keeps a choice for the next visit, where the browser keeps anything. */
export function remember(choice: "theme" | "language", value: string): void {
  try {
    localStorage.setItem(prefix + choice, value);
  } catch {
    // Then it lasts as long as the page does.
  }
}
