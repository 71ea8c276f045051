/**
 * What this device keeps, in IndexedDB, so that a closed tab or an empty battery loses nothing:
 * `facts` (the list, the counts, the clock), `arrivals` by guest, and `scans` in the order they
 * were made. A scan that the server has answered keeps only what undoing it needs. What holds names
 * or words of people is sealed.
 */

import { keepKeyFor, seal, unseal } from "./seal.js";

const STORES = {
  facts: {},
  arrivals: {},
  scans: { keyPath: "order", autoIncrement: true },
};
const PREFIX = "deur ";
const STRICT = { durability: "strict" };
const ANSWERED_KEPT = 50;
const SEALED = ["list", "alerts"];
const SEALED_OF_SCAN = ["name", "admit"];
const NOBODY_KNOWS = "?";
const ONLY_UNTIL_SENT = ["waiting", "token", "code", "name", "admit", "typed"];

/** The database of the door behind one address. */
export const nameOf = (address) => PREFIX + address;

/** List the addresses of all doors this device has kept something of. */
export async function keptDoors() {
  const databases = (await indexedDB.databases?.()) ?? [];
  return databases
    .filter(({ name }) => name.startsWith(PREFIX))
    .map(({ name }) => name.slice(PREFIX.length));
}

/** Open the store of the door behind an address. */
export async function openStore(address) {
  const opening = indexedDB.open(nameOf(address), 1);
  opening.onupgradeneeded = () => {
    for (const [name, options] of Object.entries(STORES)) {
      opening.result.createObjectStore(name, options);
    }
    opening.transaction.objectStore("scans").createIndex("waiting", "waiting");
    opening.transaction.objectStore("scans").createIndex("uuid", "uuid", { unique: true });
  };
  return new Store(await result(opening), address);
}

class Store {
  constructor(database, address) {
    this.database = database;
    this.address = address;
    database.onversionchange = () => database.close();
  }

  async fact(name) {
    return unseal(await result(this.#in("facts").get(name)));
  }

  async keepFacts(facts) {
    const entries = await Promise.all(Object.entries(facts).map(sealEntry));
    const store = this.#in("facts", "readwrite");
    for (const [name, value] of entries) {
      store.put(value, name);
    }
    await done(store.transaction);
  }

  async arrivals() {
    const store = this.#in("arrivals");
    const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
    const opened = await Promise.all(values.map(unseal));
    return new Map(keys.map((key, place) => [key, opened[place]]).filter(([, value]) => value));
  }

  async keepArrivals(arrivals) {
    const entries = await sealAll(arrivals);
    const store = this.#in("arrivals", "readwrite");
    entries.forEach(([key, arrival]) => store.put(arrival, key));
    await done(store.transaction);
  }

  /** Forget all that is about guests; the alerts may name one. */
  async dropGuests() {
    const writing = this.database.transaction(["facts", "arrivals"], "readwrite");
    writing.objectStore("facts").delete("list");
    writing.objectStore("facts").delete("alerts");
    writing.objectStore("arrivals").clear();
    await done(writing);
  }

  /** Keep a scan that the server must hear of, with who came in; resolves when it is on disk. */
  async addScan(scan, arrivals = []) {
    const named = SEALED_OF_SCAN.filter((field) => field in scan);
    const words = await sealAll(named.map((field) => [field, scan[field]]));
    const entries = await sealAll(arrivals);
    const writing = this.database.transaction(["scans", "arrivals"], "readwrite", STRICT);
    writing.objectStore("scans").put({ ...scan, ...Object.fromEntries(words), waiting: 1 });
    entries.forEach(([key, arrival]) => writing.objectStore("arrivals").put(arrival, key));
    writing.commit?.();
    await done(writing);
  }

  /** Give the oldest scans that still wait, at most so many. */
  async waiting(most) {
    const scans = await result(this.#in("scans").index("waiting").getAll(null, most));
    return Promise.all(scans.map(unsealScan));
  }

  /** Remember that the server answered these scans; the oldest answered ones go. */
  async settle(scans) {
    if (scans.length === 0) {
      return;
    }
    const store = this.#in("scans", "readwrite");
    for (const scan of scans) {
      const answered = { ...scan };
      ONLY_UNTIL_SENT.forEach((field) => delete answered[field]);
      store.put(answered);
    }
    const newest = Math.max(...scans.map(({ order }) => order));
    const old = store.openCursor(IDBKeyRange.upperBound(newest - ANSWERED_KEPT));
    old.onsuccess = () => dropAnswered(old.result);
    await done(store.transaction);
  }

  /** Give the scans that wait and the last ones that were answered, the oldest first. */
  scans() {
    return result(this.#in("scans").getAll());
  }

  /** Take everything off this device. */
  async wipe() {
    this.database.close();
    keepKeyFor(0);
    await dropStore(this.address);
  }

  #in(name, mode = "readonly") {
    return this.database.transaction(name, mode, STRICT).objectStore(name);
  }
}

/** Delete the store of the door behind an address. */
export function dropStore(address) {
  return result(indexedDB.deleteDatabase(nameOf(address)));
}

function sealAll(entries) {
  return Promise.all(entries.map(async ([key, value]) => [key, await seal(value)]));
}

/** Read a scan; it counts as well when the key of its words has gone. */
async function unsealScan(scan) {
  const opened = { ...scan };
  if (scan.name) {
    opened.name = await unseal(scan.name);
  }
  if (scan.admit) {
    opened.admit = (await unseal(scan.admit)) ?? NOBODY_KNOWS;
  }
  return opened;
}

async function sealEntry([name, value]) {
  return [name, SEALED.includes(name) ? await seal(value) : value];
}

function dropAnswered(cursor) {
  if (cursor) {
    if (!cursor.value.waiting) {
      cursor.delete();
    }
    cursor.continue();
  }
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
