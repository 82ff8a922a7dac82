import { commentOf } from "./comment.ts";
import { javaScriptDialect, literal, quoted } from "./literal.ts";
import { type PrintableRequest, type Printed, variables } from "./printable-request.ts";

/** Prints a program that adds a comment with the typed client. */
export function printTypeScript(request: PrintableRequest): Printed {
  const comment = commentOf(request);
  if ("refusal" in comment) return comment;
  const { caseId, fields, attachments } = comment;
  const contents = (attachments ?? []).map(({ content }) => content);
  const write = (value: unknown, indent: string) =>
    literal(value, javaScriptDialect, indent, "  ", () => undefined);
  const list = attachments?.map(({ options, content }) => {
    const isNamed = "file" in content && content.file === options.fileName;
    const { fileName: _, ...unnamed } = options;
    const written = write(isNamed ? unnamed : options, "    ");
    return "file" in content
      ? `    await fromFile(${quoted(content.file)}, ${written}),\n`
      : `    fromBase64(${quoted(content.base64)}, ${written}),\n`;
  });
  const lines = Object.entries(fields).map(
    ([name, value]) => `  ${javaScriptDialect.key(name)}: ${write(value, "  ")},\n`,
  );
  if (list) lines.push(list.length > 0 ? `  attachments: [\n${list.join("")}  ],\n` : "  attachments: [],\n");
  const named = ["createClient", ...(contents.some((content) => "base64" in content) ? ["fromBase64"] : [])];
  const isFromFile = contents.some((content) => "file" in content);
  return {
    source: `// ${request.title}, with the typed client.
import { ${named.join(", ")} } from "@case-comments/client";
${isFromFile ? 'import { fromFile } from "@case-comments/client/node";\n' : ""}
const cases = createClient({
  apiKey: () => process.env.${variables.key} ?? "",
  baseUrl: process.env.${variables.baseUrl} ?? "",
});

const result = await cases.addComment(${quoted(caseId)}, {
${lines.join("")}});

if (result.ok) {
  console.log(result.data);
} else {
  const { kind, delivery } = result.error;
  console.error(delivery === "unknown" ? \`\${kind}: look before you send it again.\` : kind);
  process.exitCode = 1;
}
`,
  };
}
