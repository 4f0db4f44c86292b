// What axe finds on a screen. Target sizes included, which axe leaves out unless it is told.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };

/** Axe is put into the page, which the policy rightly forbids; the other journeys hold the policy. */
export const FOR_AXE = { bypassCSP: true, reducedMotion: "reduce" };

/** What axe finds serious on the screen, a line each. @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
export async function findings(page) {
  // What happens to lie half under the bar that sticks to the top is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), OPTIONS);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) => `${id}: ${target.join(" ")}: ${[...any, ...all, ...none][0]?.message}`));
}
