import { remember } from "./memory.ts";

const { dataset } = document.documentElement;
const button = document.querySelector("[data-theme-switch]");
const systemTheme = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (dataset.theme ? dataset.theme === "dark" : systemTheme.matches);
const show = () => button?.setAttribute("aria-pressed", String(isDark()));

/** Lets the reader choose between light and dark; until then the page is as the system is. */
export function switchTheme(): void {
  show();
  systemTheme.addEventListener("change", show);
  button?.addEventListener("click", () => {
    dataset.theme = isDark() ? "light" : "dark";
    remember("theme", dataset.theme);
    show();
  });
}
