// With scripts off the site is a book: all of it readable, in order, with working anchors.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";

import { journey } from "./journey.mjs";
import { SITE } from "./settings.mjs";

const VISITOR = { javaScriptEnabled: false };

journey("home says what is there, and that it cannot walk", { visitor: VISITOR }, async ({ server, page }) => {
  await page.goto(server.url("index.html"));
  assert.ok(await page.locator("#home h1").isVisible());
  assert.match(await page.locator("#home").innerText(), /没有启用脚本/);
  for (const name of ["P0 故障响应", "数据库连接耗尽", "故障等级", "升级路径"]) {
    assert.ok(await page.getByRole("link", { name }).first().isVisible(), name);
  }
});

journey("home at an address of the app still shows home", { visitor: VISITOR }, async ({ server, page }) => {
  await page.goto(server.url("index.html#/declare"));
  assert.ok(await page.locator("#home h1").isVisible());
});

journey("every page: one first heading, no level left out, every anchor leads somewhere", { visitor: VISITOR }, async ({ server, page }) => {
  const files = (await readdir(SITE, { recursive: true })).filter((file) => file.endsWith(".html"));
  assert.ok(files.length >= 9, `only ${files.length} pages`);
  for (const file of files) {
    await page.goto(server.url(file));
    const headings = await page.locator("h1:visible, main :is(h2, h3, h4, h5, h6):visible").all();
    const levels = await Promise.all(headings.map(async (heading) => Number((await heading.evaluate((h) => h.tagName))[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, `${file}: ${levels}`);
    levels.reduce((before, level) => (assert.ok(level <= before + 1, `${file}: ${levels}`), level));
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => decodeURIComponent(link.getAttribute("href")).slice(1))
        .filter((id) => id && !id.startsWith("/") && !document.getElementById(id)),
    );
    assert.deepEqual(dead, [], file);
  }
});

journey("a playbook reads in full and in order", { visitor: VISITOR }, async ({ server, page }) => {
  await page.goto(server.url("p0-response.html#contain"));
  assert.ok(await page.locator("#contain").isVisible());
  const words = await page.locator("main").innerText();
  const inOrder = ["何时使用", "接手并确认", "通知值班链", "定级", "启动战争室", "选止损手段", "保留现场", "恢复验证", "结案", "误报收尾", "转日常处理"];
  const places = inOrder.map((word) => words.indexOf(word));
  assert.ok(places.every((place) => place >= 0), `${places}`);
  for (const id of ["detect", "confirm", "war-room", "verify", "close", "false-alarm"]) {
    assert.equal(await page.locator(`#${id}`).count(), 1, id);
  }
  assert.match(words, /kubectl rollout undo deployment\/<service> -n <namespace> --to-revision=<revision>/);
});
