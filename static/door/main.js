/** The door: camera, photo, code, name or no ticket at all in; a verdict out, network or not. */

import { Alerts } from "./alerts.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { Eyes } from "./eyes.js";
import { Gate } from "./gate.js";
import { listen } from "./hands.js";
import { canKeep, dropPage, isOver, keepPage, sweep } from "./keep.js";
import { Network } from "./network.js";
import { Queue } from "./queue.js";
import { showAlerts, showCounts, showDoneHint, showEnd, showNetwork, showPanel } from "./screen.js";
import { Search } from "./search.js";
import { say } from "./sentences.js";
import { GoneError, Server } from "./server.js";
import { Stage } from "./stage.js";
import { openStore } from "./store.js";
import { Sync } from "./sync.js";

const A_MINUTE = 60_000;
const SOON = 5000;
const { api, rules, worker, ...readerFiles } = document.querySelector("#scanner").dataset;

const store = await openStore(location.pathname);
const table = await fetch(rules).then((response) => response.json());
const clock = new Clock((await store.fact("offset")) ?? 0);
const server = new Server(api);
const desk = new Desk(store, clock);
const alerts = new Alerts(store, showAlerts);
const network = new Network(clock, showState);
const queue = new Queue({ store, server, clock, network, onAnswer, onChange: showState, onEnd });
const gate = new Gate({ desk, queue, rules: table });
const stage = new Stage({ gate, alerts });
const sync = new Sync({ desk, server, clock, network, onNews, onEnd });
const eyes = new Eyes(readerFiles, stage);
const search = openSearch(document.querySelector("#by-name"));

let minutes = null;
let hasEnded = false;

async function begin() {
  await Promise.all([desk.recall(), alerts.recall(), network.recall(store)]);
  listen({ stage, eyes, search, alerts, gate, finish });
  document.querySelector("#insecure").hidden = window.isSecureContext;
  showPanel("scan");
  showState();
  await queue.begin();
  if (await wipeWhenOver()) {
    return;
  }
  eyes.open();
  sync.run();
  navigator.storage?.persist?.();
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  minutes = setInterval(eachMinute, A_MINUTE);
  await sweep();
  if (canKeep()) {
    keep();
  }
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
  wipeWhenOver();
  queue.beat();
}

function hurry() {
  sync.run();
  queue.flush();
}

function showState() {
  showNetwork({ offlineSince: network.offlineSince, waiting: queue.waiting.size });
  showCounts(desk.counts.in + queue.people, desk.counts);
}

function onAnswer(scan, answer) {
  stage.hear(scan, answer);
  sync.run();
}

function onNews({ conflicts }) {
  showState();
  alerts.conflicts(conflicts);
  store.keepFacts({ offset: clock.offset });
}

/** The door has ended; when it is only shut, what was not sent yet waits until it is. */
async function onEnd(error) {
  if (error instanceof GoneError || queue.waiting.size === 0) {
    await end(error.message);
  } else {
    await desk.forget();
    await alerts.add(error.message, error.message);
  }
}

/** The volunteer is done: once all is sent, nothing stays behind on this device. */
async function finish() {
  await queue.flush();
  if (queue.waiting.size > 0) {
    showDoneHint(queue.waiting.size);
    return;
  }
  const said = await server.tell("klaar", {}).catch((error) => error.message);
  await end(said || say("finished"));
}

/** Take everything off this device, and say why. */
async function end(sentence) {
  if (hasEnded) {
    return;
  }
  hasEnded = true;
  clearInterval(minutes);
  sync.stop();
  queue.stop();
  eyes.close();
  showEnd(sentence, queue.waiting.size);
  await store.wipe();
  await dropPage(location.pathname);
}

/** A day after the meeting nobody's name stays here; what was never sent waits until it is. */
async function wipeWhenOver() {
  const over = isOver(desk.ends, clock.now());
  if (over && queue.waiting.size > 0) {
    await desk.forget();
  } else if (over) {
    await end(say("over"));
  }
  return over;
}

begin();
