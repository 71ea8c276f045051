/** What happens between two tickets: a verdict comes up, and something can be done about it. */

import { LETS_IN } from "./gate.js";
import { say } from "./sentences.js";
import { focusNext, showHint, showPanel, showParty, showVerdict } from "./screen.js";
import { signal } from "./signal.js";
import { timeOfDay } from "./clock.js";

const NEEDS_ANOTHER_WAY = ["unknown", "revoked", "other_event"];

export class Stage {
  /** The visit that is on the screen; null while the scanner is. */
  visit = null;
  watcher = null;
  panel = "scan";
  /** What to say under the camera while it waits for a ticket. */
  hint = "starting";
  #busy = false;
  #work = null;
  #placeToReturn = document.querySelector("#scanner");

  constructor({ gate, alerts }) {
    Object.assign(this, { gate, alerts });
  }

  /** Nothing is in hand: the scanner is on the screen. */
  get isIdle() {
    return this.panel === "scan" && !this.#busy;
  }

  /** A ticket may come now: no form is open, and no verdict that somebody must decide on. */
  get takesTickets() {
    return this.panel === "scan" || (this.panel === "verdict" && document.body.matches(".yes"));
  }

  /**
   * Judge a reading and show the verdict. `from` is where the volunteer goes on afterwards. A ticket
   * that comes while the one before goes to disk waits for that; not when that one was refused.
   */
  async read(reading, from) {
    const isStill = () => (reading.kind === "guest" ? this.panel === "search" : this.takesTickets);
    await this.#inTurn(isStill, async () => {
      this.#placeToReturn = from ?? this.#placeToReturn;
      await this.#take(await this.gate.judge(reading));
    });
  }

  /** Let in who the rules would not, with a reason, as far as there is room. */
  async admit(reason) {
    const { visit } = this;
    await this.#inTurn(
      () => this.#isOf(visit),
      async () => {
        const found = await this.gate.judge(visit.reading, { admit: reason });
        await (found.refusal ? this.#show(found) : this.#take(found));
      },
    );
  }

  /** Say how many of the party are in by now; as many as before, when there is no room for more. */
  async resize(people) {
    const { visit } = this;
    const judge = (people) =>
      this.gate.judge(visit.reading, { ...visit.more, people }, visit.letIn);
    await this.#inTurn(
      () => this.#isOf(visit),
      async () => {
        await this.#takeBack(visit);
        const found = await judge(people);
        await this.#take(found.refusal ? await judge(visit.letIn.adds) : found, false);
      },
    );
    document.querySelector("#party [aria-pressed=true]")?.focus();
  }

  /** Let in somebody without a ticket. */
  async walkIn(people, name) {
    await this.#inTurn(
      () => this.panel === "walkin",
      () => this.#take(this.gate.walkIn(people, name)),
    );
  }

  async undo() {
    const { visit } = this;
    await this.#inTurn(
      () => this.#isOf(visit),
      async () => {
        await this.#takeBack(this.visit);
        this.next();
        showHint("undone");
      },
    );
  }

  /** Make room for the next ticket. */
  next() {
    this.visit = null;
    this.#open("scan");
    showHint(this.hint);
    this.#placeToReturn.focus({ preventScroll: true });
    this.watcher?.resume();
  }

  /** Leave the scanner for another panel. */
  leave(panel, place) {
    this.watcher?.pause();
    this.#open(panel);
    this.visit = panel === "admit" ? this.visit : null;
    document.querySelector(place).focus();
  }

  /**
   * Hear the server's word on a scan: on the screen when it is still there, else as an alert. What
   * it calls a conflict, all devices hear of with its news.
   */
  async hear(scan, answer) {
    await this.#work?.catch(() => {});
    await this.gate.correct(scan, answer);
    if (this.visit?.uuid === scan.uuid) {
      if (this.panel !== "admit") {
        this.#repaint(answer);
      }
    } else if (answer.error || (differs(scan.said, answer.verdict) && !answer.conflict)) {
      const words = { time: timeOfDay(scan.at), title: answer.error ?? answer.title };
      await this.alerts.add(scan.uuid, say("differs", words));
    }
  }

  #repaint({ error, verdict, people, arranged, admissible, ...words }) {
    const { uuid, key, adds, verdict: shown } = this.visit;
    const aloud = shown === null || LETS_IN.includes(shown) !== LETS_IN.includes(verdict);
    if (error) {
      this.#show({ uuid, verdict: "unknown", words: { title: error, party: "", remark: "" } });
      return;
    }
    const lets = LETS_IN.includes(verdict);
    const before = verdict === shown ? this.visit.letIn : null;
    const letIn = lets ? { ...this.visit.letIn, uuid, key, adds: adds || people } : before;
    const known = { ...this.visit, adds: lets ? adds : 0 };
    this.#show({ ...known, verdict, words, arranged, admissible, letIn }, aloud);
    this.#lookOn();
  }

  /**
   * Hand the visit over to be kept and give the word, which does not wait for the disk: nobody takes
   * the next ticket before it is there.
   */
  async #take(visit, aloud = true) {
    const keeping = this.gate.keep(visit);
    this.#show(visit, aloud);
    await keeping.catch(() => this.alerts.add(visit.uuid, say("not-kept")));
    this.#lookOn();
  }

  /** After a welcome the next ticket may come; every other verdict waits for a decision. */
  #lookOn() {
    if (this.takesTickets) {
      this.watcher?.lookForOthers();
    } else {
      this.watcher?.pause();
    }
  }

  async #takeBack({ uuid, letIn }) {
    await this.gate.undo(letIn).catch(() => this.alerts.add(`${uuid} undo`, say("not-kept")));
  }

  #isOf({ uuid }) {
    return this.visit?.uuid === uuid;
  }

  #show(visit, aloud = true) {
    this.visit = visit;
    if (visit.verdict === null) {
      this.#open("busy");
      return;
    }
    const { verdict, words, arranged, adds, left } = visit;
    this.#open("verdict");
    const tone = showVerdict({
      verdict,
      words,
      arranged,
      offers: offersOf(visit),
    });
    showParty(adds > 0 ? (left ?? 0) : 0, adds);
    performance.mark("word");
    if (aloud) {
      focusNext();
      signal(tone);
    }
  }

  #open(panel) {
    this.panel = panel;
    showPanel(panel);
  }

  /**
   * One thing at a time, however fast somebody taps: what comes meanwhile waits, and is done when the
   * screen is still the one it was meant for.
   */
  async #inTurn(isStill, work) {
    const waits = this.#busy;
    while (this.#busy) {
      await this.#work.catch(() => {});
    }
    if (!waits || isStill()) {
      this.#busy = true;
      this.watcher?.pause();
      this.#work = work().finally(() => {
        this.#busy = false;
      });
      await this.#work;
    }
  }
}

function offersOf({ verdict, letIn, admissible }) {
  const offers = ["next"];
  if (letIn) {
    offers.push("undo");
  }
  if (admissible) {
    offers.push("admit");
  }
  if (NEEDS_ANOTHER_WAY.includes(verdict)) {
    offers.push("search", "walkin");
  }
  return offers;
}

/** Tell whether the server let in whom the device did not, or the other way round. */
function differs(said, verdict) {
  return said !== undefined && LETS_IN.includes(said) !== LETS_IN.includes(verdict);
}
