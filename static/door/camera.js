/** The camera at the back of the phone. */

const WISH = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

/**
 * Show the camera in the video, and bring it back when the phone took it away in the meantime.
 * Answers "on", "refused" (somebody said no) or "absent" (none, or the browser keeps it from us).
 */
export async function startCamera(video) {
  const outcome = await open(video);
  if (outcome === "on") {
    keepScreenOn();
    document.addEventListener("visibilitychange", () => onReturn(video));
  }
  return outcome;
}

async function open(video) {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia(WISH);
    await video.play();
    return "on";
  } catch (error) {
    return error.name === "NotAllowedError" ? "refused" : "absent";
  }
}

function onReturn(video) {
  if (document.visibilityState !== "visible") {
    return;
  }
  keepScreenOn();
  if (video.srcObject.getTracks().some((track) => track.readyState === "ended")) {
    open(video);
  }
}

/** A nicety: where it is not allowed, the phone goes dark as it always does. */
function keepScreenOn() {
  navigator.wakeLock?.request("screen").catch(() => {});
}
