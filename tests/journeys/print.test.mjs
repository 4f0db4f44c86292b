// On paper: a document, not a screenshot of the app. The pages are left as pictures under target/journeys.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { NoticesPage, ReportPage } from "./pages/report.mjs";
import { leavePictures, pagesOfPdf } from "./paper.mjs";
import { outputFolder } from "./settings.mjs";
import { declared, falseAlarm, toGrading } from "./stories/beginnings.mjs";

/** Words that stand on buttons and in menus, and have no business on paper. */
const INTERFACE = /导出 Markdown|导出 JSON|打印或存为|复制通报|已保存|自影响开始|English|走查 通报 报告|跳到正文|键盘快捷键|开始走查|本页内容/;

/** @param {import("playwright-core").Page} page @param {string} name of the pictures */
async function printed(page, name) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  await leavePictures(pdf, await outputFolder("journeys"), name);
  return pagesOfPdf(pdf);
}

/** Poppler guesses at the spaces between Latin and Chinese. @param {string} text */
const dense = (text) => text.replace(/[^\S\n]/g, "");

/** @param {string[]} pages */
function areNumbered(pages) {
  pages.forEach((text, index) => {
    const number = new RegExp(`^${index + 1}/${pages.length}$`, "m");
    assert.match(dense(text), number, `page ${index + 1} of ${pages.length} is numbered`);
  });
}

journey("the report: title block, timeline in Chinese, page numbers, no interface", async (scene) => {
  const { page } = scene;
  const walk = await declared(scene);
  await toGrading(walk);
  await walk.choose(1);
  await walk.at("war-room");
  await walk.note.fill("网关返回 504，已联系网络组");
  await walk.note.press("Enter");
  await page.keyboard.press("Escape");
  await walk.untilSaved();
  await page.keyboard.press("r");
  await new ReportPage(page).ready();
  const pages = await printed(page, "report");
  const [first] = pages.map(dense);
  assert.match(first, /^支付接口全部超时：故障复盘报告/);
  assert.match(first, /等级P0紧急：核心服务完全不可用/);
  const whole = pages.join("\n");
  assert.match(whole, /时间线/);
  assert.match(whole, /\d\d:\d\d:\d\d\s.*宣布故障：支付接口全部超时（P0）/);
  assert.match(whole, /\d\d:\d\d:\d\d\s.*网关返回 504，已联系网络组/);
  assert.doesNotMatch(whole, INTERFACE);
  areNumbered(pages);
});

journey("a notice prints as itself", async (scene) => {
  const { page } = scene;
  await falseAlarm(await declared(scene));
  await page.keyboard.press("u");
  await new NoticesPage(page).ready();
  const pages = await printed(page, "notices");
  assert.match(pages.join("\n"), /【P0】支付接口全部超时/);
  assert.doesNotMatch(pages.join("\n"), INTERFACE);
});

for (const name of ["p0-response", "db-connections", "severity"]) {
  journey(`the page ${name} prints without script`, { visitor: { javaScriptEnabled: false } }, async ({ server, page }) => {
    await page.goto(server.url(`${name}.html`));
    const title = await page.locator("h1").innerText();
    const pages = await printed(page, name);
    // “P0” stands on a line of its own for poppler, being of another font.
    assert.ok(title.split(" ").every((word) => dense(pages[0]).includes(word)), pages[0]);
    assert.doesNotMatch(pages.join("\n"), INTERFACE);
    areNumbered(pages);
  });
}
