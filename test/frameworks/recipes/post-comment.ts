import { createClient } from "@case-comments/client";
import { caseId, comment } from "./servers.ts";

const { BASE_URL: baseUrl = "" } = process.env;
const result = await createClient({ apiKey: "a-key", baseUrl, retries: 0 }).addComment(caseId, comment);
process.stdout.write(result.ok ? "created" : `${result.error.kind}, ${result.error.delivery}`);
