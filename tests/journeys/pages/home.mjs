/** The home page: what the generator wrote, and the incidents that the app puts in. */
export class HomePage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.incidents = page.locator("#open-incidents li[data-incident]");
    this.unreadable = page.locator("#open-incidents li.unreadable");
    this.shelf = page.locator("#open-incidents");
    this.declare = page.locator("#home .doors a.first");
    this.languageSwitch = page.locator("#home [data-set-language]:visible");
  }

  /** @param {import("../server.mjs").SiteServer} server */
  async open(server) {
    await this.page.goto(server.url("index.html"));
    await this.ready();
    return this;
  }

  /** Waits until the app has its screen. */
  async ready() {
    await this.page.locator("html[data-ready][data-screen=home]").waitFor();
    await this.shelf.locator("h2").waitFor();
  }
}

/** Waits until every file of the site is kept for use without a network. @param {import("playwright-core").Page} page */
export async function untilOffline(page) {
  await page.locator('html[data-offline="ready"]').waitFor({ timeout: 30_000 });
}
