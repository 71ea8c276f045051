/** Watch the camera and tell of each code once, however long it is held still. */

const BETWEEN_LOOKS = 80;
const GONE_AFTER = 1000;

export class Watcher {
  #held = null;
  #heldAt = 0;
  #told = null;
  #paused = false;

  /** Begin to look; `onCode(text, lookedAt)` hears of each new code until `pause`. */
  constructor(video, detect, onCode) {
    this.video = video;
    this.detect = detect;
    this.onCode = onCode;
    this.#look();
  }

  pause() {
    this.#paused = true;
  }

  /** Look on, but not for the code that was told last: its verdict is still on the screen. */
  lookForOthers() {
    this.#paused = false;
  }

  /** Go on; the code that is still before the camera counts only after it has been away. */
  resume() {
    this.#told = null;
    this.#heldAt = performance.now();
    this.#paused = false;
  }

  async #look() {
    if (!this.#paused && this.video.videoWidth) {
      const lookedAt = performance.now();
      const text = await this.detect(this.video).catch(() => null);
      this.#tell(text, lookedAt);
    }
    setTimeout(() => this.#look(), BETWEEN_LOOKS);
  }

  #tell(text, lookedAt) {
    const now = performance.now();
    if (text && text === this.#held) {
      this.#heldAt = now;
    } else if (now - this.#heldAt > GONE_AFTER) {
      this.#held = null;
    }
    if (text && text !== this.#held && text !== this.#told && !this.#paused) {
      this.#held = text;
      this.#told = text;
      this.#heldAt = now;
      this.onCode(text, lookedAt);
    }
  }
}
