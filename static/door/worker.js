/**
 * Opens the page of one door without a network, and at once with a bad one. The page itself keeps
 * what is needed and takes it away again: see keep.js. Its scope is the address of that one page.
 */

const PAGE = self.registration.scope;
const CACHE = `deur ${new URL(PAGE).pathname}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isPage = request.mode === "navigate" && url.origin + url.pathname === PAGE;
  const isFile = url.origin === self.location.origin && url.pathname.startsWith("/static/");
  if (request.method === "GET" && (isPage || isFile)) {
    event.respondWith(kept(isPage ? PAGE : request));
  }
});

/** Look in the cache without opening it: that would make one anew after all was taken away. */
async function kept(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}
