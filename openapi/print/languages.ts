import { printCurl } from "./curl.ts";
import { printJavaScript } from "./javascript.ts";
import { printPostman } from "./postman.ts";
import type { PrintableRequest, Printed } from "./printable-request.ts";
import { printPython } from "./python.ts";
import { printTerminal } from "./terminal.ts";
import { printTypeScript } from "./typescript.ts";

/** A way to write down a request. */
export interface Language {
  /** What it is called in the contract's `x-codeSamples`. */
  label: string;
  /** The name of the file that holds a sample. */
  file: string;
  print(request: PrintableRequest): Printed;
}

/** Every language in which a request can be printed, in the order in which they are shown. */
export const languages: readonly Language[] = [
  { label: "cURL", file: "curl.sh", print: printCurl },
  { label: "JavaScript", file: "javascript.mjs", print: printJavaScript },
  { label: "Python", file: "python.py", print: printPython },
  { label: "TypeScript", file: "typescript.ts", print: printTypeScript },
  { label: "Terminal", file: "terminal.sh", print: printTerminal },
  { label: "Postman", file: "postman.collection", print: printPostman },
];
