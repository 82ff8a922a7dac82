import { remember, remembered } from "./memory.ts";

/** Shows the samples of one language at a time. The others stay where find-in-page can see them. */
export function tabSamples(): void {
  const panels = [...document.querySelectorAll<HTMLElement>("#samples > [data-sample]")];
  const tabs = panels.map((panel, index) => {
    const tab = document.createElement("button");
    const { sample: name = "" } = panel.dataset;
    panel.id = `sample-${index}`;
    panel.role = "tabpanel";
    panel.ariaLabel = name;
    Object.assign(tab, { type: "button", role: "tab", textContent: name });
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => {
      select(index);
      remember("language", name);
    });
    panel.addEventListener("beforematch", () => select(index));
    return tab;
  });
  const select = (chosen: number) => {
    tabs.forEach((tab, index) => {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      if (index === chosen) panels[index]?.removeAttribute("hidden");
      else panels[index]?.setAttribute("hidden", "until-found");
    });
  };
  const list = document.createElement("div");
  list.role = "tablist";
  list.ariaLabel = "Language";
  list.append(...tabs);
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = tabs.at((tabs.indexOf(document.activeElement as HTMLButtonElement) + step) % tabs.length);
    next?.focus();
    next?.click();
  });
  panels[0]?.before(list);
  select(
    Math.max(
      0,
      panels.findIndex(({ dataset }) => dataset.sample === remembered("language")),
    ),
  );
}
