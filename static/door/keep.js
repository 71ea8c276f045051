/**
 * Keep the page of the door on this device, so that it opens without a network, and take it off
 * again. What the page knows is in store.js; here are its words, its scripts and its worker.
 */

import { Clock } from "./clock.js";
import { dropStore, keptDoors, nameOf, openStore } from "./store.js";

const A_DAY = 24 * 60 * 60 * 1000;
const LATE_DAYS = 14;

/** Tell whether this browser keeps pages here: it does on https and on the computer itself. */
export function canKeep() {
  return "serviceWorker" in navigator && "caches" in window;
}

/**
 * Keep the newest version of this page, whole or not at all, and let the worker show it.
 *
 * @returns whether it is newer than the one that was kept.
 */
export async function keepPage(workerUrl) {
  const page = new Request(location.pathname, { credentials: "omit", cache: "no-store" });
  const response = await fetch(page);
  const files = filesOf(await response.clone().text());
  if (!response.ok || response.redirected || files.length === 0) {
    return false;
  }
  const cache = await caches.open(nameOf(location.pathname));
  const kept = (await cache.keys()).map(({ url }) => url);
  const missing = files.filter((file) => !kept.includes(file));
  await cache.addAll(missing);
  await cache.put(page.url, response);
  const old = kept.filter((url) => url !== page.url && !files.includes(url));
  await Promise.all(old.map((url) => cache.delete(url)));
  await navigator.serviceWorker.register(workerUrl, { scope: location.pathname });
  return kept.length > 0 && missing.length > 0;
}

/** List the scripts, styles and other files that a page of the door needs; none of another page. */
function filesOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const others = page.querySelector("[data-keep]")?.dataset.keep.split(" ") ?? [];
  const named = page.head.querySelectorAll("link[href], script[src]");
  const addresses = Array.from(
    named,
    (element) => element.getAttribute("href") ?? element.getAttribute("src"),
  );
  const wanted = others.length > 0 ? [...addresses, ...others] : [];
  return wanted.map((address) => new URL(address, location).href);
}

/** Take the page of a door off this device. */
export async function dropPage(address) {
  if (canKeep()) {
    await caches.delete(nameOf(address));
    const worker = await navigator.serviceWorker.getRegistration(address);
    await worker?.unregister();
  }
}

/** Take the doors off this device whose meeting is over: they may never be opened again. */
export async function sweep() {
  const others = (await keptDoors()).filter((address) => address !== location.pathname);
  for (const address of others) {
    await sweepOne(address, await openStore(address));
  }
}

/** Nobody's name stays after the meeting; what waits to be sent stays as long as it is taken. */
async function sweepOne(address, store) {
  const names = ["ends", "offset"];
  const [ends, offset] = await Promise.all(names.map((name) => store.fact(name)));
  const left = await store.waiting(1);
  const now = new Clock(offset).earliest();
  if (isOver(ends ?? null, now)) {
    await store.dropGuests();
  }
  store.database.close();
  if (isOver(ends ?? null, now) && (left.length === 0 || isTooLate(ends, now))) {
    await dropStore(address);
    await dropPage(address);
  }
}

/** Tell when a device must be empty: a day after the meeting, which `ends` in seconds. */
export const overAt = (ends) => ends * 1000 + A_DAY;

/** Tell whether a device must be empty by now. */
export function isOver(ends, now) {
  return ends !== null && now > overAt(ends);
}

/** Tell whether no scan is taken any more, two weeks after the meeting. */
export function isTooLate(ends, now) {
  return ends !== null && now > ends * 1000 + LATE_DAYS * A_DAY;
}
