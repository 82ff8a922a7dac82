import { contract } from "@case-comments/contract";
import { faults } from "@case-comments/contract-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownContract, servedContract } from "./api/served-contract.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { startSandbox } from "./start-sandbox.ts";

const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const othersCase = "00000000-0000-4000-8000-000000000403";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox?.close());

let keys = 0;
/** A key that nobody else has used. */
const newKey = () => {
  keys += 1;
  return `test_${keys}`;
};

const communication = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };
const body = (overrides: object = {}) => ({
  action: "ADD_COMMUNICATION",
  communication: { ...communication, ...overrides },
});

interface Call {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
}

/** Makes a call, and holds the answer to the document that describes it. */
async function call(key: string, path: string, { method = "GET", json, headers = {} }: Call = {}) {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: {
      "cv-api-key": key,
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: typeof json === "string" ? json : JSON.stringify(json) }),
  });
  const text = await response.text();
  const isJson = text !== "" && response.headers.get("content-type") === "application/json";
  const answer = isJson ? JSON.parse(text) : text || undefined;
  const match = servedContract.matchOperation(method, path.replace(/\?.*/, ""));
  if (match && "operation" in match && response.status < 500 && response.status !== 422)
    expect(servedContract.checkResponse(match.operation, response.status, answer)).toMatchObject({
      ok: true,
    });
  return { status: response.status, answer, headers: response.headers };
}

const post = (key: string, json: unknown = body(), caseId = aCase, headers = {}) =>
  call(key, `/api/v1/cases/${caseId}`, { method: "POST", json, headers });
const read = (key: string, query = "", caseId = aCase) =>
  call(key, `/sandbox/v1/cases/${caseId}/comments${query}`);
const textsOf = async (key: string, caseId = aCase) =>
  (await read(key, "", caseId)).answer.comments.map(
    ({ communication }: { communication: { text: string } }) => communication.text,
  );

