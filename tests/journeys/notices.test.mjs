// Notices drawn from the record, stopping half way, closing and opening again, drills.

import assert from "node:assert/strict";

import { StoryClock } from "./clock.mjs";
import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { declared, falseAlarm } from "./stories/beginnings.mjs";

const NOW = "2026-11-20T14:40:00+08:00";

journey("a notice copied is a notice sent: in the record, and the next one is due anew", async (scene) => {
  const { page, server } = scene;
  const clock = await new StoryClock(page, NOW).start();
  const walk = await declared(scene);
  const address = await walk.address();
  const due = page.locator('[data-clock="update"] dd');
  await clock.pass(600);
  await due.getByText("5 分钟后", { exact: true }).waitFor();
  await page.keyboard.press("u");
  const notices = new NoticesPage(page);
  await notices.ready();
  const internal = notices.notice("internal-notice");
  await internal.copy.click();
  await internal.status.getByText("已复制，并记为已发出").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^# 【P0】支付接口全部超时：处理中\n/);
  assert.match(copied, /- \*\*宣布时间\*\*：2026-11-20 14:40（UTC\+08:00）/);
  await due.getByText("15 分钟后", { exact: true }).waitFor();
  await page.goto(server.url(`index.html${address}`));
  await walk.at("confirm");
  assert.match(await walk.timeline.first().innerText(), /14:50:00\s*发出通报：内部通报/);
});

journey("stopped with a reason, taken up again where it stood", async (scene) => {
  const { page } = scene;
  const walk = await declared(scene);
  await walk.choose(1);
  await walk.at("notify");
  await walk.step.getByRole("button", { name: "中止走查" }).click();
  await walk.step.locator("form.stop input").fill("已移交给值班经理");
  await walk.step.getByRole("button", { name: "确认中止" }).click();
  const finish = new FinishPage(page);
  await finish.ready();
  assert.equal(await finish.outcome.innerText(), "已移交给值班经理");
  await page.reload();
  await finish.ready();
  await finish.article.getByRole("button", { name: "继续走查" }).click();
  await walk.at("notify");
  await walk.untilSaved();
});

journey("closed, then opened again", async (scene) => {
  const finish = await falseAlarm(await declared(scene));
  await finish.close.click();
  await finish.closed.waitFor();
  await finish.reopen.click();
  await finish.close.waitFor();
  await new WalkPage(scene.page).untilSaved();
});

journey("a drill says so everywhere", async ({ server, page }) => {
  const form = await new DeclarePage(page).open(server);
  await form.drill.check();
  assert.equal(await form.submit.innerText(), "开始演练");
  await form.begin({ title: "演习：支付超时" });
  const walk = new WalkPage(page);
  await walk.at("confirm");
  assert.equal(await page.locator(".bar .drill").innerText(), "演练");
  await page.keyboard.press("u");
  const notices = new NoticesPage(page);
  await notices.ready();
  assert.match(await notices.notice("internal-notice").paper.innerText(), /这是演练，没有真实故障/);
  assert.match(await notices.notice("external-notice").paper.innerText(), /演练，请勿外发/);
  await page.keyboard.press("r");
  const report = new ReportPage(page);
  await report.ready();
  assert.match(await report.paper.innerText(), /本报告来自演练/);
});
