import { transform } from "esbuild";

/** A style sheet without what only its writers need, such as the names of its custom properties. */
export async function minifyStyle(source: string): Promise<string> {
  const { code } = await transform(source, { loader: "css", minify: true });
  const names = [...new Set(code.match(/--[\w-]+/g))];
  return code.trim().replaceAll(/--[\w-]+/g, (name) => `--${names.indexOf(name).toString(36)}`);
}
