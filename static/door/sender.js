/** Bring a scan to the server, under its own UUID, until an answer comes back. */

const PATIENCE = 8000;
const PAUSES = [1000, 2000, 4000, 8000];

/**
 * Send `{uuid, token}` or `{uuid, code}` and give back the verdict as plain JSON. A network that
 * fails is tried again: the server answers the same UUID the same way. When the server refuses
 * (the link has ended, the meeting is over), the page is loaded again, for it says why. The
 * address alone opens the door: no cookie goes along.
 */
export async function send(scan, { url, onState }) {
  onState("busy");
  for (let tries = 0; ; tries += 1) {
    const response = await post(scan, url);
    if (response?.ok) {
      onState("online");
      return response.json();
    }
    if (response && response.status < 500) {
      location.reload();
      return new Promise(() => {});
    }
    onState("offline");
    await rest(PAUSES[Math.min(tries, PAUSES.length - 1)]);
  }
}

async function post(scan, url) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(url, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(scan),
      signal: patience.signal,
    });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Wait, but no longer than until the phone says that it is online again. */
function rest(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    window.addEventListener("online", resolve, { once: true });
  });
}
