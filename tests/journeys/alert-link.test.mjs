// Called by the monitoring: the link in the page that woke somebody opens the form filled in.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { WalkPage } from "./pages/walk.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

journey("by an alert's link to the first command, on a phone", { visitor: PHONE }, async ({ server, page }) => {
  const begun = new Date(Date.now() - 600_000).toISOString();
  const query = `?alert=HighErrorRate&severity=critical&namespace=shop&service=pay%3B+reboot&at=${begun}`;
  const form = await new DeclarePage(page).open(server, query);
  const called = page.locator("#called");
  assert.match(await called.innerText(), /HighErrorRate/);
  assert.match(await form.title.inputValue(), /pay; reboot/);
  assert.ok(await form.severity("P0").isChecked());
  assert.ok(await form.playbook("p0-response").isChecked());
  assert.notEqual(await form.impactStarted.inputValue(), "");
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= 360));
  await form.submit.tap();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  const command = walk.command(1);
  assert.equal(await command.input("namespace").inputValue(), "shop");
  // What a shell would read as two commands is for a human to type.
  assert.equal(await command.input("service").inputValue(), "");
});

journey("an alert that the site does not know leaves the form usable", async ({ server, page }) => {
  const form = await new DeclarePage(page).open(server, "?alert=NobodyKnowsThis&namespace=shop&playbook=gone");
  assert.ok(await page.locator("#called.unknown").isVisible());
  assert.equal(await form.title.inputValue(), "NobodyKnowsThis");
  await form.begin({ title: "告警不认得，服务真的坏了" });
  const walk = new WalkPage(page);
  await walk.at("confirm");
  assert.equal(await walk.command(1).input("namespace").inputValue(), "shop");
});
