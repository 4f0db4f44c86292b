// A visitor with a fresh browser profile, and an eye on everything that must never happen while they are here: an error in the
// console, an uncaught exception, a violation of the content security policy, a request to another origin.

import assert from "node:assert/strict";

/** Runs in every page before anything else: a violation is said where the journeys listen. */
function reportPolicyViolations() {
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy violation: ${event.violatedDirective} blocked ${event.blockedURI || "inline"} ${event.sample}`);
  });
}

/** Notes what goes wrong in a browser context. */
export class Watch {
  /** @type {string[]} */
  complaints = [];
  #expected = [];
  #origin;

  /** @param {import("playwright-core").BrowserContext} context @param {string} origin the only one that may be asked */
  constructor(context, origin) {
    this.#origin = origin;
    context.on("console", (message) => {
      if (message.type() === "error") this.#complain(`console: ${message.text()} ${message.location().url ?? ""}`);
    });
    context.on("weberror", (error) => this.#complain(`uncaught: ${error.error().stack ?? error.error()}`));
    context.on("request", (request) => this.#checkOrigin(request.url()));
  }

  /** From now on such a complaint is part of the journey. @param {RegExp} pattern */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Fails when anything unexpected happened. */
  check() {
    assert.deepEqual(this.complaints, []);
  }

  #checkOrigin(address) {
    const { protocol, origin } = new URL(address);
    const local = ["data:", "blob:", "about:"].includes(protocol);
    if (!local && origin !== this.#origin) this.#complain(`request to another origin: ${address}`);
  }

  #complain(what) {
    if (!this.#expected.some((pattern) => pattern.test(what))) this.complaints.push(what);
  }
}

/**
 * Opens a context that is watched.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @param {import("playwright-core").BrowserContextOptions} options
 */
export async function openContext(browser, origin, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(10_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  await watchPolicy(context);
  return { context, watch: new Watch(context, origin) };
}

/** Makes violations of the policy heard. @param {import("playwright-core").BrowserContext} context */
export function watchPolicy(context) {
  return context.addInitScript(reportPolicyViolations);
}
