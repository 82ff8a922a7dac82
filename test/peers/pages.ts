import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { isChromiumBundled } from "../browser/bundled-chromium.ts";
import { launchChromium } from "../browser/chromium.ts";
import { browserPath } from "../required-tools.ts";
import type { Check, Peer, Subject } from "./peer.ts";
import { complaint, packageFolder, runCommand } from "./tool.ts";

const origin = "http://docs.example";
const operation = "Add a comment to a case";

/** A page that renders the contract, as its maker's instructions have it. */
interface Renderer {
  name: string;
  package: string;
  /** What is served beside the contract, by path; `/` is the page. */
  files(subject: Subject): Promise<Record<string, string>>;
  /** What a reader would send to a colleague. */
  link: string;
  /** Where the operation's path parameter is named. */
  parameter(page: Page): Locator;
  /** What it asks for elsewhere than at its own address. */
  outside?: string;
  also?(page: Page): Check[];
}

const renderers: Renderer[] = [
  {
    name: "Swagger UI",
    package: "swagger-ui-dist",
    link: "#/Case%20comments/addCaseComment",
    files: async () => ({
      "/": `<!doctype html><link rel="stylesheet" href="swagger-ui.css"><div id="page"></div>
        <script src="swagger-ui-bundle.js"></script>
        <script>SwaggerUIBundle({ url: "openapi.yaml", dom_id: "#page", deepLinking: true });</script>`,
      "/swagger-ui.css": await readPackage("swagger-ui-dist", "swagger-ui.css"),
      "/swagger-ui-bundle.js": await readPackage("swagger-ui-dist", "swagger-ui-bundle.js"),
    }),
    parameter: (page) => page.locator(".parameter__name"),
    also: (page) => [
      {
        name: "posts to the case's address",
        async deviations() {
          const sent = page.waitForRequest((request) => request.method() === "POST");
          await page.getByRole("button", { name: "Try it out" }).click();
          await page.getByRole("button", { name: "Execute" }).click();
          const { hostname, pathname } = new URL((await sent).url());
          const isRight =
            hostname.startsWith("api-staging.") && /^\/api\/v1\/cases\/[\da-f-]{36}$/.test(pathname);
          return isRight ? [] : [`it posts to ${hostname}${pathname}`];
        },
      },
    ],
  },
  {
    name: "Scalar",
    package: "@scalar/api-reference",
    link: "#tag/case-comments/POST/api/v1/cases/{caseId}",
    files: async () => ({
      "/": `<!doctype html><div id="page"></div><script src="scalar.js"></script>
        <script>Scalar.createApiReference("#page", { url: "openapi.yaml" });</script>`,
      "/scalar.js": await readPackage("@scalar/api-reference", "dist/browser/standalone.js"),
    }),
    parameter: (page) => page.locator(".property-name").filter({ hasText: "caseId" }),
    outside: "its page loads fonts from fonts.scalar.com",
  },
  {
    name: "Redoc",
    package: "@redocly/cli",
    link: "#operation/addCaseComment",
    async files({ file, folder }) {
      const args = ["build-docs", file, "--inlineBundle", "--output", "page.html"];
      const failed = complaint(await runCommand("@redocly/cli", args, folder, "redocly"));
      if (failed[0]) throw new Error(failed[0]);
      return { "/": await readFile(join(folder, "page.html"), "utf8") };
    },
    parameter: (page) => page.getByText("caseId", { exact: true }),
    outside: "its page sends traces to otel.cloud.redocly.com, and loads a logo from cdn.redoc.ly",
  },
];

/** Tools that render the contract as a page. */
export const pagePeers: readonly Peer[] = renderers.map((renderer) => ({
  name: renderer.name,
  package: renderer.package,
  missing: async () => (browserPath() || isChromiumBundled ? undefined : "it needs a browser"),
  async read(subject: Subject, cleanUp: AsyncDisposableStack) {
    const browser = cleanUp.adopt(await launchChromium(), (each: Browser) => each.close());
    const page = await browser.newPage();
    const outside = new Set<string>();
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    const files = await renderer.files(subject);
    const contract = await readFile(subject.file, "utf8");
    await page.route("**/*", async (route) => {
      const url = new URL(route.request().url());
      const body = url.pathname === "/openapi.yaml" ? contract : files[url.pathname];
      if (url.origin !== origin) {
        outside.add(url.hostname);
        await route.abort();
      } else if (body === undefined) await route.fulfill({ status: 404 });
      else await route.fulfill({ body, contentType: typeOf(url.pathname) });
    });
    await page.goto(`${origin}/${renderer.link}`);
    await page.reload();
    return [
      {
        name: "opens the operation from a link, and names its parameter",
        async deviations() {
          await page.getByText(operation).filter({ visible: true }).first().waitFor();
          await renderer.parameter(page).first().waitFor();
          const [name = ""] = await renderer.parameter(page).allInnerTexts();
          return name.startsWith("caseId") ? errors : [`the parameter is called ${JSON.stringify(name)}`];
        },
      },
      { name: "shows no raw markup, and no label that is a sentence", deviations: () => raw(page, subject) },
      {
        name: "asks for nothing elsewhere",
        ...(renderer.outside ? { gap: renderer.outside } : {}),
        deviations: async () => [...outside].map((host) => `it asks for ${host}`),
      },
      // The last, because it sends a request.
      ...(renderer.also?.(page) ?? []),
    ];
  },
}));

/** What a reader would take for a mistake in the text of a page. */
async function raw(page: Page, { document }: Subject): Promise<string[]> {
  const text = await page.locator("body").innerText();
  const marks = text.match(/.{0,30}(?:\*\*|\*(?:Inferred|Assumed)\*|<\/?[a-z]+[ >]|\[object ).{0,30}/g) ?? [];
  const labels = document.servers.map(({ description }: { description: string }) => description);
  const listed = (await page.locator("select option").allInnerTexts()).filter((option) =>
    option.startsWith("http"),
  );
  const long = [...labels, ...listed].filter((label) => label.length > 80 || /[*<]/.test(label));
  return [...marks, ...long];
}

const readPackage = (name: string, file: string): Promise<string> =>
  readFile(join(packageFolder(name), file), "utf8");

function typeOf(path: string): string {
  if (path === "/") return "text/html; charset=utf-8";
  return path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "application/yaml";
}
