/**
 * From a reading to a verdict: at once, by what this device knows. Every reading is kept and sent;
 * the server judges it again, and its word is what counts.
 *
 * A scan carries `own`, which is never sent: `{key, adds}`, the guest it is about and the people it
 * lets in. A reading is `{kind, token | code | key}`; what comes of it is called a visit.
 */

import { canJudge } from "./desk.js";
import { judge } from "./judge.js";
import { newUuid } from "./uuid.js";
import { whyClosed, wordsOf } from "./words.js";
import { say, sayCount } from "./sentences.js";

export const LETS_IN = ["welcome", "new"];
const MOST_EXTRA = 4;

export class Gate {
  /** @param rules the table of verdicts.json. */
  constructor({ desk, queue, rules }) {
    Object.assign(this, { desk, queue, rules });
  }

  /**
   * Judge a reading. Nothing is kept of it before `keep`.
   *
   * @param more `{people}` when not the whole party comes in, `{admit}` with a reason to let in
   *   who would not be.
   * @returns the visit; without a verdict when only the server can tell.
   */
  async judge(reading, more = {}) {
    const uuid = newUuid();
    const canTell = canJudge() && this.desk.isReady;
    const found = canTell ? await this.#judge(reading, more) : { verdict: null };
    const { verdict, key, adds } = found;
    const scan = { uuid, ...stamp(verdict), ...reading, ...more, own: { key, adds } };
    const letIn = adds > 0 ? { uuid, key, adds } : this.#lastLetIn(verdict, key);
    return { uuid, reading, more, scan, letIn, ...found };
  }

  /** Say why so many people cannot come in without a ticket; null as far as this device knows. */
  refusal(people) {
    const { event } = this.desk;
    const left = this.roomLeft();
    const room = left > 0 ? sayCount("room-left", left) : say("room-full");
    return (event && whyClosed(event, this.desk.clock.now())) ?? (people > left ? room : null);
  }

  /** Let in somebody without a ticket. */
  walkIn(people, name) {
    const uuid = newUuid();
    const scan = { uuid, ...stamp("welcome"), kind: "walkin", people, own: { adds: people } };
    const words = wordsOf({ verdict: "welcome", guest: { name, people }, people, before: 0 });
    const letIn = { uuid, adds: people };
    return { uuid, verdict: "welcome", adds: people, words, letIn, scan: withName(scan, name) };
  }

  /** Keep a visit, and tell the server of it. */
  async keep({ scan }) {
    const { key, adds } = scan.own;
    await this.queue.add(scan, this.desk.note(key, adds));
  }

  /** Undo a visit that let somebody in. */
  async undo({ uuid, key, adds }) {
    const own = { key, adds: -adds };
    await this.keep({ scan: { uuid: newUuid(), ...stamp(null), kind: "undo", of: uuid, own } });
  }

  /** Take back what this device thought when the server let nobody in. */
  async correct({ own }, { verdict, error }) {
    const isIn = verdict === "already_in" || LETS_IN.includes(verdict);
    if (own?.adds > 0 && (error || !isIn)) {
      await this.desk.store.keepArrivals(this.desk.note(own.key, -own.adds));
    }
  }

  /** How many people still fit, with those the server has not heard of. */
  roomLeft() {
    const { free, limit, in: inside } = this.desk.counts;
    const waiting = this.queue.people;
    return Math.min(free ?? Infinity, (limit ?? Infinity) - inside) - waiting;
  }

  /** Find how this device let in a party that it now says is in, to undo it. */
  #lastLetIn(verdict, key) {
    const { made } = this.queue;
    const undone = new Set(made.map(({ of }) => of));
    const isIt = ({ uuid, own }) => own?.key === key && own.adds > 0 && !undone.has(uuid);
    const found = verdict === "already_in" ? made.filter(isIt).pop() : undefined;
    return found ? { uuid: found.uuid, ...found.own } : null;
  }

  async #judge(reading, { people, admit }) {
    const { key, guest, facts } = await this.desk.look(reading);
    const rule = judge(facts, this.rules);
    const arrival = key ? this.desk.arrivalOf(key) : null;
    const before = arrival?.people ?? 0;
    const rest = Math.max(0, (guest?.people ?? 1) - before);
    const overruled = Boolean(admit && rule.admit);
    const isExtra = overruled && (rest === 0 || facts.this_event === false);
    const left = isExtra ? MOST_EXTRA : rest;
    const lets = overruled || LETS_IN.includes(rule.verdict);
    const adds = lets ? Math.min(people ?? (isExtra ? 1 : rest), left) : 0;
    const { event, counts } = this.desk;
    const verdict = overruled ? "welcome" : rule.verdict;
    const words = wordsOf({ verdict, guest, people: adds, before, arrival, event, counts });
    if (overruled) {
      words.remark = say("admitted");
    }
    const arranged = adds > 0 && guest?.need === true;
    const admissible = Boolean(rule.admit) && !overruled;
    return { verdict, key, left, adds, words, arranged, admissible };
  }
}

/** When it was, by this device's own clock, and what the device said of it. */
function stamp(said) {
  return { at: Date.now(), ...(said ? { said } : {}) };
}

function withName(scan, name) {
  return name ? { ...scan, name } : scan;
}
