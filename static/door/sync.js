/** Hear from the server what changes at the other doors, within two seconds. */

import { canJudge } from "./desk.js";
import { GoneError, ShutError, UnreachableError } from "./server.js";

const BETWEEN = 1500;
const BETWEEN_WHILE_OFFLINE = 4000;
const PATIENCE = 5000;

export class Sync {
  #timer = null;
  #busy = false;

  /**
   * @param onNews hears of each answer with changes.
   * @param onEnd hears of a door that has ended or is shut, as an error with words.
   */
  constructor({ desk, queue, server, clock, network, onNews, onEnd }) {
    Object.assign(this, { desk, queue, server, clock, network, onNews, onEnd });
  }

  /** Ask now, and go on asking. */
  async run() {
    clearTimeout(this.#timer);
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    const pause = await this.#round().catch((error) => this.#trouble(error));
    this.#busy = false;
    this.#timer = setTimeout(() => this.run(), pause ?? BETWEEN);
  }

  stop() {
    clearTimeout(this.#timer);
    this.run = () => {};
  }

  async #round() {
    const asked = Date.now();
    this.desk.expectNews(this.queue.keys);
    const stand = await this.server.news(`stand?na=${this.desk.cursor}`, PATIENCE);
    this.network.up();
    if (stand === null) {
      return;
    }
    this.clock.learn(stand.now, asked, Date.now());
    if (canJudge() && this.desk.list?.stamp !== stand.stamp) {
      await this.#renew();
    }
    if (!(await this.desk.takeStand(stand))) {
      this.server.forget();
    }
    this.onNews(stand);
  }

  async #renew() {
    const list = await this.server.news("lijst");
    if (list) {
      await this.desk.takeList(list);
    }
  }

  #trouble(error) {
    this.server.forget();
    if (error instanceof GoneError || error instanceof ShutError) {
      this.network.up();
      this.onEnd(error);
    } else if (error instanceof UnreachableError) {
      this.network.down();
    } else {
      reportError(error);
    }
    return BETWEEN_WHILE_OFFLINE;
  }
}
