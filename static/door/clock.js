/** The time of the server, as well as this device can tell: its own clock may be years off. */

const AMSTERDAM = new Intl.DateTimeFormat("nl-NL", {
  timeZone: "Europe/Amsterdam",
  hour: "2-digit",
  minute: "2-digit",
});

const A_DAY = 24 * 60 * 60 * 1000;
const A_SLIP = 2000;

export class Clock {
  #wall = Date.now();
  #steady = performance.now();

  /** @param offset milliseconds that the server is ahead of this device; null when never heard. */
  constructor(offset = null) {
    this.offset = offset;
  }

  now() {
    this.#notice();
    return Date.now() + (this.offset ?? 0);
  }

  /** The time by the server and by this device's own clock: the earliest of both. */
  earliest() {
    return Math.min(Date.now(), this.now());
  }

  /** Date something: by this device's own clock, with how far that is ahead as far as is known. */
  stamp() {
    this.#notice();
    return { at: Date.now(), ...(this.offset === null ? {} : { ahead: -this.offset }) };
  }

  /** Learn from an answer: the server said its time somewhere between asking and answering. */
  learn(serverTime, askedAt, answeredAt) {
    this.#notice();
    const offset = serverTime - (askedAt + answeredAt) / 2;
    const slack = (answeredAt - askedAt) / 2;
    if (this.offset === null || Math.abs(offset - this.offset) > slack) {
      this.offset = Math.round(offset);
    }
  }

  /**
   * See whether somebody set the clock meanwhile: it went back, or further ahead than a telephone
   * naps. The other clock of browsers only counts on, but stands still while a telephone sleeps.
   */
  #notice() {
    const [wall, steady] = [Date.now(), performance.now()];
    const leap = wall - this.#wall - (steady - this.#steady);
    if (this.offset !== null && (leap < -A_SLIP || leap > A_DAY)) {
      this.offset -= Math.round(leap);
    }
    this.#wall = wall;
    this.#steady = steady;
  }
}

const DAY = new Intl.DateTimeFormat("nl-NL", {
  timeZone: "Europe/Amsterdam",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** Write the day of a moment in milliseconds as `dinsdag 9 maart 2027`. */
export const dayOf = (moment) => DAY.format(moment);

/** Write a moment in milliseconds as `19.12`. */
export function timeOfDay(moment) {
  return AMSTERDAM.format(moment).replace(":", ".");
}
