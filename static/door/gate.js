/**
 * From a reading to a verdict: at once, by what this device knows. Every reading is kept and sent;
 * the server judges it again, and its word is what counts.
 *
 * A scan carries `own`, which is never sent: `{key, adds, seats}`, the guest it is about, the people
 * it lets in, and how many of them have no seat yet. A reading is `{kind, token | code | key}`; what comes of it is called a visit.
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
   * @param letIn how they were let in before, when that was taken back to say anew how many are in.
   * @returns the visit; without a verdict when only the server can tell. With a `refusal` there is
   *   no room for who would be let in all the same: such a visit is shown, and not kept.
   */
  async judge(reading, more = {}, letIn = null) {
    const uuid = newUuid();
    const canTell = canJudge() && this.desk.isReady;
    const found = canTell ? await this.#judge(reading, more, letIn) : { verdict: null };
    const { verdict, key, adds, seats, counted } = found;
    const own = { key, adds, seats };
    const of = letIn ? { of: letIn.uuid } : {};
    const scan = { uuid, ...this.#stamp(verdict), ...reading, ...counted, ...more, ...of, own };
    const lets = adds > 0 ? { uuid, ...own } : this.#lastLetIn(verdict, key);
    return { uuid, reading, more, scan, letIn: lets, ...found };
  }

  /** Say why so many people cannot come in without a ticket; null as far as this device knows. */
  refusal(people) {
    const { event } = this.desk;
    return (event && whyClosed(event, this.desk.clock.now())) ?? this.#noRoom(people);
  }

  /** Let in somebody without a ticket. */
  walkIn(people, name) {
    const uuid = newUuid();
    const own = { adds: people, seats: people };
    const scan = { uuid, ...this.#stamp("welcome"), kind: "walkin", people, own };
    const words = wordsOf({ verdict: "welcome", guest: { name, people }, people, before: 0 });
    const letIn = { uuid, ...own };
    return { uuid, verdict: "welcome", adds: people, words, letIn, scan: withName(scan, name) };
  }

  /**
   * Keep a visit, and tell the server of it. Where the disk takes no more, the queue holds it for as
   * long as the page is open, and this fails.
   */
  async keep({ scan }) {
    const { key, adds } = scan.own;
    try {
      await this.queue.add(scan, this.desk.note(key, adds));
    } catch (error) {
      this.queue.hold(scan);
      throw error;
    }
  }

  /** Undo a visit that let somebody in. */
  async undo({ uuid, key, adds, seats = 0 }) {
    const own = { key, adds: -adds, seats: -seats };
    const scan = { uuid: newUuid(), ...this.#stamp(null), kind: "undo", of: uuid, own };
    await this.keep({ scan });
  }

  /** Make up, once, for what this device thought when the server let in nobody, or did after all. */
  async correct(scan, { verdict, error, people }) {
    const { own } = scan;
    const lets = LETS_IN.includes(verdict);
    if (own?.adds > 0 && (error || !(lets || verdict === "already_in"))) {
      const none = { adds: 0, seats: 0 };
      await this.queue.revise(scan, none, this.desk.note(own.key, -own.adds));
    } else if (own?.adds === 0 && lets) {
      await this.queue.revise(scan, { adds: people }, this.desk.note(own.key, people));
    }
  }

  /**
   * How many people without a seat still fit, with those the server has not heard of: who has a seat
   * fills the room, but none of the seats that are free.
   */
  roomLeft() {
    const { free, limit, in: inside } = this.desk.counts;
    const { people, seats } = this.queue;
    return Math.min((free ?? Infinity) - seats, (limit ?? Infinity) - inside - people);
  }

  #noRoom(people) {
    const left = this.roomLeft();
    const room = left > 0 ? sayCount("room-left", left) : say("room-full");
    return people > left ? room : null;
  }

  /** When it was, and what the device said of it. */
  #stamp(said) {
    return { ...this.desk.clock.stamp(), ...(said ? { said } : {}) };
  }

  /** Find how this device let in a party that it now says is in, to undo it. */
  #lastLetIn(verdict, key) {
    const { made } = this.queue;
    const undone = new Set(made.map(({ of }) => of));
    const isIt = ({ uuid, own }) => own?.key === key && own.adds > 0 && !undone.has(uuid);
    const found = verdict === "already_in" ? made.filter(isIt).pop() : undefined;
    return found ? { uuid: found.uuid, ...found.own } : null;
  }

  async #judge(reading, { people, admit }, letIn) {
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
    const seats = isExtra || !hasSeat(guest) ? adds : 0;
    const stay = adds <= (letIn?.adds ?? 0);
    const refusal = overruled && seats > 0 && !stay ? this.#noRoom(seats) : null;
    const verdict = overruled && !refusal ? "welcome" : rule.verdict;
    const words = wordsOf({ verdict, guest, people: adds, before, arrival, event, counts });
    if (overruled) {
      words.remark = refusal ?? say("admitted");
    }
    const arranged = adds > 0 && guest?.need === true;
    const admissible = Boolean(rule.admit) && verdict !== "welcome";
    const about = { key, words, arranged, admissible };
    const counted = adds > 0 && guest ? { people: adds } : {};
    return refusal
      ? { ...about, verdict, refusal, adds: 0 }
      : { ...about, verdict, left, adds, seats, counted };
  }
}

/** Whether somebody holds a seat in the room, as far as this device knows. */
function hasSeat(guest) {
  return guest?.status === "confirmed" && !guest.online;
}

function withName(scan, name) {
  return name ? { ...scan, name } : scan;
}
