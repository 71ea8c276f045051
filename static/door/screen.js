/** What the volunteer sees: one panel at a time, the state of the network always. */

import { sayCount, say } from "./sentences.js";
import { timeOfDay } from "./clock.js";

const find = (selector) => document.querySelector(selector);
const SLOTS = ["title", "party", "remark"];
const FORMS = ["search", "walkin", "admit", "help", "done", "ended", "elsewhere"];
const LONG_WORD = 9;

/** Show what belongs to one panel: scan, verdict, busy, ended, elsewhere or one of the forms. */
export function showPanel(name) {
  for (const part of document.querySelectorAll("[data-panel]")) {
    part.hidden = !part.dataset.panel.split(" ").includes(name);
  }
  if (name !== "verdict") {
    find("#answer").replaceChildren();
    document.body.className = FORMS.includes(name) ? "scan form" : "scan";
  }
  window.scrollTo(0, 0);
}

/**
 * Fill the screen with a verdict and offer what can be done about it.
 *
 * @param shown `{verdict, words, arranged, offers}`: the last lists what can be done, as "undo".
 * @returns its tone: yes, wait or no.
 */
export function showVerdict({ verdict, words, arranged, offers }) {
  const page = find(`#verdict-${verdict}`).content.cloneNode(true);
  const { tone } = page.querySelector(".verdict").dataset;
  for (const slot of SLOTS) {
    const element = page.querySelector(`[data-slot=${slot}]`);
    element.textContent = words[slot];
    element.closest("h2, p").hidden = !words[slot];
  }
  const isLong = words.title.split(" ").some(({ length }) => length > LONG_WORD);
  page.querySelector("h2").classList.toggle("long", isLong);
  page.querySelector("[data-slot=arranged]").hidden = !arranged;
  find("#answer").replaceChildren(page);
  document.body.className = `scan ${tone}`;
  for (const button of document.querySelectorAll("[data-offer]")) {
    button.hidden = !offers.includes(button.dataset.offer);
  }
  find("#next").classList.toggle("lit", tone === "yes");
  return tone;
}

/** Put the keyboard where most people go on from a verdict. */
export function focusNext() {
  find("#next").focus({ preventScroll: true });
}

/** Offer to say how many of a party are in: `most` can be, `now` are. */
export function showParty(most, now) {
  const sizes = Array.from({ length: most }, (_, place) => place + 1);
  const held = document.activeElement?.dataset.people;
  find("#party").hidden = most < 2;
  find("#party .sizes").replaceChildren(...sizes.map((size) => sizeButton(size, size === now)));
  find(`#party [data-people="${held}"]`)?.focus({ preventScroll: true });
}

function sizeButton(size, pressed) {
  const button = find("#party template").content.firstElementChild.cloneNode();
  button.dataset.people = size;
  button.textContent = size;
  button.setAttribute("aria-pressed", pressed);
  return button;
}

/** Say something under the camera; nothing without a name. */
export function showHint(name, values) {
  find("#hint").textContent = name ? say(name, values) : "";
}

/** Say how the network is, since when, and how many scans wait. */
export function showNetwork({ offlineSince, waiting }) {
  const time = offlineSince && timeOfDay(offlineSince);
  const state = offlineSince ? "offline" : "online";
  find("#network").textContent =
    waiting > 0 ? sayCount(`${state}-waiting`, waiting, { time }) : say(state, { time });
}

export function showCounts(people, { expected, limit }) {
  const full = limit !== null && people >= limit;
  find("#counts").textContent = say(full ? "counts-limit" : "counts", {
    people,
    expected,
    limit,
  });
}

/** Say that the device cannot be wiped yet. */
export function showDoneHint(waiting) {
  find("#unsent").hidden = false;
  find("#unsent").textContent = sayCount("unsent", waiting);
}

/** List what somebody must know: a ticket seen at two doors, a scan the server judged otherwise. */
export function showAlerts(sentences) {
  find("#alerts").hidden = sentences.length === 0;
  find("#alerts ul").replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    }),
  );
}

/** End: say why, what is still to be sent or can no longer be, and when nothing is left here. */
export function showEnd(sentence, { waiting, isLost }) {
  showPanel("ended");
  find("#why").textContent = sentence;
  find("#rest").hidden = waiting === 0;
  find("#rest").textContent = waiting > 0 ? sayCount(isLost ? "lost" : "rest", waiting) : "";
  find("#nothing-left").hidden = waiting > 0 && !isLost;
  find("#ended").focus();
}
