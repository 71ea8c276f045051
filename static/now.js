/** Draws `#now` again while the page is in sight, so that staff see who is in by now. */

const EVERY = 10_000;

async function renew() {
  if (document.visibilityState !== "visible" || isInUse()) {
    return;
  }
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("#now");
  if (found && !isInUse()) {
    document.querySelector("#now").replaceWith(found);
  }
}

/** Leave alone what somebody opened, or reads with the keyboard. */
function isInUse() {
  const now = document.querySelector("#now");
  return now.contains(document.activeElement) || now.querySelector("details[open]") !== null;
}

setInterval(renew, EVERY);
document.addEventListener("visibilitychange", renew);
