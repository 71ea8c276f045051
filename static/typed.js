/**
 * Keeps what somebody types in a `form[data-keep]`, at the address in that attribute, without a word of fuss.
 * What is kept stands apart from what is saved; when another window kept something else, this one stops and says so.
 * What cannot be kept now is tried again: after a while, and when there is a connection again.
 * Without this script a button does the same.
 */

const PAUSE = 1500;
const LATER = 20_000;
const SIGNED_OUT = 401;
const TOO_MANY = 429;
const BROKEN = 500;
const LONGEST_WAIT = 10_000;

class Keeper {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-kept]");
    this.sent = this.written();
    form.addEventListener("input", () => this.wait(PAUSE));
    form.addEventListener("change", () => this.wait(PAUSE));
    form.addEventListener("submit", (event) => this.yield(event));
    window.addEventListener("online", () => this.keep());
  }

  wait(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) {
      this.timer = setTimeout(() => this.keep(), pause);
    }
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  /** Lets what is on its way arrive before the form itself goes, which throws away what was kept. */
  yield(event) {
    this.stop();
    if (this.busy) {
      event.preventDefault();
      const button = event.submitter;
      this.leaving ??= this.busy.then(() => {
        this.leaving = null;
        this.form.requestSubmit(button);
      });
    }
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
    if (this.busy || this.stopped || body === this.sent) {
      return;
    }
    this.busy = this.send(body);
    const again = await this.busy;
    this.busy = null;
    if (this.written() !== this.sent) {
      this.wait(again ? LATER : PAUSE);
    }
  }

  /** Sends it and tells how that went; gives whether to try the same again later. */
  async send(body) {
    const answer = await fetch(this.form.dataset.keep, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(this.form)),
      signal: AbortSignal.timeout?.(LONGEST_WAIT),
    }).catch(() => null);
    if (!answer) {
      this.line.textContent = this.line.dataset.offline;
      return true;
    }
    if (answer.redirected || answer.status === SIGNED_OUT) {
      this.line.textContent = this.line.dataset.signedOut;
      return true;
    }
    const told = await answer.json().catch(() => null);
    this.line.textContent = told?.words ?? this.line.dataset.failed;
    if (answer.status === TOO_MANY || answer.status >= BROKEN) {
      return true;
    }
    this.take(answer.ok ? told : null, body);
    return false;
  }

  /** Remembers where it is kept; what is refused for good is not sent again. */
  take(told, body) {
    if (!told?.typed) {
      this.stop();
      return;
    }
    this.form.elements.typed.value = told.typed;
    this.form.elements.typed_revision.value = told.revision;
    this.sent = body;
  }
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  new Keeper(form);
}
