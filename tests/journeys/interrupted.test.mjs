// A lost tab, a reload, a browser killed in the middle of it: what was said to be saved is there afterwards.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { journey } from "./journey.mjs";
import { MortalBrowser } from "./mortal-browser.mjs";
import { HomePage } from "./pages/home.mjs";
import { WalkPage } from "./pages/walk.mjs";
import { SiteServer } from "./server.mjs";
import { SITE } from "./settings.mjs";
import { declared, toGrading } from "./stories/beginnings.mjs";

journey("a reload keeps the step, the ticks, the forms and what was half written", async (scene) => {
  const { page } = scene;
  const walk = await declared(scene);
  await walk.check("在告警平台接手").check();
  await walk.fill("就绪实例数", "3/8");
  await walk.command(1).input("namespace").fill("prod");
  await walk.command(1).input("namespace").blur();
  await walk.note.fill("刚才看到网关日志里");
  await walk.field("健康检查返回码").pressSequentially("50");
  await walk.untilSaved();
  await page.reload();
  await walk.at("confirm");
  assert.ok(await walk.check("在告警平台接手").isChecked());
  assert.equal(await walk.field("就绪实例数").inputValue(), "3/8");
  assert.equal(await walk.field("健康检查返回码").inputValue(), "50");
  assert.equal(await walk.note.inputValue(), "刚才看到网关日志里");
  assert.equal(await walk.command(1).text.innerText(), "kubectl get pods -n prod -l app=<service> -o wide");
});

journey("a closed tab leads back from the home page", async (scene) => {
  const { page, context, server } = scene;
  const walk = await declared(scene);
  await toGrading(walk);
  await walk.untilSaved();
  await page.close();
  const later = await context.newPage();
  const home = await new HomePage(later).open(server);
  assert.match(await home.incidents.innerText(), /支付接口全部超时[^]*定级/);
  await home.incidents.getByRole("link").click();
  await new WalkPage(later).at("grade");
});

/** What is done right before each kill, and what must be there afterwards. */
const LAST_ACTS = [
  {
    name: "declaring",
    act: async () => {},
    check: async (walk) => assert.match(await walk.timeline.last().innerText(), /宣布故障/),
  },
  {
    name: "ticking",
    act: (walk) => walk.check("在告警平台接手").check(),
    check: async (walk) => assert.ok(await walk.check("在告警平台接手").isChecked()),
  },
  {
    name: "filling a blank",
    act: (walk) => walk.fill("就绪实例数", "3/8"),
    check: async (walk) => assert.equal(await walk.field("就绪实例数").inputValue(), "3/8"),
  },
  {
    name: "writing a note",
    act: async (walk) => {
      await walk.note.fill("网关返回 504");
      await walk.note.press("Enter");
    },
    check: async (walk) => assert.match(await walk.timeline.first().innerText(), /备注：网关返回 504/),
  },
  {
    name: "choosing",
    act: (walk) => walk.choose(1),
    check: async (walk) => walk.at("notify"),
  },
];

/**
 * Chromium 156 killed at random moments was seen to wipe IndexedDB as a whole in 7 of 1,253 kills (0.6 %), whatever the durability,
 * with “checksum mismatch … recovering from a corrupted (and deleted) database”. Until the second journal is there, that one is
 * Chromium's: an empty database is told apart from a lost act, and the kill is done once more. Twice in a row is no coincidence.
 */
const WIPES_FORGIVEN = 1;

/** @returns {Promise<boolean>} whether anything at all was left */
async function killedAfter({ act, check }, server) {
  const profile = await mkdtemp(join(tmpdir(), "breakglass-kill-"));
  try {
    const first = await MortalBrowser.launch(profile, server.origin);
    const walk = await declared({ server, page: first.page });
    await act(walk);
    await walk.untilSaved();
    const address = await walk.address();
    await first.kill();

    const second = await MortalBrowser.launch(profile, server.origin);
    const home = await new HomePage(second.page).open(server);
    const left = (await home.incidents.count()) + (await home.unreadable.count());
    if (left > 0) {
      await second.page.goto(server.url(`index.html${address}`));
      const again = new WalkPage(second.page);
      await again.step.waitFor();
      await check(again);
      second.watch.check();
    }
    await second.kill();
    return left > 0;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const last of LAST_ACTS) {
  test(`a browser killed right after ${last.name} has lost nothing`, { timeout: 120_000 }, async (t) => {
    const server = await new SiteServer(SITE).start();
    try {
      let kept = await killedAfter(last, server);
      for (let wipe = 0; !kept && wipe < WIPES_FORGIVEN; wipe += 1) {
        t.diagnostic("the database was empty as a whole after the kill: done once more");
        kept = await killedAfter(last, server);
      }
      assert.ok(kept, "the record is there");
    } finally {
      await server.stop();
    }
  });
}
