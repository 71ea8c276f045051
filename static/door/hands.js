/** What a volunteer taps and types. A button says in `data-do` what it does. */

import { sayCount } from "./sentences.js";
import { showHint } from "./screen.js";
import { unlockSound, wakeSound } from "./signal.js";
import { looksLikeTicket } from "./ticket.js";

const find = (selector) => document.querySelector(selector);
const codeForm = find("#by-code");
const walkInForm = find("#walk-in");
const admitForm = find("#admit");
const A_SCANNERS_PAUSE = 500;

let typedAt = -Infinity;

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
    here: () => location.reload(),
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
  walkInForm.addEventListener("submit", (event) => letWalkIn(event, stage, gate));
  admitForm.addEventListener("submit", (event) => admitWithWords(event, stage));
  document.addEventListener("keydown", (event) => catchScanner(event, stage));
  document.addEventListener("pointerdown", unlockSound, { once: true });
  document.addEventListener("keydown", unlockSound, { once: true });
  document.addEventListener("visibilitychange", wakeSound);
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

/**
 * A scanner that types, types anywhere: let it be the field of the code. What it types while
 * somebody must decide first, presses no button. Tickets may begin with a space.
 */
function catchScanner(event, stage) {
  const { key, ctrlKey, altKey, metaKey, target, timeStamp } = event;
  const isSign = key.length === 1 && !ctrlKey && !altKey && !metaKey;
  const presses = [" ", "Enter"].includes(key);
  const goesOn = timeStamp - typedAt < A_SCANNERS_PAUSE;
  if (target.closest("input, textarea, select")) {
    return;
  }
  if (isSign) {
    typedAt = timeStamp;
  }
  if (!stage.takesTickets) {
    if (presses && goesOn) {
      event.preventDefault();
    }
  } else if (isSign && !(presses && target.closest("button:not(#next)"))) {
    beginCode(stage);
  }
}

function beginCode(stage) {
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
  const left = gate.roomLeft();
  sayRoom(gate.refusal(1) ?? (left < Infinity ? sayCount("room-left", left) : ""));
  stage.leave("walkin", "#walk-in [type=submit]");
}

function changePeople(step) {
  const field = walkInForm.elements["walkin-people"];
  field.value = Math.min(Number(field.max), Math.max(1, Number(field.value || 1) + step));
}

function letWalkIn(event, stage, gate) {
  event.preventDefault();
  changePeople(0);
  const { "walkin-people": field, "walkin-name": name } = walkInForm.elements;
  const people = Number(field.value);
  const refusal = gate.refusal(people);
  if (refusal) {
    sayRoom(refusal);
  } else {
    stage.walkIn(people, name?.value.trim());
  }
}

function sayRoom(sentence) {
  const note = find("#room");
  note.hidden = sentence === "";
  note.textContent = sentence;
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
