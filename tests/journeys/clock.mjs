// Time as a story tells it: it stands still, and moves when the story says so. Timers go on as ever.

/** A clock of a page. */
export class StoryClock {
  #milliseconds;

  /** @param {import("playwright-core").Page} page @param {string} moment with its offset */
  constructor(page, moment) {
    this.page = page;
    this.#milliseconds = Date.parse(moment);
  }

  /** To be called before the page is opened. */
  async start() {
    await this.page.clock.setFixedTime(this.#milliseconds);
    return this;
  }

  /** @param {number} seconds */
  async pass(seconds) {
    this.#milliseconds += seconds * 1000;
    await this.page.clock.setFixedTime(this.#milliseconds);
  }
}

/** Makes ids the same in every run. @param {import("playwright-core").BrowserContext} context */
export function withoutChance(context) {
  return context.addInitScript(() => {
    crypto.getRandomValues = (bits) => {
      new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength).fill(0xb6);
      return bits;
    };
  });
}