describe("a sandbox", () => {
  it.each([
    { port: 70_000 },
    { port: "4020" },
    { host: "" },
    { log: "loud" },
    { store: "disk" },
    { store: {} },
    { store: { folder: "" } },
    { store: { databaseUrl: "mysql://a/b" } },
    { publicUrl: "sandbox:4020" },
    { allowWebhooksTo: ["10.0.0.0/99"] },
  ])("refuses %j", async (options) => {
    await expect(startSandbox(options as SandboxOptions)).rejects.toThrow(TypeError);
  });

  it("can be closed by several", async () => {
    const closed = await startSandbox();
    await Promise.all([closed.close(), closed.close()]);
    await closed.close();
    await expect(fetch(closed.url)).rejects.toThrow();
  });

  it("keeps a comment, and gives it back as it was answered", async () => {
    const key = newKey();
    const posted = await post(
      key,
      body({ webhookNotify: false, taggedUsers: [{ email: "j@clinic.example" }] }),
    );
    expect(posted.status).toBe(200);
    const { commentId, createdAt } = posted.answer.data;
    const { answer, headers } = await read(key);
    expect(answer).toEqual({
      comments: [
        {
          commentId,
          createdAt,
          communication: {
            ...communication,
            webhookNotify: false,
            taggedUsers: [{ email: "j@clinic.example" }],
            attachments: [],
          },
        },
      ],
    });
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("gives back a file under its name, whatever that is", async () => {
    const key = newKey();
    const fileName = '../"März"\r\nx: y;\u0000\ud800.html';
    const content = Buffer.from("<script>alert(1)</script>");
    await post(
      key,
      body({
        attachments: [{ fileName, content: content.toString("base64"), isPHI: true, isRestricted: false }],
      }),
    );
    const [comment] = (await read(key)).answer.comments;
    const [file] = comment.communication.attachments;
    expect(file).toMatchObject({ fileName, size: content.length, isPHI: true, isRestricted: false });
    const { answer, headers } = await call(key, file.href);
    expect(answer).toBe(content.toString());
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="..__M_rz___x_ y___.html"; filename*=UTF-8''..%2F%22M%C3%A4rz%22%0D%0Ax%3A%20y%3B%00%EF%BF%BD.html`,
    );
  });

  it("gives back a file whose name is longer than a header may be", async () => {
    const key = newKey();
    const fileName = `${"März ".repeat(4_000)}.pdf`;
    await post(key, body({ attachments: [{ fileName, content: "QUJD" }] }));
    const [comment] = (await read(key)).answer.comments;
    const [file] = comment.communication.attachments;
    expect(file.fileName).toBe(fileName);
    const { answer, headers } = await call(key, file.href);
    expect(answer).toBe("ABC");
    expect(headers.get("content-disposition")).toMatch(
      / M_rz \.pdf"; filename\*=UTF-8''[^"]*%20M%C3%A4rz%20\.pdf$/,
    );
  });

  it("answers HEAD as it answers GET, without the body", async () => {
    const key = newKey();
    await post(key, body({ attachments: [{ fileName: "scan.pdf", content: "QUJD" }] }));
    const [comment] = (await read(key)).answer.comments;
    const { href } = comment.communication.attachments[0];
    const thread = `/sandbox/v1/cases/${aCase}/comments`;
    const none = "/sandbox/v1/comments/00000000-0000-4000-8000-000000000404/attachments/0";
    for (const path of [href, thread, none, "/sandbox/v1/webhook", "/sandbox/v1/deliveries"]) {
      const [got, head] = [await call(key, path), await call(key, path, { method: "HEAD" })];
      expect(head.status).toBe(got.status);
      expect(head.answer).toBeUndefined();
      // What fetch does with connections differs.
      const others = ["connection", "date", "keep-alive"];
      const headersOf = ({ headers }: typeof got) => [...headers].filter(([name]) => !others.includes(name));
      expect(headersOf(head)).toEqual(headersOf(got));
    }
    expect((await call(key, href, { method: "DELETE" })).headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect((await call(key, "/sandbox/v1/reset", { method: "HEAD" })).status).toBe(405);
  });

  it("opens no world by an ending of an ending, which would be another world's", async () => {
    const key = newKey();
    for (const ending of [":other:other", ":other:outsider", ":outsider:other", ":outsider:outsider"])
      expect((await post(key + ending)).status).toBe(401);
    expect((await post(key)).status).toBe(200);
    expect((await post(`${key}:other`)).status).toBe(403);
    expect((await read(`${key}:outsider`)).answer.comments).toHaveLength(1);
  });

  it("gives each failure that a request provokes as the contract has it", async () => {
    const key = newKey();
    expect((await post(key, "{")).answer.error).toBe("Request body must be a JSON object");
    expect((await post(key, { action: "OTHER" })).answer.error).toBe("Invalid action");
    expect((await post(key, body(), "not-a-uuid")).status).toBe(400);
    expect((await post("", body())).answer.error).toBe("Secret key not provided!");
    expect((await post(key, body(), aCase, { "content-type": "text/plain" })).status).toBe(415);
    expect((await read(key, "?limit=0")).status).toBe(400);
    expect((await read(key, "?limit=101")).status).toBe(400);
    expect((await read(key, "?after=x")).status).toBe(400);
    expect((await call(key, "/sandbox/v1/comments/x/attachments/0")).status).toBe(404);
    expect((await call(key, `/sandbox/v1/comments/${aCase}/attachments/2147483648`)).status).toBe(404);
    expect(await textsOf(key)).toEqual([]);
  });

  it("asks whose the key is before it says what is wrong with the body", async () => {
    for (const wrong of ["nobody", "unknown-test-key"]) {
      expect((await post(wrong, body())).answer.error).toBe("Secret key is not valid!");
      expect((await post(wrong, { action: "OTHER" })).answer.error).toBe("Secret key is not valid!");
      expect((await read(wrong)).status).toBe(401);
      expect((await call(wrong, "/sandbox/v1/assignees")).status).toBe(401);
      expect((await call(wrong, "/sandbox/v1/reset", { method: "POST" })).status).toBe(401);
      expect((await call(wrong, `/sandbox/v1/comments/${aCase}/attachments/0`)).status).toBe(401);
    }
  });

  it("tells a case that is not there from another organization's", async () => {
    const key = newKey();
    expect((await post(key, body(), "11111111-1111-4111-8111-111111111111")).status).toBe(404);
    expect((await post(key, body(), "00000000-0000-4000-8000-000000000404")).status).toBe(404);
    expect((await post(key, body(), othersCase)).status).toBe(403);
    expect((await post(`${key}:other`, body(), othersCase)).status).toBe(200);
    expect((await post(`${key}:other`)).status).toBe(403);
    expect((await read(key, "", othersCase)).status).toBe(403);
    expect(await textsOf(`${key}:other`, othersCase)).toEqual(["Hello"]);
  });

  it("shows an internal note only to those who may read it", async () => {
    const key = newKey();
    await post(key, body({ text: "internal", isRestricted: true }));
    await post(`${key}:outsider`, body({ text: "open" }));
    expect((await textsOf(key)).sort()).toEqual(["internal", "open"]);
    expect(await textsOf(`${key}:outsider`)).toEqual(["open"]);
  });

  it("pages through a case", async () => {
    const key = newKey();
    for (let index = 0; index < 7; index += 1) await post(key, body({ text: String(index) }));
    const read3 = async (query: string) => (await read(key, query)).answer;
    const first = await read3("?limit=3");
    const second = await read3(`?limit=3&after=${first.next}`);
    const third = await read3(`?limit=3&after=${second.next}`);
    expect([first, second, third].map(({ comments }) => comments.length)).toEqual([3, 3, 1]);
    expect(third.next).toBeUndefined();
    expect((await read(`${key}x`, `?after=${first.next}`)).status).toBe(404);
  });

  it("keeps worlds apart, and resets one", async () => {
    const [one, other] = [newKey(), newKey()];
    await post(one);
    await post(other);
    expect((await call(one, "/sandbox/v1/reset", { method: "POST" })).status).toBe(204);
    expect(await textsOf(one)).toEqual([]);
    expect(await textsOf(other)).toEqual(["Hello"]);
    expect((await call(one, "/sandbox/v1/assignees")).answer.assignees).toHaveLength(2);
  });
});

describe("a fault", () => {
  it("comes before the comment is kept, or after", async () => {
    const key = newKey();
    const texts = async () => (await textsOf(key)).sort();
    const prefer = (preference: string) =>
      post(key, body({ text: preference }), aCase, { prefer: preference });
    expect((await prefer("fault=503")).status).toBe(503);
    expect((await prefer("fault=503, kept=false")).status).toBe(503);
    expect(await texts()).toEqual([]);
    expect((await prefer("fault=503, kept=true")).status).toBe(503);
    await expect(prefer("fault=reset-after, kept=true")).rejects.toThrow();
    await expect(prefer("fault=truncated")).rejects.toThrow();
    expect(await texts()).toEqual([
      "fault=503, kept=true",
      "fault=reset-after, kept=true",
      "fault=truncated",
    ]);
  });

  it("is ordered with the id of a case, which shows what was kept", async () => {
    const key = newKey();
    const before = faults["503"].id;
    const after = before.replace("0f0503", "1f0503");
    expect((await post(key, body(), before)).status).toBe(503);
    expect((await read(key, "", before)).status).toBe(404);
    expect((await post(key, body(), after)).status).toBe(503);
    expect(await textsOf(key, after)).toEqual(["Hello"]);
  });

  it("that can't be meant keeps nothing", async () => {
    const key = newKey();
    for (const prefer of [
      "fault=504",
      "fault=503, kept=maybe",
      "kept=true",
      "fault=reset, kept=true",
      "fault=429, kept=true",
      "fault=slow, kept=false",
      "example=caseNotFound",
    ])
      expect((await post(key, body(), aCase, { prefer })).status).toBe(422);
    expect(await textsOf(key)).toEqual([]);
  });
});

it("an option that can't be meant starts nothing", async () => {
  await expect(startSandbox({ allowWebhooksTo: ["10.0.0.0/99"] })).rejects.toThrow("allowWebhooksTo takes");
  await expect(startSandbox({ publicUrl: "sandbox:4020" })).rejects.toThrow("publicUrl takes");
});

it("every answer that the sandbox's document shows is in it", () => {
  for (const { operation, responseExamples } of ownContract.operations)
    for (const { status, body } of responseExamples)
      expect(ownContract.checkResponse(operation, status, body)).toMatchObject({ ok: true });
});

it("its case is the contract's example", () => {
  const path = contract.document.paths["/api/v1/cases/{caseId}"] as {
    post: { parameters: { example: string }[] };
  };
  expect(path.post.parameters[0]?.example).toBe(aCase);
});
