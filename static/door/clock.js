/** The time of the server, as well as this device can tell: its own clock may be years off. */

const AMSTERDAM = new Intl.DateTimeFormat("nl-NL", {
  timeZone: "Europe/Amsterdam",
  hour: "2-digit",
  minute: "2-digit",
});

export class Clock {
  /** @param offset milliseconds that the server is ahead of this device, as last known. */
  constructor(offset = 0) {
    this.offset = offset;
  }

  now() {
    return Date.now() + this.offset;
  }

  /** Learn from an answer: the server said its time somewhere between asking and answering. */
  learn(serverTime, askedAt, answeredAt) {
    const offset = serverTime - (askedAt + answeredAt) / 2;
    if (Math.abs(offset - this.offset) > (answeredAt - askedAt) / 2) {
      this.offset = Math.round(offset);
    }
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
