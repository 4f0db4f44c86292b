// Shoots every screen in three widths, light and dark, both languages, for people to look at: `node screenshots.mjs`, then
// target/screenshots/. Not a test.

import { chromium } from "playwright-core";

import { StoryClock } from "./clock.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { HomePage } from "./pages/home.mjs";
import { ProblemPage } from "./pages/problem.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { SiteServer } from "./server.mjs";
import { CHROMIUM, CHROMIUM_ARGUMENTS, outputFolder, SITE } from "./settings.mjs";
import { declared, toGrading } from "./stories/beginnings.mjs";
import { openContext } from "./visitor.mjs";

const WIDTHS = [360, 1360, 1920];
const LANGUAGES = ["zh-CN", "en-US"];
const LIGHTS = ["light", "dark"];

/**
 * Goes from screen to screen.
 *
 * @param {{ server: SiteServer, page: import("playwright-core").Page }} scene
 * @param {StoryClock} clock
 * @param {(name: string, options?: import("playwright-core").PageScreenshotOptions) => Promise<unknown>} shoot
 */
async function tour({ server, page }, clock, shoot) {
  await new HomePage(page).open(server);
  await shoot("01-home", { fullPage: true });
  const form = await new DeclarePage(page).open(server);
  await form.severity("P0").check();
  await shoot("02-declare");
  const walk = await declared({ server, page });
  await shoot("03-step");
  await clock.pass(170);
  await walk.check("在告警平台接手").check();
  await walk.fill("就绪实例数", "3/8");
  await walk.command(1).input("namespace").fill("prod");
  await walk.command(1).input("service").fill("payment");
  await walk.command(1).input("service").blur();
  await walk.note.fill("网关日志里全是 504，已联系网络组");
  await walk.note.press("Enter");
  await walk.title.click();
  await shoot("04-step-filled");
  await page.keyboard.press("?");
  await page.locator("#keys").waitFor();
  await shoot("05-keys");
  await page.keyboard.press("Escape");
  await clock.pass(300);
  await toGrading(walk);
  await shoot("06-grading");
  await walk.choose(1);
  await walk.at("war-room");
  await walk.goOn.click();
  await walk.at("contain");
  await walk.fill("止损措施", "回滚到 v2.17.3");
  await walk.choose(1);
  await walk.at("rollback");
  await clock.pass(1500);
  await walk.command(1).box.scrollIntoViewIfNeeded();
  await shoot("07-guarded-command");
  await walk.choose(3);
  await walk.at("contain", 2);
  await shoot("08-second-round");
  await page.keyboard.press("b");
  await walk.at("rollback");
  await shoot("09-earlier-step");
  await toTheEnd({ server, page }, shoot);
}

/** Changes the grading so that something is left behind, stops, and looks at what comes of it. */
async function toTheEnd({ server, page }, shoot) {
  const walk = new WalkPage(page);
  for (const step of ["contain", "war-room", "grade"]) {
    await page.keyboard.press("b");
    await walk.at(step);
  }
  await walk.choose(4);
  await walk.at("routine");
  await shoot("10-left-behind");
  await walk.choose(1);
  await new FinishPage(page).ready();
  await shoot("11-finish");
  const address = await walk.address();
  await page.goto(server.url(`index.html${address}/notices`));
  await new NoticesPage(page).ready();
  await shoot("12-notices");
  await page.goto(server.url(`index.html${address}/report`));
  await new ReportPage(page).ready();
  await shoot("13-report", { fullPage: true });
  await new HomePage(page).open(server);
  await shoot("14-home-with-incident");
  await page.goto(server.url("index.html#/incident/00112233445566778899aabbccddeeff"));
  await new ProblemPage(page).main.waitFor();
  await shoot("15-problem");
  for (const [number, file] of ["p0-response", "severity", "roles", "templates/postmortem", "404"].entries()) {
    await page.goto(server.url(`${file}.html`));
    await shoot(`${16 + number}-${file.replace("/", "-")}`);
  }
}

const folder = await outputFolder("screenshots");
const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
const server = await new SiteServer(SITE).start();
for (const width of WIDTHS) {
  for (const locale of LANGUAGES) {
    for (const colorScheme of LIGHTS) {
      const viewport = { width, height: width === 360 ? 740 : Math.round(width * 0.6) };
      const { context } = await openContext(browser, server.origin, { viewport, locale, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const clock = await new StoryClock(page, "2026-11-20T14:36:00+08:00").start();
      const look = `${width}-${locale.slice(0, 2)}-${colorScheme}`;
      await tour({ server, page }, clock, (name, options) => page.screenshot({ path: `${folder}/${look}-${name}.png`, ...options }));
      await context.close();
      console.log(look);
    }
  }
}
await browser.close();
await server.stop();
