// Sites that journeys have of their own: made by the generator under test, which carries the app under test.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { GENERATOR, SITES, outputFolder } from "./settings.mjs";

/**
 * Compiles a folder of `sites/`.
 *
 * @param {string} name
 * @returns {Promise<string>} where the site is
 */
export async function builtSite(name) {
  const site = join(await outputFolder("journey-sites"), name);
  await promisify(execFile)(GENERATOR, ["build", join(SITES, name), "-o", site]);
  return site;
}
