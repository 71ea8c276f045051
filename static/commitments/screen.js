/** What somebody at the tablet sees. */

import { timeOfDay } from "../door/clock.js";
import { say, sayCount } from "../door/sentences.js";

const find = (selector) => document.querySelector(selector);
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Find what is missing before anything is kept: `{name, field}`, a sentence and where; or null. */
export function firstProblem(form) {
  const { text, party_1: party, level } = form.elements;
  const addresses = [...form.querySelectorAll("[name^=email_]")];
  const wrong = addresses.find(({ value }) => value.trim() && !ADDRESS.test(value.trim()));
  const problems = [
    { name: "no-text", field: text, is: !text.value.trim() },
    { name: "no-party", field: party, is: !party.value.trim() },
    { name: "bad-email", field: wrong, is: wrong !== undefined },
    { name: "no-level", field: level[0], is: !level.value },
  ];
  return problems.find(({ is }) => is) ?? null;
}

/** Say something above the form. */
export function showSaid(sentence) {
  const said = find("#said");
  said.hidden = false;
  said.textContent = sentence;
  said.scrollIntoView({ block: "center" });
  said.focus({ preventScroll: true });
}

/** Say how the network is, since when, and how many wait. */
export function showNetwork({ offlineSince, waiting }) {
  const time = offlineSince && timeOfDay(offlineSince);
  const state = offlineSince ? "offline" : "online";
  find("#network").textContent =
    waiting > 0 ? sayCount(`${state}-waiting`, waiting, { time }) : say(state, { time });
}

/** List what the server did not take, each with why and a button to put it right. */
export function showRefused(refused, putRight) {
  find("#refused").hidden = refused.length === 0;
  find("#to-mend").replaceChildren(
    ...refused.map((one) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      const words = one.typed.find(([name]) => name === "text")?.[1] ?? "";
      button.type = "button";
      button.className = "second";
      button.textContent = say("better");
      button.addEventListener("click", () => putRight(one));
      line.append(`${words} ${one.error} `, button);
      return line;
    }),
  );
}

/** Put back what was typed. */
export function fill(form, typed) {
  form.reset();
  for (const [name, value] of typed) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked ||= field.value === value;
      } else {
        field.value = value;
      }
    }
  }
  for (const part of form.querySelectorAll("details")) {
    part.open ||= [...part.querySelectorAll("input")].some(({ type, value, checked }) =>
      type === "checkbox" ? checked : value,
    );
  }
}

/** Show what was typed and not kept, to copy. */
export function giveBack(forms) {
  const words = new Set(forms.map(wordsOf).filter(Boolean));
  const field = find("#given-back textarea");
  field.value = [...words].join("\n\n");
  field.closest("section").hidden = words.size === 0;
}

/** Give what somebody typed of a commitment: what will be done, and by whom. */
function wordsOf(typed) {
  const isTyped = ([name]) => name === "text" || name.startsWith("party_");
  return typed
    .filter(isTyped)
    .map(([, value]) => value)
    .join("\n");
}

/** End: say why. */
export function showEnd(sentence, form) {
  form.hidden = true;
  for (const part of ["#said", "#refused", "#network"]) {
    find(part).hidden = true;
  }
  find("#ended").hidden = false;
  find("#ended").textContent = sentence;
  find("#ended").focus();
}
