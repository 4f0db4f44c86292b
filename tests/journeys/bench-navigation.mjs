// Measures how soon after navigation the app can be used: `CHROMIUM=… node bench-navigation.mjs SITE RUNS`.
//
// The page is the declare screen. The app sets `data-ready="true"` on the root element once its first screen is interactive; the
// first frame painted after that counts, from the browser's own start of navigation, on a CPU slowed down four times.
// Cold: a new browser profile. Warm: the same profile again, its service worker in control. Offline: the same with the network gone.
// The server compresses with Brotli as a real host does, so that the run over a mobile network moves the real number of bytes.

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "playwright-core";

const PAGE = "index.html#/declare";
const SLOWDOWN = 4;
const PATIENCE = 30_000;
// What WebPageTest calls 4G: 9 Mbit/s each way, 170 ms there and back.
const MOBILE = { offline: false, latency: 170, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const [site, runs] = process.argv.slice(2);

/** A static host. Every file is compressed beforehand, so that no visit waits for it. */
function serve(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map();
  for (const { parentPath, path = parentPath, name } of entries) {
    const file = join(path, name);
    files.set(`/${relative(folder, file).replaceAll("\\", "/")}`, brotliCompressSync(readFileSync(file)));
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : decodeURI(pathname);
    if (!files.has(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-encoding": "br",
      "cache-control": "max-age=0, must-revalidate",
    });
    response.end(files.get(path));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Runs in the page before anything else. Notes when the first frame that holds the usable screen has been painted. */
function watchForReady() {
  const observer = new MutationObserver(() => {
    if (document.documentElement?.dataset.ready !== "true") return;
    observer.disconnect();
    // A task queued from within a frame runs once that frame is painted.
    requestAnimationFrame(() => setTimeout(() => (globalThis.readyAt = performance.now())));
  });
  observer.observe(document, { attributes: true, childList: true, subtree: true });
}

async function visit(context, address, network) {
  const page = await context.newPage();
  try {
    await page.addInitScript(watchForReady);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    if (network) {
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", network);
    }
    await page.goto(address, { timeout: PATIENCE });
    const times = await page.waitForFunction(
      () => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        return globalThis.readyAt && paint && { ready: globalThis.readyAt, paint: paint.startTime };
      },
      null,
      { timeout: PATIENCE },
    );
    return await times.jsonValue();
  } finally {
    await page.close();
  }
}

/** Visits until the service worker has everything, so that the next visit is a warm one. */
async function settle(context, address) {
  const page = await context.newPage();
  try {
    await page.goto(address, { timeout: PATIENCE });
    await page.evaluate(async (patience) => {
      const late = new Promise((_, reject) => setTimeout(reject, patience, new Error("no service worker took over")));
      const { active } = await Promise.race([navigator.serviceWorker.ready, late]);
      if (active.state !== "activated") {
        await new Promise((resolve) => active.addEventListener("statechange", resolve));
      }
    }, PATIENCE);
  } finally {
    await page.close();
  }
}

const SCENARIOS = [
  { name: "cold", visit: (context, address) => visit(context, address) },
  { name: "cold over 4G", budget_ms: 1500, visit: (context, address) => visit(context, address, MOBILE) },
  {
    name: "warm",
    budget_ms: 400,
    async visit(context, address) {
      await settle(context, address);
      return visit(context, address);
    },
  },
  {
    name: "offline",
    budget_ms: 400,
    async visit(context, address) {
      await settle(context, address);
      await context.setOffline(true);
      return visit(context, address);
    },
  },
];

async function measure(browser, address, scenario) {
  const { name, budget_ms = null } = scenario;
  const samples = [];
  try {
    for (let run = 1; run <= runs; run += 1) {
      console.error(`${name}: run ${run} of ${runs}`);
      const context = await browser.newContext();
      samples.push(await scenario.visit(context, address).finally(() => context.close()));
    }
  } catch (error) {
    // One scenario that fails (offline before there is a service worker, say) leaves the others worth having.
    return { name, budget_ms, error: error.message.split("\n")[0] };
  }
  const ready = samples.map((sample) => sample.ready).sort((a, b) => a - b);
  const paint = samples.map((sample) => sample.paint).sort((a, b) => a - b);
  const middle = Math.floor(samples.length / 2);
  return {
    name,
    budget_ms,
    ready_ms: ready[middle],
    fastest_ms: ready[0],
    slowest_ms: ready.at(-1),
    paint_ms: paint[middle],
    samples_ms: samples.map((sample) => sample.ready),
  };
}

const server = await serve(site);
// Chromium's own sandbox does not work for root, which is who runs CI; the pages are our own.
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const address = `http://127.0.0.1:${server.address().port}/${PAGE}`;
  const scenarios = [];
  for (const scenario of SCENARIOS) {
    scenarios.push(await measure(browser, address, scenario));
  }
  console.log(JSON.stringify({ page: PAGE, cpu_slowdown: SLOWDOWN, browser: browser.version(), scenarios }));
} finally {
  await browser.close();
  server.close();
}
