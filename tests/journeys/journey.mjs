// One journey: a site, a browser, a visitor; all of it taken down afterwards, and nothing bad seen on the way.

import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

import { SiteServer } from "./server.mjs";
import { CHROMIUM, CHROMIUM_ARGUMENTS, SITE } from "./settings.mjs";
import { openContext } from "./visitor.mjs";

/** How long a journey may take, in milliseconds. */
export const PATIENCE = 120_000;

/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
});

after(() => browser?.close());

/**
 * @typedef {object} Scene
 * @property {SiteServer} server
 * @property {import("playwright-core").Page} page
 * @property {import("playwright-core").BrowserContext} context
 * @property {import("./visitor.mjs").Watch} watch
 */

/**
 * @typedef {object} JourneyOptions
 * @property {string} [prefix] where the site is mounted
 * @property {string} [folder] another site than the one under test
 * @property {import("playwright-core").BrowserContextOptions} [visitor]
 */

/**
 * Names a journey and walks it.
 *
 * @param {string} name
 * @param {JourneyOptions | ((scene: Scene) => Promise<void>)} options
 * @param {(scene: Scene) => Promise<void>} [walk]
 */
export function journey(name, options, walk) {
  if (typeof options === "function") return journey(name, {}, options);
  return test(name, { timeout: PATIENCE }, () => inScene(options, walk));
}

/** Sets a scene, plays in it, and takes it down. @param {JourneyOptions} options @param {(scene: Scene) => Promise<void>} play */
export async function inScene({ prefix, folder = SITE, visitor }, play) {
  const server = await new SiteServer(folder, prefix).start();
  const { context, watch } = await openContext(browser, server.origin, visitor);
  try {
    const page = await context.newPage();
    await play({ server, context, watch, page });
    watch.check();
  } catch (error) {
    // What went wrong in the page is most often why the journey did not go on.
    if (watch.complaints.length > 0) error.message += `\n${watch.complaints.join("\n")}`;
    throw error;
  } finally {
    await context.close();
    await server.stop();
  }
}
