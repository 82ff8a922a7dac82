import { type EventEmitter, once } from "node:events";
import type { IncomingMessage } from "node:http";
import { addAbortSignal } from "node:stream";
import { fileURLToPath } from "node:url";
import type { HttpBindings } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { streamSSE } from "hono/streaming";
import type { Directory } from "./directory.ts";
import type { DraftFiles } from "./files.ts";
import type { Ledger } from "./ledger.ts";
import type { Sender } from "./sender.ts";
import { maxTextBytes, type Person, type SendRequest, type Surroundings } from "./wire.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const cookie = "support-desk";
const sessionSeconds = 12 * 3_600;
/** Small JSON around a text, every byte of which may be escaped. */
const maxJsonBytes = 6 * maxTextBytes + 100_000;
/** An event may bring the files of its comment, in base64. */
const maxEventBytes = 48_000_000;
const draft = "/drafts/:id{[\\w-]{36}}";
const comment = "/comments/:id{[\\w-]{36}}";
const page = fileURLToPath(new URL("../dist/page", import.meta.url));

/** What the routes work with. */
export interface Parts {
  ledger: Ledger;
  files: DraftFiles;
  sender: Sender;
  directory: Directory;
  /** Emits the id of a case when something of its thread has changed. */
  changes: EventEmitter;
  /** The page's own, such as `https://desk.clinic.example`. */
  origin: string;
  /** What signs the cookies. */
  secret: string;
  options: { target: string; webhookSecret?: string | undefined; badWeather?: string | undefined };
}

