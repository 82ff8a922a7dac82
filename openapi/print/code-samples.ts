import { languages } from "./languages.ts";
import { keyHeader, type PrintableRequest } from "./printable-request.ts";

const placeholder = "the content of lab-report.pdf";

const addCaseComment: PrintableRequest = {
  title: "Adds a comment with one attachment",
  method: "POST",
  path: "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11",
  headers: { [keyHeader]: "", "content-type": "application/json" },
  body: JSON.stringify(
    {
      action: "ADD_COMMUNICATION",
      communication: {
        text: "The lab report is attached.",
        isRestricted: false,
        author: { email: "rosa.delgado@clinic.example" },
        attachments: [{ fileName: "lab-report.pdf", content: placeholder, isRestricted: false, isPHI: true }],
      },
    },
    null,
    2,
  ),
  files: new Map([[placeholder, "lab-report.pdf"]]),
};

/** What a file that holds a program is called, by its language. */
export const fileNames: Readonly<Record<string, string>> = {
  cURL: "curl.sh",
  JavaScript: "javascript.mjs",
  Python: "python.py",
  TypeScript: "typescript.ts",
  Terminal: "terminal.sh",
  Postman: "postman.collection",
};

/** The code samples of the contract, by their file below `code-samples`. */
export const codeSamples: Readonly<Record<string, string>> = Object.fromEntries(
  languages.map(({ label, print }) => {
    const printed = print(addCaseComment);
    if ("refusal" in printed) throw new Error(`${label}: ${printed.refusal}`);
    return [`add-case-comment/${fileNames[label]}`, printed.source];
  }),
);
