import { randomBytes, randomUUID } from "node:crypto";

/** What a rehearsal hands out, and the environment variable that each is handed out in. */
export const canaryVariables = {
  key: "CASE_COMMENTS_CANARY_KEY",
  caseId: "CASE_COMMENTS_CANARY_CASE_ID",
  text: "CASE_COMMENTS_CANARY_TEXT",
  email: "CASE_COMMENTS_CANARY_EMAIL",
  fileName: "CASE_COMMENTS_CANARY_FILE_NAME",
  fileContent: "CASE_COMMENTS_CANARY_FILE_CONTENT",
} as const;

export type CanaryName = keyof typeof canaryVariables;

/** A value to look for: what a test sends, and the part of it that nothing else can hold. */
export interface Canary {
  readonly value: string;
  readonly core: string;
}

export type Canaries = Readonly<Record<CanaryName, Canary>>;

/** Makes canaries that nobody has seen before. */
export function createCanaries(): Canaries {
  const around = (before: string, after: string): Canary => {
    const core = randomBytes(16).toString("hex");
    return { value: `${before}${core}${after}`, core };
  };
  const caseId = randomUUID();
  return {
    key: around("canary-", ""),
    caseId: { value: caseId, core: caseId },
    text: around("Canary ", " was seen today."),
    email: around("canary.", "@clinic.example"),
    fileName: around("canary-", ".txt"),
    fileContent: around("Canary ", "\n"),
  };
}

/** The environment in which a command finds the canaries. */
export function environmentOf(canaries: Canaries): Record<string, string> {
  const names = Object.keys(canaryVariables) as CanaryName[];
  return Object.fromEntries(names.map((name) => [canaryVariables[name], canaries[name].value]));
}

const standIns: Readonly<Record<CanaryName, string>> = {
  key: "canary-key",
  caseId: "c0ffee00-0000-4000-8000-00000000cafe",
  text: "Canary was seen today.",
  email: "canary@clinic.example",
  fileName: "canary.txt",
  fileContent: "Canary\n",
};

/**
 * A value for a test to send. In a rehearsal it is random, and looked for in whatever the tests print;
 * elsewhere it is always the same.
 *
 * @param name what the value is good for: `key`, `caseId` (a UUID), `text`, `email`, `fileName` or
 * `fileContent`
 *
 * @example
 * await addComment(canary("caseId"), { text: canary("text"), author: { email: canary("email") } });
 */
export function canary(name: CanaryName): string {
  return process.env[canaryVariables[name]] ?? standIns[name];
}
