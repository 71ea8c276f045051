/** Bytes as text: the base45 of tickets, the base64url of keys, the hex of refs. */

const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Read base45 (RFC 9285); null when it is none. */
export function fromBase45(text) {
  if (text.length % 3 === 1) {
    return null;
  }
  const bytes = [];
  for (let place = 0; place < text.length; place += 3) {
    const group = [...text.slice(place, place + 3)].map((sign) => BASE45.indexOf(sign));
    const value = group.reduce((sum, digit, power) => sum + digit * 45 ** power, 0);
    if (group.includes(-1) || value >= 256 ** (group.length - 1)) {
      return null;
    }
    bytes.push(...(group.length === 3 ? [value >> 8, value & 0xff] : [value]));
  }
  return new Uint8Array(bytes);
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function toBase64url(bytes) {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
