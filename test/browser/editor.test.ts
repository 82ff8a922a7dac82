import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operation } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changed, type EditorRequest } from "../../apps/docs/src/editor-request.ts";
import { pages } from "../../apps/front-page/src/pages.ts";
import { serve } from "../../apps/front-page/src/serve.ts";
import { hostileRequests } from "../hostile/hostile-requests.ts";
import { aCase, path, validJson } from "../hostile/requests.ts";
import { isMissing } from "../required-tools.ts";
import { launchChromium } from "./chromium.ts";
import { barriers, openDocs, openSharedDocs, patient } from "./docs-page.ts";

const usual: EditorRequest = {
  operation: "addCaseComment",
  method: "POST",
  path,
  headers: { "cv-api-key": "a-key", "content-type": "application/json" },
  body: validJson,
};

/** The requests of the hostile corpus that an editor can hold: whole, with a body that is a text. */
function hostileTexts(): [string, EditorRequest][] {
  return hostileRequests.flatMap(({ title, bytes, answers }) => {
    const text = bytes.toString("latin1");
    const [head = "", ...rest] = text.split("\r\n\r\n");
    const [line = "", ...lines] = head.split("\r\n");
    const headers = Object.fromEntries(
      lines.map((each) => [each.split(": ")[0] ?? "", each.slice(each.indexOf(": ") + 2)]),
    );
    const [method, target = "", version] = line.split(" ");
    const content = Buffer.from(rest.join("\r\n\r\n"), "latin1");
    const isPlain = Object.keys(headers).every((name) =>
      ["host", "cv-api-key", "content-type", "content-length"].includes(name),
    );
    const isWhole = headers["content-length"] === String(content.length) && answers.length === 1;
    // What a URL would tidy up, no program that speaks in URLs can send.
    const isAddress = new URL(`http://localhost${target}`).href === `http://localhost${target}`;
    if (method !== "POST" || version !== "HTTP/1.1" || !isPlain || !isWhole || !isAddress) return [];
    // More than Node takes of headers is no matter of the contract.
    if (!isText(content) || answers[0]?.startsWith("431")) return [];
    const { host: _, "content-length": __, ...kept } = headers;
    return [
      [title, { ...usual, path: target, headers: kept, body: content.toString() }] as [string, EditorRequest],
    ];
  });
}

function isText(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString()).equals(bytes);
}

const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    "",
    " ",
    "\u0000",
    "__proto__",
    [],
    {},
    [[]],
    [null],
    "YOUR_CASE_ID",
  ),
);
const mostly = <T>(usually: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: usually as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: oddValue });
const person = fc.record(
  { email: mostly(fc.constantFrom("rosa@clinic.example", "a@b")), firstName: mostly(fc.string()) },
  { requiredKeys: [] },
);
const communication = fc.record(
  {
    text: mostly(fc.string()),
    isRestricted: mostly(fc.boolean()),
    author: mostly(person),
    attachments: mostly(
      fc.array(
        fc.record(
          {
            fileName: mostly(fc.string()),
            content: mostly(fc.constantFrom("QQ==", "")),
            isPHI: mostly(fc.boolean()),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    ),
    taggedUsers: mostly(fc.array(person, { maxLength: 3 })),
  },
  { requiredKeys: ["text"] },
);
const body = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .record(
        { action: mostly(fc.constant("ADD_COMMUNICATION")), communication: mostly(communication) },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value, null, 2).toWellFormed()),
  },
  { weight: 1, arbitrary: fc.nat(validJson.length).map((end) => validJson.slice(0, end)) },
);
const caseId = fc.oneof(
  { weight: 6, arbitrary: fc.constant(aCase) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "00000000-0000-4000-8000-000000000403",
      "00000000-0000-4000-8000-000000000404",
      aCase.toUpperCase(),
    ),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text)) },
);
const generated: fc.Arbitrary<EditorRequest> = fc
  .record({
    caseId,
    body,
    key: fc.constantFrom("a-key", "a-key", "a-key", "unknown-test-key", "", undefined),
    type: fc.constantFrom(
      "application/json",
      "application/json",
      "Application/JSON; charset=utf-8",
      "text/plain",
      "json",
    ),
  })
  .map(({ caseId, body, key, type }) => ({
    ...usual,
    path: `/api/v1/cases/${encodeURIComponent(caseId.toWellFormed())}`,
    headers: { ...(key === undefined ? {} : { "cv-api-key": key }), "content-type": type },
    body,
  }));

