/** The keys under which this device knows guests: they say nothing to who has not the ticket. */

import { fromBase64url, toBase64url } from "./bytes.js";

const HASH = { name: "HMAC", hash: "SHA-256" };
const KEPT_BYTES = 8;

/** Make the function that turns a ref or a clean short code into its key. */
export async function createKeyMaker(salt) {
  const secret = await crypto.subtle.importKey("raw", fromBase64url(salt), HASH, false, ["sign"]);
  return async (text) => {
    const signed = await crypto.subtle.sign(HASH.name, secret, new TextEncoder().encode(text));
    return toBase64url(new Uint8Array(signed, 0, KEPT_BYTES));
  };
}

/** Read a short code as people type it: small letters, spaces and dashes do not matter. */
export function cleanCode(typed) {
  return typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}
