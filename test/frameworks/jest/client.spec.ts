import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CaseCommentsError, createClient, fromBytes, unwrap } from "@case-comments/client";
import { FileError, fromFile } from "@case-comments/client/node";
import { createRawClient } from "@case-comments/client/raw";
import { verifyWebhook } from "@case-comments/client/webhook";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const stated = { isPHI: false, isRestricted: false };
let server: Server;
let baseUrl: string;
let answer: { status: number; body: unknown };
let received: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    received = "";
    for await (const chunk of request) received += chunk;
    response
      .writeHead(answer.status, { "content-type": "application/json" })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test("a comment with attachments of every entry is added", async () => {
  const data = { commentId: "c-1", createdAt: "2024-09-04T12:00:00.000Z" };
  answer = { status: 200, body: { status: 200, success: true, message: "", data } };
  const attachments = [
    fromBytes(new Uint8Array([1, 2, 3]), { fileName: "a.bin", ...stated }),
    await fromFile("package.json", stated),
  ];
  const comment = {
    text: "Hello",
    isRestricted: false,
    author: { email: "rosa@clinic.example" },
    attachments,
  };
  const client = createClient({ apiKey: "a-key", baseUrl });
  expect(unwrap(await client.addComment(caseId, comment))).toEqual(data);
  expect(JSON.parse(received).communication.attachments).toHaveLength(2);
});

test("a refusal is an error of the package's class", async () => {
  const error = "No Case found for provided details!";
  answer = { status: 404, body: { status: 404, success: false, message: "Invalid request", error } };
  const client = createClient({ apiKey: "a-key", baseUrl });
  const comment = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };
  const result = await client.addComment(caseId, comment);
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.error.kind).toBe("caseNotFound");
  expect(result.error).toBeInstanceOf(CaseCommentsError);
});

test("the other entries are there", async () => {
  await expect(fromFile("nowhere", stated)).rejects.toBeInstanceOf(FileError);
  expect(await verifyWebhook("{}", "0".repeat(64), "a-secret")).toBe(false);
  expect(typeof createRawClient({ apiKey: "a-key", baseUrl }).POST).toBe("function");
});
