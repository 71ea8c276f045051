/** The camera at the back of the phone, and its lamp. */

const WISH = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};
const BACK = /back|rear|environment|achter/i;
const OUTCOMES = { NotAllowedError: "refused", NotReadableError: "taken" };

export class Camera {
  #wanted = false;
  #attempts = 0;

  /** @param onState hears "on", "refused" (somebody said no), "taken" or "absent". */
  constructor(video, onState) {
    this.video = video;
    this.onState = onState;
    document.addEventListener("visibilitychange", () => this.#return());
  }

  /** Show the camera in the video, and bring it back when the phone takes it away. */
  async start() {
    this.#wanted = true;
    this.#attempts += 1;
    const mine = this.#attempts;
    const state = await this.#open(() => mine === this.#attempts);
    if (mine === this.#attempts) {
      this.onState(state);
    }
  }

  stop() {
    this.#wanted = false;
    this.#attempts += 1;
    this.#track?.stop();
    this.video.srcObject = null;
  }

  get hasLamp() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  /** Switch the lamp on or off; tells whether it burns. */
  light(on) {
    const switching = this.#track.applyConstraints({ advanced: [{ torch: on }] });
    return switching.then(
      () => on,
      () => !on,
    );
  }

  get #track() {
    return this.video.srcObject?.getVideoTracks()[0];
  }

  /** Open the camera; one that comes when a later attempt was made, is switched off again. */
  async #open(isLatest) {
    try {
      this.#track?.stop();
      const stream = await backCamera();
      if (!isLatest()) {
        stream.getTracks().forEach((track) => track.stop());
        return "absent";
      }
      this.video.srcObject = stream;
      this.#track.addEventListener("ended", () => this.#return());
      await this.video.play();
      keepScreenOn();
      return "on";
    } catch (error) {
      return OUTCOMES[error.name] ?? "absent";
    }
  }

  /** Locking the phone stops the picture: begin again when somebody looks. */
  #return() {
    if (!this.#wanted || document.visibilityState !== "visible") {
      return;
    }
    if (this.#track?.readyState === "live" && !this.#track.muted) {
      this.video.play().catch(() => this.start());
      keepScreenOn();
    } else {
      this.start();
    }
  }
}

/** Ask for the camera at the back; where a phone gives the front one, choose by name. */
async function backCamera() {
  const stream = await navigator.mediaDevices.getUserMedia(WISH);
  const [track] = stream.getVideoTracks();
  if (track.getSettings().facingMode !== "user") {
    return stream;
  }
  const devices = await navigator.mediaDevices.enumerateDevices();
  const back = devices.find(({ kind, label }) => kind === "videoinput" && BACK.test(label));
  if (!back) {
    return stream;
  }
  track.stop();
  const video = { ...WISH.video, facingMode: undefined, deviceId: { exact: back.deviceId } };
  return navigator.mediaDevices.getUserMedia({ ...WISH, video });
}

/** A nicety: where it is not allowed, the phone goes dark as it always does. */
function keepScreenOn() {
  navigator.wakeLock?.request("screen").catch(() => {});
}
