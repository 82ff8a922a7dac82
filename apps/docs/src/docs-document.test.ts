import { describe, expect, it } from "vitest";
import { docsDocument } from "./docs-document.ts";

const bundle = {
  info: { description: "Read *The mock* first." },
  servers: [{ description: "Staging", "x-provenance": "inferred: it is called so." }],
  tags: [{ name: "Webhooks", description: "What comes back.\n\n*Assumed*: nothing says." }],
};
const guides = [{ slug: "mock", title: "The mock", text: "It answers." }];

describe("docsDocument", () => {
  it("puts guides and tags into the side bar's order", () => {
    const document = docsDocument(bundle, guides, [
      { name: "Begin", guides: ["mock"] },
      { name: "Reference", guides: [], tags: ["Webhooks"] },
    ]);
    expect(document.tags).toEqual([
      { name: "mock", "x-displayName": "The mock", "x-traitTag": true, description: "It answers." },
      {
        name: "Webhooks",
        description: 'What comes back.\n\n<span class="provenance assumed">assumed</span> nothing says.',
      },
    ]);
    expect(document).toMatchObject({
      "x-tagGroups": [
        { name: "Begin", tags: ["mock"] },
        { name: "Reference", tags: ["Webhooks"] },
      ],
      info: { description: "Read [The mock](#/mock) first." },
      servers: [{ description: "Staging. Inferred: it is called so." }],
    });
  });

  it("marks what carries its provenance beside its description, once", () => {
    const responses = {
      413: { description: "Too large.", "x-provenance": "assumed: nothing says." },
      401: { description: "Unknown.\n\n*Assumed*: nothing says.", "x-provenance": "assumed: nothing says." },
    };
    const groups = [{ name: "Begin", guides: ["mock"], tags: ["Webhooks"] }];
    expect(docsDocument({ ...bundle, ...{ responses } }, guides, groups)).toMatchObject({
      responses: {
        413: { description: 'Too large.\n\n<span class="provenance assumed">assumed</span> nothing says.' },
        401: { description: 'Unknown.\n\n<span class="provenance assumed">assumed</span> nothing says.' },
      },
    });
  });

  it("leaves no page out, and promises none", () => {
    expect(() => docsDocument(bundle, guides, [{ name: "Begin", guides: ["mock"] }])).toThrow(
      "navigation: Webhooks has no place",
    );
    expect(() =>
      docsDocument(bundle, guides, [{ name: "Begin", guides: ["mock", "x"], tags: ["Webhooks"] }]),
    ).toThrow("navigation: there is no page x");
  });
});
