/**
 * Lets a part of the editor follow: it shows a change at once while somebody writes in it or when it is still
 * empty, and else after the frame that shows the answer, which is what a writer waits for.
 *
 * @returns what takes the newest way to show it
 */
export function followAnswer(root: Element): (show: () => void) => void {
  let next: (() => void) | undefined;
  const catchUp = () => {
    const show = next;
    next = undefined;
    show?.();
  };
  root.addEventListener("focusin", catchUp);
  return (show) => {
    const isAwaited = next !== undefined;
    next = show;
    if (root.contains(document.activeElement) || !root.hasChildNodes()) catchUp();
    else if (!isAwaited) requestAnimationFrame(() => setTimeout(catchUp));
  };
}
