import leven from "leven";

/**
 * The word that was most likely meant, if one is near enough.
 *
 * @example
 * didYouMean("txt", ["text", "tag"]) // "text"
 */
export function didYouMean(typed: string, words: readonly string[]): string | undefined {
  const isPart = (word: string) => typed.length > 2 && (word.startsWith(typed) || typed.startsWith(word));
  const distances = words.map((word) => ({ word, distance: isPart(word) ? 1 : leven(typed, word) }));
  const [nearest] = distances.sort((one, other) => one.distance - other.distance);
  const isNear = nearest && nearest.distance <= Math.min(2, typed.length - 1);
  return isNear ? nearest.word : undefined;
}
