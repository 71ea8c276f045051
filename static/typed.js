/**
 * Keeps what somebody types in a `form[data-keep]`, at the address in that attribute, without a word of fuss.
 * What is kept stands apart from what is saved; when another window kept something else, this one stops and says so.
 * Without this script a button does the same.
 */

const PAUSE = 1500;

class Keeper {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-kept]");
    this.sent = this.written();
    form.addEventListener("input", () => this.wait());
    form.addEventListener("change", () => this.wait());
    form.addEventListener("submit", () => this.stop());
  }

  wait() {
    clearTimeout(this.timer);
    if (!this.stopped) {
      this.timer = setTimeout(() => this.keep(), PAUSE);
    }
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  /** Gives what was typed, without what only says where it is kept. */
  written() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.delete("typed");
    fields.delete("typed_revision");
    return fields.toString();
  }

  async keep() {
    const body = this.written();
    if (this.busy || body === this.sent) {
      return;
    }
    this.busy = true;
    const answer = await fetch(this.form.dataset.keep, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(this.form)),
    }).catch(() => null);
    await this.tell(answer, body);
    this.busy = false;
    if (this.written() !== body) {
      this.wait();
    }
  }

  async tell(answer, body) {
    if (!answer) {
      this.line.textContent = this.line.dataset.offline;
      return;
    }
    const told = await answer.json().catch(() => ({ words: this.line.dataset.failed }));
    this.line.textContent = told.words;
    if (answer.ok) {
      this.form.elements.typed.value = told.typed;
      this.form.elements.typed_revision.value = told.revision;
      this.sent = body;
    } else {
      this.stop();
    }
  }
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  new Keeper(form);
}
