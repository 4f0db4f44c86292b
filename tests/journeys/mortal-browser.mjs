// A browser in a process group of our own, so that it can die as browsers do: all of it, at once, without a word.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

import { CHROMIUM, CHROMIUM_ARGUMENTS } from "./settings.mjs";
import { Watch, watchPolicy } from "./visitor.mjs";

const LAUNCH_WITHIN = 20_000;

export class MortalBrowser {
  /** Starts on a profile that outlives it. @param {string} profile @param {string} origin */
  static async launch(profile, origin) {
    const browser = new MortalBrowser();
    const port = join(profile, "DevToolsActivePort");
    const before = await readFile(port, "utf8").catch(() => null);
    const quiet = ["--headless", ...CHROMIUM_ARGUMENTS, "--accept-lang=zh-CN"];
    browser.process = spawn(CHROMIUM, [...quiet, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], {
      // A group of its own, which is then killed as one.
      detached: true,
      stdio: "ignore",
      env: { ...process.env, TZ: "Asia/Shanghai" },
    });
    browser.died = new Promise((resolve) => browser.process.once("exit", resolve));
    browser.connection = await chromium.connectOverCDP(await endpoint(port, before));
    const [context] = browser.connection.contexts();
    context.setDefaultTimeout(20_000);
    await watchPolicy(context);
    browser.watch = new Watch(context, origin);
    browser.page = await context.newPage();
    return browser;
  }

  /** SIGKILL to the whole group. */
  async kill() {
    process.kill(-this.process.pid, "SIGKILL");
    await this.died;
    await this.connection.close().catch(() => {});
  }
}

/** Where the browser listens: it writes that down once it does; what a killed one wrote is still there before. */
async function endpoint(file, before) {
  const deadline = Date.now() + LAUNCH_WITHIN;
  while (Date.now() < deadline) {
    const text = await readFile(file, "utf8").catch(() => null);
    if (text && text !== before && text.includes("\n")) return `http://127.0.0.1:${text.split("\n")[0]}`;
    await sleep(50);
  }
  throw new Error("Chromium did not start in time");
}
