/** See tickets: the camera with its lamp, and photos for who has no camera that works here. */

import { Camera } from "./camera.js";
import { createDetector } from "./detector.js";
import { showHint } from "./screen.js";
import { Watcher } from "./watcher.js";

const find = (selector) => document.querySelector(selector);

export class Eyes {
  /** @param files the addresses of the code reader, `{zxingUrl, wasmUrl}`. */
  constructor(files, stage) {
    this.stage = stage;
    this.detector = createDetector(files);
    this.camera = new Camera(find("#camera"), (state) => this.#tell(state));
    find("#photo").addEventListener("change", ({ target }) => this.#readPhoto(target));
  }

  /** Ask for the camera and begin to look. */
  async open() {
    this.#say("starting");
    await this.camera.start();
  }

  close() {
    this.stage.watcher?.pause();
    this.camera.stop();
  }

  /** Switch the lamp of the phone on or off. */
  async toggleLamp() {
    const lamp = find("#lamp");
    const on = lamp.getAttribute("aria-pressed") !== "true";
    lamp.setAttribute("aria-pressed", await this.camera.light(on));
  }

  async #tell(state) {
    const works = state === "on";
    find(".camera").hidden = !works;
    find("#again").hidden = works;
    find("#lamp").hidden = !this.camera.hasLamp;
    find("#lamp").setAttribute("aria-pressed", false);
    if (!works) {
      this.#say(state);
      return;
    }
    const detect = await this.detector;
    this.#say("aim");
    this.stage.watcher ??= new Watcher(this.camera.video, detect, (token, start) =>
      this.#read(token, start),
    );
  }

  /** Read a ticket; when its frame was seen is written down for who measures. */
  #read(token, startTime) {
    performance.mark("frame", { startTime });
    return this.stage.read({ kind: "qr", token }, find("#scanner"));
  }

  async #readPhoto(field) {
    const detect = await this.detector;
    const photo = await createImageBitmap(field.files[0]).catch(() => null);
    const token = photo && (await detect(photo).catch(() => null));
    field.value = "";
    if (token) {
      await this.stage.read({ kind: "qr", token }, field);
    } else {
      showHint("unread");
    }
  }

  #say(hint) {
    this.stage.hint = hint;
    showHint(hint);
  }
}
