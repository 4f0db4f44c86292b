// Going back, thinking better of it, and coming round again.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { declared, toGrading } from "./stories/beginnings.mjs";

/** P0, war room, roll back: four answers deep. */
async function rollingBack(scene) {
  const walk = await declared(scene);
  await toGrading(walk);
  await walk.choose(1);
  await walk.at("war-room");
  await walk.fill("指挥官", "李雷");
  await walk.goOn.click();
  await walk.at("contain");
  await walk.fill("止损措施", "回滚到 v2.17.3");
  await walk.choose(1);
  await walk.at("rollback");
  await walk.fill("回滚前版本", "v2.18.0");
  return walk;
}

journey("looking back changes nothing", async (scene) => {
  const walk = await rollingBack(scene);
  await scene.page.keyboard.press("b");
  await walk.at("contain");
  await walk.earlier.waitFor();
  assert.equal(await walk.field("止损措施").inputValue(), "回滚到 v2.17.3");
  assert.equal(await walk.choices.first().getAttribute("aria-pressed"), "true");
  await scene.page.goBack();
  await walk.at("rollback");
  await scene.page.keyboard.press("b");
  await walk.at("contain");
  await scene.page.keyboard.press("g");
  await walk.at("rollback");
  assert.equal(await walk.field("回滚前版本").inputValue(), "v2.18.0");
});

journey("a changed answer keeps the later ones, and tells what it left behind", async (scene) => {
  const { page } = scene;
  const walk = await rollingBack(scene);
  for (const step of ["contain", "war-room", "grade"]) {
    await page.keyboard.press("b");
    await walk.at(step);
  }
  assert.equal(await walk.leftBehind.count(), 0);
  await walk.choose(3);
  // Less severe, so no war room; the measure chosen and its form stand as they were.
  await walk.at("rollback");
  assert.equal(await walk.field("回滚前版本").inputValue(), "v2.18.0");
  assert.match(await walk.leftBehind.innerText(), /先前回答过，现已不在路径上[^]*启动战争室/);
  assert.match(await page.locator(".bar .who").innerText(), /P2 一般/);
  assert.match(await walk.timeline.first().innerText(), /更改“定级”的回答：P2：部分功能受影响/);
  await walk.untilSaved();
  await page.reload();
  await walk.at("rollback");
  assert.match(await walk.leftBehind.innerText(), /启动战争室/);
});

journey("changed back, what was left behind is on the path again", async (scene) => {
  const { page } = scene;
  const walk = await rollingBack(scene);
  for (const step of ["contain", "war-room", "grade"]) {
    await page.keyboard.press("b");
    await walk.at(step);
  }
  await walk.choose(3);
  await walk.leftBehind.waitFor();
  await page.keyboard.press("b");
  await walk.at("contain");
  await page.keyboard.press("b");
  await walk.at("grade");
  await walk.choose(1);
  await walk.leftBehind.waitFor({ state: "detached" });
  await walk.phases.getByText("启动战争室").click();
  await walk.at("war-room");
  assert.equal(await walk.field("指挥官").inputValue(), "李雷");
});

journey("the second time round offers what was filled the first time", async (scene) => {
  const walk = await rollingBack(scene);
  await walk.choose(3);
  await walk.at("contain", 2);
  assert.match(await walk.step.locator(".eyebrow").innerText(), /第 2 轮/);
  assert.equal(await walk.field("止损措施").inputValue(), "");
  assert.equal(await walk.reuse.innerText(), "采用 回滚到 v2.17.3");
  await walk.reuse.click();
  assert.equal(await walk.field("止损措施").inputValue(), "回滚到 v2.17.3");
  await walk.choose(1);
  await walk.at("rollback", 2);
  await walk.untilSaved();
  // The first round is still there, as it was.
  await scene.page.keyboard.press("b");
  await walk.at("contain", 2);
  await scene.page.keyboard.press("b");
  await walk.at("rollback", 1);
  assert.equal(await walk.field("回滚前版本").inputValue(), "v2.18.0");
});
