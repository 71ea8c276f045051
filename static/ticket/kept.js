/**
 * Tickets kept on this device: a copy of each ticket's page, so that it shows without a network.
 * A copy goes when the ticket is void, the day after the meeting, or at the press of a button.
 */

const CACHE = "kaartjes";
const UNTIL = "X-Ticket-Until";
const GONE = [404, 409, 410];

/** Tell whether this browser can keep a page at all. */
export function canKeep() {
  return "caches" in window && "serviceWorker" in navigator;
}

/** Keep the page that is open, with the files it needs, and let the worker show it later. */
export async function keepThisPage(workerUrl) {
  const files = document.querySelectorAll(
    "link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src]",
  );
  const cache = await caches.open(CACHE);
  await cache.addAll([...files].map((file) => file.href ?? file.src));
  await cache.add(new Request(location.pathname, { cache: "reload" }));
  await navigator.serviceWorker.register(workerUrl, { scope: location.pathname });
}

/** Take one ticket off this device; with the last one go the files that all of them need. */
export async function drop(url) {
  const cache = await caches.open(CACHE);
  await cache.delete(url);
  const worker = await navigator.serviceWorker.getRegistration(url);
  await worker?.unregister();
  if ((await tickets(cache)).length === 0) {
    await caches.delete(CACHE);
  }
}

/** Take off this device what is void or over. Without a network only what is over. */
export async function sweep() {
  if (!(await caches.has(CACHE))) {
    return;
  }
  const cache = await caches.open(CACHE);
  for (const request of await tickets(cache)) {
    const kept = await cache.match(request);
    if (isOver(kept) || (await isVoid(request.url))) {
      await drop(request.url);
    }
  }
}

async function tickets(cache) {
  return (await cache.keys()).filter((request) => request.url.endsWith("/kaartje"));
}

function isOver(response) {
  return new Date(response.headers.get(UNTIL)) < new Date();
}

async function isVoid(url) {
  try {
    return GONE.includes((await fetch(url, { cache: "no-store" })).status);
  } catch {
    return false;
  }
}
