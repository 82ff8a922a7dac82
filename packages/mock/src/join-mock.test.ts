import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "@case-comments/contract-server";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { serveControl } from "./control/serve-control.ts";
import { controlledMock } from "./controlled-mock.ts";
import { startMock } from "./start-mock.ts";

const token = "a-token-for-these-tests";
const outer = controlledMock({ log: createLog({ format: "off", name: "mock" }) });
let url: string;
let control: { url: string; close(): Promise<void> };
beforeAll(async () => {
  ({ url } = await outer.listen(0, "127.0.0.1"));
  control = await serveControl({ ...outer, url }, { host: "127.0.0.1", port: 0, token });
});
afterAll(() => Promise.all([control.close(), outer.close(0)]));
beforeEach(() => {
  vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL", control.url);
  vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL_TOKEN", token);
  onTestFinished(() => void vi.unstubAllEnvs());
});

const send = async (base: string, apiKey: string, text = "…") => {
  const communication = { text, isRestricted: false, author: { email: "rosa@clinic.example" } };
  const response = await fetch(`${base}/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`, {
    method: "POST",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({ action: "ADD_COMMUNICATION", communication }),
  });
  await response.arrayBuffer();
  return response.status;
};

it("startMock joins the mock that the environment names, and holds it as one of its own", async () => {
  const mock = await startMock({ port: 0 });
  expect({ url: mock.url, port: mock.port }).toEqual({ url, port: Number(new URL(url).port) });
  const session = mock.session();
  await session.next("caseNotFound", { times: 2, match: { body: { communication: { text: "meant" } } } });
  await session.next({ fault: "503" });
  const waiting = session.waitFor(({ response }) => response === "503");
  expect(await send(session.url, session.apiKey, "meant")).toBe(404);
  expect(await send(session.url, session.apiKey)).toBe(503);
  expect(await waiting).toHaveLength(1);
  expect(await session.requests()).toMatchObject([
    { response: "caseNotFound", body: { communication: { text: "meant" } }, violations: [] },
    { response: "503" },
  ]);
  expect((await mock.requests()).length).toBeGreaterThanOrEqual(2);
  await expect(session.waitFor(3, { timeout: 20 })).rejects.toMatchObject({ name: "TimeoutError" });
  const left = [
    { response: "caseNotFound", match: [{ in: "body", pointer: "/communication/text", value: "meant" }] },
  ];
  expect(await session.unused()).toEqual(left);
  expect(await session.reset()).toEqual(left);
  expect(await session.requests()).toEqual([]);
  await mock.close();
  expect(await send(url, "still there")).toBe(200);
});

it("closing a joined mock warns of answers that no call has got, and ends its sessions alone", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error) => warnings.push(warning);
  process.on("warning", listen);
  onTestFinished(() => void process.off("warning", listen));
  const [one, other] = [await startMock(), await startMock()];
  const [ended, kept] = [one.session(), other.session()];
  await ended.next("caseNotFound");
  await kept.next("permissionDenied");
  await one.close();
  await sleep(0);
  expect(warnings.map(({ message }) => message)).toEqual(["No call has got these answers: caseNotFound"]);
  expect(await send(url, ended.apiKey)).toBe(200);
  expect(await send(url, kept.apiKey)).toBe(403);
  await other.close();
});

it("a mock that can't be joined is no mock", async () => {
  vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL_TOKEN", "planted-token");
  await expect(startMock()).rejects.toThrow(
    /^the mock's control refuses: The header case-comments-mock-token must hold this mock's token$/,
  );
  vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL", "http://127.0.0.1:1");
  await expect(startMock()).rejects.toThrow(/^the mock's control can't be reached$/);
});

it("startMock starts its own where it is asked for what the other can't give", async () => {
  for (const options of [{ delay: 1 }, { seed: "…" }]) {
    const mock = await startMock(options);
    expect(mock.url).not.toBe(url);
    await mock.close();
  }
});
