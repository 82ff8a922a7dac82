/** Hands out the files that the page carries: one that was opened from a file may not open the next. */
export function handOutDownloads(): void {
  addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[download]");
    if (!link) return;
    const name = link.getAttribute("href") ?? "";
    const files = JSON.parse(document.getElementById("download-files")?.textContent ?? "{}");
    if (!Object.hasOwn(files, name)) return;
    event.preventDefault();
    const href = URL.createObjectURL(new Blob([files[name]]));
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });
}
