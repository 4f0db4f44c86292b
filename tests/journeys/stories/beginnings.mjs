// Beginnings that many journeys share, gone through with the mouse as quickly as may be.

import { DeclarePage } from "../pages/declare.mjs";
import { FinishPage } from "../pages/finish.mjs";
import { WalkPage } from "../pages/walk.mjs";

/**
 * Declares an incident and waits until its first step is there and stored.
 *
 * @param {import("../journey.mjs").Scene} scene
 * @param {Parameters<DeclarePage["begin"]>[0]} [declaration]
 */
export async function declared({ server, page }, declaration) {
  const form = await new DeclarePage(page).open(server);
  await form.begin(declaration);
  const walk = new WalkPage(page);
  await walk.at(declaration?.playbook === "db-connections" ? "symptoms" : "confirm");
  await walk.untilSaved();
  return walk;
}

/** From the first step to grading, with nothing filled. @param {WalkPage} walk */
export async function toGrading(walk) {
  await walk.choose(1);
  for (const step of ["notify", "assess-scope", "quick-diagnosis", "assess-impact"]) {
    await walk.at(step);
    await walk.goOn.click();
  }
  await walk.at("grade");
}

/** The short way out: a false alarm. @param {WalkPage} walk */
export async function falseAlarm(walk) {
  await walk.at("confirm");
  await walk.choose(2);
  await walk.at("false-alarm");
  await walk.fill("误报原因", "探测点网络抖动");
  await walk.choose(1);
  const finish = new FinishPage(walk.page);
  await finish.ready();
  await walk.untilSaved();
  return finish;
}
