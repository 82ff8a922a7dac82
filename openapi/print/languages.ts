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
  print(request: PrintableRequest): Printed;
}

/** Every language in which a request can be printed, in the order in which they are shown. */
export const languages: readonly Language[] = [
  { label: "cURL", print: printCurl },
  { label: "JavaScript", print: printJavaScript },
  { label: "Python", print: printPython },
  { label: "TypeScript", print: printTypeScript },
  { label: "Terminal", print: printTerminal },
  { label: "Postman", print: printPostman },
];
