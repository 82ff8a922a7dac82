import { createClient } from "@case-comments/client";
import { answers, baseUrl, caseId, comment } from "./answers.ts";

describe("a function for a fetch", () => {
  it.each(answers)("%i from one that never looks at the body", async (status, body, expected) => {
    const fetch = vi.fn(async () => Response.json(body, { status }));
    const client = createClient({ apiKey: "a-key", baseUrl, fetch });
    expect(await client.addComment(caseId, comment)).toMatchObject(expected);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
