import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { addAbortSignal } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { HttpBindings } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { streamSSE } from "hono/streaming";
import pLimit from "p-limit";
import * as v from "valibot";
import type { DraftFiles } from "./files.ts";
import type { Ledger } from "./ledger.ts";
import type { Sender } from "./sender.ts";
import { type Directory, maxTextBytes, type Person, type Session, sendRequest } from "./wire.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const cookie = "support-desk";
const sessionSeconds = 12 * 3_600;
/** Small JSON around a text, every byte of which may be escaped. */
const maxJsonBytes = 6 * maxTextBytes + 100_000;
/** An event may bring the files of its comment, in base64. */
const maxEventBytes = 48_000_000;
/** Large events that may be on their way at once. Each takes as much of the disk as has come of it. */
const mostComing = 32;
const draft = "/drafts/:id{[\\w-]{36}}";
const draftFile = `${draft}/files/:n{\\d{1,4}}`;
const comment = "/comments/:id{[\\w-]{36}}";
const page = fileURLToPath(new URL("../dist/page", import.meta.url));

/** What somebody who runs a desk decides of it. */
export interface Settings {
  target: "mock" | "sandbox" | "staging";
  directory: Directory;
  /** What browsers call the desk, such as `https://desk.clinic.example`. */
  origin: string;
  /** The secret of the webhook that leads to `/webhooks` here. Without it, nothing settles by itself. */
  webhookSecret?: string | undefined;
  /** Lets staff order trouble, for demonstrations: what the header `Prefer` of a call then says. */
  badWeather?: string | undefined;
}

