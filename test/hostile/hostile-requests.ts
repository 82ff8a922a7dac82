import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { chunked, head, path, post, valid, validJson } from "./requests.ts";

/** What is sent on a new connection, and the answers that must come back, in order. */
export interface HostileRequest {
  title: string;
  bytes: Buffer;
  /** Status and name of each answer. */
  answers: string[];
  /** Whether the answers come without bodies, as those to HEAD do. */
  withoutBodies?: boolean;
  /** Whether the client ends its half of the connection after its last byte, as `nc -N` does. */
  halfCloses?: boolean;
}

const withBody = (title: string, body: string | Buffer, answer: string, headers = {}): HostileRequest => ({
  title,
  bytes: post(body, headers),
  answers: [answer],
});
const withHeaders = (title: string, headers: Record<string, string>, answer: string): HostileRequest =>
  withBody(title, validJson, answer, headers);
const atTarget = (title: string, target: string, answer: string): HostileRequest => ({
  title,
  bytes: post(validJson, {}, target),
  answers: [answer],
});
const raw = (title: string, text: string | Buffer, ...answers: string[]): HostileRequest => ({
  title,
  bytes: Buffer.from(text),
  answers,
});
const chunks = (title: string, body: string | Buffer, answer: string, headers = {}): HostileRequest => ({
  title,
  bytes: Buffer.concat([
    head("POST", path, { "transfer-encoding": "chunked", ...headers }),
    Buffer.from(body),
  ]),
  answers: [answer],
});
const brokenBehind = (title: string, headers: Record<string, string>): HostileRequest =>
  raw(
    `a good request and one with ${title}`,
    Buffer.concat([
      post(validJson),
      head("POST", path, { ...headers, "transfer-encoding": "chunked" }),
      Buffer.from("xyz\r\n"),
    ]),
    created,
    "400 brokenHttp",
  );

const created = "200 commentCreated";
const malformed = "400 malformedBody";
const wrongType = "415 unsupportedContentType";
const communication = { ...valid.communication };
const text = (value: string) =>
  JSON.stringify({ ...valid, communication: { ...communication, text: value } });

