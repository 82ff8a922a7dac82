/** Tells a hook. What it throws must not change what we know about a comment, so it is dropped. */
export function notify<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  try {
    hook?.(event);
  } catch {}
}
