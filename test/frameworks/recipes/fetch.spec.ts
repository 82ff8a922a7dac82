import { createClient } from "@case-comments/client";
import nodeFetch from "node-fetch";
import { clientBehindProxy } from "../copied/corporate-proxy.ts";
import { clientWithCertificate } from "../copied/mutual-tls.ts";
import { certificate } from "./certificate.ts";
import { caseId, comment, startApi, startProxy } from "./servers.ts";

test("a corporate proxy", async () => {
  await using api = await startApi();
  await using proxy = await startProxy();
  const client = clientBehindProxy({ apiKey: "a-key", baseUrl: api.url }, proxy.url);
  expect(await client.addComment(caseId, comment)).toMatchObject({ ok: true });
  expect(proxy.seen).toHaveLength(1);
  expect(api.seen).toHaveLength(1);
});

test("a certificate of ours, and an authority of theirs", async () => {
  const [ours, theirs] = [await certificate(), await certificate()];
  await using api = await startApi({ ...theirs, ca: ours.cert, requestCert: true, rejectUnauthorized: true });
  const options = { apiKey: "a-key", baseUrl: api.url, retries: 0 };
  const client = clientWithCertificate(options, { ...ours, ca: theirs.cert });
  expect(await client.addComment(caseId, comment)).toMatchObject({ ok: true });
  expect(await createClient(options).addComment(caseId, comment)).toMatchObject({
    error: { kind: "network", delivery: "not-sent" },
  });
  expect(api.seen).toHaveLength(1);
});

test("a fetch that can't send a stream is told by name", async () => {
  await using api = await startApi();
  const client = createClient({ apiKey: "a-key", baseUrl: api.url, fetch: nodeFetch as never });
  expect(await client.addComment(caseId, comment)).toMatchObject({
    error: { kind: "unsupportedFetch", delivery: "not-sent" },
  });
  expect(api.seen).toEqual([]);
});

test("an answer that can only be iterated", async () => {
  const chunks = ['{"status":200,"success":true,"data":{"commentId":"c-1",', '"createdAt":"now"}}'];
  const client = createClient({
    apiKey: "a-key",
    baseUrl: "http://127.0.0.1:5",
    async fetch(_, { body }) {
      for await (const _ of body ?? []);
      return {
        status: 200,
        headers: new Headers(),
        body: (async function* () {
          for (const chunk of chunks) yield new TextEncoder().encode(chunk);
        })(),
      };
    },
  });
  expect(await client.addComment(caseId, comment)).toMatchObject({ ok: true, data: { commentId: "c-1" } });
});