const bodies: HostileRequest[] = [
  withBody("half of an object", '{"action":', malformed),
  withBody("nothing", "", malformed),
  withBody("white space", " \n\t ", malformed),
  withBody("a byte order mark and a comment", `\ufeff${validJson}`, created),
  withBody("a byte order mark alone", "\ufeff", malformed),
  withBody("UTF-16", Buffer.from(validJson, "utf16le"), malformed),
  withBody(
    "invalid UTF-8",
    Buffer.concat([Buffer.from('{"action":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    malformed,
  ),
  withBody("an overlong encoding", Buffer.from([0x7b, 0xc0, 0xaf, 0x7d]), malformed),
  withBody("a raw NUL in a string", '{"action":"\u0000"}', malformed),
  withBody("NUL alone", "\u0000", malformed),
  withBody("an escaped NUL in the text", text("a\u0000b"), created),
  withBody("a lone surrogate in the text", validJson.replace("Please", "\\ud800"), created),
  withBody("null", "null", malformed),
  withBody("a number", "1e999", malformed),
  withBody("a string", '"ADD_COMMUNICATION"', malformed),
  withBody("an array of valid comments", `[${validJson}]`, malformed),
  withBody("two documents", validJson + validJson, malformed),
  withBody("a trailing comma", validJson.replace(/\}$/, ",}"), malformed),
  withBody("single quotes", "{'action':'ADD_COMMUNICATION'}", malformed),
  withBody("a comment in the JSON", `/* hello */${validJson}`, malformed),
  withBody("NaN", '{"action":NaN}', malformed),
  withBody("a form", "action=ADD_COMMUNICATION", malformed),
  withBody(
    "the same key twice, the last one valid",
    validJson.replace("{", '{"action":"DELETE_CASE",'),
    created,
  ),
  withBody(
    "the same key twice, the last one wrong",
    validJson.replace(/\}$/, ',"action":"DELETE_CASE"}'),
    "400 invalidAction",
  ),
  withBody("__proto__ that carries the fields", `{"__proto__":${validJson}}`, "400 invalidActionMissing"),
  withBody("__proto__ beside the fields", validJson.replace("{", '{"__proto__":{"action":1},'), created),
  withBody(
    "constructor and prototype",
    validJson.replace("{", '{"constructor":{"prototype":{"action":1}},'),
    created,
  ),
  withBody("arrays 5,000 deep", "[".repeat(5_000) + "]".repeat(5_000), malformed),
  withBody(
    "arrays 200,000 deep in an unknown field",
    `${validJson.slice(0, -1)},"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
    created,
  ),
  withBody(
    "objects 100,000 deep",
    `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    "400 invalidActionMissing",
  ),
  withBody("a number of 100,000 digits", `${validJson.slice(0, -1)},"x":${"9".repeat(100_000)}}`, created),
  withBody(
    "100,000 unknown keys",
    `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":0`).join()}}`,
    "400 invalidActionMissing",
  ),
  withBody("a text of a million characters", text("x".repeat(1_000_000)), created),
  withBody(
    "an address of a million characters",
    JSON.stringify({
      ...valid,
      communication: { ...communication, author: { email: `a@${"b".repeat(1_000_000)}` } },
    }),
    "400 invalidField",
  ),
];

const contentHeaders: HostileRequest[] = [
  withHeaders("no content type", { "content-type": "" }, wrongType),
  withHeaders("text/plain", { "content-type": "text/plain" }, wrongType),
  withHeaders("a content type of one word", { "content-type": "json" }, wrongType),
  withHeaders("a content type that is a slash", { "content-type": "/" }, wrongType),
  withHeaders("a content type of semicolons", { "content-type": ";;;=;" }, wrongType),
  withHeaders("application/vnd.api+json", { "content-type": "application/vnd.api+json" }, wrongType),
  withHeaders("two content types", { "content-type": "application/json, text/plain" }, wrongType),
  withHeaders("charset=utf-16", { "content-type": "application/json; charset=utf-16" }, wrongType),
  withHeaders("charset=UTF-8 in quotes", { "content-type": 'Application/JSON ; charset="UTF-8"' }, created),
  withHeaders("a multipart type", { "content-type": "multipart/form-data; boundary=x" }, wrongType),
  withBody("gzip", gzipSync(validJson), "415 unsupportedEncoding", { "content-encoding": "gzip" }),
  withBody("gzip that isn't", validJson, "415 unsupportedEncoding", { "content-encoding": "gzip" }),
  withBody("gzip without saying so", gzipSync(validJson), malformed),
  withBody("deflate", deflateSync(validJson), "415 unsupportedEncoding", { "content-encoding": "deflate" }),
  withBody("brotli", brotliCompressSync(validJson), "415 unsupportedEncoding", { "content-encoding": "br" }),
  withBody(
    "a small body that unpacks to a gigabyte",
    gzipSync(Buffer.alloc(10_000_000)),
    "415 unsupportedEncoding",
    { "content-encoding": "gzip" },
  ),
  withHeaders("an unknown encoding", { "content-encoding": "zstd, garbage" }, "415 unsupportedEncoding"),
  withHeaders("identity", { "content-encoding": "identity" }, created),
];

const otherHeaders: HostileRequest[] = [
  withHeaders("garbage in Accept", { accept: "garbage" }, created),
  withHeaders("a semicolon in Accept", { accept: ";" }, created),
  withHeaders("nothing acceptable", { accept: "text/html;q=0" }, created),
  withHeaders("Accept with broken quality", { accept: "application/json;q=abc,,,;" }, created),
  withHeaders("garbage in Prefer", { prefer: '=;,"\\",;;==' }, created),
  withHeaders("a preference for somebody else", { prefer: "respond-async, wait=10" }, created),
  withHeaders("a code of letters in Prefer", { prefer: "code=abc" }, "422 unknownPreference"),
  withHeaders("a code of four digits in Prefer", { prefer: "code=4040" }, "422 unknownPreference"),
  withHeaders("an unknown fault in Prefer", { prefer: "fault=explode" }, "422 unknownPreference"),
  withHeaders("an undocumented status in Prefer", { prefer: "code=418" }, "404 undocumentedResponse"),
  withHeaders(
    "__proto__ in Prefer",
    { prefer: "__proto__=1, example=__proto__" },
    "404 undocumentedResponse",
  ),
  withHeaders("a key with a line folding", { "cv-api-key": "a\r\n b" }, "400 brokenHttp"),
  withHeaders("a key of spaces", { "cv-api-key": "  " }, "400 missingApiKey"),
  withHeaders("a key of bytes", { "cv-api-key": "\u00e9\u00ff" }, created),
  withHeaders("NUL in a header", { "x-note": "a\u0000b" }, "400 brokenHttp"),
  withHeaders("a space in a header's name", { "x note": "a" }, "400 brokenHttp"),
  withHeaders("20 KB of headers", { "x-padding": "x".repeat(20_000) }, "431 headersTooLarge"),
  withHeaders("a megabyte of headers", { "x-padding": "x".repeat(1_000_000) }, "431 headersTooLarge"),
  withHeaders(
    "two hundred headers",
    Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x-${index}`, "1"])),
    created,
  ),
  withHeaders(
    "ten thousand headers",
    Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, "1"])),
    "431 headersTooLarge",
  ),
  withHeaders("no host", { host: "" }, "400 missingHost"),
  withHeaders("a request to become a WebSocket", { connection: "Upgrade", upgrade: "websocket" }, created),
  withHeaders(
    "a request to become HTTP/2",
    { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "" },
    created,
  ),
  withHeaders("two hosts", { host: "localhost\r\nHost: other.example" }, "400 brokenHttp"),
  withHeaders("the same host twice", { host: "localhost\r\nhost: localhost" }, "400 brokenHttp"),
  withHeaders("1,000 lines of headers", { a: `1${"\r\na: 1".repeat(1_000 - 5)}` }, created),
  withHeaders(
    "a line more, which would be dropped",
    { a: `1${"\r\na: 1".repeat(1_000 - 4)}` },
    "431 headersTooLarge",
  ),
  withHeaders("an unknown expectation", { expect: "a miracle" }, "417 unknownExpectation"),
];

