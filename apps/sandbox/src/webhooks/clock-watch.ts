/**
 * Builds what says whether the clock was set back since it was asked last, by more than it is put right by
 * every day. Asked first, it says yes: nobody knows what the clock was before.
 */
export function clockWatch(): () => boolean {
  let before = Number.POSITIVE_INFINITY;
  return () => {
    const now = Date.now() - performance.now();
    const isBack = now < before - 1_000;
    before = now;
    return isBack;
  };
}
