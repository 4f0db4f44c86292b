// A phone, 360 pixels wide, held in one hand.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { HomePage } from "./pages/home.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Nothing sticks out to the side. @param {import("playwright-core").Page} page @param {string} screen */
async function fits(page, screen) {
  const { wide, wanted, culprits } = await page.evaluate(() => ({
    wide: document.scrollingElement.scrollWidth,
    wanted: innerWidth,
    culprits: [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > 361)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  }));
  assert.equal(wanted, 360, `${screen} is zoomed out to ${wanted}: ${culprits}`);
  assert.ok(wide <= wanted, `${screen} is ${wide} wide: ${culprits}`);
}

for (const locale of ["zh-CN", "en-US"]) {
  journey(`a whole walk by touch on a phone, ${locale}`, { visitor: { ...PHONE, locale } }, async ({ server, page }) => {
    const home = await new HomePage(page).open(server);
    await fits(page, "home");
    await home.declare.tap();
    const form = new DeclarePage(page);
    await form.ready();
    await fits(page, "declare");
    await form.title.fill("支付接口全部超时，退款也失败，客服电话被打爆");
    await form.severity("P0").locator("xpath=..").tap();
    await form.playbook("p0-response").locator("xpath=..").tap();
    await form.submit.tap();
    const walk = new WalkPage(page);
    await walk.at("confirm");
    await fits(page, "a step with commands");
    await walk.check("在告警平台接手").tap();
    await walk.command(1).input("namespace").fill("production-payment-cluster-shanghai-zone-b");
    await walk.command(1).input("namespace").blur();
    await fits(page, "a step with a long value");
    await walk.choices.nth(0).tap();
    for (const step of ["notify", "assess-scope", "quick-diagnosis", "assess-impact"]) {
      await walk.at(step);
      await fits(page, step);
      await walk.goOn.tap();
    }
    await walk.at("grade");
    await fits(page, "a step with four choices");
    await walk.choices.nth(3).tap();
    await walk.at("routine");
    await walk.choices.nth(0).tap();
    const finish = new FinishPage(page);
    await finish.ready();
    await fits(page, "finish");
    await finish.report.tap();
    await new ReportPage(page).ready();
    await fits(page, "report");
    const address = await walk.address();
    await page.goto(server.url(`index.html${address}/notices`));
    await new NoticesPage(page).ready();
    await fits(page, "notices");
    await page.goto(server.url("index.html#/nowhere"));
    await page.locator("main.problem").waitFor();
    await fits(page, "a problem");
    for (const file of ["p0-response.html", "db-connections.html", "severity.html", "roles.html", "templates/postmortem.html", "404.html"]) {
      await page.goto(server.url(file));
      await fits(page, file);
    }
  });
}

journey("what is tapped is big enough for a thumb", { visitor: PHONE }, async ({ server, page }) => {
  const form = await new DeclarePage(page).open(server);
  await form.begin();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  for (const control of await page.locator(".choice, .way-on .go, .cmd .copy, .checks li").all()) {
    const { height } = await control.boundingBox();
    assert.ok(height >= 44, `${await control.innerText()} is ${height} high`);
  }
});
