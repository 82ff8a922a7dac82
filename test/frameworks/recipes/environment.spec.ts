import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { certificate } from "./certificate.ts";
import { startApi, startProxy } from "./servers.ts";

const readme = await readFile(
  new URL("../node_modules/@case-comments/client/README.md", import.meta.url),
  "utf8",
);
const [, block = ""] = /^```sh\n(export NODE_USE_ENV_PROXY.*?)^```$/ms.exec(readme) ?? [];
/** What the client's README sets, with other values for what is only an example there. */
const settings = (values: Record<string, string>) =>
  Object.fromEntries(
    Array.from(block.matchAll(/(\w+)=(\S+)/g), ([, name = "", value = ""]) => [name, values[name] ?? value]),
  );

const program = fileURLToPath(new URL("post-comment.ts", import.meta.url));
async function outcomeOf(environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: environment });
  return stdout;
}

test("a proxy and an authority of one's own, by the environment alone", async () => {
  const theirs = await certificate();
  await using api = await startApi(theirs);
  await using proxy = await startProxy();
  const folder = await mkdtemp(join(tmpdir(), "case-comments-authority-"));
  try {
    const authority = join(folder, "authority.pem");
    await writeFile(authority, theirs.cert);
    const set = settings({ HTTPS_PROXY: proxy.url, NO_PROXY: "", NODE_EXTRA_CA_CERTS: authority });
    expect(Object.keys(set)).toEqual([
      "NODE_USE_ENV_PROXY",
      "HTTPS_PROXY",
      "NO_PROXY",
      "NODE_EXTRA_CA_CERTS",
    ]);
    const BASE_URL = api.url;

    expect(await outcomeOf({ ...set, BASE_URL })).toBe("created");
    expect(proxy.seen).toEqual(["CONNECT"]);
    expect(api.seen).toHaveLength(1);

    // Each of them is needed.
    const { NODE_EXTRA_CA_CERTS: _, ...untrusting } = set;
    expect(await outcomeOf({ ...untrusting, BASE_URL })).toBe("network, not-sent");
    expect(proxy.seen).toHaveLength(2);
    const { NODE_USE_ENV_PROXY: __, ...direct } = set;
    expect(await outcomeOf({ ...direct, BASE_URL })).toBe("created");
    expect(proxy.seen).toHaveLength(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what goes to this machine, in clear, goes past the proxy", async () => {
  await using api = await startApi();
  await using proxy = await startProxy();
  const BASE_URL = api.url;
  const { NODE_EXTRA_CA_CERTS: _, NO_PROXY, ...set } = settings({ HTTPS_PROXY: proxy.url });
  const HTTP_PROXY = proxy.url;
  expect(await outcomeOf({ ...set, HTTP_PROXY, NO_PROXY: NO_PROXY ?? "", BASE_URL })).toBe("created");
  expect(proxy.seen).toEqual([]);
  await outcomeOf({ ...set, HTTP_PROXY, BASE_URL });
  expect(proxy.seen).toHaveLength(1);
});
