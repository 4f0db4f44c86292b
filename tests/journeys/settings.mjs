// What the journeys learn from their environment: where the site and the browser are, and where to leave pictures.

import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** The built site. */
export const SITE = resolve(process.env.BREAKGLASS_SITE ?? join(ROOT, "target/site"));

/** The generator that built it. */
export const GENERATOR = resolve(process.env.BREAKGLASS_BIN ?? join(ROOT, "target/debug/breakglass"));

/** Folders of Markdown for sites of their own. */
export const SITES = join(import.meta.dirname, "sites");

/** The folders that the compiler is tested with. */
export const CASES = join(ROOT, "tests/cases/ok");

/** The browser's program. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** What a headless Chromium needs to be quiet and alone. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Files that tests are compared with. */
export const EXPECTED = join(import.meta.dirname, "expected");

/** A folder under `target/` for what people may want to look at. @param {string} name */
export async function outputFolder(name) {
  const folder = join(ROOT, "target", name);
  await mkdir(folder, { recursive: true });
  return folder;
}

if (!existsSync(join(SITE, "index.html"))) {
  throw new Error(`there is no site in ${SITE}: build one, or name one in BREAKGLASS_SITE`);
}
