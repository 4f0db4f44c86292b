// A responder who works through a step with the keyboard alone, one act after the other, a few seconds each.

import assert from "node:assert/strict";

import { Keyboard } from "./keyboard.mjs";
import { WalkPage } from "./pages/walk.mjs";

/**
 * What a responder does on one step.
 *
 * @typedef {object} StepActs
 * @property {string} step its id
 * @property {number} [round] how often the walk has come to it
 * @property {number} [after] minutes that pass before
 * @property {"now"} [milestone] sets the milestone of the step
 * @property {{ command: number, inputs?: Record<string, string>, guarded?: boolean, text: string }[]} [copy]
 * @property {Record<string, string>} [write] blanks, by label
 * @property {Record<string, string>} [time] dates and times, by label
 * @property {Record<string, string>} [pick] answers, by label
 * @property {string[]} [reuse] blanks that take their earlier value, by label
 * @property {string} [note]
 * @property {string} leave the key that leads on
 */

/** How long an act takes. */
const SECONDS = 6;

export class Walker {
  /** @param {import("playwright-core").Page} page @param {import("./clock.mjs").StoryClock} clock */
  constructor(page, clock) {
    this.page = page;
    this.clock = clock;
    this.walk = new WalkPage(page);
    this.keyboard = new Keyboard(page);
  }

  /** @param {StepActs} acts */
  async do(acts) {
    const { walk, keyboard } = this;
    await this.clock.pass((acts.after ?? 0) * 60);
    await walk.at(acts.step, acts.round);
    await this.#tickAll();
    if (acts.milestone) await this.#act(() => keyboard.tick(walk.step.locator(".milestone-prompt button")));
    for (const copy of acts.copy ?? []) await this.#copy(copy);
    for (const label of acts.reuse ?? []) await this.#reuse(label);
    for (const [label, text] of Object.entries(acts.write ?? {})) await this.#write(label, text);
    for (const [label, time] of Object.entries(acts.time ?? {})) {
      await this.#act(() => keyboard.writeTime(walk.field(label), time));
    }
    for (const [label, answer] of Object.entries(acts.pick ?? {})) {
      await this.#act(() => keyboard.pick(walk.option(label, answer)));
    }
    if (acts.note) await this.#note(acts.note);
    await walk.untilSaved();
    await this.#act(() => keyboard.press(acts.leave));
  }

  async #tickAll() {
    const boxes = await this.walk.step.getByRole("checkbox").all();
    for (const box of boxes) await this.#act(() => this.keyboard.tick(box));
  }

  async #write(label, text) {
    const blank = this.walk.field(label);
    await this.#act(() => this.keyboard.write(blank, text));
    assert.equal(await blank.inputValue(), text);
  }

  /** Copies a command, giving first what it still needs, and looks at what was copied. */
  async #copy({ command, inputs = {}, guarded = false, text }) {
    const { box, copy, input, text: shown } = this.walk.command(command);
    for (const [name, value] of Object.entries(inputs)) {
      await this.#act(() => this.keyboard.write(input(name), value));
    }
    assert.equal(await shown.innerText(), text, "the command is shown as it will be copied");
    await this.keyboard.tabTo(copy);
    await this.clock.pass(SECONDS);
    await this.keyboard.press("Enter");
    if (guarded) {
      await box.locator("button.copy.ask").waitFor();
      await this.keyboard.press("Enter");
    }
    await box.getByText(/^已复制$/).waitFor();
    assert.equal(await this.page.evaluate(() => navigator.clipboard.readText()), text);
  }

  async #reuse(label) {
    await this.#act(() => this.keyboard.tick(this.walk.row(label).locator("button.earlier")));
  }

  async #note(text) {
    const { page, keyboard } = this;
    await keyboard.press("n");
    await page.keyboard.insertText(text);
    await this.#act(() => keyboard.press("Enter"));
    await keyboard.press("Escape");
  }

  async #act(act) {
    await this.clock.pass(SECONDS);
    await act();
  }
}
