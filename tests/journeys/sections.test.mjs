// Pages in folders and in two languages: the same place in the other language, old addresses, the way down and back by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PATIENCE, inScene } from "./journey.mjs";
import { Keyboard } from "./keyboard.mjs";
import { withSmallSite } from "./small-site.mjs";

/**
 * A journey through a small site.
 *
 * @param {string} name
 * @param {string} site the case that it is built from
 * @param {import("playwright-core").BrowserContextOptions} visitor
 * @param {(scene: import("./journey.mjs").Scene) => Promise<void>} walk
 */
function smallJourney(name, site, visitor, walk) {
  test(name, { timeout: PATIENCE }, () => withSmallSite(site, (folder) => inScene({ folder, visitor }, walk)));
}

smallJourney("the language of a page changes at the same heading", "languages", { locale: "zh-CN" }, async ({ server, page }) => {
  await page.goto(server.url("cache.zh.html#flush"));
  await page.locator(".top [data-set-language='en']:visible").click();
  await page.waitForURL(/cache\.en\.html#flush$/);
  assert.equal(await page.locator("html").getAttribute("data-ui"), "en");
  await page.locator("main").getByRole("link", { name: "中文" }).click();
  await page.waitForURL(/cache\.zh\.html#flush$/);
  assert.equal(await page.locator("html").getAttribute("data-ui"), "zh");
});

smallJourney("the home page and its other language lead to each other", "languages", { locale: "zh-CN" }, async ({ server, page }) => {
  await page.goto(server.url(""));
  await page.locator("main").getByRole("link", { name: "English" }).click();
  await page.waitForURL(/index\.en\.html$/);
  assert.equal(await page.locator("h1").innerText(), "Handbook");
  await page.locator("main").getByRole("link", { name: "中文" }).click();
  await page.waitForURL(/\/index\.html$/);
  assert.equal(await page.locator("html").getAttribute("data-ui"), "zh");
});

smallJourney("an old address leads on, and keeps the heading", "moved-and-drafts", {}, async ({ server, page }) => {
  await page.goto(server.url("wiki/connection-pool/index.html#limits"));
  await page.waitForURL(/\/db\/pool\.html#limits$/);
  await page.goto(server.url("db/pool-old.html#tuning"));
  await page.waitForURL(/\/db\/pool\.html#limits$/);
});

smallJourney("without script an old address leads on too", "moved-and-drafts", { javaScriptEnabled: false }, async ({ server, page }) => {
  await page.goto(server.url("wiki/connection-pool/index.html"));
  await page.waitForURL(/\/db\/pool\.html$/);
  assert.ok(await page.locator("h1").isVisible());
});

smallJourney("by keyboard down through the sections and back", "sections", { locale: "en-US" }, async ({ server, page }) => {
  const keyboard = new Keyboard(page);
  const follow = async (link) => {
    await keyboard.tabTo(link);
    await keyboard.press("Enter");
  };
  await page.goto(server.url("guide.html"));
  await follow(page.locator("main").getByRole("link", { name: "the databases" }));
  await page.waitForURL(/\/database\/index\.html$/);
  await follow(page.getByRole("navigation", { name: "In this section" }).getByRole("link", { name: "Backups" }));
  await page.waitForURL(/\/database\/backups\/index\.html$/);
  await follow(page.locator("main .section-rows").getByRole("link", { name: "Restore" }));
  await page.waitForURL(/\/restore\.html$/);
  const crumbs = page.getByRole("navigation", { name: "Where this page is" });
  assert.deepEqual(await crumbs.getByRole("listitem").allInnerTexts(), ["Home", "Databases", "Backups", "Restore"]);
  assert.equal(await crumbs.locator("[aria-current='page']").innerText(), "Restore");
  assert.equal(await crumbs.getByRole("link").count(), 3);
  await follow(crumbs.getByRole("link", { name: "Databases" }));
  await page.waitForURL(/\/database\/index\.html$/);
});
