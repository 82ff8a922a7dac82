import { readFile } from "node:fs/promises";
import { type FirstComment, firstKey } from "./first-comment.ts";

/** Fills the front page with what is running here. */
export async function frontPage(
  running: { mockUrl: string; sandboxUrl: string; deskUrl: string; event: string },
  { command, answer, thread = "" }: FirstComment,
): Promise<string> {
  const template = await readFile(new URL("../page/index.html", import.meta.url), "utf8");
  const values: Record<string, string> = { ...running, firstKey, command, answer, thread };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escaped(values[name] ?? ""));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
