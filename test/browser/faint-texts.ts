import type { Page } from "playwright-core";

/** A text that stands out too little from its background. */
export interface FaintText {
  text: string;
  /** From 1 (the same color) to 21 (black on white). */
  contrast: number;
}

/**
 * The texts on a page whose contrast is below a limit. WCAG asks for 4.5.
 *
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function faintTexts(page: Page, limit: number): Promise<FaintText[]> {
  return page.evaluate((limit) => {
    type Color = [red: number, green: number, blue: number, alpha: number];
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

    // A canvas understands every way to write a color.
    const parse = (color: string): Color => {
      canvas?.clearRect(0, 0, 1, 1);
      if (canvas) canvas.fillStyle = color;
      canvas?.fillRect(0, 0, 1, 1);
      return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])] as unknown as Color;
    };
    const over = ([r, g, b, a]: Color, [r0, g0, b0]: Color): Color => {
      const mix = (one: number, other: number) => (one * a + other * (255 - a)) / 255;
      return [mix(r, r0), mix(g, g0), mix(b, b0), 255];
    };
    const background = (element: Element | null): Color => {
      if (!element) return [255, 255, 255, 255];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 255 ? own : over(own, background(element.parentElement));
    };
    const luminance = ([r, g, b]: Color) => {
      const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
    };

    const found = new Map<string, number>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue?.trim().slice(0, 60);
      const element = walker.currentNode.parentElement;
      if (!text || !element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const ground = background(element);
      const [darker = 0, lighter = 0] = [over(parse(getComputedStyle(element).color), ground), ground]
        .map(luminance)
        .sort((one, other) => one - other);
      const contrast = (lighter + 0.05) / (darker + 0.05);
      if (contrast < limit) found.set(text, contrast);
    }
    return [...found].map(([text, contrast]) => ({ text, contrast }));
  }, limit);
}
