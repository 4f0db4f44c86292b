// Two languages: the browser's first, then the one that was chosen, everywhere and for good.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { HomePage } from "./pages/home.mjs";
import { declared } from "./stories/beginnings.mjs";

const FIRST = [
  { locale: "zh-CN", language: "zh", asks: "出了什么事？", declares: "宣布故障" },
  { locale: "en-US", language: "en", asks: "What is wrong?", declares: "Declare an incident" },
  { locale: "fr-FR", language: "en", asks: "What is wrong?", declares: "Declare an incident" },
];

for (const { locale, language, asks, declares } of FIRST) {
  journey(`a browser that speaks ${locale} is answered in ${language}`, { visitor: { locale } }, async ({ server, page }) => {
    await new HomePage(page).open(server);
    assert.equal(await page.locator("html").getAttribute("data-ui"), language);
    assert.equal(await page.locator("#home h1").innerText(), asks);
    await new DeclarePage(page).open(server);
    assert.equal(await page.locator("#step-title").innerText(), declares);
    // The playbooks are in their own language, whatever the screen speaks.
    assert.match(await page.locator(".playbooks").innerText(), /数据库连接耗尽/);
  });
}

journey("a chosen language holds on every page, in the app, and after a reload", async (scene) => {
  const { server, page } = scene;
  const home = await new HomePage(page).open(server);
  await home.languageSwitch.click();
  assert.equal(await page.locator("#home h1").innerText(), "What is wrong?");
  assert.match(await home.shelf.innerText(), /Open incidents|Incidents/i);
  await page.goto(server.url("severity.html"));
  assert.equal(await page.locator("html").getAttribute("data-ui"), "en");
  const walk = await declared(scene);
  await page.locator(".bar").getByText("Saved").waitFor();
  await walk.languageSwitch.click();
  await page.locator(".bar").getByText("已保存").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh");
  await page.reload();
  await walk.at("confirm");
  await page.locator(".bar").getByText("已保存").waitFor();
  await page.goto(server.url("p0-response.html"));
  assert.equal(await page.locator("html").getAttribute("data-ui"), "zh");
});
