/** Copies the code beside each copy button, or has it selected where a page may not copy. */
export function copyCode(): void {
  addEventListener("click", async ({ target }) => {
    const button = (target as Element).closest("[data-copy]");
    const code = button?.parentElement?.querySelector("pre");
    if (!button || !code) return;
    getSelection()?.selectAllChildren(code);
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Selected";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
}
