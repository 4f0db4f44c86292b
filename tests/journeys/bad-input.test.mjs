// Whatever comes in that should not: a clear message in both languages, a way on, never a blank page.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { HomePage } from "./pages/home.mjs";
import { ProblemPage } from "./pages/problem.mjs";
import { declared } from "./stories/beginnings.mjs";

const LANGUAGES = [
  { locale: "zh-CN", language: "zh" },
  { locale: "en-US", language: "en" },
];

/** A journey in each language. @param {string} name @param {(scene: import("./journey.mjs").Scene, say: (zh: RegExp, en: RegExp) => RegExp) => Promise<void>} walk */
function inBothLanguages(name, walk) {
  for (const { locale, language } of LANGUAGES) {
    // Without the service worker, which would answer with good files that it has kept.
    const visitor = { locale, serviceWorkers: "block" };
    journey(`${name}, in ${language}`, { visitor }, (scene) => walk(scene, (zh, en) => (language === "zh" ? zh : en)));
  }
}

inBothLanguages("addresses that lead nowhere", async ({ server, page }, say) => {
  const problem = new ProblemPage(page);
  await page.goto(server.url("index.html#/nowhere/at/all"));
  await problem.says(say(/这个地址没有内容/, /nothing at this address/));
  assert.match(await problem.advice.innerText(), /\/nowhere\/at\/all/);
  await page.goto(server.url("index.html#/incident/00112233445566778899aabbccddeeff"));
  await problem.says(say(/这个浏览器里没有这次故障/, /no such incident/));
  await page.goto(server.url("index.html#/declare?playbook=long-gone"));
  await problem.says(say(/本站没有这本手册/, /no such playbook/));
  await page.goto(server.url("index.html#/incident/%00<script>alert(1)</script>"));
  await problem.says(say(/这个地址没有内容/, /nothing at this address/));
  await problem.main.locator('a[href="#/"]').click();
  await new HomePage(page).ready();
});

journey("a step that the walk has not come to is answered with where it stands", async (scene) => {
  const walk = await declared(scene);
  const address = await walk.address();
  await scene.page.goto(scene.server.url(`index.html${address}/step/99`));
  await walk.at("confirm");
});

const INDEX = /\/bundle\/index-.*\.json$/;
const PLAYBOOK = /\/bundle\/p0-response-.*\.json$/;

inBothLanguages("the index of the site is missing", async ({ server, page, watch }, say) => {
  server.answerInstead(INDEX, () => ({ status: 404 }));
  watch.expect(/status of 404/);
  const problem = new ProblemPage(page);
  await page.goto(server.url("index.html#/declare"));
  await problem.says(say(/本站缺少一个文件/, /file of this site is missing/));
  assert.match(await problem.advice.innerText(), /bundle\/index-.*404/);
  // It is back: loading again is the way on.
  server.answerTruly();
  await problem.main.getByRole("button").click();
  await new DeclarePage(page).ready();
});

inBothLanguages("the index of the site is not what it should be", async ({ server, page }, say) => {
  const problem = new ProblemPage(page);
  server.answerInstead(INDEX, () => ({ body: '{"format": 99, "shape": "of things to come"}' }));
  await page.goto(server.url("index.html#/declare"));
  await problem.says(say(/数据比站点新/, /newer than the site/));
  assert.match(await problem.advice.innerText(), /99/);
  server.answerTruly();
  server.answerInstead(INDEX, (body) => ({ body: body.subarray(0, 1000) }));
  await page.reload();
  // It is a file of the site that is broken, not somebody's record.
  await problem.says(say(/^(?!.*这份记录)/, /^(?!.*[Tt]his record)/));
  assert.match(await page.locator("main.problem").innerText(), /bundle\/index-/);
});

inBothLanguages("a playbook's file is missing, then newer, then back: the form keeps what was put in", async ({ server, page, watch }, say) => {
  const form = await new DeclarePage(page).open(server);
  watch.expect(/status of 404/);
  server.answerInstead(PLAYBOOK, () => ({ status: 404 }));
  await form.begin({ title: "支付接口全部超时" });
  await form.trouble.getByText(say(/本站缺少一个文件/, /file of this site is missing/)).waitFor();
  server.answerTruly();
  server.answerInstead(PLAYBOOK, () => ({ body: '{"format": 7}' }));
  await form.submit.click();
  await form.trouble.getByText(say(/数据比站点新/, /newer than the site/)).waitFor();
  assert.equal(await form.title.inputValue(), "支付接口全部超时");
  assert.ok(await form.severity("P0").isChecked());
  server.answerTruly();
  await form.submit.click();
  await page.locator("article.step").waitFor();
});

for (const file of [/\.wasm$/, /\/assets\/app-.*\.js$/]) {
  inBothLanguages(`the app does not load (${file.source})`, async ({ server, page, watch }, say) => {
    server.answerInstead(file, () => ({ status: 404 }));
    watch.expect(/404|could not be loaded|WebAssembly|wasm/);
    await page.goto(server.url("index.html#/declare"));
    await page.locator("#boot-error").waitFor();
    assert.match(await page.locator("#boot-error").innerText(), say(/没能启动/, /did not start/));
    assert.ok(await page.getByRole("link", { name: "P0 故障响应" }).first().isVisible(), "the playbooks can be read");
  });
}
