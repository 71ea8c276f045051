/**
 * What this device knows of its meeting: the guests, who is in, and how many. It is kept on disk,
 * so that the door opens without a network; nothing more is kept than PRIVACY R20 allows.
 */

import { createKeyMaker, cleanCode } from "./keys.js";
import { overAt } from "./keep.js";
import { keepKeyFor } from "./seal.js";
import { importTicketKey, readTicket } from "./ticket.js";

const STATUSES = ["confirmed", "waitlisted", "offered", "cancelled"];
const ONLINE = 1;
/** Browsers take their time over the first signature they check: let that not be a guest's. */
const OF_NOBODY = `${"A".repeat(120)}A0`;
const NOBODY = { people: 0, since: null, door: "", by: "" };

/** Browsers give the means to check a signature only to https and to the computer itself. */
export const canJudge = () => Boolean(window.crypto?.subtle);

export class Desk {
  list = null;
  /** When the meeting ends, in seconds. */
  ends = null;
  counts = { in: 0, expected: 0, free: null, limit: null };
  cursor = "";
  #guests = new Map();
  #byCode = new Map();
  #arrivals = new Map();
  /** The guests of whom this device knows more than the news that it asked for. */
  #ahead = new Set();

  constructor(store, clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Find again what was known when the page was last open. */
  async recall() {
    const names = ["list", "stand", "ends"];
    const [list, stand, ends] = await Promise.all(names.map((name) => this.store.fact(name)));
    this.ends = ends ?? null;
    this.#arrivals = await this.store.arrivals();
    Object.assign(this, stand);
    if (list) {
      await this.#use(list);
    }
  }

  get isReady() {
    return this.list !== null;
  }

  get event() {
    return this.list?.event ?? null;
  }

  get guests() {
    return this.#guests.values();
  }

  /** Take a new list from the server. */
  async takeList(list) {
    this.ends = list.event.ends;
    await this.store.keepFacts({ list, ends: this.ends });
    keepKeyFor((overAt(this.ends) - this.clock.now()) / 1000);
    await this.#use(list);
  }

  /** Forget all that is about guests; scans that wait to be sent stay. */
  async forget() {
    this.list = null;
    this.#guests = new Map();
    this.#byCode = new Map();
    this.#arrivals = new Map();
    await this.store.dropGuests();
  }

  /**
   * News is being asked for: it may not know of what this device does until it comes, nor of what
   * waits to be told, which is about the guests with these keys.
   */
  expectNews(keys) {
    this.#ahead = new Set(keys);
  }

  /**
   * Take what changed from the server: counts, and arrivals at any door.
   *
   * @returns whether all was taken. What was about guests of whom this device knows more, is not:
   *   the cursor stays, so that it comes again.
   */
  async takeStand({ cursor, counts, arrivals }) {
    const news = arrivals.filter(([key]) => !this.#ahead.has(key));
    const changed = news.map(([key, people, since, door, by]) => [
      key,
      { people, since: since * 1000, door, by },
    ]);
    const isWhole = news.length === arrivals.length;
    changed.forEach(([key, arrival]) => this.#arrivals.set(key, arrival));
    Object.assign(this, { counts, cursor: isWhole ? cursor : this.cursor });
    await this.store.keepArrivals(changed);
    await this.store.keepFacts({ stand: { counts, cursor: this.cursor } });
    return isWhole;
  }

  arrivalOf(key) {
    return this.#arrivals.get(key) ?? NOBODY;
  }

  /**
   * Note that so many more (or fewer) people of a party are in, until the server tells.
   *
   * @returns what the store must keep of it.
   */
  note(key, people) {
    if (!key || !people || this.list === null) {
      return [];
    }
    const before = this.arrivalOf(key);
    const arrival = { ...before, people: Math.max(0, before.people + people) };
    if (before.people === 0 && people > 0) {
      Object.assign(arrival, { since: this.clock.now(), ...this.#here() });
    }
    this.#arrivals.set(key, arrival);
    this.#ahead.add(key);
    return [[key, arrival]];
  }

  /** Add a guest that only the server's search knew. */
  add([key, name, initial, people, status]) {
    const known = this.#guests.get(key);
    const guest = { online: false, group: "", need: false, ...known };
    this.#guests.set(key, { ...guest, key, name, initial, people, status: STATUSES[status] });
  }

  guest(key) {
    return this.#guests.get(key) ?? null;
  }

  /** Find out what is read: `{key, guest, facts}`; the facts are what a verdict depends on. */
  async look({ token, code, key }) {
    if (key) {
      return this.#found(key);
    }
    if (code) {
      const found = this.#byCode.get(await this.keyOf(cleanCode(code)));
      return found ? this.#found(found) : { facts: { known: false } };
    }
    const ticket = await readTicket(token, this.ticketKey);
    if (ticket === null) {
      return { facts: { known: false } };
    }
    if (ticket.event !== this.event.ref) {
      return { facts: { this_event: false } };
    }
    return this.#found(await this.keyOf(ticket.registration), ticket.version);
  }

  #here() {
    return { door: this.list.door.name, by: this.list.volunteer };
  }

  #found(key, version) {
    const guest = this.guest(key);
    const facts = {
      takes_place: !this.event.off,
      valid: [undefined, guest?.version].includes(version) || guest?.version === undefined,
      already_in: this.arrivalOf(key).people >= (guest?.people ?? 1),
      listed: guest !== null,
      too_early: this.clock.now() < this.event.opens * 1000,
      status: guest?.status ?? null,
    };
    return { key, guest, facts };
  }

  async #use(list) {
    this.keyOf = await createKeyMaker(list.salt);
    this.ticketKey = await importTicketKey(list.key);
    await readTicket(OF_NOBODY, this.ticketKey);
    this.#guests = new Map(list.guests.map((row) => [row[0], asGuest(row, list.groups)]));
    this.#byCode = new Map(list.guests.map(([key, codeKey]) => [codeKey, key]));
    this.list = list;
  }
}

function asGuest(row, groups) {
  const [key, , name, initial, people, mode, status, group, need, version] = row;
  return {
    key,
    name,
    initial,
    people,
    online: mode === ONLINE,
    status: STATUSES[status],
    group: groups[group] ?? "",
    need: Boolean(need),
    version,
  };
}
