import { keyHeader, type PrintableRequest, type Printed, piecesOf, verdicts } from "./printable-request.ts";

/**
 * Prints a Postman collection with one request. The address and the key are variables that it doesn't
 * set: Postman uploads what a collection holds.
 *
 * @see https://schema.postman.com/json/collection/v2.1.0/docs/index.html
 */
export function printPostman(request: PrintableRequest): Printed {
  const { title, method, path, headers } = request;
  const pieces = piecesOf(request);
  // In a JSON text, two braces that open stand side by side in a string alone, where one can be escaped.
  const withoutVariables = (text: string) =>
    isJson(request.body) ? text.replaceAll("{{", "{\\u007b") : text;
  const texts = pieces.map((piece) => ("text" in piece ? withoutVariables(piece.text) : ""));
  if ([path, ...Object.values(headers), ...texts].some((text) => text.includes("{{")))
    return { refusal: "Postman would put the value of a variable in the place of {{." };
  const files = pieces.flatMap((piece) => ("file" in piece ? piece.file : []));
  let count = 0;
  const raw = pieces.map((piece, index) => ("file" in piece ? `{{file${++count}}}` : texts[index])).join("");
  const header = Object.entries(headers).map(([key, value]) => ({
    key,
    value: key === keyHeader ? "{{cvApiKey}}" : value,
  }));
  const toSet = [
    "baseUrl",
    ...(keyHeader in headers ? ["cvApiKey"] : []),
    ...files.map((file, index) => `file${index + 1} (the content of ${file} in base64, without line breaks)`),
  ];
  return {
    source: `${JSON.stringify(
      {
        info: {
          name: title,
          description: `Set in an environment: ${toSet.join(", ")}. Without an answer, too, the comment may exist: look before you send it again.`,
          schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        item: [
          {
            name: title,
            protocolProfileBehavior: { followRedirects: false },
            request: {
              method,
              header,
              url: `{{baseUrl}}${path}`,
              body: { mode: "raw", raw, options: { raw: { language: "json" } } },
            },
            event: [
              {
                listen: "test",
                script: {
                  type: "text/javascript",
                  exec: check,
                },
              },
            ],
          },
        ],
      },
      null,
      2,
    )}\n`,
  };
}

const check = `const { code } = pm.response;
let isCreated = false;
try {
  isCreated = code === 200 && pm.response.json().success === true;
} catch {}
const isRejected = code >= 400 && code < 500 && code !== 408;
pm.test("The comment was created", () => {
  if (isCreated) return;
  throw new Error(
    isRejected ? "${verdicts.rejected}" : "${verdicts.unknown}",
  );
});`.split("\n");

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
