// Every way an article can come in: pasted, dropped, opened as a file, typed.
/** @import { Imported, Input } from "./types.js" */

/** Larger files are refused before they are read, in bytes; a backup has many articles in it. */
const FILE_LIMIT = 32 * 1024 * 1024;
const BACKUP_LIMIT = 256 * 1024 * 1024;

/** Markup of running text, as a copied article has it and copied code or table cells have not. */
const ARTICLE_MARKUP = /<(?:p|h[1-6]|article|li|blockquote)[\s>]/i;

/**
 * What the reader handed over.
 *
 * @typedef {object} Offer
 * @property {Input} input
 * @property {string} name what to call it in a message
 * @property {Input} [otherwise] what to read when `input` cannot be read or loses most of the words
 * @property {number} [length] of the plain text that `input` should come near
 */

/** @param {string} text @param {string} html the same as rich text, or nothing @returns {Offer} @throws {Error} */
export function fromClipboard(text, html) {
  if (!text.trim() && !html.trim()) throw new Error("There is nothing to read: the clipboard holds no text.");
  if (looksSaved(text)) return { input: { from: "saved", file: text }, name: "the pasted annotations" };
  const plain = /** @type {Input} */ ({ from: "text", text });
  if (!ARTICLE_MARKUP.test(html)) return { input: plain, name: "the pasted text" };
  // The markup is a stranger's. It goes to the core as a string and never into this page's DOM.
  const rich = /** @type {Input} */ ({ from: "text", text: html, as: "html" });
  if (!text.trim()) return { input: rich, name: "the pasted article" };
  return { input: rich, name: "the pasted article", otherwise: plain, length: text.trim().length };
}

/** @param {File} file @returns {Promise<Offer>} @throws {Error} a sentence about why it cannot be read */
export async function fromFile(file) {
  const name = `“${file.name}”`;
  if (file.size === 0) throw new Error(`There is nothing to read: ${name} is empty.`);
  const limit = /\.json$/i.test(file.name) ? BACKUP_LIMIT : FILE_LIMIT;
  if (file.size > limit) {
    const size = Math.round(file.size / 1024 / 1024);
    throw new Error(`${name} has ${size} MB. Sayso reads files of up to ${limit / 1024 / 1024} MB.`);
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Error(`${name} cannot be read. It may be a folder, or it has been moved or changed.`);
  }
  if (/\.(?:json|jsonld|ann|conllup)$/i.test(file.name)) {
    return { input: { from: "saved", file: new TextDecoder().decode(bytes) }, name };
  }
  if (/\.zip$/i.test(file.name)) return { input: { from: "saved", file: bytes }, name };
  return { input: { from: "bytes", bytes, name: file.name, mime: file.type || undefined }, name };
}

/** What a saved file is, if it is a backup of everything. @param {Input} input @returns {import("./store.js").Backup | null} @throws {Error} when it is a spoilt one */
export function asBackup(input) {
  if (input.from !== "saved" || typeof input.file !== "string" || !/^\s*\{\s*"sayso_backup"/.test(input.file)) return null;
  /** @type {Partial<import("./store.js").Backup>} */ let backup = {};
  try {
    backup = JSON.parse(input.file);
  } catch {
    // Said below.
  }
  const isAbout = (/** @type {Partial<import("./store.js").About> | undefined} */ about) => typeof about?.id === "string" && typeof about.title === "string" && !Number.isNaN(Date.parse(about.changed ?? ""));
  const isWhole = Array.isArray(backup.articles) && backup.articles.every((one) => isAbout(one?.about) && (typeof one.base === "string" || one.base?.article) && Array.isArray(one.steps));
  if (!isWhole) throw new Error("This backup is spoilt: it does not hold whole articles. Nothing was taken from it.");
  return /** @type {import("./store.js").Backup} */ (backup);
}

/** Says what became of annotations that were brought in. @param {Imported["report"]} report */
export function whatBecame({ added, changed, same, kept, unanchored }) {
  const words = `Of the annotations, ${added} are new, ${changed} changed a suggestion, ${same} were there already and `
    + `${kept} gave way to what you decided.`;
  if (unanchored.length === 0) return words;
  const lost = unanchored.slice(0, 3).map(({ exact, why }) => `“${exact.slice(0, 60)}”: ${why}`);
  return `${words} ${unanchored.length} found no certain place. ${lost.join(" ")}`;
}

/** Whether pasted text is one of the forms that are saved. @param {string} text */
function looksSaved(text) {
  return /^\s*\{/.test(text) && /"(?:@context|annotations|rows|sayso_backup)"\s*:/.test(text);
}

/**
 * Listens for everything that is pasted or dropped on the page.
 *
 * @param {HTMLElement} dropHint shown while something is held over the page
 * @param {(offer: Promise<Offer>) => void} onOffer
 */
export function listen(dropHint, onOffer) {
  const take = (/** @type {DataTransfer | null} */ transfer) => {
    /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"))?.close();
    onOffer(fromTransfer(transfer));
  };
  document.addEventListener("paste", (event) => {
    if (isField(event.target) || !isMeant()) return;
    event.preventDefault();
    take(event.clipboardData);
  });
  // Words that are dropped into a field, what is dragged within the page, and what comes while another dialog is open are no article.
  const isTyped = (/** @type {DragEvent} */ { target, dataTransfer }) => isField(target) && !dataTransfer?.types.includes("Files");
  let isOwn = false;
  document.addEventListener("dragstart", () => (isOwn = true));
  document.addEventListener("dragend", () => (isOwn = false));
  const isMeant = () => !isOwn && document.querySelector("dialog[open]:not(#open-dialog)") === null;
  document.addEventListener("dragover", (event) => {
    if (isTyped(event)) return;
    event.preventDefault();
    dropHint.hidden = !isMeant();
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) dropHint.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (isTyped(event)) return;
    event.preventDefault();
    dropHint.hidden = true;
    if (isMeant()) take(event.dataTransfer);
  });
}

/** @param {DataTransfer | null} transfer @returns {Promise<Offer>} @throws {Error} */
async function fromTransfer(transfer) {
  const file = transfer?.files[0];
  const text = transfer?.getData("text/plain") ?? "";
  if (file && !text) return fromFile(file);
  return fromClipboard(text, transfer?.getData("text/html") ?? "");
}

/** Whether typing goes into it, as it does not go into radio buttons and the like. @param {EventTarget | null} target */
export function isField(target) {
  return target instanceof HTMLElement && target.closest("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]") !== null;
}
