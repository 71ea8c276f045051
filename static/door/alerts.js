/** What a volunteer must hear of, until they have read it. It outlives the tab. */

import { timeOfDay } from "./clock.js";
import { say } from "./sentences.js";

const MOST_REMEMBERED = 200;

export class Alerts {
  #open = [];
  #seen = [];

  /** @param onChange hears of the sentences that are still to be read. */
  constructor(store, onChange) {
    this.store = store;
    this.onChange = onChange;
  }

  async recall() {
    const { open, seen } = (await this.store.fact("alerts")) ?? { open: [], seen: [] };
    this.#open = open;
    this.#seen = seen;
    this.#tell();
  }

  /** Devices disagreed, because one of them had no network: often one ticket at two doors. */
  async conflicts(list) {
    for (const [key, first, second, at] of list) {
      const words = { first, second, time: timeOfDay(at * 1000) };
      await this.add(`${key} ${at}`, say(first ? "conflict" : "conflict-list", words));
    }
  }

  /** Say something once. */
  async add(id, sentence) {
    if (this.#seen.includes(id)) {
      return;
    }
    this.#seen = [...this.#seen, id].slice(-MOST_REMEMBERED);
    this.#open = [...this.#open, sentence];
    await this.#keep();
  }

  /** The volunteer has read them. */
  async read() {
    this.#open = [];
    await this.#keep();
  }

  #tell() {
    this.onChange(this.#open);
  }

  async #keep() {
    this.#tell();
    const alerts = { open: this.#open, seen: this.#seen };
    await this.store.keepFacts({ alerts }).catch(reportError);
  }
}
