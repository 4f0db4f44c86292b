// After the first visit the server can go away. A version is kept whole, or not at all.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { journey } from "./journey.mjs";
import { DeclarePage } from "./pages/declare.mjs";
import { HomePage, untilOffline } from "./pages/home.mjs";
import { ReportPage } from "./pages/report.mjs";
import { declared, falseAlarm } from "./stories/beginnings.mjs";
import { textOfPdf } from "./paper.mjs";

journey("the whole way without a server: declare, walk, close, export, print, read", async (scene) => {
  const { server, page, watch } = scene;
  await new HomePage(page).open(server);
  await untilOffline(page);
  await server.stop();
  // The worker looks for a newer version of itself, and finds nobody.
  watch.expect(/ERR_CONNECTION_REFUSED .*service-worker\.js/);
  await page.reload();
  await new HomePage(page).ready();
  const finish = await falseAlarm(await declared(scene));
  await finish.close.click();
  await finish.closed.waitFor();
  await finish.report.click();
  const report = new ReportPage(page);
  await report.ready();
  const { text } = await report.download(() => report.markdown.click());
  assert.match(text, /^# 支付接口全部超时：故障复盘报告\n/);
  assert.match(text, /误报原因：探测点网络抖动/);
  assert.match(await textOfPdf(await page.pdf({ preferCSSPageSize: true })), /误报原因：探测点网络抖动/);
  await page.goto(server.url("p0-response.html"));
  assert.equal(await page.locator("h1").innerText(), "P0 故障响应");
  await page.goto(server.url("severity.html?from=mail"));
  assert.equal(await page.locator("h1").innerText(), "故障等级");
  await page.goto(server.url(""));
  await new HomePage(page).ready();
});

journey("without a server, an address that the site does not have is answered by the site", async ({ server, page, watch }) => {
  await new HomePage(page).open(server);
  await untilOffline(page);
  await server.stop();
  watch.expect(/status of 404|ERR_CONNECTION_REFUSED/);
  await page.goto(server.url("nowhere.html"));
  assert.equal(await page.locator("main h1").innerText(), "没有这个页面");
});

const SEVERITY = /\/severity\.html$/;
const WORKER = /\/service-worker\.js$/;

journey("with one file damaged on its way, offline use is called unavailable, and nothing is kept", async ({ server, page }) => {
  server.answerInstead(SEVERITY, (body) => ({ body: body.subarray(0, 500) }));
  await new HomePage(page).open(server);
  while (!server.requests.some(({ path }) => SEVERITY.test(path))) await page.waitForTimeout(50);
  // A worker that could not install itself leaves no registration behind.
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()) === undefined);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await page.locator('html[data-offline="unavailable"]').waitFor();
});

/** A later version of the site, in which one page differs. */
function published(server, page, served = page) {
  const hash = createHash("sha256").update(page).digest("hex");
  server.answerInstead(WORKER, (body) => ({
    body: body.toString().replace(/(severity\.html",\s*")[0-9a-f]{64}/, `$1${hash}`).replace(/("?version"?: ?")/, "$1later-"),
  }));
  server.answerInstead(SEVERITY, () => ({ body: served }));
}

/** Looks for a newer version, and says what became of it. */
function updated(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (worker?.state === "installing") await new Promise((resolve) => worker.addEventListener("statechange", resolve));
    return { worker: worker?.state, kept: (await caches.keys()).length };
  });
}

const LATER = Buffer.from('<!doctype html><html lang="zh"><title>later</title><link rel="icon" href="icon.svg"><h1>后来的等级表</h1></html>');

journey("a new version that comes with a damaged file is not taken, and the old one stays whole", async ({ server, page }) => {
  await new HomePage(page).open(server);
  await untilOffline(page);
  published(server, LATER, LATER.subarray(0, 40));
  assert.deepEqual(await updated(page), { worker: "redundant", kept: 1 });
  await server.stop();
  await page.goto(server.url("severity.html"));
  assert.equal(await page.locator("h1").innerText(), "故障等级");
  await new DeclarePage(page).open(server);
});

journey("a whole new version waits until nobody uses the old one", async ({ server, page, context }) => {
  await new HomePage(page).open(server);
  await untilOffline(page);
  published(server, LATER);
  assert.deepEqual(await updated(page), { worker: "installed", kept: 2 });
  await page.goto(server.url("severity.html"));
  assert.equal(await page.locator("h1").innerText(), "故障等级", "no page changes under somebody's hands");
  await page.close();
  const next = await context.newPage();
  await next.goto(server.url("severity.html"));
  assert.equal(await next.locator("h1").innerText(), "后来的等级表");
});
