import {
  keyHeader,
  type PrintableRequest,
  type Printed,
  piecesOf,
  variables,
  verdicts,
} from "./printable-request.ts";
import { shellRefusal, shellWord } from "./shell.ts";

/**
 * Prints a shell script that sends a request with curl. Its body goes through a file, so that it may
 * have any size.
 */
export function printCurl(request: PrintableRequest): Printed {
  const { title, method, path, headers } = request;
  const pieces = piecesOf(request);
  const refusal = shellRefusal(JSON.stringify(headers) + path + pieces.map(textOf).join(""));
  if (refusal) return { refusal };
  let count = 0;
  const encoding: string[] = [];
  const writing = pieces.map((piece) => {
    if ("text" in piece) return `printf %s ${shellWord(piece.text)}\n`;
    count += 1;
    // In a pipe, a file that can't be read would be taken for an empty one.
    encoding.push(`base64 < ${shellWord(piece.file)} > "$folder/${count}.base64"\n`);
    return `tr -d '\\n' < "$folder/${count}.base64"\n`;
  });
  const hasKey = keyHeader in headers;
  const more = Object.entries(headers).filter(([name]) => name !== keyHeader);
  const options = [
    `--silent --show-error --max-time 60 --no-location --retry 0 --globoff --path-as-is`,
    ...(method === "POST" ? [] : [`--request ${shellWord(method)}`]),
    ...(hasKey ? ["--header @-"] : []),
    ...more.map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
    // Without a value, curl leaves out the header that it would send by itself.
    ...("content-type" in headers ? [] : ["--header content-type:"]),
    `--data-binary "@$folder/body.json"`,
    `--output "$folder/answer.json" --write-out '%{http_code}'`,
  ].map((option) => `  ${option} \\\n`);
  const call = `curl \\\n${options.join("")}  "$${variables.baseUrl}"${shellWord(path)}`;
  return {
    source: `#!/bin/sh
# ${title}. It follows no redirect and repeats nothing, whatever your .curlrc says.
set -eu
: "\${${variables.baseUrl}:?}"${hasKey ? ` "\${${variables.key}:?}"` : ""}
${hasKey ? `case $${variables.key} in *[[:cntrl:]]*) echo "The key holds a line break." >&2; exit 1 ;; esac\n` : ""}folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

${encoding.join("")}{
${writing.join("") || ":\n"}} > "$folder/body.json"

${hasKey ? "# The key comes in on standard input, where a list of processes does not show it.\n" : ""}status=$(${
      hasKey ? `printf '${keyHeader}: %s\\n' "$${variables.key}" | ` : ""
    }${call}) ||
  : > "$folder/answer.json" # what broke off says nothing

printf '%s ' "$status"
cat "$folder/answer.json"
echo
case $status:$(tr -d '[:space:]' < "$folder/answer.json") in
  200:*'"success":false'* | 200:{*{*'"success":true'*) ;;
  200:{*'"success":true'*}) exit 0 ;;
  408:*) ;;
  4??:*) echo "${verdicts.rejected}" >&2; exit 1 ;;
esac
echo "${verdicts.unknown}" >&2
exit 1
`,
  };
}

const textOf = (piece: { text: string } | { file: string }) => ("file" in piece ? piece.file : piece.text);
