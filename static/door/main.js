/** The scanner of a door: camera, photo or typed code in, verdict out. */

import { startCamera } from "./camera.js";
import { createDetector } from "./detector.js";
import { send } from "./sender.js";
import { showHint, showNetwork, showScanner, showVerdict } from "./screen.js";
import { signal, unlockSound } from "./signal.js";
import { newUuid } from "./uuid.js";
import { Watcher } from "./watcher.js";

const scanner = document.querySelector("#scanner");
const video = document.querySelector("#camera");
const codeForm = document.querySelector("#by-code");
const photo = document.querySelector("#photo");
const next = document.querySelector("#next");
const server = { url: scanner.dataset.scanUrl, onState: showNetwork };
const detector = createDetector(scanner.dataset);

let watcher = null;
let waiting = false;
let placeToReturn = scanner;

/** Ask the server about a ticket, `{token}` or `{code}`, and show what it says. */
async function check(ticket, from) {
  if (waiting) {
    return;
  }
  waiting = true;
  placeToReturn = from;
  watcher?.pause();
  signal(showVerdict(await send({ uuid: newUuid(), ...ticket }, server)));
  waiting = false;
}

function goOn(event) {
  event.preventDefault();
  showScanner();
  placeToReturn.focus();
  watcher?.resume();
}

async function startScanning() {
  showHint("starting");
  const outcome = await startCamera(video);
  if (outcome !== "on") {
    video.parentElement.hidden = true;
    showHint(outcome);
    return;
  }
  const detect = await detector;
  showHint("aim");
  watcher = new Watcher(video, detect, (token) => check({ token }, scanner));
}

async function readPhoto() {
  const detect = await detector;
  const token = await detect(await createImageBitmap(photo.files[0])).catch(() => null);
  photo.value = "";
  if (token) {
    check({ token }, photo);
  } else {
    showHint("unread");
  }
}

codeForm.addEventListener("submit", (event) => {
  const field = codeForm.elements.code;
  if (field.value.trim()) {
    event.preventDefault();
    check({ code: field.value }, field);
    field.value = "";
  }
});
photo.addEventListener("change", readPhoto);
document.addEventListener("pointerdown", unlockSound, { once: true });
document.addEventListener("keydown", unlockSound, { once: true });

// A page that came with a verdict keeps it: there "Volgende" is the link it looks like.
if (!document.querySelector("#answer").firstElementChild) {
  next.addEventListener("click", goOn);
  showScanner();
  startScanning();
}
