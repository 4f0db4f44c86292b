// Blanks of every kind, filled with the keyboard by somebody who is tired: right, wrong, by default and not at all.

import assert from "node:assert/strict";

import { FOR_AXE, findings } from "./axe.mjs";
import { StoryClock } from "./clock.mjs";
import { builtSite } from "./generator.mjs";
import { journey } from "./journey.mjs";
import { Keyboard } from "./keyboard.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { ReportPage } from "./pages/report.mjs";
import { WalkPage } from "./pages/walk.mjs";

const folder = await builtSite("fields");
const NOW = "2026-11-20T14:40:00+08:00";
const ENGLISH = { locale: "en-US" };

/** Declares an incident with the English playbook. @param {import("./journey.mjs").Scene} scene */
async function assessing({ server, page }) {
  await new StoryClock(page, NOW).start();
  const form = await new DeclarePage(page).open(server);
  await form.begin({ title: "Checkout returns 502", playbook: "checkout" });
  const walk = new WalkPage(page);
  await walk.at("assess");
  return { walk, keyboard: new Keyboard(page) };
}

/** What the timeline tells of a blank, newest first. @param {WalkPage} walk @param {string} label */
async function told(walk, label) {
  const lines = await walk.timeline.allInnerTexts();
  const found = lines.map((line) => line.split(new RegExp(`${label}(?:: |：)`))[1]);
  return found.filter((value) => value !== undefined).map((value) => value.trim());
}

journey("every kind of blank by keyboard, into commands and the report", { folder, visitor: ENGLISH }, async (scene) => {
  const { page } = scene;
  const { walk, keyboard } = await assessing(scene);
  await keyboard.writeTime(walk.field("Impact started"), "2026-11-20T14:32");
  await keyboard.write(walk.field("Users affected"), "1,250 people");
  assert.equal(await walk.field("Users affected").inputValue(), "1250");
  await keyboard.pick(walk.option("Can be rolled back", "No"));
  await keyboard.pick(walk.option("Region", "both"));
  await keyboard.pick(walk.option("Level", "P1"));
  await page.locator(".bar .who").getByText(/P1/).waitFor();
  await keyboard.press("1");
  await walk.at("look");
  await keyboard.write(walk.field("Failing pod"), "checkout-7f9c");
  assert.equal(await walk.command(0).text.innerText(), "kubectl logs checkout-7f9c --since=10m");
  assert.equal(await walk.command(0).input("pod").inputValue(), "checkout-7f9c");
  await keyboard.write(walk.field("Expected until recovery"), "90");
  assert.equal(await walk.field("Expected until recovery").inputValue(), "1h30m");
  await keyboard.write(walk.field("Likely cause"), "The certificate\nran out");
  await walk.untilSaved();
  await keyboard.press("1");
  await page.goto(scene.server.url(`index.html${await walk.address()}/report`));
  const report = new ReportPage(page);
  await report.ready();
  const { text } = await report.download(() => report.markdown.click());
  for (const said of ["2026-11-20 14:32", "1250 people", "both", "checkout-7f9c", "The certificate"]) {
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
  }
  assert.match(text, /Expected until recovery \| 1 h 30 min/);
  assert.match(text, /Can be rolled back \| No/);
});

const WRONG = {
  "en-US": [/takes a number/, /takes a length of time/, /not in the record/],
  "zh-CN": [/要填数字/, /要填一段时长/, /还没有记入记录/],
};

for (const [locale, [number, duration, unrecorded]] of Object.entries(WRONG)) {
  journey(`what cannot be understood is said beside its box, kept, and stops nobody: ${locale}`, { folder, visitor: { locale, ...FOR_AXE } }, async (scene) => {
    const { page } = scene;
    const { walk, keyboard } = await assessing(scene);
    const users = walk.field("Users affected");
    await keyboard.write(users, "a lot");
    assert.match(await walk.wrong("Users affected").innerText(), number);
    assert.match(await walk.wrong("Users affected").innerText(), unrecorded);
    assert.equal(await users.inputValue(), "a lot");
    assert.equal(await users.getAttribute("aria-invalid"), "true");
    assert.equal(await walk.refused.count(), 0, "it is said once");
    assert.deepEqual(await findings(page), []);
    await walk.untilSaved();
    await page.reload();
    await walk.at("assess");
    assert.equal(await walk.field("Users affected").inputValue(), "a lot");
    assert.match(await walk.wrong("Users affected").innerText(), number);
    await keyboard.press("1");
    await walk.at("look");
    await keyboard.write(walk.field("Expected until recovery"), "1:75");
    assert.match(await walk.wrong("Expected until recovery").innerText(), duration);
    await keyboard.press("b");
    await walk.at("assess");
    await walk.field("Users affected").fill("");
    await keyboard.write(walk.field("Users affected"), "30");
    await walk.wrong("Users affected").waitFor({ state: "detached" });
    assert.deepEqual(await told(walk, "Users affected"), ["30 people"]);
  });
}

journey("half a time is no time, and says so", { folder, visitor: ENGLISH }, async (scene) => {
  const { page } = scene;
  const { walk, keyboard } = await assessing(scene);
  const started = walk.field("Impact started");
  await keyboard.tabTo(started);
  await page.keyboard.type("1120");
  await keyboard.press("Escape");
  assert.match(await walk.wrong("Impact started").innerText(), /a date and a time, such as 2026-11-20 14:32/);
  assert.ok(await started.evaluate((box) => box.validity.badInput), "what was typed still stands there");
  // Emptied again, nothing is wrong.
  await keyboard.clearTime(started);
  await walk.wrong("Impact started").waitFor({ state: "detached" });
  await keyboard.writeTime(started, "2026-11-20T14:35");
  await walk.wrong("Impact started").waitFor({ state: "detached" });
  // Nothing that concerns this incident is still to come.
  await keyboard.writeTime(started, "2026-11-20T16:35");
  assert.match(await walk.wrong("Impact started").innerText(), /still to come/);
  assert.equal(await started.inputValue(), "2026-11-20T16:35");
  await walk.row("Impact started").getByRole("button", { name: "Now" }).click();
  await walk.wrong("Impact started").waitFor({ state: "detached" });
  assert.equal(await started.inputValue(), "2026-11-20T14:40");
  assert.deepEqual(await told(walk, "Impact started"), ["2026-11-20 14:40 (UTC+08:00)", "2026-11-20 14:35 (UTC+08:00)"]);
});

