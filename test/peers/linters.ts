import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { dereference, validate } from "@scalar/openapi-parser";
import type { Peer } from "./peer.ts";
import { runCommand } from "./tool.ts";

/** Tools that judge an OpenAPI document. */
export const linterPeers: readonly Peer[] = [
  {
    name: "Spectral",
    package: "@stoplight/spectral-cli",
    async read({ file, folder }) {
      await writeFile(join(folder, "ruleset.yaml"), "extends: [spectral:oas]\n");
      const args = ["lint", "--ruleset", "ruleset.yaml", "--format", "json", "--quiet", file];
      const { output } = await runCommand("@stoplight/spectral-cli", args, folder, "spectral");
      const findings = JSON.parse(output) as { code: string; message: string; path: string[] }[];
      const of = (wanted: boolean) => async () =>
        findings
          .filter(({ code }) => (code === "info-contact") === wanted)
          .map(({ code, message, path }) => `${code} at ${path.join("/")}: ${message}`);
      return [
        { name: "finds nothing else with its rules for OpenAPI", deviations: of(false) },
        {
          name: "finds a contact",
          gap: "its rule `info-contact` asks for a contact, and the vendor's page names none",
          deviations: of(true),
        },
      ];
    },
  },
  {
    name: "swagger-parser",
    package: "@apidevtools/swagger-parser",
    read: async ({ file }) => [
      {
        name: "finds it valid, and resolves every reference",
        async deviations() {
          await SwaggerParser.validate(file);
          return [];
        },
      },
    ],
  },
  {
    name: "Scalar's parser",
    package: "@scalar/openapi-parser",
    read: async ({ document }) => [
      {
        name: "finds it valid, and resolves every reference",
        async deviations() {
          const { errors = [] } = await validate(structuredClone(document));
          const { errors: unresolved = [] } = await dereference(structuredClone(document));
          return [...errors, ...unresolved].map(({ message }) => message);
        },
      },
    ],
  },
];
