// Keeps articles in this browser: each as it was opened, and after it every step that was made. A step
// is written as it is made and none is ever rewritten, so that a killed tab loses nothing.
/** @import { Base, Step } from "./types.js" */

/** What the list of articles says of one. @typedef {{ id: string, title: string, changed: string, progress: string }} About */
/** Every article that is kept. @typedef {{ sayso_backup: 1, articles: { about: About, base: Base, steps: { step: Step, now: string }[] }[] }} Backup */
/** One article that this page alone writes. @typedef {{ about: About, steps: number, release: () => void }} Hold */

/** @type {Promise<IDBDatabase> | null} */ let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("sayso", 1);
    request.onupgradeneeded = () => ["about", "base", "steps"].forEach((name) => request.result.createObjectStore(name));
    request.onerror = request.onblocked = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
  return opening;
}

/**
 * Does something in one transaction, of which all is kept or nothing.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(stores: { about: IDBObjectStore, base: IDBObjectStore, steps: IDBObjectStore }) => IDBRequest<T>} work
 * @returns {Promise<T>} what the request gave, once the transaction is done
 */
async function within(mode, work) {
  const transaction = (await database()).transaction(["about", "base", "steps"], mode);
  return new Promise((resolve, reject) => {
    const [about, base, steps] = ["about", "base", "steps"].map((name) => transaction.objectStore(name));
    const request = work({ about, base, steps });
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The steps of one article. @param {string} id */
const stepsOf = (id) => IDBKeyRange.bound([id], [id, []]);

/** An article as it was opened, and what was done to it. @param {string} id @returns {Promise<{ base: Base, steps: { step: Step, now: string }[] }>} */
async function whole(id) {
  const steps = await within("readonly", (stores) => stores.steps.getAll(stepsOf(id)));
  return { base: await within("readonly", (stores) => stores.base.get(id)), steps };
}

/** Every article that is kept, the one that was changed last first. @returns {Promise<About[]>} */
export async function listKept() {
  const all = await within("readonly", ({ about }) => about.getAll());
  return all.sort((a, b) => (a.changed < b.changed ? 1 : -1));
}

/** Begins to keep an article. @param {Base} base its native file @param {Omit<About, "id">} words @returns {Promise<Hold>} */
export async function keep(base, words) {
  const about = { ...words, id: crypto.randomUUID() };
  const release = (await hold(about.id)) ?? (() => {});
  await within("readwrite", (stores) => (stores.base.put(base, about.id), stores.about.put(about, about.id)));
  return { about, steps: 0, release };
}

/** Adds one step. @param {Hold} held @param {{ step: Step, now: string }} made @param {string} progress */
export function addStep(held, made, progress) {
  const { id } = held.about;
  const number = held.steps++;
  return within("readwrite", ({ about, steps }) => (amend(about, id, { changed: made.now, progress }), steps.add(made, [id, number])));
}

/** Changes something of what the list says, as it stands there now: another tab may have changed the rest. @param {IDBObjectStore} store @param {string} id @param {Partial<About>} changed @returns {IDBRequest<unknown>} */
function amend(store, id, changed) {
  const request = store.get(id);
  request.onsuccess = () => request.result && store.put({ ...request.result, ...changed }, id);
  return request;
}

/**
 * An article with its steps, to be opened and written on.
 *
 * @param {About} about
 * @returns {Promise<{ base: Base, steps: { step: Step, now: string }[], held: Hold } | null>} null when another tab has it
 */
export async function take(about) {
  const release = await hold(about.id);
  if (!release) return null;
  const { base, steps } = await whole(about.id);
  return { base, steps, held: { about, steps: steps.length, release } };
}

/** @param {string} id */
export function forget(id) {
  return within("readwrite", ({ about, base, steps }) => (about.delete(id), base.delete(id), steps.delete(stepsOf(id))));
}

/** @param {About} about @param {string} title */
export function rename(about, title) {
  return within("readwrite", (stores) => amend(stores.about, about.id, { title }));
}

/** Everything that is kept, to be written into a file. @returns {Promise<Backup>} */
export async function backUp() {
  const articles = [];
  for (const about of await listKept()) articles.push({ about, ...(await whole(about.id)) });
  return { sayso_backup: 1, articles };
}

/** Keeps what a backup has and this browser has not. What is here with other steps stays, beside that of the backup. @param {Backup} backup @returns {Promise<{ added: number, same: number }>} */
export async function restore({ articles }) {
  let same = 0;
  for (const { about, base, steps } of articles.toReversed()) {
    const here = await whole(about.id);
    const isHere = here.base !== undefined;
    if (isHere && JSON.stringify(here.steps.slice(0, steps.length)) === JSON.stringify(steps)) {
      same += 1;
      continue;
    }
    const id = isHere ? crypto.randomUUID() : about.id;
    // All of one article or nothing of it.
    await within("readwrite", (stores) => {
      steps.forEach((made, number) => stores.steps.put(made, [id, number]));
      stores.base.put(base, id);
      return stores.about.put({ ...about, id }, id);
    });
  }
  return { added: articles.length - same, same };
}

/** Sees to it that no other tab writes an article too. @param {string} id @returns {Promise<(() => void) | null>} gives it free; null when another tab has it */
function hold(id) {
  return new Promise((resolve, reject) => {
    const request = navigator.locks.request(`sayso ${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((free) => resolve(() => free(undefined)));
    });
    request.catch(reject);
  });
}
