/** What a volunteer taps and types. A button says in `data-do` what it does. */

import { say, sayCount } from "./sentences.js";
import { showHint } from "./screen.js";
import { unlockSound } from "./signal.js";
import { looksLikeTicket } from "./ticket.js";

const find = (selector) => document.querySelector(selector);
const codeForm = find("#by-code");
const walkInForm = find("#walk-in");
const admitForm = find("#admit");

/** Let the page do what it says: `parts` are those of main.js. */
export function listen({ stage, eyes, search, alerts, gate, finish }) {
  const deeds = {
    next: () => stage.next(),
    undo: () => stage.undo(),
    admit: () => stage.leave("admit", "#admit button"),
    reason: ({ value }) => stage.admit(value),
    size: ({ dataset }) => stage.resize(Number(dataset.people)),
    search: () => openSearch(stage, search),
    walkin: () => openWalkIn(stage, gate),
    more: () => changePeople(1),
    fewer: () => changePeople(-1),
    lamp: () => eyes.toggleLamp(),
    camera: () => eyes.open(),
    read: () => alerts.read(),
    help: () => stage.leave("help", "#help"),
    done: () => stage.leave("done", "#done button"),
    finish,
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      event.preventDefault();
      deeds[button.dataset.do](button);
    }
  });
  for (const part of document.querySelectorAll("[data-plain]")) {
    part.hidden = true;
  }
  codeForm.addEventListener("submit", (event) => readCode(event, stage));
  walkInForm.addEventListener("submit", (event) => letWalkIn(event, stage));
  admitForm.addEventListener("submit", (event) => admitWithWords(event, stage));
  document.addEventListener("keydown", (event) => catchScanner(event, stage));
  document.addEventListener("pointerdown", unlockSound, { once: true });
  document.addEventListener("keydown", unlockSound, { once: true });
}

function readCode(event, stage) {
  event.preventDefault();
  const field = codeForm.elements.code;
  const typed = field.value;
  field.value = "";
  if (looksLikeTicket(typed)) {
    stage.read({ kind: "qr", token: typed }, field);
  } else if (typed.trim()) {
    stage.read({ kind: "code", code: typed.trim() }, field);
  } else {
    showHint("no-code");
    field.focus();
  }
}

/** A scanner that types, types anywhere: let it be the field of the code. */
function catchScanner({ key, ctrlKey, altKey, metaKey, target }, stage) {
  const types = key.length === 1 && key !== " " && !ctrlKey && !altKey && !metaKey;
  const elsewhere = target.closest("input, textarea, select") !== null;
  if (!types || elsewhere || !stage.takesTickets) {
    return;
  }
  if (stage.visit) {
    stage.next();
  }
  codeForm.elements.code.focus();
}

function openSearch(stage, search) {
  search.clear();
  stage.leave("search", "#by-name input[name=search-naam]");
}

function openWalkIn(stage, gate) {
  walkInForm.reset();
  changePeople(0);
  sayRoom(gate.roomLeft());
  stage.leave("walkin", "#walk-in [type=submit]");
}

function changePeople(step) {
  const field = walkInForm.elements["walkin-people"];
  field.value = Math.min(Number(field.max), Math.max(1, Number(field.value || 1) + step));
}

async function letWalkIn(event, stage) {
  event.preventDefault();
  changePeople(0);
  const { "walkin-people": people, "walkin-name": name } = walkInForm.elements;
  if (!(await stage.walkIn(Number(people.value), name?.value.trim()))) {
    sayRoom(0);
  }
}

function sayRoom(left) {
  const note = find("#room");
  note.hidden = left === Infinity;
  note.textContent = left > 0 ? sayCount("room-left", left) : say("room-full");
}

function admitWithWords(event, stage) {
  event.preventDefault();
  const reason = admitForm.elements.admit.value.trim();
  if (reason) {
    admitForm.reset();
    stage.admit(reason);
  } else {
    admitForm.elements.admit.focus();
  }
}
