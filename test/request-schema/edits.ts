/** Changes of the contract's files: the text of a new one, or what becomes of one that is there. */
export type Changes = Record<string, string | ((text: string) => string)>;

/** What a caller gives to `addComment`; attachments as the options of `fromBytes`. */
export interface Input {
  comment: object;
  attachment?: object;
}

/** An edit of the request's schema, and what comes of it. */
export interface RequestEdit {
  name: string;
  changes: Changes;
  /** What lint asks for beside it. */
  repair?: Changes;
  /** A call that the changed contract allows. */
  use: Input;
  /** The fields of `use` that stand beside `communication`. */
  beside?: string[];
  /** A call that it does not allow. */
  misuse: Input;
  /** What stops the build, by file, until it is told of the edit. */
  stops: { lint?: string[]; compiler?: string[] };
  /** The fields that the docs show otherwise, and the table of facts must be told of. */
  fields: string[];
  /** What becomes of the misuse. */
  refused: {
    /** Whether it still compiles. */
    compiles?: boolean;
    /** The client's issue; absent if the client leaves the field out without a word. */
    issue?: string;
    /** The failure and the violation that the mock finds when it gets it anyway. */
    failure?: string;
  };
}

const schema = (name: string) => `components/schemas/${name}.yaml`;
const operation = "paths/cases_{caseId}.yaml";
const append = (yaml: string) => (text: string) => text + yaml;
const replace = (before: string | RegExp, after: string) => (text: string) => text.replace(before, after);

const author = { email: "rosa.delgado@clinic.example" };
const least = { text: "The lab report is here.", isRestricted: false, author };
const file = { fileName: "scan.pdf", isPHI: true, isRestricted: false };
const comment = (fields: object): Input => ({ comment: { ...least, ...fields } });

/** A new failure of status 400, as the table of facts would be told of it. */
function failure(name: string, kind: string, error: string, body: string, rule: string): Changes {
  const file = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    [`components/examples/${file}.yaml`]: `summary: ${name}
description: The rule \`${rule}\` is broken.
x-cure: Keep to it.
x-failure: ${kind}
x-trigger:
  - { body: ${body}, rule: ${rule} }
value:
  status: 400
  success: false
  message: Invalid request
  error: ${error}
`,
    "components/responses/BadRequest.yaml": append(
      `      ${name}:\n        $ref: ../examples/${file}.yaml\n`,
    ),
  };
}

/** An option of the terminal app that sets a field which is gone is no option any more, wherever one is read. */
const optionsAndTheirReaders = ["arguments", "completion", "help", "issue-words", "options"].map(
  (name) => `apps/cli/src/${name}.ts`,
);

/** Which comments a webhook tells of, by which they are settled. */
const settling = "packages/client/src/settle.ts";

