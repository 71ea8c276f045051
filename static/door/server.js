/** Talk with the server. The address alone opens the door: no cookie goes along. */

const PATIENCE = 8000;

/**
 * The door has ended: revoked, or its hours are over for good. `message` says it in words; `answers`
 * name the scans that were taken all the same, when there is a place for them.
 */
export class GoneError extends Error {
  constructor({ gone, answers }) {
    super(gone);
    this.answers = answers;
  }
}

/** Nobody comes in now: too early or too late. `message` says it in words. */
export class ShutError extends Error {}

/** No answer of ours came: no network, a hotel's sign-in page, a server in trouble. */
export class UnreachableError extends Error {}

export class Server {
  #tags = new Map();

  /** @param address of the door, without a slash at the end. */
  constructor(address) {
    this.address = address;
  }

  /** Ask for something. */
  async ask(path) {
    return understood(await this.#fetch(path, {}, PATIENCE));
  }

  /** Ask for something that may have changed; null when it is the same as the last time. */
  async news(path, patience = PATIENCE) {
    const [name] = path.split("?");
    const headers = this.#tags.has(name) ? { "If-None-Match": this.#tags.get(name) } : {};
    const response = await this.#fetch(path, { headers }, patience);
    if (response.status === 304) {
      return null;
    }
    const answer = await understood(response);
    if (response.headers.has("ETag")) {
      this.#tags.set(name, response.headers.get("ETag"));
    }
    return answer;
  }

  /** Ask for all of it the next time: what was answered last did not get where it should. */
  forget() {
    this.#tags.clear();
  }

  /** Tell the server something as JSON, and give back what it says. */
  async tell(path, body) {
    const headers = { "Content-Type": "application/json" };
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    return understood(await this.#fetch(path, request, PATIENCE));
  }

  async #fetch(path, request, patience) {
    const impatient = new AbortController();
    const timer = setTimeout(() => impatient.abort(), patience);
    try {
      return await fetch(`${this.address}/${path}`, {
        ...request,
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        signal: impatient.signal,
      });
    } catch {
      throw new UnreachableError();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Only JSON with our own words ends a door: other networks answer 404 to everything. */
async function understood(response) {
  const answer = await response.json().catch(() => null);
  if (typeof answer?.gone === "string") {
    throw new GoneError(answer);
  }
  if (typeof answer?.shut === "string") {
    throw new ShutError(answer.shut);
  }
  if (!response.ok || answer === null) {
    throw new UnreachableError();
  }
  return answer;
}
