/** Scans on their way to the server: each arrives, once, however often the network fails. */

import { GoneError, ShutError, UnreachableError } from "./server.js";

const BATCH = 100;
const MOST_HALVINGS = 6;
const MOST_REMEMBERED = 200;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;

export class Queue {
  /** Scans that the server has not answered, by UUID. */
  waiting = new Map();
  /** The last scans of this device, sent or not, the newest last. */
  made = [];
  /** Nobody takes what waits: it is not sent any more. */
  isRefused = false;
  /** Scans that the disk did not take: they are gone when the page closes before they are sent. */
  #loose = new Map();
  #failures = 0;
  #unreached = 0;
  #timer = null;
  #running = false;
  #again = false;

  /**
   * @param onAnswer hears `(scan, answer)` of each scan the server answered. Only what it has done is
   *   settled: what is killed halfway hears the same again, so a second time must change nothing.
   * @param onChange hears that the number of waiting scans changed.
   * @param onCounted hears that it was counted on disk: nothing is being sent.
   * @param onEnd hears of a door that has ended or is shut, as an error with words.
   * @param path where they are sent, and what they are called there.
   */
  constructor({ onCounted = () => {}, path = "scans", ...parts }) {
    const { store, server, clock, network, onAnswer, onChange, onEnd } = parts;
    Object.assign(this, { store, server, clock, network, onAnswer, onChange, onEnd });
    Object.assign(this, { onCounted, path });
  }

  /** How many people the scans that wait let in, less those they undo. */
  get people() {
    return this.#sum("adds");
  }

  /** How many of those have no seat yet. */
  get seats() {
    return this.#sum("seats");
  }

  /** The guests that the scans that wait are about. */
  get keys() {
    return [...this.waiting.values()].map(({ own }) => own?.key);
  }

  /** Find what was left by a tab that closed, and send it. */
  async begin() {
    this.made = await this.store.scans();
    for (const scan of this.made.filter(({ waiting }) => waiting)) {
      this.waiting.set(scan.uuid, scan);
    }
    this.onChange();
    this.flush();
  }

  /**
   * Keep a scan and who came in by it, on disk before anything else, and begin to send it. What takes
   * back a scan that the disk did not take, is held with it: it may not be sent first.
   */
  async add(scan, arrivals) {
    if (!this.#loose.has(scan.of)) {
      await this.store.addScan(scan, arrivals);
      this.#take(scan);
    } else {
      this.hold(scan);
    }
  }

  /** Count a scan for more or fewer people, and keep who is in by it; on disk that is one thing. */
  async revise(scan, changed, arrivals) {
    const kept = [scan, ...this.made.filter(({ uuid }) => uuid === scan.uuid)];
    kept.forEach((each) => (each.own = { ...each.own, ...changed }));
    await (this.#loose.has(scan.uuid)
      ? this.store.keepArrivals(arrivals)
      : this.store.addScan(scan, arrivals));
  }

  /** Hold a scan that the disk did not take, and begin to send it. */
  hold(scan) {
    this.#loose.set(scan.uuid, scan);
    this.#take(scan);
  }

  /** Send what waits; at once, also when it was pausing after a failure. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#again = false;
    try {
      await alone(`${this.store.address} queue`, () => this.#sendAll());
      this.#failures = 0;
      this.#unreached = 0;
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = false;
    }
    if (this.#again && this.#failures === 0) {
      await this.flush();
    }
  }

  /** Send what another window left; with nothing to send, show that this device is there. */
  async beat() {
    await this.flush();
    if (this.waiting.size === 0) {
      this.server.tell(this.path, { clock: Date.now(), [this.path]: [] }).catch(() => {});
    }
  }

  /** Send nothing any more. */
  stop() {
    clearTimeout(this.#timer);
    this.flush = () => {};
  }

  #take(scan) {
    this.waiting.set(scan.uuid, scan);
    this.made = [...this.made.slice(-MOST_REMEMBERED), scan];
    this.onChange();
    if (this.#unreached === 0) {
      this.flush();
    }
  }

  #sum(what) {
    return [...this.waiting.values()].reduce((sum, { own }) => sum + (own?.[what] ?? 0), 0);
  }

  async #sendAll() {
    let batch = await this.#batch();
    while (batch.length > 0 && !this.isRefused) {
      await this.#send(batch);
      batch = await this.#batch();
    }
    await this.recount();
    this.onCounted();
  }

  async #send(batch) {
    const asked = Date.now();
    const scans = batch.map(({ order, waiting, own, ...scan }) => scan);
    const body = { clock: asked, [this.path]: scans };
    const said = await this.server.tell(this.path, body).catch(thanks);
    this.network.up();
    this.#unreached = 0;
    if (said.end) {
      this.onEnd(said.end);
    } else {
      this.clock.learn(said.now, asked, Date.now());
    }
    await this.#settle(batch, new Map(said.answers.map((answer) => [answer.uuid, answer])));
  }

  /** Count anew what waits: another window of this door may have kept or sent some of it. */
  async recount() {
    const left = [...(await this.store.waiting()), ...this.#loose.values()];
    this.waiting = new Map(left.map((scan) => [scan.uuid, scan]));
    this.onChange();
  }

  /** Take fewer at a time each time nobody was reached: a bad network may carry little. */
  async #batch() {
    const most = BATCH >> Math.min(this.#unreached, MOST_HALVINGS);
    return [...(await this.store.waiting(most)), ...this.#loose.values()].slice(0, most);
  }

  async #settle(batch, answers) {
    const answered = batch.filter(({ uuid }) => answers.has(uuid));
    if (answered.length === 0) {
      throw new LaterError();
    }
    this.#failures = 0;
    for (const scan of answered) {
      await this.onAnswer(scan, answers.get(scan.uuid));
    }
    const isLoose = ({ uuid }) => this.#loose.delete(uuid);
    await this.store.settle(answered.filter((scan) => !isLoose(scan)));
    answered.forEach(({ uuid }) => this.waiting.delete(uuid));
    this.onChange();
  }

  #fail(error) {
    if (error instanceof GoneError || error instanceof ShutError) {
      this.isRefused = error instanceof GoneError;
      this.onEnd(error);
    } else if (error instanceof UnreachableError) {
      this.#unreached += 1;
      this.network.down();
    } else if (!(error instanceof LaterError)) {
      reportError(error);
    }
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#failures, LONGEST_PAUSE);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.flush(), pause * (0.5 + Math.random() / 2));
  }
}

/** The server answered nothing: it wants to hear of these scans later. */
class LaterError extends Error {}

/** A door that has ended still takes what was done before, and says no more than that. */
function thanks(error) {
  if (error instanceof GoneError && error.answers) {
    return { answers: error.answers, end: error };
  }
  throw error;
}

/** Let one tab at a time do something; where browsers know no locks, each does it. */
function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
