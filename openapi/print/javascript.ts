import { bodyLiteral, javaScriptDialect, quoted } from "./literal.ts";
import {
  keyHeader,
  type PrintableRequest,
  type Printed,
  piecesOf,
  variables,
  verdicts,
} from "./printable-request.ts";

/** Prints a program that sends a request with nothing but Node. */
export function printJavaScript(request: PrintableRequest): Printed {
  const { title, method, path, headers } = request;
  const hasKey = keyHeader in headers;
  if (new URL(path, "http://localhost").href !== `http://localhost${path}`)
    return { refusal: "fetch tidies this path up before it sends it." };
  const text = bodyOf(request);
  // To a text, fetch would add a content type.
  const body = "content-type" in headers ? text : `new TextEncoder().encode(${text})`;
  const fields = Object.entries(headers).map(([name, value]) => {
    const key = javaScriptDialect.key(name);
    return `      ${key}: ${name === keyHeader ? variables.key : quoted(value)},\n`;
  });
  const needed = [variables.baseUrl, ...(hasKey ? [variables.key] : [])];
  const template = path.replaceAll(/[\\`$]/g, (character) => `\\${character}`);
  return {
    source: `// ${title}, with nothing but Node.
${body.includes("await readFile(") ? 'import { readFile } from "node:fs/promises";\n\n' : ""}const { ${needed.join(", ")} } = process.env;
if (${needed.map((name) => `!${name}`).join(" || ")}) throw new Error("Set ${needed.join(" and ")}");

const body = ${body};

let status = 0;
let isCreated = false;
try {
  const response = await fetch(\`\${${variables.baseUrl}}${template}\`, {
    method: ${quoted(method)},
    redirect: "error", // a redirect would carry the key and the comment elsewhere
    signal: AbortSignal.timeout(60_000),
    headers: {
${fields.join("")}    },
    body,
  });
  status = response.status;
  const answer = await response.text();
  console.log(status, answer);
  isCreated = status === 200 && JSON.parse(answer).success === true;
} catch (error) {
  console.error(error.cause?.code ?? error.name); // its text may hold the key
}
if (!isCreated) {
  const isRejected = status >= 400 && status < 500 && status !== 408;
  console.error(
    isRejected ? "${verdicts.rejected}" : "${verdicts.unknown}",
  );
  process.exitCode = 1;
}
`,
  };
}

const read = (file: string) => `await readFile(${quoted(file)}, "base64")`;

function bodyOf(request: PrintableRequest): string {
  const value = bodyLiteral(request, javaScriptDialect, "", "  ", read);
  if (value !== undefined) return `JSON.stringify(${value})`;
  const pieces = piecesOf(request).map((piece) =>
    "file" in piece ? `(${read(piece.file)})` : quoted(piece.text),
  );
  return pieces.length > 0 ? pieces.join(" + ") : '""';
}