journey("what it most likely is: one key, and in the record only then", { folder, visitor: { ...ENGLISH, ...FOR_AXE } }, async (scene) => {
  const { walk, keyboard } = await assessing(scene);
  const users = walk.field("Users affected");
  assert.equal(await users.inputValue(), "");
  assert.equal(await users.getAttribute("placeholder"), "200");
  assert.deepEqual(await findings(scene.page), []);
  await keyboard.tabTo(users);
  await keyboard.press("Enter");
  assert.equal(await users.inputValue(), "200");
  assert.deepEqual(await told(walk, "Users affected"), ["200 people"]);
  await keyboard.tick(walk.row("Region").locator("button.earlier"));
  assert.ok(await walk.option("Region", "east").isChecked());
  assert.deepEqual(await told(walk, "Region"), ["east"]);
});

journey("a blank that is needed is told before going on, and never in the way", { folder, visitor: ENGLISH }, async (scene) => {
  const { walk, keyboard } = await assessing(scene);
  const blank = walk.step.locator(".still-blank");
  assert.match(await blank.innerText(), /Impact started/);
  await keyboard.press("1");
  await walk.at("look");
  assert.match(await blank.innerText(), /Failing pod/);
  // Typed under the command, it fills the blank of the same value with one key.
  await keyboard.write(walk.command(0).input("pod"), "checkout-1");
  await keyboard.tick(walk.row("Failing pod").locator("button.earlier"));
  await blank.waitFor({ state: "detached" });
  await keyboard.press("1");
  await scene.page.locator("article.finish").waitFor();
});

journey("arrow keys pass over answers; only the one they stop at is recorded", { folder, visitor: ENGLISH }, async (scene) => {
  const { page } = scene;
  const { walk, keyboard } = await assessing(scene);
  const radios = walk.step.getByRole("radiogroup", { name: "Region" }).getByRole("radio");
  await keyboard.tabTo(radios.first());
  for (let pass = 0; pass < 5; pass += 1) await keyboard.press("ArrowRight");
  assert.ok(await walk.option("Region", "both").isChecked());
  await keyboard.press("Enter");
  await walk.timeline.getByText("Region: both").waitFor();
  assert.deepEqual(await told(walk, "Region"), ["both"]);

  // Left for the next box, it counts at once.
  await keyboard.press("ArrowLeft");
  await keyboard.press("Tab");
  await walk.timeline.getByText("Region: west").waitFor();
  assert.deepEqual(await told(walk, "Region"), ["west", "both"]);

  // Whoever waits has chosen as well.
  await keyboard.press("Shift+Tab");
  await keyboard.press("ArrowLeft");
  await walk.timeline.getByText("Region: east").waitFor();
  assert.deepEqual(await told(walk, "Region"), ["east", "west", "both"]);

  // So has whoever goes on at once, and whose tab goes away.
  await keyboard.press("ArrowRight");
  await keyboard.press("1");
  await walk.at("look");
  await keyboard.press("b");
  await walk.at("assess");
  assert.ok(await walk.option("Region", "west").isChecked());
  await keyboard.tabTo(walk.option("Region", "west"));
  await keyboard.press("ArrowRight");
  await page.reload();
  await walk.at("assess");
  await walk.timeline.getByText("Region: both").nth(1).waitFor();
  assert.ok(await walk.option("Region", "both").isChecked());
});

/** From the link of an ordinary page to the first of its sections. @param {import("./journey.mjs").Scene} scene @param {string} id */
async function walking({ server, page }, id) {
  await page.goto(server.url(`${id}.html`));
  await page.locator(".walk-page a:visible").click();
  const form = new DeclarePage(page);
  await form.ready();
  assert.ok(await form.playbook(id).isChecked());
  assert.equal(await page.locator("input[name=playbook]").count(), 3, "and no page that nobody asked for");
  assert.deepEqual(await findings(page), []);
  await form.title.fill("The certificate of the shop ran out");
  await form.severity("P2").check();
  await form.submit.click();
  return { walk: new WalkPage(page), keyboard: new Keyboard(page) };
}

journey("an ordinary page, section by section to its end", { folder, visitor: { ...ENGLISH, ...FOR_AXE } }, async (scene) => {
  const { walk, keyboard } = await walking(scene, "notes/certificates");
  await walk.at("1-save-the-old-one");
  await keyboard.press("1");
  await walk.at("2-upload-the-new-one");
  await keyboard.tick(walk.check("Both gateways have it"));
  await keyboard.press("1");
  await walk.at("3-check-it");
  await keyboard.press("1");
  await scene.page.locator("article.finish").waitFor();
  assert.deepEqual(await findings(scene.page), []);
});

journey("an ordinary page whose choices are followed", { folder, visitor: FOR_AXE }, async (scene) => {
  const { walk, keyboard } = await walking(scene, "notes/disk");
  await walk.at("1-是日志分区吗");
  await keyboard.press("2");
  await walk.at("3-扩容");
  assert.deepEqual(await findings(scene.page), []);
  await keyboard.press("1");
  await scene.page.locator("article.finish").waitFor();
});
