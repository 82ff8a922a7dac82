import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { languages } from "@case-comments/openapi/print";
import { codeSamples, fileNames } from "@case-comments/openapi/print/code-samples";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { created } from "../facts/facts.ts";
import { isLeftOut, labReport, runProgram } from "./code-samples.ts";

type Answer = (response: ServerResponse) => unknown;

const answer =
  (status: number, body = "", headers = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

const success = JSON.stringify(created);

const answers: [verdict: "created" | "rejected" | "unknown", name: string, answer: Answer][] = [
  ["created", "the documented 200, on several lines", answer(200, JSON.stringify(created, null, 2))],
  ["rejected", "a documented 404", answer(404, '{"status":404,"success":false}')],
  ["rejected", "a 429 of a proxy", answer(429, "<html>")],
  ["unknown", "a 200 that says no", answer(200, '{"data":{"success":true},"success":false}')],
  ["unknown", "a 200 that says yes of something else", answer(200, '{"data":{"success":true}}')],
  ["unknown", "a 200 of a proxy", answer(200, `<script>${success}</script>`)],
  ["unknown", "a 200 that is no object", answer(200, `[${success}]`)],
  ["unknown", "a 200 that ends too early", answer(200, success.slice(0, -2))],
  [
    "unknown",
    "a 200 that breaks off",
    (response) => {
      response.writeHead(200, { "content-length": success.length + 2 });
      response.write(success, () => response.destroy());
    },
  ],
  ["unknown", "a 201", answer(201, success)],
  ["unknown", "a redirect", answer(307, success, { location: "/elsewhere" })],
  ["unknown", "a 408", answer(408)],
  ["unknown", "a 503", answer(503, '{"status":503,"success":false}')],
  ["unknown", "a connection that breaks", (response) => response.destroy()],
  ["unknown", "no answer", () => {}],
];

const sentences = {
  created: "",
  rejected: "No comment was created.",
  unknown: "The comment may exist: look before you send it again.",
};

// The typed client and the terminal app have a matrix of faults of their own.
describe.each(languages.filter(({ label }) => !["TypeScript", "Terminal"].includes(label)))(
  "what the sample in $label says of the comment",
  ({ label }) => {
    const name = fileNames[label] ?? "";
    let server: Server;
    let url: string;
    let folder: string;
    let give: Answer;
    let received: (string | undefined)[];
    beforeAll(async () => {
      server = createServer((incoming, response) => {
        incoming.resume().on("end", () => {
          received.push(incoming.url);
          give(response);
        });
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      folder = await mkdtemp(join(tmpdir(), "case-comments-verdicts-"));
      const source = codeSamples[`add-case-comment/${name}`] ?? "";
      await writeFile(join(folder, name), source);
      // What somebody's own settings of curl make of every call.
      await writeFile(join(folder, ".curlrc"), "location\nretry = 1\nretry-delay = 1\n");
      await mkdir(join(folder, "hurried"));
      await writeFile(join(folder, "hurried", name), hurried(source));
    });
    afterAll(async () => {
      server?.closeAllConnections();
      server?.close();
      if (folder) await rm(folder, { recursive: true });
    });

    const skipped = isLeftOut({ file: name, name: "", operation: "" });

    it.for(answers)("%s, after %s", { skip: skipped }, async ([verdict, situation, given]) => {
      give = given;
      received = [];
      const isLate = situation === "no answer";
      const { code, stderr } = await runProgram(
        join(folder, isLate ? "hurried" : "", name),
        url,
        { files: { "lab-report.pdf": labReport } },
        { CURL_HOME: folder, TIME_LIMIT: isLate ? "1000" : "60000" },
      );
      // On a busy machine, a second may be over before the request is out.
      if (!isLate || received.length > 0) expect(received).toHaveLength(1);
      expect(code === 0).toBe(verdict === "created");
      // Where no answer came, Postman runs no script: there the collection itself says so.
      const isSilent = label === "Postman" && /connection|no answer|redirect|breaks off/.test(situation);
      if (isSilent) expect(codeSamples[`add-case-comment/${name}`]).toContain("the comment may exist");
      for (const sentence of Object.values(sentences).filter((each) => each !== ""))
        expect(stderr.includes(sentence), stderr).toBe(!isSilent && sentence === sentences[verdict]);
    });

    // As they come out of files and text editors. What Postman prints is its own.
    const oddKeys = label === "Postman" ? [] : ["secret-key\n", "secret\nkey", "secret\u2013key"];
    it.for(oddKeys)("nothing of the key %j", { skip: skipped }, async (key) => {
      give = answer(503);
      received = [];
      const { code, stdout, stderr } = await runProgram(
        join(folder, name),
        url,
        { files: { "lab-report.pdf": labReport }, key },
        { CURL_HOME: folder },
      );
      expect(code).not.toBe(0);
      expect(`${stdout}${stderr}`).not.toContain("secret");
    });
  },
);

/** The program, waiting for a second where it waited for a minute. */
function hurried(source: string): string {
  return source.replace(/60_000|(?<=timeout=|--max-time )60/, (limit) =>
    limit === "60_000" ? "1_000" : "1",
  );
}
