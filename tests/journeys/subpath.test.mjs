// The same files under a subpath, as on a project page of a static host.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { HomePage, untilOffline } from "./pages/home.mjs";
import { ReportPage } from "./pages/report.mjs";
import { declared, falseAlarm } from "./stories/beginnings.mjs";

journey("under a subpath: walk, report, and the same without a server", { prefix: "/a/b/" }, async (scene) => {
  const { server, page, watch } = scene;
  const home = await new HomePage(page).open(server);
  await page.getByRole("link", { name: "P0 故障响应" }).first().click();
  assert.equal(await page.locator("h1").innerText(), "P0 故障响应");
  await page.getByRole("link", { name: "开始走查" }).click();
  await page.waitForURL(/\/a\/b\/index\.html#\/declare\?playbook=p0-response$/);
  const finish = await falseAlarm(await declared(scene));
  await finish.report.click();
  await new ReportPage(page).ready();
  await untilOffline(page);
  await server.stop();
  watch.expect(/ERR_CONNECTION_REFUSED/);
  await page.reload();
  await new ReportPage(page).ready();
  await page.goto(server.url(""));
  await home.ready();
  assert.match(await home.incidents.innerText(), /支付接口全部超时/);
  assert.deepEqual(server.requests.filter(({ path }) => !path.startsWith("/a/b/")), []);
});
