import fc from "fast-check";
import { expect, it } from "vitest";
import { changed, changeOf, type EditorRequest } from "./editor-request.ts";

const request: fc.Arbitrary<EditorRequest> = fc.record(
  {
    operation: fc.constantFrom("addCaseComment", "getCase"),
    method: fc.constantFrom("POST", "GET"),
    path: fc.constantFrom("/a", "/b"),
    headers: fc.dictionary(fc.constantFrom("cv-api-key", "content-type"), fc.constantFrom("a", "b")),
    body: fc.string({ unit: fc.constantFrom("a", "b", "🙂"), maxLength: 8 }),
    bodyBytes: fc.nat(3),
  },
  { requiredKeys: ["operation", "method", "path", "headers", "body"] },
);

it("tells a request as a change of an example, and makes it again", () => {
  const examples = fc.array(request, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(examples, request, (several, other) => {
      const usual = several.map(({ bodyBytes: _, ...each }) => each);
      const told = JSON.parse(JSON.stringify(changeOf(usual, other)));
      expect(changed(usual, told)).toEqual(other);
    }),
  );
});

it("tells nothing but its number of what is an example", () => {
  const { operation, method, path, headers } = { operation: "a", method: "POST", path: "/", headers: {} };
  const examples = ["{}", "[]"].map((body) => ({ operation, method, path, headers, body }));
  expect(examples.map((each) => changeOf(examples, each))).toEqual([{}, { example: 1 }]);
});
