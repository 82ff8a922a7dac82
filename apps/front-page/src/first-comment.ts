import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A comment that was really posted: what was typed, and what came back. */
export interface FirstComment {
  command: string;
  answer: string;
  created: boolean;
}

const cli = fileURLToPath(new URL("../../cli/bin/case-comments.js", import.meta.url));
const folder = fileURLToPath(new URL("../page", import.meta.url));

/** Posts a comment with an attachment to the mock, through the command line, as a user would. */
export function firstComment(mockUrl: string): Promise<FirstComment> {
  const args = ["add", "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11"];
  args.push("--text", "The lab report is attached.", "--visible");
  args.push("--author-email", "rosa.delgado@clinic.example");
  args.push("--attach", "lab-report.txt:phi:visible", "--base-url", mockUrl);
  const typed = args.map((arg) => (/[^\w:/.@-]/.test(arg) ? `"${arg}"` : arg)).join(" ");
  const command = `case-comments ${typed.replaceAll(" --", " \\\n  --")}`;
  const env = { ...process.env, CV_API_KEY: "any-key-will-do" };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ command, answer: `${stdout}${stderr}`.trim(), created: error === null });
    });
  });
}
