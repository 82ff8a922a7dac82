import { bodyLiteral, type Dialect, quoted } from "./literal.ts";
import {
  keyHeader,
  type PrintableRequest,
  type Printed,
  piecesOf,
  variables,
  verdicts,
} from "./printable-request.ts";

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
  const fields = Object.entries(headers).map(([name, value]) => {
    const written = name === keyHeader ? `os.environ["${variables.key}"]` : quoted(value);
    return `    ${quoted(name)}: ${written},\n`;
  });
  return {
    source: `"""${title}, with nothing but the standard library."""

${hasFiles ? "import base64\n" : ""}import http.client
import json
import os
import sys
${hasFiles ? "from pathlib import Path\n" : ""}from urllib.parse import urlsplit

body = ${body}.encode()
headers = {
${fields.join("")}}

# http.client follows no redirect, so the key and the comment go nowhere else.
base_url = urlsplit(os.environ["${variables.baseUrl}"])
connect = http.client.HTTPSConnection if base_url.scheme == "https" else http.client.HTTPConnection
connection = connect(base_url.netloc, timeout=60)
status = 0
is_created = False
try:
    connection.request(
        ${quoted(method)},
        base_url.path + ${quoted(path)},
        body,
        headers,
    )
    response = connection.getresponse()
    status = response.status
    answer = response.read().decode(errors="replace")
    print(status, answer)
    is_created = status == 200 and json.loads(answer)["success"] is True
except Exception as error:
    print(type(error).__name__, file=sys.stderr)  # its text may hold the key
if not is_created:
    is_rejected = 400 <= status < 500 and status != 408
    sys.exit(
        "${verdicts.rejected}"
        if is_rejected
        else "${verdicts.unknown}"
    )
`,
  };
}

const read = (file: string) => `base64.b64encode(Path(${quoted(file)}).read_bytes()).decode()`;

function bodyOf(request: PrintableRequest): string {
  const value = bodyLiteral(request, python, "    ", "    ", read);
  if (value !== undefined) return `json.dumps(\n    ${value}\n)`;
  const pieces = piecesOf(request).map((piece) => ("file" in piece ? read(piece.file) : quoted(piece.text)));
  return pieces.length > 0
    ? `(\n${pieces.map((piece, index) => `    ${index > 0 ? "+ " : ""}${piece}\n`).join("")})`
    : '""';
}
