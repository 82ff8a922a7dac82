import { describe, expect, it } from "vitest";
import type { ResolvedOperation } from "./document.ts";
import { operationMatcher } from "./match-operation.ts";

const operation = (method: string, path: string): ResolvedOperation => ({
  operationId: `${method} ${path}`,
  method,
  path,
  parameters: [],
  responses: {},
});
const match = operationMatcher([
  operation("POST", "/cases/{caseId}"),
  operation("GET", "/cases/{caseId}"),
  operation("GET", "/cases/open"),
  operation("GET", "/cases/{caseId}/notes/{noteId}"),
  operation("GET", "/cases/open/count"),
]);

describe("operationMatcher", () => {
  it("gives the operation and its decoded path parameters", () => {
    expect(match("GET", "/cases/a%20b/notes/2")).toEqual({
      operation: "GET /cases/{caseId}/notes/{noteId}",
      path: { caseId: "a b", noteId: "2" },
    });
  });

  it("prefers a fixed segment to a parameter", () => {
    expect(match("GET", "/cases/open")).toMatchObject({ operation: "GET /cases/open" });
  });

  it("comes back to a parameter when a fixed segment leads nowhere", () => {
    expect(match("GET", "/cases/open/notes/2")).toEqual({
      operation: "GET /cases/{caseId}/notes/{noteId}",
      path: { caseId: "open", noteId: "2" },
    });
    expect(match("GET", "/cases/open/count")).toMatchObject({ operation: "GET /cases/open/count" });
  });

  it("says what a known path allows when the method is another", () => {
    expect(match("DELETE", "/cases/1")).toEqual({ allow: ["POST", "GET"] });
  });

  it.for(["/", "", "/cases", "/cases/", "/cases/1/", "/cases/1/notes", "//cases/1", "/Cases/1"])(
    "knows nothing of %j",
    (path) => {
      expect(match("POST", path)).toBeUndefined();
    },
  );

  it.for(["%zz", "%ff", "%", "a%00"])("lets the segment %j through as it is, or decoded", (segment) => {
    expect(match("POST", `/cases/${segment}`)).toMatchObject({ path: { caseId: expect.any(String) } });
  });
});