interface Answer {
  status: number;
  body: unknown;
}

describe.skipIf(isMissing("a browser"))("the editor", () => {
  let browser: Browser;
  let mock: Mock;
  let site: Awaited<ReturnType<typeof serve>>;
  let folder: string;
  let editing: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    mock = await startMock();
    site = await serve(await pages(""), 0, mock.url);
    editing = await openSharedDocs(browser, `${site.url}/docs/`);
    await editing.locator("#editor [data-request]").first().click();
    folder = await mkdtemp(join(tmpdir(), "case-comments-editor-"));
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await mock?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  const open = async (options = {}) => {
    const page = await openDocs(browser, `${site.url}/docs/`, options);
    await page.locator("#editor [data-request]").first().click();
    return page;
  };

  /** What the editor says that each request is answered. */
  const predictions = (page: Page, requests: readonly EditorRequest[]): Promise<Answer[]> =>
    page.evaluate((requests) => {
      const root = document.querySelector("#editor") as HTMLElement;
      const { docsEditor } = globalThis as unknown as {
        docsEditor: { start(root: HTMLElement): { show(request: unknown): void } };
      };
      const editor = docsEditor.start(root);
      return requests.map(({ body, ...others }) => {
        // In the place of all that the first example has.
        editor.show({ ...others, body: [0, Number.MAX_SAFE_INTEGER, body] });
        const text = (selector: string) => root.querySelector(selector)?.textContent ?? "";
        return { status: Number(text(".answer-line b")), body: JSON.parse(text(".answer code")) };
      });
    }, requests);

  async function realAnswer({ path, method, headers, body, bodyBytes = 0 }: EditorRequest): Promise<Answer> {
    const response = await fetch(mock.url + path, {
      method,
      headers,
      // White space at its end changes nothing but the size.
      body: Buffer.concat([Buffer.from(body), Buffer.alloc(Math.max(0, bodyBytes - body.length), " ")]),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Of a comment that was created, the id and the time are each their own. */
  const comparable = ({ status, body }: Answer) => ({
    status,
    body: status === 200 ? Object.keys(body as object) : body,
  });

  /** Gives what the mock answered. */
  async function expectAgreement(requests: readonly EditorRequest[]): Promise<Answer[]> {
    const predicting = predictions(editing, requests);
    const answers: Answer[] = [];
    for (const request of requests) answers.push(await realAnswer(request));
    for (const [index, { status, body }] of (await predicting).entries())
      expect(comparable({ status, body }), JSON.stringify(requests[index]).slice(0, 2_000)).toEqual(
        comparable(answers[index] as Answer),
      );
    return answers;
  }

  it("answers hostile texts as the mock does", async () => {
    const requests = hostileTexts();
    expect(requests.length).toBeGreaterThan(40);
    await expectAgreement(requests.map(([, request]) => request));
  });

  it("answers 500 generated requests as the mock does", { timeout: 120_000 }, async () => {
    const requests = fc.sample(generated, 500);
    await expectAgreement(requests);
  });

  it("shows each failure, as the mock gives it", { timeout: 60_000 }, async () => {
    const page = await openDocs(browser, `${site.url}/docs/`);
    const shown = await page.locator("[data-request]").evaluateAll((buttons) =>
      buttons.map((button) => ({
        change: JSON.parse((button as HTMLElement).dataset.request ?? ""),
        error: button.closest(".failure")?.querySelector(".wire")?.textContent,
      })),
    );
    const usual = JSON.parse((await page.locator("#editor").getAttribute("data-usual")) ?? "");
    expect(shown.length).toBeGreaterThan(20);
    const examples = operation(usual.operation).requestExamples.map(({ body }) => ({
      ...usual,
      body: JSON.stringify(body, null, 2),
    }));
    const answers = await expectAgreement(shown.map(({ change }) => changed(examples, change)));
    expect(answers.map(({ body }) => (body as { error?: string }).error)).toEqual(
      shown.map(({ error }) => error),
    );
    const button = page.locator("#failure-missingRequiredFieldAuthor [data-request]").first();
    await button.click();
    await expect.poll(() => page.locator(".answer-line b").textContent(), patient).toBe("400");
    expect(await page.locator(".answer").textContent()).toContain("Missing required field `author`");
    await expect.poll(() => page.locator("fieldset[aria-invalid]").count(), patient).toBe(1);
  });

  it("works by keyboard alone, from the address to an answer, and keeps nothing", async () => {
    const page = await openDocs(browser, `${site.url}/docs/`);
    const focusOn = async (selector: string) => {
      for (let presses = 0; presses < 400; presses += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((each) => document.activeElement?.matches(each), selector)) return;
      }
      throw new Error(`no way by keyboard to ${selector}`);
    };
    await focusOn("#editor [data-request]");
    await page.keyboard.press("Enter");
    await page.locator("#edit-caseId:focus").waitFor();
    await focusOn("#edit-body");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("{");
    expect(await page.locator(".answer").textContent()).toContain("not JSON");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(validJson.replace('"Please call back."', "5"));
    await expect.poll(() => page.locator("#edit-communication-text[aria-invalid]").count(), patient).toBe(1);
    expect(await page.locator("#edit-communication-text").inputValue()).toBe("5");
    await page.locator("#edit-cv-api-key").focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("a-secret-key-of-mine");
    await expect.poll(() => page.locator("#samples").textContent(), patient).toContain("CV_API_KEY");
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    expect(kept).not.toContain("a-secret-key-of-mine");
    expect(await page.locator("#samples").textContent()).not.toContain("a-secret-key-of-mine");
  });

  it("writes what the fields say into the text, and leaves the rest as it was typed", async () => {
    const page = await open();
    const json = page.locator("#edit-body");
    await json.fill(
      `{"big":12345678901234567890, "action":"ADD_COMMUNICATION",\n  "communication": {"text":"a"}}`,
    );
    await page.locator("#edit-communication-author-email").fill('rosa "x"@clinic.example');
    await page.locator("#edit-communication-isRestricted").selectOption("true");
    await page.locator("#edit-communication-text").fill("");
    // It follows the fields with the frame after their answer.
    const communication = async () => JSON.parse(await json.inputValue()).communication;
    const filled = { author: { email: 'rosa "x"@clinic.example' }, isRestricted: true };
    await expect.poll(communication, patient).toEqual(filled);
    expect(await json.inputValue()).toContain('{"big":12345678901234567890, "action"');
    expect(await page.locator(".answer").textContent()).toContain("Missing required field `text`");
    await page.getByRole("button", { name: "Add to taggedUsers" }).click();
    await expect.poll(communication, patient).toEqual({ ...filled, taggedUsers: [{}] });
    await page.getByRole("button", { name: "Remove taggedUsers 1" }).click();
    await expect.poll(communication, patient).toEqual(filled);
    // Who writes on in the text finds there what a field has just said.
    await json.evaluate((area: HTMLTextAreaElement) => {
      const field = document.querySelector<HTMLTextAreaElement>("#edit-communication-text");
      if (field) field.value = "b";
      field?.dispatchEvent(new Event("input"));
      area.focus();
      area.setRangeText(" ", 0, 0);
      area.dispatchEvent(new Event("input"));
    });
    await expect.poll(communication, patient).toEqual({ ...filled, text: "b" });
  });

  it("takes a file, knows its size, shows programs that read it, and sends it", {
    timeout: 60_000,
  }, async () => {
    const page = await open();
    const file = join(folder, "it's a scan.pdf");
    await writeFile(file, Buffer.alloc(100_000, 7));
    await page.getByRole("button", { name: "Add to attachments" }).click();
    await page.locator("#edit-communication-attachments-0-content").setInputFiles(file);
    await page.locator("#edit-communication-attachments-0-isPHI").selectOption("true");
    await page.locator("#edit-communication-attachments-0-isRestricted").selectOption("false");
    expect(await page.locator("#edit-communication-attachments-0-fileName").inputValue()).toBe(
      "it's a scan.pdf",
    );
    expect(await page.locator(".answer-line b").textContent()).toBe("200");
    await expect
      .poll(() => page.locator("#samples [data-sample=cURL]").textContent(), patient)
      .toContain("base64 < 'it'\\''s a scan.pdf'");
    await expect
      .poll(() => page.locator("#samples [data-sample=TypeScript]").textContent(), patient)
      .toContain(`await fromFile("it's a scan.pdf"`);
    const before = (await mock.requests()).length;
    await page.getByRole("button", { name: "Send to the mock" }).click();
    await page.locator(".received b").getByText("200").waitFor();
    const arrived = await mock.requests();
    expect(arrived.length).toBe(before + 1);
    expect(arrived.at(-1)?.body).toMatchObject({
      communication: { attachments: [{ content: Buffer.alloc(100_000, 7).toString("base64") }] },
    });
    await rm(file);
    await page.getByRole("button", { name: "Send to the mock" }).click();
    await page.locator(".received").getByText("A file is gone").waitFor();
    const large = join(folder, "large.bin");
    await writeFile(large, Buffer.alloc(25_000_000));
    await page.locator("#edit-communication-attachments-0-content").setInputFiles(large);
    await expect.poll(() => page.locator(".answer-line b").textContent(), patient).toBe("413");
  });

  it("leaves room above an open keyboard for the field that is edited, and shows all of the answer after it", async () => {
    const page = await open({ viewport: { width: 390, height: 844 } });
    const field = page.locator("#edit-communication-author-email");
    const answer = page.locator(".answer");
    await field.focus();
    await page.setViewportSize({ width: 390, height: 430 });
    await page.keyboard.type("@");
    expect(await answer.textContent()).toContain("has the wrong form");
    const room = async () => {
      const [edited, covering] = [await field.boundingBox(), await answer.boundingBox()];
      return (covering?.y ?? 0) - (edited?.y ?? 0) - (edited?.height ?? 0);
    };
    await expect.poll(room, patient).toBeGreaterThanOrEqual(0);
    expect((await field.boundingBox())?.y).toBeGreaterThan(56);
    expect(await answer.locator("pre").first().isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: "Send to the mock" }).isVisible()).toBe(true);
    await field.blur();
    expect(await answer.locator("pre").first().isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Send to the mock" }).isVisible()).toBe(true);
  });

  it("sends a request that is refused, and shows what came", async () => {
    const page = await open();
    await page.locator("#edit-caseId").fill("00000000-0000-4000-8000-000000000404");
    await page.getByRole("button", { name: "Send to the mock" }).click();
    await page.locator(".received").getByText("No Case found for provided details!").waitFor();
    expect(await page.locator(".answer-line b").textContent()).toBe("404");
    // Half of a character, which no address can hold.
    const caseId = page.locator("#edit-caseId");
    await caseId.evaluate((input: HTMLInputElement) => {
      input.value = "a\ud800";
      input.dispatchEvent(new Event("input"));
    });
    await expect.poll(() => caseId.inputValue(), patient).toBe("a\ufffd");
  });

  it("says of a fault what came of it, and whether the comment may exist", async () => {
    const page = await open();
    const received = page.locator(".received");
    const verdicts = {
      "0500": "The mock answered 500 A fault of the mock, or no mock at all. The comment may exist",
      "0429": "The mock answered 429 A fault of the mock, or no mock at all. No comment was created.",
      "0307": "No answer came. The comment may exist",
      "0004": "No answer came. The comment may exist",
      "0003": "Waiting for the mock…",
    };
    for (const [id, said] of Object.entries(verdicts)) {
      await page.locator("#edit-caseId").fill(`00000000-0000-4000-8000-0000000f${id}`);
      await page.getByRole("button", { name: "Send to the mock" }).click();
      await received.getByText(said).waitFor();
    }
    // The last one never answers.
    await received.getByText("No answer came. The comment may exist").waitFor();
    await page.locator("#edit-caseId").fill(aCase);
    await page.locator("#edit-cv-api-key").fill("日本");
    await page.getByRole("button", { name: "Send to the mock" }).click();
    await received.getByText("Nothing was sent").waitFor();
  });

  it("lets nobody take one file for another", async () => {
    const page = await open();
    const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
    const content = (index: number) => page.locator(`#edit-communication-attachments-${index}-content`);
    for (const [index, name] of ["scan.pdf", "Scan.pdf"].entries()) {
      await page.getByRole("button", { name: "Add to attachments" }).click();
      await content(index).setInputFiles(file(name));
    }
    const samples = page.locator("#samples [data-sample]");
    await expect
      .poll(() => samples.allTextContents(), patient)
      .toEqual(Array(6).fill(expect.stringContaining("two of these have the same")));
    await content(1).setInputFiles(file("other.pdf"));
    await expect.poll(() => samples.first().textContent(), patient).toContain("base64 < other.pdf");
    // What a list that grows makes anew still says what it holds.
    const held = () => content(0).locator("xpath=..").getAttribute("data-held");
    await page.getByRole("button", { name: "Add to taggedUsers" }).click();
    expect(await held()).toBe("scan.pdf, 8 bytes");
  });

  it("changes nothing beside what a field says, and goes back to an example", async () => {
    const page = await open();
    const json = page.locator("#edit-body");
    const webhookNotify = page.locator("#edit-communication-webhookNotify");
    await json.fill('{"communication": {"text": "a", "ref": 12345678901234567890, "n": 1.0}}');
    await webhookNotify.selectOption("false");
    await expect.poll(() => json.inputValue(), patient).toContain('"webhookNotify": false');
    expect(await json.inputValue()).toMatch(/"ref": 12345678901234567890,\s+"n": 1\.0,/);
    await json.fill("[1, 2, 3]");
    await page.locator("#edit-communication-text").fill("hey");
    expect(await json.inputValue()).toBe("[1, 2, 3]");
    await json.fill(`{"toString": 1, ${validJson.slice(1)}`);
    const terminal = page.locator("#samples [data-sample=Terminal]");
    await expect
      .poll(() => terminal.textContent(), patient)
      .toContain("/toString: The API knows no such field.");
    await json.fill(validJson.replace("Please", "a".repeat(300_000)));
    await expect.poll(() => terminal.textContent(), patient).toContain("too long for a program");
    await page.locator("#edit-caseId").fill("");
    await page.getByText("is required", { exact: true }).waitFor();
    await page.locator("#editor [data-request]").nth(1).click();
    await expect.poll(() => page.locator(".answer-line b").textContent(), patient).toBe("200");
    await expect.poll(() => terminal.textContent(), patient).not.toContain("too long");
  });

  it("shows no answer below a request that was changed since the sent one", async () => {
    const page = await open();
    const held = Promise.withResolvers<void>();
    await page.route("**/mock/**", async (route) => {
      await held.promise;
      await route.continue();
    });
    const shown = await page.locator(".received").evaluateHandle((received) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(received.textContent ?? "")).observe(received, {
        childList: true,
      });
      return texts;
    });
    const sendButton = page.getByRole("button", { name: "Send to the mock" });
    const first = page.waitForResponse("**/mock/**");
    await sendButton.click();
    await page.locator("#edit-caseId").fill("00000000-0000-4000-8000-000000000404");
    held.resolve();
    await (await first).finished();
    await sendButton.click();
    await page.locator(".received b").getByText("404").waitFor();
    const texts = await shown.jsonValue();
    expect(texts.filter((text) => text.includes("answered 200"))).toEqual([]);
  });

  it("shows why the client and the terminal app would not send what is edited", async () => {
    const page = await open();
    const sample = (label: string) => page.locator(`#samples [data-sample=${label}]`);
    await page.locator("#edit-communication-author-email").fill("nobody");
    await expect.poll(() => sample("TypeScript").getAttribute("class"), patient).toContain("refusal");
    expect(await sample("TypeScript").textContent()).toContain(
      "/author/email: This must be an e-mail address.",
    );
    expect(await sample("Terminal").textContent()).toContain("does not send this");
    expect(await sample("Python").textContent()).toContain('"nobody"');
    await page.locator("#edit-communication-author-email").fill("rosa@clinic.example");
    await expect.poll(() => sample("Terminal").getAttribute("class"), patient).not.toContain("refusal");
    await page.locator("#edit-communication-text").fill("  ");
    await expect.poll(() => sample("Terminal").textContent(), patient).toContain("It needs a text.");
  });

  // Each width takes seconds to look through, so `test:long` tries all of them in both.
  const isLong = process.env.CASE_COMMENTS_LONG === "1";
  it.for([
    ["light", isLong ? [390, 820, 1440] : [390, 1440]],
    ["dark", isLong ? [390, 820, 1440] : [820]],
  ] as const)("can be used by everyone, in %s", { timeout: 180_000 }, async ([colorScheme, widths]) => {
    const page = await open({ colorScheme });
    await page.getByRole("button", { name: "Add to attachments" }).click();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await barriers(page, "#try"), `${width} px wide`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const edges = await page
        .locator(".editor-parts, .answer")
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().left));
      expect(new Set(edges).size, "the fields and the answer stand on one line").toBe(1);
    }
  });
});
