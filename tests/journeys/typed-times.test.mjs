// Times typed over times, by keyboard. Browsers tell of every date on the way (the year 2, 20, 202), and none of those is meant.

import assert from "node:assert/strict";

import { StoryClock } from "./clock.mjs";
import { journey } from "./journey.mjs";
import { Keyboard } from "./keyboard.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { declared } from "./stories/beginnings.mjs";

const NOW = "2026-11-20T14:40:00+08:00";

journey("the times of the form, typed over what stood there", async ({ server, page }) => {
  await new StoryClock(page, NOW).start();
  const form = await new DeclarePage(page).open(server);
  const keyboard = new Keyboard(page);
  for (const [time, first, second] of [
    [form.impactStarted, "2026-11-20T14:31", "2026-11-20T14:32"],
    [form.detected, "2026-11-20T14:35", "2026-11-20T14:38"],
  ]) {
    await keyboard.writeTime(time, first);
    await keyboard.writeTime(time, second);
    assert.equal(await time.inputValue(), second);
  }
  await form.begin();
  const walk = new WalkPage(page);
  await walk.at("confirm");
  assert.match(await walk.milestone("impact_started").innerText(), /2026-11-20 14:32/);
  assert.match(await walk.milestone("detected").innerText(), /2026-11-20 14:38/);
});

journey("a milestone, corrected: one entry in the record, and no branch taken by a digit", async (scene) => {
  const { page } = scene;
  await new StoryClock(page, NOW).start();
  const walk = await declared(scene);
  const keyboard = new Keyboard(page);
  const row = walk.milestone("detected");
  const before = await walk.timeline.count();
  await keyboard.tabTo(row.getByRole("button").last());
  await keyboard.press("Enter");
  await keyboard.writeTime(row.locator("input"), "2026-11-20T14:21");
  await row.getByText("2026-11-20 14:21").waitFor();
  await walk.at("confirm");
  assert.equal(await walk.timeline.count(), before + 1);
});

journey("a time in a step, typed over what stood there", async (scene) => {
  const { page } = scene;
  await new StoryClock(page, NOW).start();
  const walk = await declared(scene);
  const keyboard = new Keyboard(page);
  const before = await walk.timeline.count();
  await keyboard.writeTime(walk.field("首次发现时间"), "2026-11-20T14:38");
  await keyboard.writeTime(walk.field("首次发现时间"), "2026-11-20T14:12");
  await walk.milestone("detected").getByText("2026-11-20 14:12").waitFor();
  assert.equal(await walk.timeline.count(), before + 2);
});
