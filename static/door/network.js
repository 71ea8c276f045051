/** Whether the server can be reached, and since when not. */
export class Network {
  offlineSince = null;

  /** @param onChange hears that the network came or went. */
  constructor(clock, onChange) {
    this.clock = clock;
    this.onChange = onChange;
  }

  /** Find again since when there was none, and go on keeping that. */
  async recall(store) {
    this.store = store;
    this.offlineSince = (await store.fact("offlineSince")) ?? null;
  }

  up() {
    if (this.offlineSince !== null) {
      this.#change(null);
    }
  }

  down() {
    if (this.offlineSince === null) {
      this.#change(this.clock.now());
    }
  }

  #change(offlineSince) {
    this.offlineSince = offlineSince;
    this.store.keepFacts({ offlineSince });
    this.onChange();
  }
}
