/** The form that begins an incident. */
export class DeclarePage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.form = page.locator(".declare form");
    this.title = page.locator("#title");
    this.responder = page.locator("#responder");
    this.impactStarted = page.locator("#impact-started");
    this.detected = page.locator("#detected");
    this.drill = page.locator("#drill");
    this.trouble = page.locator(".declare .trouble");
    this.submit = this.form.locator("button[type=submit]");
  }

  /** @param {import("../server.mjs").SiteServer} server @param {string} query such as `?playbook=p0-response` */
  async open(server, query = "") {
    await this.page.goto(server.url(`index.html#/declare${query}`));
    await this.ready();
    return this;
  }

  async ready() {
    await this.page.locator("html[data-ready][data-screen=app]").waitFor();
    await this.form.waitFor();
  }

  /** The card of a severity. @param {string} level such as `P0` */
  severity(level) {
    return this.form.locator(`input[name=severity][value="${level}"]`);
  }

  /** The card of a playbook. @param {string} id */
  playbook(id) {
    return this.form.locator(`input[name=playbook][value="${id}"]`);
  }

  /** Fills what must be filled, with the mouse, and begins. */
  async begin({ title = "支付接口全部超时", severity = "P0", playbook = "p0-response" } = {}) {
    await this.title.fill(title);
    await this.severity(severity).check();
    await this.playbook(playbook).check();
    await this.submit.click();
  }
}
