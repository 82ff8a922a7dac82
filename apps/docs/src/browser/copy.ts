/** Copies the code beside each copy button. */
export function copyCode(): void {
  addEventListener("click", async ({ target }) => {
    const button = (target as Element).closest("[data-copy]");
    const code = button?.parentElement?.querySelector("pre");
    if (!button || !code) return;
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
}
