// Storage that refuses, is full, is shared, or holds what it should not: said at once, nothing lost, a way to export.

import assert from "node:assert/strict";

import { makeForeignDatabase, putRows, rows } from "./database.mjs";
import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { HomePage } from "./pages/home.mjs";
import { ProblemPage } from "./pages/problem.mjs";
import { ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { declared } from "./stories/beginnings.mjs";

/** Declares where nothing can be stored; the walk is there, and says so. */
async function declaredUnsaved({ server, page }) {
  const form = await new DeclarePage(page).open(server);
  await form.begin();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  await walk.untilNotSaved();
  return walk;
}

/** The record leaves the browser whole. */
async function exportsNow(walk, label) {
  const report = new ReportPage(walk.page);
  const { name, text } = await report.download(() => walk.trouble.getByRole("button", { name: label }).click());
  assert.match(name, /\.json$/);
  return JSON.parse(text);
}

for (const { locale, refused, exports } of [
  { locale: "zh-CN", refused: /无痕窗口或浏览器设置关闭了存储/, exports: "导出记录" },
  { locale: "en-US", refused: /nothing outlives this tab/, exports: "Export the record" },
]) {
  journey(`storage refused, ${locale}: walk on, and export`, { visitor: { locale } }, async (scene) => {
    const { context, page, server } = scene;
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("denied", "SecurityError");
      };
      IDBFactory.prototype.open = refuse;
      Object.defineProperty(globalThis, "localStorage", { get: refuse });
    });
    const home = await new HomePage(page).open(server);
    assert.match(await home.shelf.getByRole("alert").innerText(), refused);
    const walk = await declaredUnsaved(scene);
    assert.match(await walk.trouble.innerText(), refused);
    await walk.fill("就绪实例数", "3/8");
    await walk.choose(1);
    await walk.at("notify");
    const record = await exportsNow(walk, exports);
    assert.match(JSON.stringify(record), /3\/8/);
  });
}

journey("a full disk: not saved, exported, and saved once there is room", async (scene) => {
  const { context, page, server } = scene;
  // From the start: what room there was is believed for half a minute.
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.origin, quotaSize: 1 });
  const walk = await declaredUnsaved(scene);
  await walk.fill("就绪实例数", "3/8");
  assert.match(await walk.trouble.innerText(), /最近一条未能保存/);
  assert.match(JSON.stringify(await exportsNow(walk, "导出记录")), /3\/8/);
  await walk.trouble.getByRole("button", { name: "重试" }).click();
  await walk.untilNotSaved();
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.origin });
  await walk.trouble.getByRole("button", { name: "重试" }).click();
  await walk.untilSaved();
  assert.equal(await walk.trouble.count(), 0);
  await page.reload();
  await walk.at("confirm");
  assert.equal(await walk.field("就绪实例数").inputValue(), "3/8");
});

journey("two tabs on one incident: what each of them does is kept", async (scene) => {
  const { context, page } = scene;
  const walk = await declared(scene);
  const other = await context.newPage();
  await other.goto(page.url());
  const second = new WalkPage(other);
  await second.at("confirm");
  await walk.check("在告警平台接手").check();
  await walk.untilSaved();
  await second.fill("就绪实例数", "3/8");
  await second.untilSaved();
  await walk.note.fill("第一个标签页写的");
  await walk.note.press("Enter");
  await walk.untilSaved();
  for (const tab of [page, other]) {
    await tab.reload();
    const again = new WalkPage(tab);
    await again.at("confirm");
    assert.ok(await again.check("在告警平台接手").isChecked());
    assert.equal(await again.field("就绪实例数").inputValue(), "3/8");
    assert.match(await again.timeline.allInnerTexts().then((lines) => lines.join("\n")), /第一个标签页写的/);
  }
});

/** An incident on the shelf, and the page left, so that nothing holds the database. */
async function leftBehind(scene) {
  const walk = await declared(scene);
  await walk.fill("就绪实例数", "3/8");
  await walk.check("在告警平台接手").check();
  await walk.untilSaved();
  const address = await walk.address();
  await scene.page.goto(scene.server.url("severity.html"));
  return { walk, address };
}

journey("rows that are not ours do not hide those that are", async (scene) => {
  const { page, server } = scene;
  await leftBehind(scene);
  await putRows(page, "incidents", [{ id: 42 }, { id: "not an id", created_at: "yesterday", library: null }, { id: "x".repeat(300), extra: ["<b>"] }]);
  const home = await new HomePage(page).open(server);
  assert.equal(await home.incidents.count(), 1);
  assert.equal(await home.unreadable.count(), 3);
  assert.match(await home.unreadable.first().innerText(), /这条记录无法读取/);
  const report = new ReportPage(page);
  const raw = await report.download(() => home.unreadable.first().getByRole("button").click());
  assert.match(raw.name, /raw\.json$/);
});

journey("a tampered event: what is before it is shown, nothing is added, all of it can be saved", async (scene) => {
  const { page, server } = scene;
  const { walk, address } = await leftBehind(scene);
  const events = await rows(page, "events");
  const filled = events.find((row) => row.json.includes("3/8"));
  await putRows(page, "events", [{ ...filled, json: filled.json.replace("3/8", "8/8") }]);
  await page.goto(server.url(`index.html${address}`));
  await walk.trouble.waitFor();
  const words = await walk.trouble.innerText();
  assert.match(words, /这份记录有一部分无法读取/);
  assert.match(words, /不能再写入/);
  await walk.choose(1);
  assert.match(await walk.refused.innerText(), /不能再写入/);
  await walk.note.fill("写不进去的备注");
  await walk.note.press("Enter");
  assert.equal(await walk.note.inputValue(), "写不进去的备注", "what was typed is not thrown away");
  const raw = await new ReportPage(page).download(() => walk.trouble.getByRole("button").click());
  assert.match(raw.text, /8\/8/);
});

for (const { name, change, title } of [
  { name: "a record whose playbooks are of a newer format", change: (json) => json.replace(/"format":\s*1/, '"format":9'), title: /数据比站点新/ },
  { name: "a record whose playbooks are cut off", change: (json) => json.slice(0, json.length / 2), title: /这份记录无法读取/ },
]) {
  journey(name, async (scene) => {
    const { page, server } = scene;
    const { address } = await leftBehind(scene);
    const [incident] = await rows(page, "incidents");
    await putRows(page, "incidents", [{ ...incident, library: change(incident.library) }]);
    await page.goto(server.url(`index.html${address}`));
    const problem = new ProblemPage(page);
    await problem.says(title);
    const raw = await new ReportPage(page).download(() => problem.saveRaw.click());
    assert.match(raw.text, /就绪实例数|3\/8/);
    await problem.main.locator('a[href="#/"]').click();
    const home = new HomePage(page);
    await home.ready();
    assert.equal(await home.unreadable.count(), 1);
  });
}

for (const { name, shape, says } of [
  { name: "a database of that name that is not ours", shape: { version: 1, stores: ["cats"] }, says: /存储出错|未能保存/ },
  { name: "a database of a newer version of the site", shape: { version: 9, stores: ["incidents", "events"] }, says: /更新的版本/ },
]) {
  journey(name, async (scene) => {
    const { page, server } = scene;
    await page.goto(server.url("severity.html"));
    await makeForeignDatabase(page, shape);
    const home = await new HomePage(page).open(server);
    assert.match(await home.shelf.getByRole("alert").innerText(), says);
    const walk = await declaredUnsaved(scene);
    assert.match(await walk.trouble.innerText(), says);
    await exportsNow(walk, "导出记录");
  });
}
