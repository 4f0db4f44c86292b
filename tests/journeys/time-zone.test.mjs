// A site that says where its people are: whoever writes the record, wherever their computer is, it stands in that time.

import assert from "node:assert/strict";

import { StoryClock } from "./clock.mjs";
import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { falseAlarm } from "./stories/beginnings.mjs";

const INDEX = /\/bundle\/index-.*\.json$/;

/** Serves the site as if `breakglass.toml` had said so. @param {import("./server.mjs").SiteServer} server @param {object} said */
function saying(server, said) {
  server.answerInstead(INDEX, (body) => {
    const index = JSON.parse(body);
    Object.assign(index.site, said);
    return { body: JSON.stringify(index) };
  });
}

/** A visitor whose computer is there. Without the service worker, which would keep the index as it is. @param {string} timezoneId */
const visitorIn = (timezoneId) => ({ visitor: { timezoneId, serviceWorkers: "block" } });

/** @param {import("playwright-core").Locator} box @param {string} moment */
async function type(box, moment) {
  await box.fill(moment);
  await box.blur();
}

/** The report as it is exported. @param {ReportPage} report */
async function exported(report) {
  const { text } = await report.download(() => report.json.click());
  return JSON.parse(text);
}

/** Every time in a report or a record. @param {unknown} value @returns {string[]} */
function times(value) {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? [value] : [];
  return Object.values(value ?? {}).flatMap(times);
}

journey("a record kept in New York stands in Shanghai's time", visitorIn("America/New_York"), async ({ server, page }) => {
  saying(server, { time_zone: "Asia/Shanghai", organisation: "示例支付公司" });
  const clock = await new StoryClock(page, "2026-11-20T14:40:00+08:00").start();
  const form = await new DeclarePage(page).open(server);
  assert.match(await form.form.innerText(), /时间都按 Asia\/Shanghai/);
  assert.equal(await form.detected.inputValue(), "2026-11-20T14:40");
  await type(form.impactStarted, "2026-11-20T14:32");
  await form.begin();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  assert.match(await walk.milestone("impact_started").innerText(), /2026-11-20 14:32/);
  await type(walk.field("首次发现时间"), "2026-11-20T14:35");
  await walk.milestone("detected").getByText("2026-11-20 14:35").waitFor();
  await clock.pass(60);
  await falseAlarm(walk);

  await page.keyboard.press("u");
  const notices = new NoticesPage(page);
  await notices.ready();
  assert.match(await notices.notices.first().innerText(), /2026-11-20 14:4\d（UTC\+08:00）/);

  await page.keyboard.press("r");
  const report = new ReportPage(page);
  await report.ready();
  assert.match(await report.paper.innerText(), /时间均为 UTC\+08:00/);
  assert.match(await report.paper.innerText(), /宣布时间\s+2026-11-20 14:40/);
  const letterhead = page.locator(".letterhead");
  assert.equal(await letterhead.isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await letterhead.innerText(), "示例支付公司");
  await page.emulateMedia({ media: null });

  const told = await exported(report);
  assert.equal(told.organisation, "示例支付公司");
  assert.equal(told.milestones.impact_started, "2026-11-20T14:32:00.000+08:00");
  assert.ok(told.record.length > 4);
  assert.deepEqual(
    times(told).filter((time) => !time.endsWith("+08:00")),
    [],
  );

  // Read again from the browser's storage, before the site's index is here.
  await page.reload();
  await report.ready();
  assert.match(await report.paper.innerText(), /时间均为 UTC\+08:00/);
});

journey("typed times have the offset of their own day", visitorIn("Asia/Shanghai"), async ({ server, page }) => {
  saying(server, { time_zone: "Europe/London" });
  await new StoryClock(page, "2026-03-29T01:10:00Z").start();
  const form = await new DeclarePage(page).open(server);
  assert.equal(await form.detected.inputValue(), "2026-03-29T02:10");
  await type(form.impactStarted, "2026-03-29T00:55");
  await form.begin();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  await page.keyboard.press("r");
  const report = new ReportPage(page);
  await report.ready();
  const { milestones } = await exported(report);
  assert.equal(milestones.impact_started, "2026-03-29T00:55:00.000+00:00");
  assert.equal(milestones.detected, "2026-03-29T02:10:00.000+01:00");
});

journey("a zone that the browser does not know leaves it with its own", visitorIn("Asia/Shanghai"), async ({ server, page }) => {
  saying(server, { time_zone: "Mars/Olympus_Mons" });
  await new StoryClock(page, "2026-11-20T14:40:00+08:00").start();
  const form = await new DeclarePage(page).open(server);
  assert.equal(await form.detected.inputValue(), "2026-11-20T14:40");
  assert.doesNotMatch(await form.form.innerText(), /Olympus|Shanghai/);
});
