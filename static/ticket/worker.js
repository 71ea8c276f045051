/**
 * Shows one kept ticket when there is no network, or none that answers in time.
 * Its scope is the address of that one page; see kept.js for how a ticket comes and goes.
 */

const CACHE = "kaartjes";
const UNTIL = "X-Ticket-Until";
const GONE = [404, 409, 410];
const PATIENCE = 4000;
const PAGE = self.registration.scope;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.mode === "navigate" && url.origin + url.pathname === PAGE) {
    event.respondWith(page(request));
  } else if (url.origin === self.location.origin && url.pathname.startsWith("/static/")) {
    event.respondWith(file(request));
  }
});

async function page(request) {
  const fresh = fetch(request).then(note);
  const kept = await keptPage();
  if (!kept) {
    return fresh;
  }
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  const told = fresh.then((response) => (tells(response) ? response : kept));
  return Promise.race([told, late]).catch(() => kept);
}

/** Keep the newest page; let it go when the ticket is void. */
async function note(response) {
  const cache = await caches.open(CACHE);
  if (response.ok) {
    await cache.put(PAGE, response.clone());
  } else if (GONE.includes(response.status)) {
    await cache.delete(PAGE);
    await self.registration.unregister();
  }
  return response;
}

/** Whether an answer is about the ticket, and not about trouble that the server has. */
function tells(response) {
  return response.ok || GONE.includes(response.status);
}

async function keptPage() {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  if (kept && new Date(kept.headers.get(UNTIL)) < new Date()) {
    await cache.delete(PAGE);
    return undefined;
  }
  return kept;
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
