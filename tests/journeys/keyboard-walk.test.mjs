// From declaring to the exported postmortem without touching the mouse, on a laptop screen.

import assert from "node:assert/strict";

import { StoryClock, withoutChance } from "./clock.mjs";
import { equalsExpected } from "./expected.mjs";
import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { FinishPage } from "./pages/finish.mjs";
import { HomePage } from "./pages/home.mjs";
import { ReportPage } from "./pages/report.mjs";
import { conformsTo } from "./schema.mjs";
import { DECLARATION, LONG_WALK } from "./stories/long-walk.mjs";
import { Walker } from "./walker.mjs";

/** Home → declare, as somebody without a mouse does it. */
async function declare(server, page, walker) {
  const { keyboard } = walker;
  const home = await new HomePage(page).open(server);
  await keyboard.tabTo(home.declare);
  await keyboard.press("Enter");
  const form = new DeclarePage(page);
  await form.ready();
  await keyboard.write(form.title, DECLARATION.title);
  await keyboard.tabTo(form.severity("P0"));
  await keyboard.press("Space");
  await pickPlaybook(keyboard, form);
  for (const [time, moment] of [[form.impactStarted, DECLARATION.impactStarted], [form.detected, DECLARATION.detected]]) {
    // “Unknown” empties the blank.
    await keyboard.tick(time.locator("xpath=following-sibling::button"));
    await keyboard.writeTime(time, moment);
    assert.equal(await time.inputValue(), moment);
  }
  await keyboard.write(form.responder, DECLARATION.responder);
  await keyboard.tabTo(form.submit);
  await keyboard.press("Enter");
}

/** A group of radio buttons is one stop for Tab; the arrows move within. */
async function pickPlaybook(keyboard, form) {
  const wanted = form.playbook("p0-response");
  await keyboard.tabTo(form.form.locator("input[name=playbook]:checked"));
  for (let step = 0; step < 5 && !(await wanted.isChecked()); step += 1) await keyboard.press("ArrowDown");
  assert.ok(await wanted.isChecked());
}

async function begin({ server, page, context }) {
  await withoutChance(context);
  const clock = await new StoryClock(page, DECLARATION.now).start();
  const walker = new Walker(page, clock);
  await declare(server, page, walker);
  return walker;
}

journey("a false alarm, by keyboard", async (scene) => {
  const walker = await begin(scene);
  await walker.do({ step: "confirm", milestone: "now", leave: "2" });
  await walker.do({ step: "false-alarm", write: { 误报原因: "探测点网络抖动" }, leave: "1" });
  const finish = new FinishPage(scene.page);
  await finish.ready();
  assert.equal(await finish.outcome.innerText(), "误报，没有用户受影响");
  await walker.keyboard.tick(finish.close);
  await finish.closed.waitFor();
  await walker.walk.untilSaved();
  await scene.page.goto(scene.server.url("index.html#/"));
  const home = new HomePage(scene.page);
  await home.ready();
  assert.match(await home.incidents.innerText(), /P0 紧急\s*支付接口全部超时\s*2026-11-20 14:40 · 已关闭/);
});

journey("the whole P0 walk, by keyboard, to the exported postmortem", async (scene) => {
  const { page } = scene;
  const walker = await begin(scene);
  for (const acts of LONG_WALK) await walker.do(acts);
  const finish = new FinishPage(page);
  await finish.ready();
  assert.equal(await finish.outcome.innerText(), "故障已恢复，复盘完成");
  await walker.keyboard.tick(finish.close);
  await finish.closed.waitFor();
  await walker.walk.untilSaved();
  await walker.keyboard.press("r");
  const report = new ReportPage(page);
  await report.ready();
  await walker.keyboard.tabTo(report.markdown);
  const markdown = await report.download(() => walker.keyboard.press("Enter"));
  assert.equal(markdown.name, "incident-B6B6B6-20261120.md");
  await equalsExpected("postmortem.zh.md", markdown.text);
  await walker.keyboard.tabTo(report.json);
  const json = await report.download(() => walker.keyboard.press("Enter"));
  assert.equal(json.name, "incident-B6B6B6-20261120.json");
  await conformsTo("report", JSON.parse(json.text));
});
