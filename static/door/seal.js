/**
 * Names stay on this device under a key that stands in a cookie of this one page. The browser
 * throws it away by itself a day after the meeting, also when nobody ever opens the door again:
 * what is left then says nothing. The server has no use for it.
 */

import { fromBase64url, toBase64url } from "./bytes.js";

const NAME = "zegel";
const CIPHER = "AES-GCM";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const UNTIL_TOLD = 24 * 60 * 60;

let lastRead = {};

/** Make a value unreadable without the key; where browsers have no ciphers, it stays as it is. */
export async function seal(value) {
  if (!window.crypto?.subtle) {
    return value;
  }
  const nonce = random(NONCE_BYTES);
  const key = await cipherKey(keptKey() ?? keepKey(toBase64url(random(KEY_BYTES)), UNTIL_TOLD));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { nonce, sealed: await crypto.subtle.encrypt({ name: CIPHER, iv: nonce }, key, plain) };
}

/** Read a sealed value; undefined when its key has gone. */
export async function unseal(kept) {
  if (!kept?.sealed) {
    return kept;
  }
  if (keptKey() === undefined) {
    return undefined;
  }
  const how = { name: CIPHER, iv: kept.nonce };
  const opening = crypto.subtle.decrypt(how, await cipherKey(keptKey()), kept.sealed);
  const plain = await opening.catch(() => null);
  return plain ? JSON.parse(new TextDecoder().decode(plain)) : undefined;
}

/** Let the browser throw the key away after so many seconds. */
export function keepKeyFor(seconds) {
  const key = keptKey();
  if (key !== undefined) {
    keepKey(key, Math.max(0, Math.round(seconds)));
  }
}

function keptKey() {
  const pairs = document.cookie.split("; ").map((pair) => pair.split("="));
  return pairs.find(([name]) => name === NAME)?.[1];
}

function keepKey(key, seconds) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const where = `Path=${location.pathname}; SameSite=Strict${secure}`;
  document.cookie = `${NAME}=${key}; Max-Age=${seconds}; ${where}`;
  return key;
}

/** Read the key of the cookie; the last one that was read is at hand. */
function cipherKey(key) {
  if (lastRead.key !== key) {
    const uses = ["encrypt", "decrypt"];
    const reading = crypto.subtle.importKey("raw", fromBase64url(key), CIPHER, false, uses);
    lastRead = { key, reading };
  }
  return lastRead.reading;
}

function random(bytes) {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
