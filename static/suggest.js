/**
 * Offers names while somebody types in a field with `data-suggestions`, the address of a JSON list.
 * The field stays a text field: without this script, or with a name of one's own, all is well.
 * Source: the combobox with list autocomplete of the ARIA Authoring Practices Guide.
 */

const PAUSE = 150;
const SHORTEST = 2;

class Suggestions {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => this.onPress(event));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.field.value.trim();
    this.asked?.abort();
    if (typed.length < SHORTEST) {
      this.close();
      return;
    }
    this.asked = new AbortController();
    const url = `${this.field.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
    try {
      const answer = await fetch(url, { signal: this.asked.signal });
      this.show(answer.ok ? await answer.json() : []);
    } catch {
      this.close();
    }
  }

  show(names) {
    this.list.replaceChildren(...names.map((name, number) => this.option(name, number)));
    const open = names.length > 0 && document.activeElement === this.field;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    this.field.removeAttribute("aria-activedescendant");
  }

  option(name, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = name;
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }

  choose(option) {
    this.field.value = option.textContent;
    this.close();
  }

  onPress(event) {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) {
      this.choose(option);
    }
  }

  onKey(event) {
    const options = [...this.list.children];
    const current = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      this.choose(options[current]);
    } else if (options.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = current < 0 && step < 0 ? 0 : current;
      this.mark(options, (from + step + options.length) % options.length);
    }
  }

  mark(options, chosen) {
    options.forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === chosen));
    });
    this.field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }
}

for (const field of document.querySelectorAll("[data-suggestions]")) {
  new Suggestions(field);
}
