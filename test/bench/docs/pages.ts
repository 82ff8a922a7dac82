import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type PackageFile, packedFiles } from "./packages.ts";

const contract = fileURLToPath(import.meta.resolve("@case-comments/openapi/openapi.yaml"));
const ours = new URL(import.meta.resolve("@case-comments/docs/index.html"));

/** The files of a site, by their paths; `/` is the page. */
export type Site = Readonly<Record<string, string>>;

const swaggerUi: PackageFile = {
  package: "swagger-ui-dist@5.35.0",
  integrity:
    "sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==",
  files: ["swagger-ui.css", "swagger-ui-bundle.js"],
};
const elements: PackageFile = {
  package: "@stoplight/elements@9.0.25",
  integrity:
    "sha512-rDbNsgSCNo74lyV57cBzym+8F68/R2j7UPq4r3w5qK608vX8APNJhTq+2MkbTjsM3bUhFIoRdI225tlI85KpCA==",
  files: ["styles.min.css", "web-components.min.js"],
};
const scalar: PackageFile = {
  package: "@scalar/api-reference@1.76.0",
  integrity:
    "sha512-pjqwnzmA9YK3ZX+IZSICMsywm4qI6HLSngR2py9H6TvFApHHuJjkTAd+gFJfnqJDzJuro8k7ji6JCtJ2U+Byng==",
  files: ["dist/browser/standalone.js"],
};

const head = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Docs</title>`;

/** The same contract as each renderer shows it, set up as its maker says; by the renderer's name. */
export async function sites(folder: string): Promise<Record<string, Site>> {
  const yaml = await readFile(contract, "utf8");
  const page = await readFile(ours, "utf8");
  const packed = (each: PackageFile) => packedFiles(each, join(folder, each.package.replace("/", "-")));
  const ui = await packed(swaggerUi);
  const web = await packed(elements);
  const reference = await packed(scalar);
  return {
    "our page": { "/": page },
    "our page, without its downloads": {
      "/": page.replace(/<script type="application\/json" id="download-files">.*?<\/script>/s, ""),
    },
    [`Redoc (@redocly/cli ${redocly.version})`]: { "/": await redoc(folder) },
    [`Swagger UI (${swaggerUi.package})`]: {
      "/": `${head}<link rel="stylesheet" href="ui.css"><div id="page"></div><script src="ui.js"></script><script>SwaggerUIBundle({ url: "openapi.yaml", dom_id: "#page", deepLinking: true });</script>`,
      "/ui.css": ui["swagger-ui.css"] ?? "",
      "/ui.js": ui["swagger-ui-bundle.js"] ?? "",
      "/openapi.yaml": yaml,
    },
    [`Elements (${elements.package})`]: {
      "/": `${head}<link rel="stylesheet" href="elements.css"><script src="elements.js"></script><elements-api apiDescriptionUrl="openapi.yaml" router="hash"></elements-api>`,
      "/elements.css": web["styles.min.css"] ?? "",
      "/elements.js": web["web-components.min.js"] ?? "",
      "/openapi.yaml": yaml,
    },
    [`Scalar (${scalar.package})`]: {
      "/": `${head}<div id="page"></div><script src="scalar.js"></script><script>Scalar.createApiReference("#page", { url: "openapi.yaml" });</script>`,
      "/scalar.js": reference["dist/browser/standalone.js"] ?? "",
      "/openapi.yaml": yaml,
    },
  };
}

const manifest = createRequire(contract).resolve("@redocly/cli/package.json");
const redocly = JSON.parse(await readFile(manifest, "utf8")) as { version: string; bin: { redocly: string } };

async function redoc(folder: string): Promise<string> {
  const output = join(folder, "redoc.html");
  const command = join(dirname(manifest), redocly.bin.redocly);
  const args = [command, "build-docs", contract, "--inlineBundle", "--output", output];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  return readFile(output, "utf8");
}
