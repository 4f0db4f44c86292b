// What axe finds on every screen, in light and dark, both languages, on a phone and a laptop: nothing serious. Target sizes included,
// which axe leaves out unless it is told.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { HomePage } from "./pages/home.mjs";
import { ProblemPage } from "./pages/problem.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { declared, toGrading } from "./stories/beginnings.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPTIONS = { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1360, height: 900 };

/** Every two of language, light and size meet in one of these. */
const LOOKS = [
  { locale: "zh-CN", colorScheme: "light", viewport: PHONE },
  { locale: "zh-CN", colorScheme: "dark", viewport: LAPTOP },
  { locale: "en-US", colorScheme: "light", viewport: LAPTOP },
  { locale: "en-US", colorScheme: "dark", viewport: PHONE },
];

/** What axe finds serious on the screen, a line each. @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
async function findings(page) {
  // What happens to lie half under the bar that sticks to the top is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), OPTIONS);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) => `${id}: ${target.join(" ")}: ${[...any, ...all, ...none][0]?.message}`));
}

/** Every screen of the app and the kinds of pages beside it, one after the other. @param {import("./journey.mjs").Scene} scene */
async function* screens(scene) {
  const { server, page } = scene;
  await new HomePage(page).open(server);
  yield "home";
  await new DeclarePage(page).open(server);
  yield "declare";
  const walk = await declared(scene);
  yield "a step with commands, a time and choices";
  await walk.command(0).copy.click();
  await walk.milestone("mitigated").getByRole("button").last().click();
  yield "a milestone being edited";
  await page.keyboard.press("Escape");
  await walk.title.click();
  await page.keyboard.press("?");
  await page.locator("#keys").waitFor();
  yield "the keys";
  await page.keyboard.press("Escape");
  await toGrading(walk);
  yield "a step with severities";
  await walk.choose(1);
  await walk.at("war-room");
  await walk.goOn.click();
  await walk.at("contain");
  await walk.choose(1);
  await walk.at("rollback");
  yield "a step with warnings";
  await walk.choose(3);
  await walk.at("contain", 2);
  yield "a second round";
  await page.keyboard.press("b");
  await walk.at("rollback");
  yield "an earlier step";
  yield* atTheEnd(scene, await walk.address());
  for (const file of ["p0-response.html", "severity.html", "templates/postmortem.html", "404.html"]) {
    await page.goto(server.url(file));
    yield file;
  }
}

/** Stopped half way, its report and notices, and an address that leads nowhere. */
async function* atTheEnd({ server, page }, address) {
  await page.goto(server.url(`index.html${address}`));
  const walk = new WalkPage(page);
  await walk.at("contain", 2);
  await walk.step.locator("footer button").last().click();
  await walk.step.locator("form.stop input").fill("已移交");
  await walk.step.locator("form.stop input").press("Enter");
  await new FinishPage(page).ready();
  yield "finish";
  await page.goto(server.url(`index.html${address}/notices`));
  await new NoticesPage(page).ready();
  yield "notices";
  await page.goto(server.url(`index.html${address}/report`));
  await new ReportPage(page).ready();
  yield "report";
  await page.goto(server.url("index.html#/incident/00112233445566778899aabbccddeeff"));
  await new ProblemPage(page).main.waitFor();
  yield "a problem";
}

for (const look of LOOKS) {
  const name = `${look.locale}, ${look.colorScheme}, ${look.viewport.width} px`;
  // Axe is put into the page, which the policy rightly forbids; the other journeys hold the policy.
  journey(`axe finds nothing serious on any screen: ${name}`, { visitor: { ...look, bypassCSP: true, reducedMotion: "reduce" } }, async (scene) => {
    /** Each finding once, with the screens that have it. @type {Record<string, string[]>} */
    const found = {};
    for await (const screen of screens(scene)) {
      for (const finding of await findings(scene.page)) (found[finding] ??= []).push(screen);
    }
    assert.deepEqual(found, {});
  });
}