/** All that the desk answers. No URL holds more than ids, and bodies are read within limits. */
export function routes(
  { target, directory, origin, webhookSecret, badWeather }: Settings,
  { ledger, files, sender }: { ledger: Ledger; files: DraftFiles; sender: Sender },
) {
  const app = new Hono<{ Bindings: HttpBindings; Variables: { me: Person } }>();
  const oneAtATime = pLimit(1);
  /** Large events on their way here, the oldest first. */
  const coming = new Set<IncomingMessage>();
  const isHttps = origin.startsWith("https:");
  const hasCase = (id: string) => directory.cases.some((known) => known.id === id);

  /** A comment of somebody's own: nobody's words are sent again, cancelled or removed by another. */
  function ownComment({ email }: Person, id: string) {
    const found = ledger.find(id);
    if (found?.author.email === email && hasCase(found.caseId)) return found;
    throw new HTTPException(found ? 401 : 409);
  }

  app.use(secureHeaders({ referrerPolicy: "same-origin", strictTransportSecurity: isHttps }));
  app.use(async (c, next) => {
    c.header("content-security-policy", policy);
    // Nor may a browser show it once more, going back, to whoever is signed out.
    if (!c.req.path.startsWith("/assets/")) c.header("cache-control", "no-store");
    // A page of another origin, even one of the same site, must not act for whoever is signed in.
    const isSafe = c.req.method === "GET" || c.req.path === "/webhooks" || c.req.header("origin") === origin;
    return isSafe ? next() : c.body(null, 403);
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.body(null, error.status);
    return c.body(null, v.isValiError(error) ? 400 : 500);
  });

  // Signed by its sender, and so the only one that needs no session.
  app.post("/webhooks", async (c) => {
    if (webhookSecret === undefined) return c.body(null, 404);
    const { incoming } = c.env;
    addAbortSignal(AbortSignal.timeout(30_000), incoming);
    const receive = (body: Buffer) => sender.receive(body, c.req.header("x-cv-signature"), webhookSecret);
    const size = Number(c.req.header("content-length"));
    if (size > maxEventBytes) return c.body(null, 413);
    if (size <= maxJsonBytes) return c.body(null, await receive(await bytesOf(incoming)));
    // Nobody knows yet who sends it. One that is slow keeps none waiting, and makes room where there are many.
    coming.add(incoming);
    incoming.once("close", () => coming.delete(incoming));
    if (coming.size > mostComing) coming.values().next().value?.destroy();
    // Together, they would take too much memory.
    const read = (path: string) => oneAtATime(async () => receive(await readFile(path)));
    return c.body(null, await files.hold(incoming, maxEventBytes, read));
  });

  app.get("/assets/*", compress(), serveStatic({ root: page }));
  for (const path of ["/", "/cases/:case"]) app.get(path, serveStatic({ root: page, path: "index.html" }));
  app.post("/session", async (c) => {
    const { email } = await jsonOf(c.env.incoming, v.object({ email: v.string() }));
    if (!directory.staff.some((person) => person.email === email)) return c.body(null, 403);
    const session = randomBytes(32).toString("base64url");
    ledger.keepSession(session, email, Date.now() + sessionSeconds * 1_000);
    const options = { httpOnly: true, sameSite: "Strict", secure: isHttps, maxAge: sessionSeconds } as const;
    setCookie(c, cookie, session, options);
    return c.body(null, 204);
  });

  app.use(async (c, next) => {
    const email = ledger.signedIn(getCookie(c, cookie));
    const me = directory.staff.find((person) => person.email === email);
    if (!me && c.req.path !== "/session") return c.body(null, 401);
    if (!me) return c.json({ staff: directory.staff } satisfies Session);
    c.set("me", me);
    return next();
  });

  app.get("/session", (c) => {
    const { staff, ...shown } = directory;
    // The mock sends no events.
    const canSettle = target !== "mock" && webhookSecret !== undefined;
    const can = { canSettle, offersBadWeather: badWeather !== undefined };
    return c.json({ me: c.var.me, ...shown, target, ...can } satisfies Session);
  });
  app.delete("/session", (c) => {
    ledger.keepSession(getCookie(c, cookie) ?? "", c.var.me.email, 0);
    // A page that is open elsewhere learns that it hears no more.
    for (const { id } of directory.cases) sender.changed(id);
    deleteCookie(c, cookie);
    return c.body(null, 204);
  });

  app.use("/cases/:case/*", async (c, next) => (hasCase(c.req.param("case")) ? next() : c.body(null, 404)));
  app.get("/cases/:case/stream", (c) =>
    streamSSE(c, async (stream) => {
      c.header("cache-control", "no-store");
      while (!stream.aborted && ledger.signedIn(getCookie(c, cookie))) {
        const { json, change } = sender.threadOf(c.req.param("case"));
        await stream.writeSSE({ data: json });
        const news = Promise.race([change, setTimeout(15_000, undefined, { ref: false })]);
        // At once, but not often: whoever reads slowly is told no more than the latest.
        await Promise.all([news, stream.sleep(50)]);
      }
    }),
  );

  app.put(draftFile, async (c) => {
    const { id, n } = c.req.param();
    const path = files.pathOf(files.folderOf(c.var.me, id), Number(n));
    return c.body(null, await files.write(path, c.env.incoming, () => !ledger.find(id)));
  });
  app.delete(draftFile, async (c) => {
    const { id, n } = c.req.param();
    if (ledger.find(id)) return c.body(null, 409);
    await files.remove(files.folderOf(c.var.me, id), Number(n));
    return c.body(null, 204);
  });
  app.post(`${draft}/send`, async (c) => {
    const id = c.req.param("id");
    const { caseId, badWeather: isBad, ...content } = await jsonOf(c.env.incoming, sendRequest);
    if (!hasCase(caseId)) return c.body(null, 400);
    // Somebody else has signed in beside a page that was left open.
    if (content.author.email !== c.var.me.email) return c.body(null, 401);
    const headers: Record<string, string> = isBad && badWeather ? { prefer: badWeather } : {};
    const folder = files.folderOf(c.var.me, id);
    const sent = { id, caseId, content: { ...content, author: c.var.me }, folder };
    // A file that isn't here is the page's to upload again.
    return c.body(null, ledger.find(id) || (await sender.send(sent, headers)) ? 202 : 409);
  });

  app.post(`${comment}/again`, async (c) => {
    const again = v.object({ id: v.pipe(v.string(), v.uuid()), acceptsRisk: v.boolean() });
    const { id, acceptsRisk } = await jsonOf(c.env.incoming, again);
    const found = ownComment(c.var.me, c.req.param("id"));
    if (found.state === "unknown" && !acceptsRisk) return c.body(null, 409);
    sender.sendAgain(id, found);
    return c.body(null, 202);
  });
  app.post(`${comment}/cancel`, (c) => {
    sender.cancel(ownComment(c.var.me, c.req.param("id")));
    return c.body(null, 202);
  });
  app.delete(comment, async (c) => {
    const found = ownComment(c.var.me, c.req.param("id"));
    if (!ledger.discard(found.id)) return c.body(null, 409);
    sender.release(found.folder);
    sender.changed(found.caseId);
    return c.body(null, 204);
  });
  return app;
}

/** What a small body says, if it says all that the schema asks for. */
async function jsonOf<Schema extends v.GenericSchema>(body: IncomingMessage, schema: Schema) {
  return v.parse(v.pipe(v.string(), v.parseJson(), schema), String(await bytesOf(body)));
}

/** The bytes of a small body, which must say its size. Node holds it to that. */
async function bytesOf(body: IncomingMessage): Promise<Buffer> {
  const size = Number(body.headers["content-length"]);
  if (!(size <= maxJsonBytes)) throw new HTTPException(413);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for await (const chunk of body) at += chunk.copy(bytes, at);
  return bytes;
}