const targets: HostileRequest[] = [
  atTarget("%zz in the path", "/api/v1/cases/%zz", "400 invalidCaseId"),
  atTarget("%ff in the path", "/api/v1/cases/%ff", "400 invalidCaseId"),
  atTarget("an encoded slash", "/api/v1/cases/a%2Fb", "400 invalidCaseId"),
  atTarget("an encoded NUL", "/api/v1/cases/%00", "400 invalidCaseId"),
  atTarget("dots", "/api/v1/cases/..", "400 invalidCaseId"),
  atTarget("a way up", "/api/v1/cases/../../../etc/passwd", "404 unknownPath"),
  atTarget("__proto__ as a case id", "/api/v1/cases/__proto__", "400 invalidCaseId"),
  atTarget("a case id of 8,000 characters", `/api/v1/cases/${"a".repeat(8_000)}`, "400 invalidCaseId"),
  atTarget("a target of 20,000 characters", `/api/v1/cases/${"a".repeat(20_000)}`, "431 headersTooLarge"),
  atTarget("no case id", "/api/v1/cases/", "404 unknownPath"),
  atTarget("a slash at the end", `${path}/`, "404 trailingSlash"),
  atTarget("two slashes", `/${path}`, "404 unknownPath"),
  atTarget("an unknown path", "/api/v2/cases", "404 unknownPath"),
  atTarget(
    "a query that Prism would obey",
    `${path}?__code=404&__example=caseNotFound&__dynamic=true`,
    created,
  ),
  atTarget("a broken query", `${path}?%zz=%&&==`, created),
  atTarget("an absolute target", `http://other.example${path}`, created),
  atTarget("an absolute target without a path", "http://other.example", "404 unknownPath"),
  atTarget("a target that is no path", "cases", "400 brokenHttp"),
  atTarget("a target with a space", "/api/v1/cases/a b", "400 brokenHttp"),
  atTarget("a target in raw bytes", "/api/v1/cases/\u00ff\u00fe", "400 brokenHttp"),
];

