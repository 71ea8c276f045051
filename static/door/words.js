/** A verdict in words: `{title, party, remark}`, as the server says it too. */

import { dayOf, timeOfDay } from "./clock.js";
import { say, sayCount } from "./sentences.js";

const CANCELLED = { "": "cancelled", cancelled: "called-off", postponed: "postponed" };
const NO_GUEST = { people: 1 };
const WORDS = {
  welcome,
  new: () => ({ title: say("welcome"), remark: say("new") }),
  already_in: alreadyIn,
  cancelled,
  waiting,
  too_early: tooEarly,
  other_event: () => ({ title: say("other"), remark: say("other-advice") }),
  revoked: ({ guest }) => ({
    title: say("revoked"),
    party: partyOf(guest),
    remark: say("revoked-advice"),
  }),
  unknown: () => ({ title: say("unknown"), remark: say("unknown-advice") }),
};

/**
 * Say what became of a reading.
 *
 * @param found `{verdict, guest, people, before, arrival, event, counts}`: `people` come in now,
 *   `before` of the same party were in already.
 */
export function wordsOf(found) {
  return { party: "", remark: "", ...WORDS[found.verdict](found) };
}

/** Name somebody for the volunteer: `Fatima I.`; nothing when the door may not know. */
export function nameOf(guest) {
  return [guest?.name, guest?.initial && `${guest.initial}.`].filter(Boolean).join(" ");
}

function welcome({ guest, people, before, counts }) {
  const { name, group, online, people: size } = guest ?? NO_GUEST;
  const whole = before + people >= size;
  const part = { people_in: before + people, people: size };
  const remarks = [group && say("group", { group }), online && sayOnline(people, counts)];
  return {
    title: name ? say("welcome-name", { name }) : say("welcome"),
    party: whole ? sayPeople(people) : say("part", part),
    remark: remarks.filter(Boolean).join(" "),
  };
}

function sayOnline(people, { free }) {
  return `${say("was-online")} ${say(free === null || free >= people ? "a-seat" : "no-seats")}`;
}

function alreadyIn({ guest, arrival }) {
  const { since, door, by } = arrival;
  return {
    title: say("in-since", { time: timeOfDay(since) }),
    party: partyOf(guest),
    remark: door && say(by ? "in-by" : "in-at", { door, volunteer: by }),
  };
}

function cancelled({ guest, event }) {
  const remark = event.off ? "" : say("ask-for-room");
  return { title: say(CANCELLED[event.off]), party: partyOf(guest), remark };
}

function waiting({ guest, counts }) {
  const { free } = counts;
  const room = free === null ? say("room") : free > 0 ? sayCount("seats", free) : say("no-seats");
  return { title: say("waiting"), party: partyOf(guest), remark: room };
}

function tooEarly({ guest, event }) {
  return { title: say("early"), party: partyOf(guest), remark: sayOpens("early-until", event) };
}

function sayOpens(name, event) {
  const opens = event.opens * 1000;
  return say(name, { day: dayOf(opens), time: timeOfDay(opens) });
}

/** Say why nobody comes in at all: it is called off, or too early; null when they do. */
export function whyClosed(event, now) {
  if (event.off) {
    return say(CANCELLED[event.off]);
  }
  return now < event.opens * 1000 ? sayOpens("opens", event) : null;
}

function partyOf(guest) {
  return guest ? [guest.name, sayPeople(guest.people)].filter(Boolean).join(", ") : "";
}

function sayPeople(n) {
  return sayCount("people", n).replaceAll(" ", "\u00a0");
}
