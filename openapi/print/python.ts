import { jsonValue } from "./json-value.ts";
import { type Dialect, literal, quoted } from "./literal.ts";
import { keyHeader, type PrintableRequest, type Printed, piecesOf, variables } from "./printable-request.ts";

const python: Dialect = {
  true: "True",
  false: "False",
  null: "None",
  padding: "",
  key: quoted,
  string: quoted,
};

/** Prints a program that sends a request with nothing but Python's standard library. */
export function printPython(request: PrintableRequest): Printed {
  const { title, method, path, headers } = request;
  const body = bodyOf(request);
  const hasFiles = body.includes("base64.b64encode(");
  const isJson = body.startsWith("json.dumps(");
  const fields = Object.entries(headers).map(([name, value]) => {
    const written = name === keyHeader ? `os.environ["${variables.key}"]` : quoted(value);
    return `    ${quoted(name)}: ${written},\n`;
  });
  return {
    source: `"""${title}, with nothing but the standard library."""

${hasFiles ? "import base64\n" : ""}import http.client
${isJson ? "import json\n" : ""}import os
import sys
${hasFiles ? "from pathlib import Path\n" : ""}from urllib.parse import urlsplit

body = ${body}
headers = {
${fields.join("")}}

# http.client follows no redirect, so the key and the comment go nowhere else.
base_url = urlsplit(os.environ["${variables.baseUrl}"])
connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
connection.request(
    ${quoted(method)},
    base_url.path + ${quoted(path)},
    body.encode(),
    headers,
)
response = connection.getresponse()
print(response.status, response.read().decode(errors="replace"))
if not 200 <= response.status < 300:
    sys.exit(1)
`,
  };
}

const read = (file: string) => `base64.b64encode(Path(${quoted(file)}).read_bytes()).decode()`;

function bodyOf(request: PrintableRequest): string {
  const { body, files } = request;
  const json = jsonValue(body);
  if (json) {
    const contentOf = (text: string) => {
      const file = files?.get(text);
      return file === undefined ? undefined : read(file);
    };
    return `json.dumps(\n    ${literal(json.value, python, "    ", "    ", contentOf)}\n)`;
  }
  const pieces = piecesOf(request).map((piece) => ("file" in piece ? read(piece.file) : quoted(piece.text)));
  return pieces.length > 0
    ? `(\n${pieces.map((piece, index) => `    ${index > 0 ? "+ " : ""}${piece}\n`).join("")})`
    : '""';
}
