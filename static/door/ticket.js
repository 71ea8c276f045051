/**
 * Read the QR code of a ticket and check its signature, without a network and without a secret.
 * What stands in it: academie/registrations/tokens.py.
 */

import { fromBase45, toHex } from "./bytes.js";

const FIRST_VERSION = 1;
const PAYLOAD = 17;
const LENGTH = PAYLOAD + 64;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };

/** Take the public key of tickets from its JWK. */
export function importTicketKey(jwk) {
  const { kty, crv, x, y } = jwk;
  return crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, ["verify"]);
}

/** Read `{version, event, registration}` from a token; null when it is none of ours. */
export async function readTicket(token, publicKey) {
  const bytes = fromBase45(token);
  if (bytes?.length !== LENGTH || bytes[0] < FIRST_VERSION) {
    return null;
  }
  const [payload, signature] = [bytes.subarray(0, PAYLOAD), bytes.subarray(PAYLOAD)];
  if (!(await crypto.subtle.verify(SIGNATURE, publicKey, signature, payload))) {
    return null;
  }
  return {
    version: payload[0],
    event: toHex(payload.subarray(1, 9)),
    registration: toHex(payload.subarray(9)),
  };
}

/** A keyboard scanner types the whole QR code where a short code is expected. */
export function looksLikeTicket(typed) {
  return typed.length > LENGTH;
}
