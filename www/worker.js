// Runs the core away from the page, so that typing and scrolling never wait for it.
/** @import { Progress, Reply, Request, SessionDocument } from "./types.js" */
import { Core } from "./core.js";

/** How many annotations travel in one message: unpacking them must not hold up a frame. */
const ANNOTATIONS_PER_MESSAGE = 1000;

const core = new Core();

/** @param {Reply} message */
const reply = (message) => self.postMessage(message);

self.addEventListener("message", async (/** @type {MessageEvent<Request>} */ event) => {
  const { id, call, args } = event.data;
  try {
    const onProgress = (/** @type {Progress} */ progress) => reply({ id, progress });
    const method = /** @type {(...args: unknown[]) => unknown} */ (core[call]);
    const result = await method.call(core, ...args, { onProgress });
    reply({ id, result: call === "open" || call === "reread" ? sendParts(id, result) : result });
  } catch (error) {
    reply({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

/** Sends a document's annotations in parts and returns the rest of it. @param {number} id @param {unknown} result */
function sendParts(id, result) {
  const { annotations, ...rest } = /** @type {SessionDocument} */ (result);
  for (let from = 0; from < annotations.length; from += ANNOTATIONS_PER_MESSAGE) {
    reply({ id, part: annotations.slice(from, from + ANNOTATIONS_PER_MESSAGE) });
  }
  return { ...rest, annotations: [] };
}

reply({ ready: true });
