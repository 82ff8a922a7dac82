import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { signWebhook } from "@case-comments/client/testing";
import { readWebhook } from "@case-comments/client/webhook";

const readme = await readFile(
  new URL("../node_modules/@case-comments/client/README.md", import.meta.url),
  "utf8",
);
const [, snippet = ""] = /^ *```js\n(.*express\.raw.*?)^ *```$/ms.exec(readme) ?? [];
const secret = "a secret";
const url = (server: { address(): unknown }) =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;

/** A file of a megabyte, in base64. */
const content = "A".repeat(1_400_000);
const event = (comment: object) =>
  JSON.stringify({ event: "ADD_CASE_COMMENT", payload: { comments: { id: "17", ...comment } } });

test.each(["express4", "express5"])("the README's webhook in %s", async (name) => {
  const { default: express } = await import(name);
  const app = express();
  expect(snippet).not.toBe("");
  const seen: string[] = [];
  const surroundings = { express, app, readWebhook, secret, remember: (id: string) => void seen.push(id) };
  new Function(...Object.keys(surroundings), snippet)(...Object.values(surroundings));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    const post = async (body: string | null, signature: string, type = "application/json") => {
      const headers = { "content-type": type, "x-cv-signature": signature };
      return (await fetch(url(server), { method: "POST", body, headers })).status;
    };
    const small = event({});
    const large = event({ attachments: [{ fileName: "results.pdf", content }] });
    expect(await post(small, await signWebhook(small, secret))).toBe(204);
    expect(await post(large, await signWebhook(large, secret))).toBe(204);
    expect(seen).toEqual(["17", "17"]);
    // What anybody can send.
    const forged = "0".repeat(64);
    expect(await post(small, forged)).toBe(401);
    expect(await post(small, forged, "text/plain")).toBe(401);
    expect(await post(null, forged)).toBe(401);
  } finally {
    server.close();
  }
});
