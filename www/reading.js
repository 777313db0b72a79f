// Reads what was handed over, with progress and a way out, in a core of its own.
/** @import { Connection, Format, Input, Progress, SessionDocument } from "./types.js" */
/** @import { Offer } from "./open.js" */
import { connect } from "./client.js";
import { announce, hideProgress, showProgress, updateProgress } from "./notices.js";

/** Less than this share of a paste's words means that its markup was not understood. */
const ENOUGH = 0.5;

/** Progress is shown only for what takes longer, in milliseconds. */
const PATIENCE_MS = 300;

/** @typedef {{ connection: Connection, document: SessionDocument, formats: Format[] }} Read */

/** The one reading that is going on: a newer one takes its place. @type {AbortController | null} */
let current = null;

/** Whether something is being read. */
export function isReading() {
  return current !== null;
}

/**
 * @param {Offer | Promise<Offer>} offered
 * @param {(beginning: SessionDocument, ended: AbortSignal) => void} onBeginning given a long article with its first marks, and what tells that its reading has ended
 * @returns {Promise<Read | null>} null when it was cancelled or another reading took its place
 * @throws {Error} a sentence about why it cannot be read
 */
export async function readOffer(offered, onBeginning) {
  current?.abort();
  const controller = (current = new AbortController());
  const { signal } = controller;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let patience;
  try {
    const offer = await offered;
    signal.throwIfAborted();
    const begin = () => showProgress(`Reading ${offer.name} …`, () => controller.abort(new DOMException("Cancelled", "AbortError")));
    patience = setTimeout(begin, PATIENCE_MS);
    const onProgress = (/** @type {Progress} */ progress) => {
      if (progress.beginning) onBeginning(progress.beginning, signal);
      updateProgress(progress);
    };
    return await readBest(offer, { onProgress, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    if (current === controller) announce("Reading was cancelled.");
    return null;
  } finally {
    clearTimeout(patience);
    controller.abort();
    if (current === controller) {
      current = null;
      hideProgress();
    }
  }
}

/** @typedef {{ onProgress: (progress: Progress) => void, signal: AbortSignal }} How */

/** Reads the better form, or the plain one where that fails or loses words. @param {Offer} offer @param {How} how */
async function readBest({ input, otherwise, length = 0 }, how) {
  if (!otherwise) return read(input, how);
  try {
    const rich = await read(input, how);
    if (rich.document.article.text.length >= length * ENOUGH) return rich;
    rich.connection.close();
  } catch (error) {
    if (how.signal.aborted) throw error;
  }
  return read(otherwise, how);
}

/** @param {Input} input @param {How} how @returns {Promise<Read>} */
async function read(input, how) {
  const connection = await connect();
  try {
    how.signal.throwIfAborted();
    const document = await connection.open(input, how);
    if (!document.article.text.trim()) throw new Error("There is nothing to read: no text was found in it.");
    return { connection, document, formats: await connection.formats() };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The article that the page opens with. @returns {Promise<Offer>} */
export async function sample() {
  const carried = document.getElementById("sayso-sample")?.textContent;
  const response = carried ? null : await fetch(new URL("./sample.html", import.meta.url));
  if (response?.ok === false) throw new Error("The sample article could not be loaded. Open one of your own.");
  return { input: { from: "text", text: carried ?? (await response?.text()) ?? "", as: "html" }, name: "the sample" };
}
