const { title } = document;
const places = [...document.querySelectorAll<HTMLElement>("main section[id], main h3[id]")];
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>("#contents a")].map((link) => [link.hash, link]),
);

let hasMoved = false;

/** Lets the contents, the address and the title say where the reader is. */
export function followReader(): void {
  addEventListener("scroll", () => (hasMoved = true), { once: true });
  const observer = new IntersectionObserver(
    (entries) => {
      const reached = entries.findLast(({ isIntersecting }) => isIntersecting);
      if (reached) arriveAt(reached.target);
    },
    { rootMargin: "-15% 0px -80% 0px" },
  );
  for (const place of places) observer.observe(place);
}

function arriveAt(place: Element): void {
  const section = place.closest("section");
  const hash = place.id === "top" ? "" : `#${encodeURI(place.id)}`;
  const name = section?.querySelector("h2")?.textContent;
  document.title = name ? `${name} · ${title}` : title;
  for (const [address, link] of links) {
    if (address === `#${section?.id}`) link.ariaCurrent = "location";
    else link.ariaCurrent = null;
  }
  // The browser may not have gone to the address yet.
  if (!hasMoved) return;
  // A reader who was sent to a certain field keeps its address while it is in sight.
  const { top = -1 } = addressed()?.getBoundingClientRect() ?? {};
  if (top < 0 || top > innerHeight)
    history.replaceState(null, "", hash || location.pathname + location.search);
}

function addressed(): Element | null {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // What can't be decoded names no place.
    return null;
  }
}