/** The edits that are tried. */
export const edits: RequestEdit[] = [
  {
    name: "an optional `category` is added to the comment",
    changes: {
      [schema("Communication")]: append(
        "  category:\n    type: string\n    description: What it is about.\n",
      ),
    },
    use: comment({ category: "labs" }),
    misuse: comment({ category: 7 }),
    stops: { compiler: ["apps/cli/src/options.ts"] },
    fields: ["communication.category"],
    refused: { issue: "type /category", failure: "invalidField: type /communication/category" },
  },
  {
    name: "a tagged user's `lastName` becomes required",
    changes: { [schema("TaggedUser")]: replace("required: [email]", "required: [email, lastName]") },
    repair: failure(
      "missingRequiredFieldLastName",
      "missingRequiredField",
      "Missing required field `lastName`",
      "/communication/taggedUsers/*/lastName",
      "required",
    ),
    use: comment({ taggedUsers: [{ email: "jonas@clinic.example", lastName: "Weber" }] }),
    misuse: comment({ taggedUsers: [{ email: "jonas@clinic.example" }] }),
    stops: { lint: [operation], compiler: ["apps/cli/src/add.ts", "test/types/client.ts"] },
    fields: ["communication.taggedUsers[].lastName"],
    refused: {
      issue: "required /taggedUsers/0/lastName",
      failure: "missingRequiredFieldLastName: required /communication/taggedUsers/0/lastName",
    },
  },
  {
    name: "`text` becomes optional",
    changes: { [schema("Communication")]: replace("required: [text, ", "required: [") },
    repair: {
      "components/responses/BadRequest.yaml": replace(/ {6}missingRequiredField:\n.*\n/, ""),
    },
    use: { comment: { isRestricted: false, author } },
    misuse: comment({ text: 7 }),
    stops: { lint: ["components/examples/missing-required-field.yaml"] },
    fields: ["communication.text"],
    refused: { issue: "type /text", failure: "invalidField: type /communication/text" },
  },
  {
    name: "`webhookNotify` is renamed to `notify`",
    changes: { [schema("Communication")]: replace("webhookNotify:", "notify:") },
    repair: {
      "components/examples/comment-without-webhook.yaml": replace("webhookNotify:", "notify:"),
    },
    use: comment({ notify: false }),
    misuse: comment({ webhookNotify: false }),
    stops: {
      lint: ["components/examples/comment-without-webhook.yaml"],
      compiler: ["apps/cli/src/add.ts", ...optionsAndTheirReaders, settling, "test/types/client.ts"],
    },
    fields: ["communication.notify", "communication.webhookNotify"],
    refused: { issue: "unknownField /webhookNotify" },
  },
  {
    name: "`webhookNotify` has no default any more",
    changes: { [schema("Communication")]: replace("    default: true\n", "") },
    use: comment({ webhookNotify: false }),
    misuse: comment({ webhookNotify: 7 }),
    stops: { compiler: [settling] },
    fields: ["communication.webhookNotify"],
    refused: { issue: "type /webhookNotify", failure: "invalidField: type /communication/webhookNotify" },
  },
  {
    name: "`webhookNotify` becomes a text",
    changes: {
      [schema("Communication")]: replace(
        /(webhookNotify:\n {4}type: )boolean\n {4}default: true\n(( {4}.*\n)*?) {4}example: true\n/,
        "$1string\n$2    example: daily\n",
      ),
    },
    repair: {
      "components/examples/comment-without-webhook.yaml": replace(
        "webhookNotify: false",
        "webhookNotify: never",
      ),
    },
    use: comment({ webhookNotify: "daily" }),
    misuse: comment({ webhookNotify: false }),
    stops: {
      lint: ["components/examples/comment-without-webhook.yaml"],
      compiler: ["apps/cli/src/add.ts", settling, "test/types/client.ts"],
    },
    fields: ["communication.webhookNotify"],
    refused: { issue: "type /webhookNotify", failure: "invalidField: type /communication/webhookNotify" },
  },
  {
    name: "the author's `firstName` becomes one of an enum",
    changes: {
      [schema("Author")]: replace("author's first name.", "$&\n    enum: [Rosa, Jonas]"),
    },
    repair: {
      "components/examples/invalid-field.yaml": replace("x-trigger:\n", "$&  - { body: /**, rule: enum }\n"),
    },
    use: comment({ author: { ...author, firstName: "Jonas" } }),
    misuse: comment({ author: { ...author, firstName: "Eve" } }),
    stops: { lint: [operation], compiler: ["apps/cli/src/command-line.ts"] },
    fields: ["communication.author.firstName"],
    refused: {
      issue: "enum /author/firstName",
      failure: "invalidField: enum /communication/author/firstName",
    },
  },
  {
    name: "an object `location` with a required `ward` is added",
    changes: {
      [schema("Communication")]: append(`  location:
    type: object
    description: Where the patient is.
    required: [ward]
    properties:
      ward:
        type: string
        description: The ward.
      bed:
        type: string
        description: The bed.
`),
    },
    repair: failure(
      "missingRequiredFieldWard",
      "missingRequiredField",
      "Missing required field `ward`",
      "/communication/location/ward",
      "required",
    ),
    use: comment({ location: { ward: "3", bed: "12" } }),
    misuse: comment({ location: { bed: "12" } }),
    stops: { lint: [operation], compiler: ["apps/cli/src/options.ts", "test/types/client.ts"] },
    fields: ["communication.location", "communication.location.bed", "communication.location.ward"],
    refused: {
      issue: "required /location/ward",
      failure: "missingRequiredFieldWard: required /communication/location/ward",
    },
  },
  {
    name: "`text` has at most 1,000 characters",
    changes: { [schema("Communication")]: replace("    type: string\n", "$&    maxLength: 1000\n") },
    repair: {
      [schema("Communication")]: replace(" No length limit is documented.", ""),
      ...failure("textTooLong", "textTooLong", "Text is too long", "/communication/text", "maxLength"),
    },
    use: comment({ text: "x".repeat(1000) }),
    misuse: comment({ text: "x".repeat(1001) }),
    stops: { lint: [schema("Communication"), operation], compiler: ["test/types/client.ts"] },
    fields: ["communication.text"],
    refused: {
      compiles: true,
      issue: "maxLength /text",
      failure: "textTooLong: maxLength /communication/text",
    },
  },
  {
    name: "an optional `caption` is added to attachments",
    changes: {
      [schema("Attachment")]: append("  caption:\n    type: string\n    description: What it shows.\n"),
    },
    use: { comment: least, attachment: { ...file, caption: "Front view" } },
    misuse: { comment: least, attachment: { ...file, caption: 7 } },
    stops: { compiler: ["apps/cli/src/attachment-argument.ts"] },
    fields: ["communication.attachments[].caption"],
    refused: {
      issue: "type /attachments/0/caption",
      failure: "invalidField: type /communication/attachments/0/caption",
    },
  },
  {
    name: "an optional `role` is added to the author",
    changes: {
      [schema("Author")]: append("  role:\n    type: string\n    description: The author's role.\n"),
    },
    use: comment({ author: { ...author, role: "nurse" } }),
    misuse: comment({ author: { ...author, role: 7 } }),
    stops: { compiler: ["apps/cli/src/options.ts"] },
    fields: ["communication.author.role"],
    refused: { issue: "type /author/role", failure: "invalidField: type /communication/author/role" },
  },
  {
    name: "the author's `firstName` is removed",
    changes: { [schema("Author")]: replace(/ {2}firstName:\n( {4}.*\n)+/, "") },
    repair: Object.fromEntries(
      ["comment-with-attachments", "internal-note"].map((name) => [
        `components/examples/${name}.yaml`,
        replace(/ +firstName: Rosa\n/, ""),
      ]),
    ),
    use: comment({ author: { ...author, lastName: "Delgado" } }),
    misuse: comment({ author: { ...author, firstName: "Rosa" } }),
    stops: {
      lint: ["components/examples/comment-with-attachments.yaml", "components/examples/internal-note.yaml"],
      compiler: optionsAndTheirReaders,
    },
    fields: ["communication.author.firstName"],
    refused: {},
  },
  {
    name: "an optional `reference` is added beside `communication`",
    changes: {
      [schema("AddCaseCommentRequest")]: append(
        "  reference:\n    type: string\n    description: Your own number for it.\n",
      ),
    },
    use: comment({ reference: "A-1" }),
    beside: ["reference"],
    misuse: comment({ reference: 7 }),
    stops: { compiler: ["apps/cli/src/options.ts"] },
    fields: ["reference"],
    refused: { issue: "type /reference", failure: "invalidField: type /reference" },
  },
  {
    name: "an optional object `tenant` is added beside `communication`, and a file is sent",
    changes: {
      [schema("AddCaseCommentRequest")]: append(
        "  tenant:\n    type: object\n    description: Whose case it is.\n    properties:\n" +
          "      id:\n        type: string\n        description: Its number.\n",
      ),
    },
    use: { ...comment({ tenant: { id: "T-1" } }), attachment: file },
    beside: ["tenant"],
    misuse: comment({ tenant: { id: 7 } }),
    stops: { compiler: ["apps/cli/src/options.ts"] },
    fields: ["tenant", "tenant.id"],
    refused: { issue: "type /tenant/id", failure: "invalidField: type /tenant/id" },
  },
  {
    name: "`attachments` may be null",
    changes: { [schema("Communication")]: replace(/(attachments:\n {4}type: )array/, '$1[array, "null"]') },
    use: { comment: least, attachment: file },
    misuse: comment({ attachments: 7 }),
    stops: { compiler: ["packages/client/src/request/input-check.ts"] },
    fields: ["communication.attachments"],
    refused: { issue: "type /attachments", failure: "invalidField: type /communication/attachments" },
  },
  {
    name: "an attachment's `content` has at least 4 characters",
    changes: { [schema("Attachment")]: replace("contentEncoding: base64\n", "$&    minLength: 4\n") },
    repair: {
      "components/examples/invalid-field.yaml": replace(
        "x-trigger:\n",
        "$&  - { body: /**, rule: minLength }\n",
      ),
    },
    use: { comment: least, attachment: file },
    misuse: { comment: least, attachment: { ...file, isPHI: 7 } },
    stops: { lint: [operation], compiler: ["packages/client/src/request/input-check.ts"] },
    fields: ["communication.attachments[].content"],
    refused: {
      issue: "type /attachments/0/isPHI",
      failure: "invalidField: type /communication/attachments/0/isPHI",
    },
  },
  {
    name: "a required header `x-tenant` is added",
    changes: {
      [operation]: replace(
        "  parameters:\n",
        `$&    - name: x-tenant
      in: header
      required: true
      description: Whose case it is.
      schema: { type: string }
      example: north
`,
      ),
    },
    repair: {
      "components/examples/missing-api-key.yaml": replace(
        "x-trigger:\n",
        "$&  - { header: x-tenant, rule: required }\n",
      ),
    },
    use: comment({}),
    misuse: comment({ text: 7 }),
    stops: { lint: [operation], compiler: ["packages/client/src/add-comment.ts", "test/types/client.ts"] },
    fields: [],
    refused: { issue: "type /text", failure: "missingApiKey: required /x-tenant" },
  },
];
