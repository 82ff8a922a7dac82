interface Block {
  element: Element;
  text: string;
  /** The headings above it. */
  trail: string;
  /** Headings are shown first, and code last. */
  rank: 0 | 1 | 2;
}

const most = 30;
const dialog = document.querySelector<HTMLDialogElement>("#search");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
const hint = dialog?.querySelector("p");
let blocks: Block[] = [];
let found: Block[] = [];
let chosen = 0;

/** Search over what the page says, by keyboard: `/` or Ctrl+K, the arrows, Enter. */
export function search(): void {
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, target } = event;
    const isTyping = (target as Element).closest("input, textarea, select, [contenteditable]");
    if ((key === "k" && (ctrlKey || metaKey)) || (key === "/" && !isTyping)) {
      event.preventDefault();
      open();
    }
  });
  document.querySelector("[data-search]")?.addEventListener("click", open);
  input?.addEventListener("input", find);
  input?.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose((chosen + step + found.length) % found.length);
    }
    if (event.key === "Enter") go(found[chosen]);
  });
  list?.addEventListener("click", ({ target }) => {
    const option = (target as Element).closest("li");
    if (option) go(found[[...list.children].indexOf(option)]);
  });
  // A click beside it closes it.
  dialog?.addEventListener("click", ({ target }) => target === dialog && dialog.close());
}

function open(): void {
  // The page changes while its reader works with it, so its blocks are read anew.
  blocks = readBlocks();
  dialog?.showModal();
  input?.select();
  find();
}

function readBlocks(): Block[] {
  const trail: string[] = [];
  const selector = "h1, h2, h3, h4, .field, p, td, pre, dd:not(:has(p)), li:not(:has(p, .field, h4))";
  return [...document.querySelectorAll(selector.replaceAll(/(^|, )/g, "$1main "))].map((element) => {
    const text = element.textContent.replaceAll(/\s+/g, " ").trim();
    const level = element.className === "field" ? 4 : Number(/^H(\d)$/.exec(element.tagName)?.[1] ?? 0);
    if (level > 0) trail.splice(level - 1, Number.POSITIVE_INFINITY, text);
    const above = trail.slice(1, level > 0 ? -1 : undefined);
    const rank = level > 0 ? 0 : element.tagName === "PRE" ? 2 : 1;
    return { element, text, trail: above.filter(Boolean).join(" › "), rank };
  });
}

function find(): void {
  const query = input?.value.trim().toLowerCase() ?? "";
  const holding = (words: string[]) =>
    blocks.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
  // The very words, or else each of them somewhere.
  const exact = holding([query]);
  const hits = exact.length > 0 ? exact : holding(query.split(/\s+/));
  found = query === "" ? [] : hits.toSorted((one, other) => one.rank - other.rank).slice(0, most);
  const marked = exact.length > 0 ? query : query.replace(/\s.*/, "");
  list?.replaceChildren(...found.map((block, index) => option(block, index, marked)));
  input?.setAttribute("aria-expanded", String(found.length > 0));
  if (hint)
    hint.textContent =
      query === "" ? "" : hits.length === 0 ? "Nothing here says that." : `${hits.length} places`;
  choose(0);
}

function option({ text, trail }: Block, index: number, words: string): HTMLElement {
  const item = document.createElement("li");
  const at = text.toLowerCase().indexOf(words);
  const from = at < 50 ? 0 : text.indexOf(" ", at - 40) + 1;
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + words.length);
  const where = document.createElement("small");
  where.textContent = trail;
  item.id = `result-${index}`;
  item.role = "option";
  item.append(
    where,
    from > 0 ? "… " : "",
    text.slice(from, at),
    mark,
    text.slice(at + words.length, at + 120),
  );
  return item;
}

function choose(index: number): void {
  chosen = index;
  [...(list?.children ?? [])].forEach((item, each) => {
    item.ariaSelected = String(each === index);
    if (each === index) item.scrollIntoView({ block: "nearest" });
  });
  if (found.length > 0) input?.setAttribute("aria-activedescendant", `result-${index}`);
  else input?.removeAttribute("aria-activedescendant");
}

function go(block: Block | undefined): void {
  if (!block) return;
  dialog?.close();
  const { element } = block;
  for (let each = element.closest("details"); each; each = each.parentElement?.closest("details") ?? null)
    each.open = true;
  const place = element.closest("[id]");
  if (place) location.hash = encodeURI(place.id);
  element.setAttribute("tabindex", "-1");
  (element as HTMLElement).focus();
  element.scrollIntoView({ block: "center" });
}
