// What axe finds on every screen, in light and dark, both languages, on a phone and a laptop: nothing serious.

import assert from "node:assert/strict";

import { FOR_AXE, findings } from "./axe.mjs";
import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { HomePage } from "./pages/home.mjs";
import { ProblemPage } from "./pages/problem.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { declared, toGrading } from "./stories/beginnings.mjs";

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1360, height: 900 };

/** Every two of language, light and size meet in one of these. */
const LOOKS = [
  { locale: "zh-CN", colorScheme: "light", viewport: PHONE },
  { locale: "zh-CN", colorScheme: "dark", viewport: LAPTOP },
  { locale: "en-US", colorScheme: "light", viewport: LAPTOP },
  { locale: "en-US", colorScheme: "dark", viewport: PHONE },
];

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
  journey(`axe finds nothing serious on any screen: ${name}`, { visitor: { ...look, ...FOR_AXE } }, async (scene) => {
    /** Each finding once, with the screens that have it. @type {Record<string, string[]>} */
    const found = {};
    for await (const screen of screens(scene)) {
      for (const finding of await findings(scene.page)) (found[finding] ??= []).push(screen);
    }
    assert.deepEqual(found, {});
  });
}
