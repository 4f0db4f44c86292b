import { readFile } from "node:fs/promises";

/** The report and its exports. */
export class ReportPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.paper = page.locator("main.report .paper");
    this.markdown = page.locator("[data-export=markdown]");
    this.json = page.locator("[data-export=json]");
  }

  async ready() {
    await this.paper.waitFor();
  }

  /** Presses a button that saves a file. @param {() => Promise<unknown>} press @returns its name and text */
  async download(press) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), press()]);
    const text = await readFile(await download.path(), "utf8");
    return { name: download.suggestedFilename(), text };
  }
}

/** The notices, ready to copy. */
export class NoticesPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.notices = page.locator("main.papers .notice");
  }

  async ready() {
    await this.notices.first().waitFor();
  }

  /** @param {"internal-notice" | "external-notice"} purpose */
  notice(purpose) {
    const section = this.page.locator(`.notice[data-purpose="${purpose}"]`);
    return { section, paper: section.locator(".paper"), copy: section.locator("button.go"), status: section.locator("[role=status]") };
  }
}
