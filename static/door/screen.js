/** What the volunteer sees. The words of verdicts come with the result, the others from the page. */

const find = (selector) => document.querySelector(selector);
const SCANNING = ["#scanner", "#by-code", "#by-photo"];
const SLOTS = ["title", "party", "remark"];

/** Of the sentences in an element, show the one for this case. */
function showCase(selector, name) {
  for (const sentence of find(selector).children) {
    sentence.hidden = sentence.dataset.case !== name;
  }
}

export const showHint = (name) => showCase("#hint", name);
export const showNetwork = (name) => showCase("#network", name);

/** Fill the screen with a verdict `{verdict, title, party, remark, counts}`; answers its tone. */
export function showVerdict(result) {
  const page = find(`#verdict-${result.verdict}`).content.cloneNode(true);
  const { tone } = page.querySelector(".verdict").dataset;
  for (const slot of SLOTS) {
    const element = page.querySelector(`[data-slot=${slot}]`);
    element.textContent = result[slot];
    element.closest("h2, p").hidden = !result[slot];
  }
  find("#counts").textContent = result.counts;
  find("#answer").replaceChildren(page);
  document.body.className = `scan ${tone}`;
  setScanning(false);
  find("#next").classList.toggle("lit", tone === "yes");
  find("#next").focus();
  window.scrollTo(0, 0);
  return tone;
}

/** Make room for the next ticket. */
export function showScanner() {
  find("#answer").replaceChildren();
  document.body.className = "scan";
  setScanning(true);
}

function setScanning(scanning) {
  for (const selector of SCANNING) {
    find(selector).hidden = !scanning;
  }
  find("#next").hidden = scanning;
}