const methods: HostileRequest[] = [
  { title: "GET", bytes: head("GET", path), answers: ["405 methodNotAllowed"] },
  {
    title: "GET with a body",
    bytes: Buffer.concat([head("GET", path, { "content-length": "2" }), Buffer.from("{}")]),
    answers: ["405 methodNotAllowed"],
  },
  { title: "PUT", bytes: head("PUT", path, { "content-length": "0" }), answers: ["405 methodNotAllowed"] },
  { title: "DELETE", bytes: head("DELETE", path), answers: ["405 methodNotAllowed"] },
  { title: "TRACE", bytes: head("TRACE", path), answers: ["405 methodNotAllowed"] },
  { title: "HEAD", bytes: head("HEAD", path), answers: ["405 methodNotAllowed"], withoutBodies: true },
  {
    title: "HEAD of an unknown path",
    bytes: head("HEAD", "/unknown"),
    answers: ["404 unknownPath"],
    withoutBodies: true,
  },
  { title: "HEAD of /", bytes: head("HEAD", "/"), answers: ["200 ready"], withoutBodies: true },
  { title: "GET of /", bytes: head("GET", "/"), answers: ["200 ready"] },
  { title: "HEAD of /healthz", bytes: head("HEAD", "/healthz"), answers: ["200 ready"], withoutBodies: true },
  { title: "OPTIONS", bytes: head("OPTIONS", path), answers: ["204 options"] },
  { title: "OPTIONS of everything", bytes: head("OPTIONS", "*"), answers: ["204 options"] },
  {
    title: "a preflight",
    bytes: head("OPTIONS", path, {
      origin: "http://localhost:3000",
      "access-control-request-method": "POST",
    }),
    answers: ["204 preflight"],
  },
  { title: "CONNECT", bytes: head("CONNECT", "other.example:443"), answers: ["405 tunnel"] },
  raw("a method that HTTP doesn't have", `BREW ${path} HTTP/1.1\r\nhost: x\r\n\r\n`, "400 brokenHttp"),
  raw("a method in small letters", `post ${path} HTTP/1.1\r\nhost: x\r\n\r\n`, "400 brokenHttp"),
];

