import { RawConnection } from "./raw-connection.ts";
import { head, post } from "./requests.ts";

/** What nobody may read in a log or an answer. */
export const secrets = {
  key: "key-4Zk9planted",
  caseId: "d9b2d63d-a233-4123-847a-7090e1a00001",
  text: "planted text about a patient",
  email: "planted.author@clinic.example",
  name: "Plantedname",
  file: "planted-scan-of-a-patient.pdf",
  content: Buffer.from("planted content of a file").toString("base64"),
  query: "planted-query",
  header: "planted-header",
  tag: "planted.tag@clinic.example",
};
const planted = Object.values(secrets);

const comment = {
  action: "ADD_COMMUNICATION",
  communication: {
    text: secrets.text,
    isRestricted: true,
    author: { email: secrets.email, firstName: secrets.name },
    attachments: [{ fileName: secrets.file, content: secrets.content }],
    taggedUsers: [{ email: secrets.tag }],
  },
};
const json = JSON.stringify(comment);
const target = `/api/v1/cases/${secrets.caseId}?note=${secrets.query}`;
const headers = { "cv-api-key": secrets.key, "x-note": secrets.header };
const spoiled = (spoil: (draft: typeof comment) => void) => {
  const draft = structuredClone(comment);
  spoil(draft);
  return JSON.stringify(draft);
};

/** Good and bad requests, each of which holds every secret that its form has room for. */
export const requests: readonly Buffer[] = [
  post(json, headers, target),
  post(json.slice(0, -1), headers, target),
  post(
    spoiled((draft) => Object.assign(draft, { action: secrets.text })),
    headers,
    target,
  ),
  post(
    spoiled((draft) => Object.assign(draft.communication, { text: undefined })),
    headers,
    target,
  ),
  post(
    spoiled((draft) => Object.assign(draft.communication, { isRestricted: secrets.text })),
    headers,
    target,
  ),
  post(
    spoiled((draft) => Object.assign(draft.communication.attachments, { 0: { fileName: secrets.file } })),
    headers,
    target,
  ),
  post(
    spoiled((draft) =>
      Object.assign(draft.communication.attachments, {
        0: { fileName: secrets.file, content: `${secrets.content}!` },
      }),
    ),
    headers,
    target,
  ),
  post(json, { ...headers, "content-type": secrets.header }, target),
  post(json, { ...headers, "content-encoding": secrets.header }, target),
  post(json, { ...headers, prefer: `example=${secrets.header}` }, target),
  post(json, { ...headers, prefer: `code=${secrets.header}` }, target),
  post(json, { ...headers, prefer: "dynamic=true" }, target),
  post(json, { ...headers, prefer: "fault=503" }, target),
  post(json, { ...headers, prefer: "fault=reset-after" }, target),
  post(json, { ...headers, expect: secrets.header }, target),
  post(json, headers, `${target.split("?")[0]}/${secrets.query}`),
  post(json, headers, `/api/v1/cases/${secrets.text.replaceAll(" ", "%20")}`),
  post(json, headers, `/api/v1/cases/YOUR_CASE_ID${secrets.query}`),
  post(json, { ...headers, host: "" }, target),
  head("GET", target, headers),
  head("OPTIONS", target, { ...headers, origin: `https://${secrets.header}.example` }),
  head("CONNECT", `${secrets.header}.example:443`, headers),
  head("POST", target, { ...headers, "content-length": "99000000" }),
  head("POST", target, { ...headers, "x-padding": secrets.text.repeat(10_000) }),
  head("POST", target, { ...headers, "bad header": secrets.text }),
  Buffer.from(`${secrets.text} ${json}\r\n\r\n`),
];

/** Sends requests one after the other, each over a connection of its own, and gives what was answered. */
export async function sendAll(url: string, all = requests): Promise<string[]> {
  const answers: string[] = [];
  for (const request of all) {
    const connection = await RawConnection.open(url);
    connection.socket.write(request);
    await connection.receive(1).catch(() => {});
    answers.push(connection.text);
    connection.close();
  }
  return answers;
}

/** The secrets that a text holds. */
export const found = (text: string) => planted.filter((secret) => text.includes(secret));
