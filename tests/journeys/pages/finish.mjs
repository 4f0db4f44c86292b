/** The end of the walk. */
export class FinishPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.article = page.locator("article.finish");
    this.outcome = this.article.locator("#step-title");
    this.openItems = this.article.locator(".open-items");
    this.close = this.article.locator("button.close");
    this.closed = this.article.locator(".closed strong");
    this.reopen = this.article.locator(".closed button");
    this.report = this.article.getByRole("link", { name: /报告|report/i });
  }

  async ready() {
    await this.article.waitFor();
  }
}
