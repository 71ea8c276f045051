/** The door: camera, photo, code, name or no ticket at all in; a verdict out, network or not. */

import { Alerts } from "./alerts.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { Eyes } from "./eyes.js";
import { Gate } from "./gate.js";
import { listen } from "./hands.js";
import { canKeep, dropPage, isOver, isTooLate, keepPage, sweep } from "./keep.js";
import { Network } from "./network.js";
import { Queue } from "./queue.js";
import { showAlerts, showCounts, showDoneHint, showEnd, showNetwork, showPanel } from "./screen.js";
import { Search } from "./search.js";
import { say } from "./sentences.js";
import { Server } from "./server.js";
import { Stage } from "./stage.js";
import { openStore } from "./store.js";
import { Sync } from "./sync.js";
import { takeTurn } from "./turn.js";

const A_MINUTE = 60_000;
const SOON = 5000;
const { api, rules, worker, ...readerFiles } = document.querySelector("#scanner").dataset;

const store = await openStore(location.pathname).catch(sayNoStore);
const table = await fetch(rules).then((response) => response.json());
const clock = new Clock(await store.fact("offset"));
const server = new Server(api);
const desk = new Desk(store, clock);
const alerts = new Alerts(store, showAlerts);
const network = new Network(clock, showState);
const onEnd = ({ message }) => (isFinishing ? null : end(message));
const queue = new Queue({
  ...{ store, server, clock, network },
  ...{ onAnswer, onChange: showState, onCounted, onEnd },
});
const gate = new Gate({ desk, queue, rules: table });
const stage = new Stage({ gate, alerts });
const sync = new Sync({ desk, queue, server, clock, network, onNews, onEnd });
const eyes = new Eyes(readerFiles, stage);
const search = openSearch(document.querySelector("#by-name"));

let minutes = null;
let isEnding = false;
/** Whether the volunteer is leaving: that the server knows of no such device then is no news. */
let isFinishing = false;
/** Why this door has ended; null until everybody is forgotten. */
let ended = null;

async function begin() {
  takeTurn(location.pathname, giveWay);
  await Promise.all([desk.recall(), alerts.recall(), network.recall(store)]);
  listen({ stage, eyes, search, alerts, gate, finish });
  document.querySelector("#insecure").hidden = window.isSecureContext;
  showPanel("scan");
  showState();
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  await queue.begin();
  if (await isOverByNow()) {
    return;
  }
  eyes.open();
  sync.run();
  navigator.storage?.persist?.();
  minutes = setInterval(eachMinute, A_MINUTE);
  await sweep();
  if (canKeep()) {
    keep();
  }
}

/** Without a place to keep scans nothing may be read: say so, and stop here. */
function sayNoStore(error) {
  document.querySelector("#no-store").hidden = false;
  throw error;
}

/** Only some doors may look for names. */
function openSearch(form) {
  const onChosen = (key) => stage.read({ kind: "guest", key });
  return form && new Search({ form, desk, server, onChosen });
}

/** Keep the page for when there is no network; show a newer one at once, if nothing is in hand. */
async function keep() {
  try {
    const isNewer = await keepPage(worker);
    if (isNewer && stage.isIdle) {
      location.reload();
    }
  } catch {
    setTimeout(keep, SOON);
  }
}

/** Let the organiser see that this device is well. */
function eachMinute() {
  isOverByNow();
  store.keepFacts({ offset: clock.offset });
  queue.beat();
}

function hurry() {
  sync.run();
  queue.flush();
}

function showState() {
  showNetwork({ offlineSince: network.offlineSince, waiting: queue.waiting.size });
  showCounts(desk.counts.in + queue.people, desk.counts);
  if (ended !== null) {
    showEnd(ended, { waiting: queue.waiting.size, isLost: queue.isRefused });
  }
}

async function onAnswer(scan, answer) {
  if (!isEnding) {
    await stage.hear(scan, answer).catch(reportError);
  }
}

/** What was sent, the server counts: hear of it before somebody asks. */
async function onCounted() {
  sync.run();
  await leaveWhenSent();
}

function onNews({ conflicts }) {
  showState();
  alerts.conflicts(conflicts);
  store.keepFacts({ offset: clock.offset });
}

/** The volunteer is done: once all is sent, nothing stays behind on this device. */
async function finish() {
  await queue.flush();
  await queue.recount();
  if (queue.waiting.size > 0) {
    showDoneHint(queue.waiting.size);
    return;
  }
  isFinishing = true;
  const said = await server.tell("klaar", {}).catch((error) => error.message);
  await end(said || say("finished"));
}

/** Forget everybody, say why, and go on only to send what waits, also when opened again. */
async function end(sentence) {
  if (isEnding) {
    return;
  }
  isEnding = true;
  rest();
  await desk.forget();
  await store.keepFacts({ ended: sentence });
  ended = sentence;
  queue.isRefused ||= isTooLate(desk.ends, clock.earliest());
  showState();
  await queue.flush();
}

/** Take everything off this device, as soon as nothing waits to be sent, or can be. */
async function leaveWhenSent() {
  if (ended !== null && (queue.waiting.size === 0 || queue.isRefused)) {
    queue.stop();
    await store.wipe();
    await dropPage(location.pathname);
  }
}

/** Stop looking and asking; no name stays on the page. */
function rest() {
  clearInterval(minutes);
  sync.stop();
  eyes.close();
  search?.clear();
}

/** A newer window of this door took over: it sends what waits here, too. */
function giveWay() {
  if (!isEnding) {
    rest();
    queue.stop();
    showPanel("elsewhere");
  }
}

/**
 * End a door that ended before, or whose meeting was over a day ago: by what the server told and by
 * this device's own clock, which somebody may set while there is no network.
 */
async function isOverByNow() {
  const sentence = isOver(desk.ends, clock.earliest()) ? say("over") : await store.fact("ended");
  if (sentence) {
    await end(sentence);
  }
  return Boolean(sentence);
}

begin();
