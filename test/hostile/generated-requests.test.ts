import { checkResponse, operation } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { aCase, chunked, head, isAlive, post, validJson } from "./requests.ts";

const isLong = process.env.CASE_COMMENTS_LONG === "1";
const requests = isLong ? 100_000 : 2_000;
const perConnection = 20;

const reserved = (location: string) =>
  operation("addCaseComment").reservedValues.flatMap((each) => (each.in === location ? each.value : []));

// Values that a careless check trips over, beside whatever fast-check thinks of.
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    1e308,
    "",
    " ",
    "\u0000",
    "\ud800",
    "__proto__",
    [],
    {},
    [[]],
    [null],
  ),
);
const base64 = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("\u0000", "\u2028", "YOUR_CASE_ID"),
);
const attachment = fc.record(
  {
    fileName: fc.oneof(oddText, oddValue),
    content: fc.oneof(base64, oddText, oddValue),
    isPHI: fc.oneof(fc.boolean(), oddValue),
  },
  { requiredKeys: [] },
);
const communication = fc.record(
  {
    text: fc.oneof({ weight: 5, arbitrary: oddText }, { weight: 1, arbitrary: oddValue }),
    isRestricted: fc.oneof({ weight: 5, arbitrary: fc.boolean() }, { weight: 1, arbitrary: oddValue }),
    author: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ email: fc.oneof(fc.emailAddress(), oddValue) }, { requiredKeys: [] }),
      },
      { weight: 1, arbitrary: oddValue },
    ),
    attachments: fc.oneof(fc.array(fc.oneof(attachment, oddValue), { maxLength: 4 }), oddValue),
    taggedUsers: fc.oneof(fc.array(oddValue, { maxLength: 3 }), oddValue),
    webhookNotify: oddValue,
  },
  { requiredKeys: ["text", "isRestricted", "author"] },
);
const json = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        action: fc.oneof(
          { weight: 9, arbitrary: fc.constant("ADD_COMMUNICATION") },
          { weight: 1, arbitrary: oddValue },
        ),
        communication,
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: oddValue },
);
const body = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => Buffer.from(JSON.stringify(value) ?? "")) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  // A valid body with one byte changed, or cut off.
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(validJson.length - 1), fc.nat(255)).map(([at, byte]) => withByte(at, byte)),
  },
  { weight: 1, arbitrary: fc.nat(validJson.length).map((end) => Buffer.from(validJson).subarray(0, end)) },
);
// Anything that may stand in a header without ending it.
const headerText = fc.string({
  unit: fc.constantFrom(..."abcz019 =,;:\"'/\\*%{}()<>@?&_-.\té".split("")),
  maxLength: 40,
});
const headers = fc.record(
  {
    "cv-api-key": fc.oneof(fc.constantFrom("", " ", ...reserved("header")), headerText),
    "content-type": fc.oneof(
      { weight: 4, arbitrary: fc.constant("application/json; charset=utf-8") },
      { weight: 1, arbitrary: headerText },
    ),
    accept: headerText,
    prefer: fc.oneof(
      headerText,
      fc.constantFrom(
        "code=404",
        "code=400, example=invalidAction",
        "code=200",
        "code=418",
        "example=caseNotFound",
        "fault=503",
      ),
    ),
    "content-encoding": fc.constantFrom("", "gzip", "identity"),
    origin: headerText,
  },
  { requiredKeys: [] },
);
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(aCase, ...reserved("path")) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom(..."abc019-%._~!$&'()*+,;=:@zF".split("")), maxLength: 40 }),
  },
);
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom("?__code=404", "?", "?%zz=%", "?__dynamic=true") },
);
const request = fc.record({ body, headers, segment, query, inChunks: fc.boolean() });

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

function bytesOf({ body: bytes, headers: fields, segment: caseId, query: end, inChunks }: Request): Buffer {
  const target = `/api/v1/cases/${caseId}${end}`;
  if (!inChunks) return post(bytes, fields, target);
  const half = Math.ceil(bytes.length / 2);
  const chunks = [bytes.subarray(0, half), bytes.subarray(half)].filter(({ length }) => length > 0);
  return Buffer.concat([
    head("POST", target, { ...fields, "transfer-encoding": "chunked" }),
    chunked(...chunks),
  ]);
}

function withByte(at: number, byte: number): Buffer {
  const bytes = Buffer.from(validJson);
  bytes[at] = byte;
  return bytes;
}

/** ResponseCache that the contract doesn't have, by the part of their text that says why. */
const builtInResponses = new Map([
  [404, ["The contract has no such path", "Prefer asks for an answer", "without the slash"]],
  [415, ["The contract has no Content-Encoding"]],
  [422, ["Prefer is not understood"]],
]);

describe("generated requests", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.close());

  it(`${requests} of them get a documented answer each, in order, in time`, {
    timeout: isLong ? 1_800_000 : 60_000,
  }, async () => {
    const property = fc.asyncProperty(
      fc.array(request, { minLength: perConnection, maxLength: perConnection }),
      async (batch) => {
        const connection = await RawConnection.open(mock.url);
        try {
          connection.socket.write(Buffer.concat(batch.map(bytesOf)));
          const answers = await connection.receive(batch.length);
          for (const { status, headers: fields, body: text } of answers) {
            // The one fault among the preferences.
            if (text === "Service Unavailable\n") continue;
            const answer = JSON.parse(text);
            expect(fields["content-type"]).toBe("application/json");
            expect(answer.status).toBe(status);
            const isOwn = builtInResponses.get(status)?.some((part) => answer.error?.includes(part));
            if (!isOwn) expect(checkResponse("addCaseComment", status, answer)).toMatchObject({ ok: true });
          }
        } finally {
          connection.close();
        }
      },
    );
    await fc.assert(property, { numRuns: Math.ceil(requests / perConnection), endOnFailure: false });
    expect(await isAlive(mock.url)).toBe(true);
  });

  it(`${requests / 10} of them, mangled and cut off, leave the mock as it was`, {
    timeout: isLong ? 600_000 : 60_000,
  }, async () => {
    const mangling = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.nat(255),
      isCut: fc.boolean(),
    });
    const property = fc.asyncProperty(
      request,
      fc.array(mangling, { minLength: 1, maxLength: 4 }),
      async (each, manglings) => {
        let bytes = bytesOf(each);
        for (const { at, byte, isCut } of manglings) {
          const index = Math.floor(at * bytes.length);
          if (isCut) bytes = bytes.subarray(0, index);
          else bytes[index] = byte;
        }
        const connection = await RawConnection.open(mock.url);
        connection.socket.end(bytes);
        await connection.ended();
        for (const { status, body: text } of connection.answers) {
          expect(status === 503 || status < 500).toBe(true);
          if (text && status !== 503) expect(JSON.parse(text).status).toBe(status);
        }
        connection.close();
      },
    );
    await fc.assert(property, { numRuns: requests / 10 });
    expect(await isAlive(mock.url)).toBe(true);
  });
});