/** All that the desk answers. No URL holds more than ids, and bodies are read within limits. */
export function routes({ ledger, files, sender, directory, changes, origin, secret, options }: Parts) {
  const { webhookSecret, badWeather, target } = options;
  const app = new Hono<{ Bindings: HttpBindings; Variables: { me: Person; until: number } }>();
  let lastEvent: Promise<unknown> = Promise.resolve();
  const hasCase = (id: string) => directory.cases.some((known) => known.id === id);

  app.use(
    secureHeaders({ referrerPolicy: "same-origin", strictTransportSecurity: origin.startsWith("https:") }),
  );
  app.use(async (c, next) => {
    c.header("content-security-policy", policy);
    // Nor may a browser show it once more, going back, to whoever is signed out.
    if (!c.req.path.startsWith("/assets/")) c.header("cache-control", "no-store");
    await next();
  });
  app.onError((_, c) => c.body(null, 500));

  // Signed by its sender, and so the only one that needs no session.
  app.post("/webhooks", async (c) => {
    if (webhookSecret === undefined) return c.body(null, 404);
    const receive = async () => {
      addAbortSignal(AbortSignal.timeout(30_000), c.env.incoming);
      const body = await bytesOf(c.env.incoming, maxEventBytes);
      return body ? sender.receive(body, c.req.header("x-cv-signature"), webhookSecret) : 413;
    };
    // Together, large ones would take too much memory. One that comes slowly must not keep the small ones waiting.
    const isLarge = !(Number(c.req.header("content-length")) <= maxJsonBytes);
    const received = isLarge ? lastEvent.then(receive, receive) : receive();
    if (isLarge) lastEvent = received;
    return c.body(null, await received);
  });

  app.use(async (c, next) => {
    // A page of another origin, even one of the same site, must not act for whoever is signed in.
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    return isRead || c.req.header("origin") === origin ? next() : c.body(null, 403);
  });

  app.get("/assets/*", compress(), serveStatic({ root: page }));
  for (const path of ["/", "/cases/:case"]) app.get(path, serveStatic({ root: page, path: "index.html" }));
  app.get("/staff", (c) => c.json(directory.staff));
  app.post("/session", async (c) => {
    const { email } = (await jsonOf(c.env.incoming)) as { email?: unknown };
    if (!directory.staff.some((person) => person.email === email)) return c.body(null, 403);
    const until = Date.now() + sessionSeconds * 1_000;
    const options = { httpOnly: true, sameSite: "Strict", secure: origin.startsWith("https:") } as const;
    await setSignedCookie(c, cookie, `${until} ${email}`, secret, { ...options, maxAge: sessionSeconds });
    return c.body(null, 204);
  });

  app.use(async (c, next) => {
    const [until, email] = ((await getSignedCookie(c, secret, cookie)) || "").split(" ");
    const me = directory.staff.find((person) => person.email === email);
    if (!me || Number(until) < Date.now()) return c.body(null, 401);
    c.set("me", me);
    c.set("until", Number(until));
    return next();
  });

  app.get("/session", (c) => {
    const { assignees, cases } = directory;
    // The mock sends no events.
    const canSettle = target !== "mock" && webhookSecret !== undefined;
    const can = { canSettle, offersBadWeather: badWeather !== undefined };
    return c.json({ me: c.var.me, assignees, cases, target, ...can } satisfies Surroundings);
  });
  app.delete("/session", (c) => {
    deleteCookie(c, cookie);
    return c.body(null, 204);
  });

  app.use("/cases/:case/*", async (c, next) => (hasCase(c.req.param("case")) ? next() : c.body(null, 404)));
  const threadOf = (caseId: string) =>
    ledger.thread(caseId).map((entry) => ({ ...entry, progress: sender.progressOf(entry.id) }));
  app.get("/cases/:case/comments", (c) => c.json(threadOf(c.req.param("case"))));
  app.get("/cases/:case/stream", (c) =>
    streamSSE(c, async (stream) => {
      const caseId = c.req.param("case");
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      while (!stream.aborted && Date.now() < c.var.until) {
        const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(15_000)]);
        const change = once(changes, caseId, { signal }).catch(() => {});
        await stream.writeSSE({ event: "thread", data: JSON.stringify(threadOf(caseId)) });
        await change;
        // Whoever reads slowly is told less often, and never more than the latest.
        await stream.sleep(100);
      }
    }),
  );

  app.put(`${draft}/files/:n{\\d{1,4}}`, async (c) => {
    const { id, n } = c.req.param();
    const size = Number(c.req.header("content-length"));
    const folder = files.folderOf(c.var.me.email, id);
    const outcome = await files.write(folder, Number(n), c.env.incoming, size, () => !ledger.find(id));
    return c.body(null, ({ written: 204, tooLarge: 413, incomplete: 400, sent: 409 } as const)[outcome]);
  });
  app.delete(`${draft}/files/:n{\\d{1,4}}`, async (c) => {
    const { id, n } = c.req.param();
    if (ledger.find(id)) return c.body(null, 409);
    await files.remove(files.folderOf(c.var.me.email, id), Number(n));
    return c.body(null, 204);
  });
  app.post(`${draft}/send`, async (c) => {
    const request = await jsonOf(c.env.incoming);
    if (!fits(request, sample) || !hasCase(request.caseId)) return c.body(null, 400);
    if (Buffer.byteLength(request.text) > maxTextBytes) return c.body(null, 413);
    const { caseId, text, isRestricted, taggedUsers, files: attached } = request;
    const [id, author] = [c.req.param("id"), c.var.me];
    const content = { text, isRestricted, taggedUsers, files: attached };
    const sent = { id, caseId, author, content, folder: files.folderOf(author.email, id) };
    const headers: Record<string, string> = request.badWeather && badWeather ? { prefer: badWeather } : {};
    // A file that isn't here is the page's to upload again.
    if (!ledger.find(id) && (await sender.send(sent, headers).catch(() => "missing")))
      return c.body(null, 409);
    return c.body(null, 202);
  });

  app.post(`${comment}/again`, async (c) => {
    const { id, acceptsRisk } = (await jsonOf(c.env.incoming)) as { id?: unknown; acceptsRisk?: unknown };
    const found = ledger.find(c.req.param("id"));
    if (!found || !hasCase(found.caseId) || !/^[\w-]{36}$/.test(String(id))) return c.body(null, 400);
    if (found.state === "unknown" && acceptsRisk !== true) return c.body(null, 409);
    sender.sendAgain(String(id), found);
    return c.body(null, 202);
  });
  app.post(`${comment}/cancel`, (c) => {
    sender.cancel(c.req.param("id"));
    return c.body(null, 202);
  });
  app.delete(comment, async (c) => {
    const found = ledger.find(c.req.param("id"));
    if (!found || !ledger.discard(found.id)) return c.body(null, 409);
    await files.remove(found.folder);
    changes.emit(found.caseId);
    return c.body(null, 204);
  });
  return app;
}

/** The bytes of a body, unless they are more than may be held. They are held once. */
async function bytesOf(body: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafe(Math.min(Number(body.headers["content-length"] ?? limit), limit));
  let size = 0;
  for await (const chunk of body) {
    if (size + chunk.length > bytes.length) return undefined;
    size += chunk.copy(bytes, size);
  }
  return bytes.subarray(0, size);
}

/** An empty object for what is no JSON object, which lacks whatever it is asked for. */
async function jsonOf(body: IncomingMessage): Promise<object> {
  try {
    return Object(JSON.parse(String(await bytesOf(body, maxJsonBytes))));
  } catch {
    return {};
  }
}

const sample: SendRequest = {
  ...{ caseId: "", text: "", isRestricted: true },
  taggedUsers: [{ email: "", firstName: "", lastName: "" }],
  files: [{ n: 0, fileName: "", size: 0, isPHI: true, isRestricted: true }],
};

/** Whether a value has all that a sample has, of the same kinds. Whether it can be sent, the client says. */
function fits<Kind>(value: unknown, sample: Kind): value is Kind {
  if (Array.isArray(sample)) return Array.isArray(value) && value.every((each) => fits(each, sample[0]));
  if (typeof sample !== "object") return typeof value === typeof sample;
  return Object.entries(sample as object).every(([name, each]) => fits(Object(value)[name], each));
}