const framing: HostileRequest[] = [
  chunks("a body in chunks", chunked(validJson.slice(0, 20), validJson.slice(20)), created),
  chunks("a body in chunks of one byte", chunked(...validJson), created),
  chunks("no chunks", chunked(), malformed),
  chunks(
    "a chunk extension and a trailer",
    `${validJson.length.toString(16)};a=b\r\n${validJson}\r\n0\r\nx-trailer: 1\r\n\r\n`,
    created,
  ),
  chunks("a chunk size of letters", "xyz\r\n{}\r\n0\r\n\r\n", "400 brokenHttp"),
  chunks("a negative chunk size", "-1\r\n{}\r\n0\r\n\r\n", "400 brokenHttp"),
  chunks("a chunk longer than it says", "1\r\n{}\r\n0\r\n\r\n", "400 brokenHttp"),
  chunks("a chunk size without end", "f".repeat(1_000), "400 brokenHttp"),
  chunks("a length and chunks", chunked(validJson), "400 brokenHttp", { "content-length": "5" }),
  chunks("chunks said to be in gzip", chunked(validJson), "501 unsupportedTransferEncoding", {
    "transfer-encoding": "gzip, chunked",
  }),
  raw(
    "chunks in two headers",
    Buffer.concat([
      head("POST", path, { "transfer-encoding": "chunked\r\ntransfer-encoding: chunked" }),
      chunked(validJson),
    ]),
    "400 brokenHttp",
  ),
  raw(
    "chunks in HTTP/1.0",
    `POST ${path} HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n${chunked(validJson)}`,
    "400 brokenHttp",
  ),
  raw(
    "an unknown transfer encoding",
    head("POST", path, { "transfer-encoding": "identity" }),
    "501 unsupportedTransferEncoding",
  ),
  withHeaders("a length of letters", { "content-length": "abc" }, "400 brokenHttp"),
  withHeaders("a negative length", { "content-length": "-1" }, "400 brokenHttp"),
  withHeaders("two lengths", { "content-length": "1, 2" }, "400 brokenHttp"),
  raw(
    "two length headers",
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    "400 brokenHttp",
  ),
  {
    title: "a length over the limit and no body",
    bytes: head("POST", path, { "content-length": "32000001" }),
    answers: ["413 bodyTooLarge"],
  },
  {
    title: "a length of 20 digits",
    bytes: head("POST", path, { "content-length": "99999999999999999999" }),
    answers: ["400 brokenHttp"],
  },
  {
    title: "a length of a petabyte",
    bytes: head("POST", path, { "content-length": "1000000000000000" }),
    answers: ["413 bodyTooLarge"],
  },
  {
    title: "a length over the limit for an unknown path",
    bytes: head("POST", "/unknown", { "content-length": "32000001" }),
    answers: ["404 unknownPath"],
  },
  {
    title: "an expected continue, too large",
    bytes: head("POST", path, { expect: "100-continue", "content-length": "32000001" }),
    answers: ["413 bodyTooLarge"],
  },
  withHeaders("an expected continue that isn't waited for", { expect: "100-continue" }, created),
  raw("not HTTP", "hello\r\n\r\n", "400 brokenHttp"),
  raw("line ends alone, then nonsense", "\r\n\r\n\r\nfoo\r\n\r\n", "400 brokenHttp"),
  raw("the greeting of TLS", Buffer.from("16030100a5010000a10303", "hex"), "400 brokenHttp"),
  raw("the greeting of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 brokenHttp"),
  raw("HTTP/9.9", `POST ${path} HTTP/9.9\r\nhost: x\r\n\r\n`, "400 brokenHttp"),
  raw("HTTP/2.0 in the request line", `POST ${path} HTTP/2.0\r\nhost: x\r\n\r\n`, "400 brokenHttp"),
  raw("HTTP/1.0", `GET /healthz HTTP/1.0\r\n\r\n`, "200 ready"),
  raw("a line of a megabyte", "A".repeat(1_000_000), "400 brokenHttp"),
  raw("bare line feeds", `GET /healthz HTTP/1.1\nhost: x\n\n`, "400 brokenHttp"),
  raw(
    "three requests at once",
    Buffer.concat([post("{"), post(validJson), head("GET", "/healthz")]),
    malformed,
    created,
    "200 ready",
  ),
  raw(
    "a good request and then nonsense",
    Buffer.concat([post(validJson), Buffer.from("nonsense\r\n\r\n")]),
    created,
    "400 brokenHttp",
  ),
  brokenBehind("two Hosts and nonsense for a body", { host: "x\r\nhost: y" }),
  brokenBehind("an unknown expectation and nonsense for a body", { expect: "a miracle" }),
  raw(
    "a body that goes on after its length",
    Buffer.concat([post(validJson), Buffer.from(validJson)]),
    created,
    "400 brokenHttp",
  ),
  raw(
    "a hundred requests at once",
    Buffer.concat(Array.from({ length: 100 }, () => post(validJson))),
    ...Array.from({ length: 100 }, () => created),
  ),
];

const ends: HostileRequest[] = [
  { title: "a comment, then the end", bytes: post(validJson), answers: [created], halfCloses: true },
  {
    title: "two comments, then the end",
    bytes: Buffer.concat([post(validJson), post("{")]),
    answers: [created, malformed],
    halfCloses: true,
  },
  {
    title: "half of a body, then the end",
    bytes: post(validJson).subarray(0, -20),
    answers: ["400 brokenHttp"],
    halfCloses: true,
  },
  {
    title: "half of a head, then the end",
    bytes: post(validJson).subarray(0, 60),
    answers: ["400 brokenHttp"],
    halfCloses: true,
  },
  {
    title: "an announcement over the limit, then the end",
    bytes: head("POST", path, { "content-length": "32000001" }),
    answers: ["413 bodyTooLarge"],
    halfCloses: true,
  },
  {
    title: "a comment and half of another, then the end",
    bytes: Buffer.concat([post(validJson), post(validJson).subarray(0, -1)]),
    answers: [created, "400 brokenHttp"],
    halfCloses: true,
  },
];

export const hostileRequests: HostileRequest[] = [
  ...bodies,
  ...contentHeaders,
  ...otherHeaders,
  ...targets,
  ...methods,
  ...framing,
  ...ends,
];
