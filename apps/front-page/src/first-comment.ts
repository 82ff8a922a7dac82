import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A comment that was really posted: what was typed, what came back, and what is kept of it. */
export interface FirstComment {
  command: string;
  answer: string;
  /** The case's comments, as they are read back; absent if it was not created. */
  thread?: string;
}

const cli = fileURLToPath(new URL("../../cli/bin/case-comments.js", import.meta.url));
const folder = fileURLToPath(new URL("../page", import.meta.url));

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

/** A key that opens a world of its own in the sandbox. */
export const firstKey = "test_first-comment";

/**
 * Posts a comment with an attachment to the sandbox, through the command line, as a user would, and
 * reads it back.
 */
export async function firstComment(sandboxUrl: string): Promise<FirstComment> {
  const args = ["add", caseId];
  args.push("--text", "The lab report is attached.", "--visible");
  args.push("--author-email", "rosa.delgado@clinic.example");
  args.push("--attach", "lab-report.txt:phi:visible", "--base-url", sandboxUrl);
  const typed = args.map((arg) => (/[^\w:/.@-]/.test(arg) ? `"${arg}"` : arg)).join(" ");
  const command = `case-comments ${typed.replaceAll(" --", " \\\n  --")}`;
  const { isCreated, answer } = await run(args);
  return isCreated ? { command, answer, thread: await threadIn(sandboxUrl) } : { command, answer };
}

function run(args: readonly string[]): Promise<{ isCreated: boolean; answer: string }> {
  const env = { ...process.env, CV_API_KEY: firstKey };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ isCreated: error === null, answer: `${stdout}${stderr}`.trim() });
    });
  });
}

async function threadIn(sandboxUrl: string): Promise<string> {
  const response = await fetch(`${sandboxUrl}/sandbox/v1/cases/${caseId}/comments`, {
    headers: { "cv-api-key": firstKey },
  });
  return JSON.stringify(await response.json(), null, 2);
}
