/** Look for a guest by name: at once among those this device knows, then among all. */

import { findByName, isEnough } from "./names.js";
import { say, sayCount } from "./sentences.js";
import { nameOf } from "./words.js";

const MOST = 10;
const AFTER_TYPING = 250;

export class Search {
  #timer = null;
  #asked = 0;

  /**
   * @param form with one field for a name.
   * @param onChosen hears the key of the guest that was tapped.
   */
  constructor({ form, desk, server, onChosen }) {
    Object.assign(this, { form, desk, server, field: form.elements["search-naam"] });
    this.places = { list: form.querySelector("ul"), note: form.querySelector("[role=status]") };
    this.field.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#typed(0);
    });
    this.places.list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) {
        onChosen(button.value);
      }
    });
  }

  clear() {
    this.field.value = "";
    this.#show([], "");
  }

  #typed(pause = AFTER_TYPING) {
    const typed = this.field.value;
    clearTimeout(this.#timer);
    if (!isEnough(typed)) {
      this.#show([], "search-more");
      return;
    }
    this.#show(findByName(typed, this.desk.guests, MOST), "search-here");
    this.#timer = setTimeout(() => this.#ask(typed), pause);
  }

  async #ask(typed) {
    this.#asked += 1;
    const mine = this.#asked;
    const path = `zoek?naam=${encodeURIComponent(typed)}`;
    const answer = await this.server.ask(path).catch(() => null);
    if (mine !== this.#asked || answer === null) {
      return;
    }
    answer.guests.forEach((row) => this.desk.add(row));
    this.#show(answer.guests.map(([key]) => this.desk.guest(key)), "search-all");
  }

  #show(guests, note) {
    this.places.note.textContent = note && sayCount(note, guests.length);
    this.places.list.replaceChildren(...guests.map((guest) => this.#line(guest)));
  }

  #line(guest) {
    const line = this.form.querySelector("template").content.firstElementChild.cloneNode(true);
    const [name, note] = line.querySelectorAll("[data-slot]");
    const isIn = this.desk.arrivalOf(guest.key).people >= guest.people;
    name.textContent = nameOf(guest) || say("no-name");
    note.textContent = [
      sayCount("people", guest.people),
      isIn ? say("state-in") : guest.status !== "confirmed" && say(`state-${guest.status}`),
    ]
      .filter(Boolean)
      .join(" · ");
    line.querySelector("button").value = guest.key;
    return line;
  }
}
