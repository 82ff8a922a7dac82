/** A support desk with two cases, so that a comment can be in the wrong one. */
import { startDesk } from "@case-comments/support-desk";
import directory from "../../apps/support-desk/src/directory.json" with { type: "json" };
import { aCase, otherCase } from "./staff.ts";

const { CV_API_KEY, CV_WEBHOOK_SECRET, CASE_COMMENTS_BASE_URL, DESK_FOLDER, PORT } = process.env;
const desk = await startDesk({
  apiKey: CV_API_KEY ?? "",
  target: "sandbox",
  baseUrl: CASE_COMMENTS_BASE_URL,
  webhookSecret: CV_WEBHOOK_SECRET,
  folder: DESK_FOLDER ?? "",
  port: Number(PORT),
  directory: { ...directory, cases: [aCase, otherCase].map((id) => ({ id, label: id })) },
});
process.stdout.write(`${JSON.stringify({ event: "listening", url: desk.url })}\n`);
