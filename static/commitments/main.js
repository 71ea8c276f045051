/**
 * The page for the room: what somebody writes down is kept on this device first, and sent by the
 * queue of the door. What the server does not take comes back to be put right.
 */

import { Clock } from "../door/clock.js";
import { canKeep, dropPage, isOver, keepPage } from "../door/keep.js";
import { Network } from "../door/network.js";
import { Queue } from "../door/queue.js";
import { say, sayCount } from "../door/sentences.js";
import { GoneError, Server } from "../door/server.js";
import { openStore } from "../door/store.js";
import { newUuid } from "../door/uuid.js";
import {
  fill,
  firstProblem,
  giveBack,
  showEnd,
  showNetwork,
  showRefused,
  showSaid,
} from "./screen.js";

const PATH = "opgeschreven";
const SOON = 5000;
const A_MINUTE = 60_000;
const IDLE = 5 * A_MINUTE;
const form = document.querySelector("#commitment");
const { api, worker, ends } = form.dataset;

const store = await openStore(location.pathname);
const clock = new Clock(await store.fact("offset"));
const network = new Network(clock, showState);
const server = new Server(api);
const queue = new Queue({
  ...{ store, server, clock, network, onAnswer, onEnd, onChange: showState },
  ...{ path: PATH, onCounted: () => hasEnded && leave() },
});
let hasEnded = false;
let why;
let isWriting = false;
let mending = null;
let idle;
let refused = (await store.fact("refused")) ?? [];

async function begin() {
  await network.recall(store);
  await store.keepFacts({ ends: Number(ends) });
  form.addEventListener("submit", write);
  form.addEventListener("input", keepHalf);
  await recallHalf();
  await queue.begin();
  refused = refused.filter(({ uuid }) => !queue.waiting.has(uuid));
  showRefused(refused, putRight);
  await greet();
  if (hasEnded) {
    return;
  }
  navigator.storage?.persist?.();
  window.addEventListener("online", () => queue.flush());
  document.addEventListener("visibilitychange", () => queue.flush());
  setInterval(greet, A_MINUTE);
  if (canKeep()) {
    keep();
  }
}

/** Keep the page for when there is no network. */
async function keep() {
  try {
    await keepPage(worker);
  } catch {
    setTimeout(keep, SOON);
  }
}

/** Keep what was typed, once, however often the button is pressed. */
async function write(event) {
  event.preventDefault();
  if (isWriting) {
    return;
  }
  const problem = firstProblem(form);
  if (problem) {
    showSaid(say(problem.name));
    problem.field.focus();
  } else {
    isWriting = true;
    await keepWritten().finally(() => (isWriting = false));
  }
}

/**
 * Keep what was typed on disk, then say so. The form is empty at once, so that what somebody types
 * meanwhile is of the next.
 */
async function keepWritten() {
  const [typed, mended] = [typedNow(), mending];
  empty();
  try {
    await queue.add({ uuid: newUuid(), at: Date.now(), typed });
  } catch {
    fill(form, typed);
    mending = mended;
    idle = setTimeout(clearHalf, IDLE);
    showSaid(say("not-kept"));
    return;
  }
  await keepRefused(refused.filter(({ uuid }) => uuid !== mended));
  await (typedNow().length > 0 ? keepHalf() : forgetHalf());
  showSaid(say("kept"));
}

function typedNow() {
  return [...new FormData(form)].filter(([, value]) => value !== "");
}

/** Keep what is half typed on this device, so that closing the tab loses nothing. */
async function keepHalf() {
  clearTimeout(idle);
  idle = setTimeout(clearHalf, IDLE);
  if (!hasEnded) {
    await store.keepFacts({ half: { at: Date.now(), typed: [...new FormData(form)] }, mending });
  }
}

/** Put back what was half typed a moment ago; later the next one at the tablet may not read it. */
async function recallHalf() {
  const half = await store.fact("half");
  if (!half) {
    return;
  }
  const age = Date.now() - half.at;
  if (age < 0 || age >= IDLE) {
    await forgetHalf();
    return;
  }
  fill(form, half.typed);
  mending = (await store.fact("mending")) ?? null;
  idle = setTimeout(clearHalf, IDLE - age);
}

async function clearHalf() {
  await forgetHalf();
  showSaid(say("idle"));
}

async function forgetHalf() {
  empty();
  await store.keepFacts({ half: null, mending });
}

function empty() {
  clearTimeout(idle);
  form.reset();
  mending = null;
}

function showState() {
  showNetwork({ offlineSince: network.offlineSince, waiting: queue.waiting.size });
}

/**
 * What the server did not take stays here, with its words, until somebody puts it right; once, also
 * when the same answer comes again.
 */
async function onAnswer({ uuid, typed }, { error }) {
  const others = refused.filter((one) => one.uuid !== uuid);
  if (error || others.length < refused.length) {
    await keepRefused(error ? [...others, { uuid, typed, error }] : others);
  }
  await store.keepFacts({ offset: clock.offset });
}

/** Put it in the form, where nobody is writing anything else; it stays until it is written anew. */
async function putRight({ uuid, typed, error }) {
  if (mending === null && form.elements.text.value.trim()) {
    showSaid(say("first-this"));
    return;
  }
  fill(form, typed);
  mending = uuid;
  await keepHalf();
  showSaid(error);
}

async function keepRefused(list) {
  refused = list;
  showRefused(refused, putRight);
  await store.keepFacts({ refused });
}

/** The page has ended: say why. What it still takes of what was kept before, is sent first. */
async function onEnd({ message, answers }) {
  hasEnded = true;
  why = message;
  clearTimeout(idle);
  showEnd(why, form);
  if (!answers) {
    await leave();
  }
}

/** Leave nothing behind; whoever stands there hears what was not taken, with its words to copy. */
async function leave() {
  queue.stop();
  const lost = [...queue.waiting.values(), ...refused];
  showEnd(lost.length > 0 ? `${why} ${sayCount("lost", lost.length)}` : why, form);
  giveBack([...lost.map(({ typed }) => typed), typedNow()]);
  await store.wipe();
  await dropPage(location.pathname);
}

/**
 * Ask the server how late it is when nothing waits: a day after the page closed nothing stays here.
 * The clock of a tablet may be years off, so it alone ends nothing.
 */
async function greet() {
  if (hasEnded || queue.waiting.size > 0) {
    return;
  }
  const asked = Date.now();
  try {
    const { now } = await server.tell(PATH, { clock: asked, [PATH]: [] });
    network.up();
    clock.learn(now, asked, Date.now());
    if (isOver(Number(ends), clock.now())) {
      await onEnd({ message: say("over") });
    }
  } catch (error) {
    await (error instanceof GoneError ? onEnd(error) : network.down());
  }
}

begin();
