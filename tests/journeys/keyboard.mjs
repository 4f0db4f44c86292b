// Hands that never leave the keyboard.

import assert from "node:assert/strict";

/** No screen has more stops than this; a control that is not among them cannot be reached. */
const STOPS = 150;

export class Keyboard {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} key */
  press(key) {
    return this.page.keyboard.press(key);
  }

  /** Goes with Tab, or Shift and Tab, until a control has the focus. @param {import("playwright-core").Locator} control */
  async tabTo(control) {
    const element = await control.elementHandle();
    const lies = await element.evaluate((found) => {
      const from = document.activeElement ?? document.body;
      if (from === found) return "here";
      return from.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
    });
    if (lies === "here") return;
    for (let stop = 0; stop < STOPS; stop += 1) {
      await this.press(lies === "before" ? "Shift+Tab" : "Tab");
      if (await element.evaluate((found) => document.activeElement === found)) return;
    }
    assert.fail(`Tab never comes to ${control}`);
  }

  /** Puts a text into a blank and leaves it. Chinese comes at once, as from an input method. */
  async write(blank, text) {
    await this.tabTo(blank);
    await this.page.keyboard.insertText(text);
    await this.press("Escape");
  }

  /** Ticks the box, or presses the button. */
  async tick(box) {
    await this.tabTo(box);
    await this.press("Space");
  }

  /**
   * Picks one of a group of answers. Arrow keys would pick every answer on the way, so `j` walks over them.
   *
   * @param {import("playwright-core").Locator} answer
   */
  async pick(answer) {
    const group = answer.locator("xpath=ancestor::*[@role='radiogroup']").getByRole("radio");
    await this.tabTo(group.first());
    while (!(await answer.evaluate((found) => document.activeElement === found))) await this.press("j");
    await this.press("Space");
  }

  /**
   * Types a moment into an empty date-and-time input, part by part in the order of the browser's own language (English here).
   *
   * @param {import("playwright-core").Locator} blank
   * @param {string} moment such as `2026-11-20T14:32`
   */
  async writeTime(blank, moment) {
    const [, year, month, day, hour, minute] = moment.match(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/);
    const hours = Number(hour);
    const twelve = String(hours % 12 || 12).padStart(2, "0");
    await this.#tabToFirstPartOf(blank);
    await this.page.keyboard.type(`${month}${day}${year}`);
    await this.press("ArrowRight");
    await this.page.keyboard.type(`${twelve}${minute}${hours < 12 ? "A" : "P"}`);
    await this.press("Escape");
  }

  /** Empties every part of such an input, and leaves it. @param {import("playwright-core").Locator} blank */
  async clearTime(blank) {
    await this.#tabToFirstPartOf(blank);
    for (let part = 0; part < 6; part += 1) {
      await this.press("Delete");
      await this.press("ArrowRight");
    }
    await this.press("Escape");
  }

  /** Such an input is several stops for Tab, and whoever comes from behind is at its last. */
  async #tabToFirstPartOf(blank) {
    await this.tabTo(blank);
    while (await blank.evaluate((found) => document.activeElement === found)) await this.press("Shift+Tab");
    await this.press("Tab");
  }
}
