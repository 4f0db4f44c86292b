import assert from "node:assert/strict";

/** A screen that cannot be shown: why, and the way on. */
export class ProblemPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.main = page.locator("main.problem");
    this.title = this.main.locator("h1");
    this.advice = this.main.locator(".lead");
    this.detail = this.main.locator(".detail");
    this.saveRaw = this.main.getByRole("button", { name: /保存原始数据|Save the raw data/ });
  }

  /** Waits for the screen and holds it to what every such screen must have. @param {RegExp} title */
  async says(title) {
    await this.main.waitFor();
    assert.match(await this.title.innerText(), title);
    assert.ok((await this.advice.innerText()).length > 10, "the advice says something");
    assert.ok((await this.main.locator('a[href="#/"]').count()) > 0, "there is a way on");
  }
}
