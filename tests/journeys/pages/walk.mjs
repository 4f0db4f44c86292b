/** The walk: the step, the phases beside it, the record, and the head with its clocks. */
export class WalkPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.step = page.locator("article.step");
    this.title = page.locator("#step-title");
    this.choices = this.step.locator(".choice");
    this.goOn = this.step.locator(".way-on .go");
    this.commands = this.step.locator(".cmd");
    this.earlier = this.step.locator(".earlier-step");
    this.reuse = this.step.locator("button.earlier");
    this.phases = page.locator("nav.phases");
    this.leftBehind = page.locator(".left-behind");
    this.note = page.locator("#note");
    this.timeline = page.locator(".log .timeline li");
    this.saved = page.locator(".bar .saved");
    this.trouble = page.locator(".trouble");
    this.refused = page.locator(".refused");
    this.languageSwitch = page.locator(".bar .language");
  }

  /** Waits until a step is on the screen. @param {string} id @param {number} round how often the walk has come to it */
  async at(id, round = 1) {
    await this.page.locator(`article.step[data-step="${id}"][data-round="${round}"]`).waitFor();
  }

  /** Waits until all that was done is stored. */
  async untilSaved() {
    await this.page.locator('.bar [data-saved="yes"]').waitFor();
  }

  /** Waits until the storing is said to have failed. */
  async untilNotSaved() {
    await this.page.locator('.bar [data-saved="no"]').waitFor();
  }

  /** Takes a branch. @param {number} number from 1, as on its key */
  async choose(number) {
    await this.choices.nth(number - 1).click();
  }

  /** Fills a blank and leaves it. @param {string} label @param {string} text */
  async fill(label, text) {
    await this.field(label).fill(text);
    await this.field(label).blur();
  }

  /** The blank of a field, by its label. @param {string} label */
  field(label) {
    return this.step.getByLabel(label, { exact: true });
  }

  /** What is said to be wrong with a blank, beside its box. @param {string} label */
  wrong(label) {
    return this.row(label).locator(".wrong");
  }

  /** The row of a field, by its label. @param {string} label */
  row(label) {
    return this.step.locator("li, .field-row").filter({ has: this.page.getByText(label, { exact: true }) });
  }

  /** One answer of a field that is chosen from. @param {string} label @param {string} answer */
  option(label, answer) {
    return this.step.getByRole("radiogroup", { name: label, exact: true }).getByRole("radio", { name: answer, exact: true });
  }

  /** The box of a check, by its words. @param {string} words */
  check(words) {
    return this.step.getByRole("checkbox", { name: words, exact: true });
  }

  /** A command on this step, from 0. @param {number} index */
  command(index) {
    const box = this.commands.nth(index);
    return {
      box,
      text: box.locator("code"),
      copy: box.locator("button.copy"),
      /** @param {string} name */
      input: (name) => box.getByLabel(name, { exact: true }),
    };
  }

  /** A milestone in the list beside the step. @param {string} name its name in code, such as `mitigated` */
  milestone(name) {
    return this.page.locator(`.milestones li[data-milestone="${name}"]`);
  }

  /** The hash of this incident's walk, such as `#/incident/0123…`. */
  async address() {
    const { hash } = new URL(this.page.url());
    return hash.match(/^#\/incident\/[0-9a-f]{32}/)[0];
  }
}
