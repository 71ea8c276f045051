/** The page of a ticket keeps itself on this device, and says so. */

import { canKeep, drop, keepThisPage, sweep } from "./kept.js";

const panel = document.querySelector("#kept");
const [isKept, isDropped] = panel.querySelectorAll("p");
const button = panel.querySelector("button");

function show(kept) {
  panel.hidden = false;
  isKept.hidden = !kept;
  isDropped.hidden = kept;
  button.hidden = !kept;
}

async function begin() {
  try {
    await keepThisPage(panel.dataset.worker);
    await sweep();
  } catch {
    if (!(await caches.match(location.pathname))) {
      return;
    }
  }
  show(true);
}

button.addEventListener("click", async () => {
  await drop(location.href);
  show(false);
});

if (canKeep()) {
  begin();
}
