import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar-fs";

// The package's own code is left alone: it would run whatever lies in the temporary folder.
const bundle = fileURLToPath(new URL("../../node_modules/@sparticuz/chromium/", import.meta.url));

/** Whether the lockfile brings a browser for this machine. */
export const isChromiumBundled: boolean =
  process.platform === "linux" && process.arch === "x64" && existsSync(join(bundle, "bin/chromium.br"));

/** A browser, and the environment that it needs to find its libraries and fonts. */
export interface BundledChromium {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * The browser that the lockfile brings, unpacked once into a folder below `node_modules` that is named
 * for its version. The folder is put in place whole, so that neither two runs at once nor one that
 * was killed leave half of it.
 */
export async function bundledChromium(): Promise<BundledChromium> {
  const { version } = JSON.parse(await readFile(join(bundle, "package.json"), "utf8"));
  const folder = join(bundle, "../../.cache", `chromium-${version}`);
  if (!existsSync(folder)) await unpackTo(folder);
  return {
    executablePath: join(folder, "chromium"),
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

async function unpackTo(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}.`);
  try {
    const packed = (name: string) => createReadStream(join(bundle, "bin", name));
    const browser = createWriteStream(join(fresh, "chromium"), { mode: 0o755 });
    await pipeline(packed("chromium.br"), createBrotliDecompress(), browser);
    for (const name of ["al2023", "fonts"]) {
      await pipeline(packed(`${name}.tar.br`), createBrotliDecompress(), extract(join(fresh, name)));
    }
    await writeFile(join(fresh, "fonts.conf"), fontsConf(folder));
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run may have been first.
    if (!existsSync(folder)) throw error;
  }
}

/** @see https://www.freedesktop.org/software/fontconfig/fontconfig-user.html */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
</fontconfig>
`;
}
