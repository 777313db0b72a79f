// One interface to the core, whether it runs in a worker or, where none can be had, in slices here.
/** @import { Call, Connection, Progress, Reply } from "./types.js" */

/** How long a worker may take to say that it has started, in milliseconds. */
const START_LIMIT_MS = 10_000;

/**
 * The page's policy lets no string become markup or code (Trusted Types, where a browser has them)
 * but for what this passes: the address of the worker.
 *
 * @type {{ createScriptURL(url: string): string } | undefined}
 */
const policy = makePolicy();

function makePolicy() {
  try {
    return /** @type {any} */ (globalThis).trustedTypes?.createPolicy("sayso", { createScriptURL: (/** @type {string} */ url) => url });
  } catch {
    // A page that Sayso is embedded in may allow no policy of that name: then there is no worker.
  }
}

/** The address of one of our own scripts, as the page's policy lets it be run. @param {string} href */
export function scriptUrl(href) {
  return policy?.createScriptURL(href) ?? href;
}

/** The core's WebAssembly, fetched and compiled once for all workers; null when that failed: a worker then tries by itself. @type {Promise<WebAssembly.Module | null> | null} */
let compiled = null;

/** A worker that is started before it is known what for. @type {ReturnType<typeof startWorker> | null} */
let spare = null;

/** Makes the first connection quicker: the page calls it before it knows what is to be read. */
export function warmUp() {
  loadCore();
  spare = startWorker();
}

/** @returns {Promise<WebAssembly.Module | null>} */
function loadCore() {
  const address = new URL("./pkg/sayso_bg.wasm", import.meta.url);
  // A page that carries everything in itself has none to fetch.
  compiled ??= document.getElementById("sayso-core") ? Promise.resolve(null) : WebAssembly.compileStreaming(fetch(address)).catch(() => (compiled = null));
  return compiled;
}

/**
 * Opens a connection to a core of its own: closing it gives back all memory that its article took,
 * and an article that cannot be read never touches the one on the screen.
 *
 * @param {{ worker?: boolean, module?: string }} [options] `worker: false` runs the core in this thread; `module`: where its WebAssembly is, if not beside it
 * @returns {Promise<Connection>}
 */
export async function connect({ worker = true, module } = {}) {
  if (!worker || module) return inThread(module);
  const loading = loadCore();
  const starting = spare ?? startWorker();
  spare = null;
  const port = await starting;
  if (!port) return inThread();
  port.postMessage({ id: 0, call: "load", args: [await loading] });
  return inWorker(port);
}

/** Runs the core in this thread, giving way between slices. @param {string} [module] @returns {Promise<Connection>} */
async function inThread(module) {
  const { Core } = await import("./core.js");
  return new Core(module);
}

/** @returns {Promise<Worker | null>} null where the browser gives none */
function startWorker() {
  return new Promise((resolve) => {
    /** @type {Worker} */ let worker;
    try {
      const { href } = new URL("./worker.js", import.meta.url);
      // A page may only start what comes from its own host: from elsewhere, a line of its own does.
      const url = new URL(href).origin === location.origin ? href : URL.createObjectURL(new Blob([`import "${href}";`], { type: "text/javascript" }));
      worker = new Worker(scriptUrl(url), { type: "module", name: "sayso" });
    } catch {
      resolve(null);
      return;
    }
    const giveUp = () => {
      worker.terminate();
      resolve(null);
    };
    const limit = setTimeout(giveUp, START_LIMIT_MS);
    worker.addEventListener("error", giveUp, { once: true });
    worker.addEventListener("message", () => {
      clearTimeout(limit);
      worker.removeEventListener("error", giveUp);
      resolve(worker);
    }, { once: true });
  });
}

/** What a call waits with. @typedef {{ resolve: (value: any) => void, reject: (reason: unknown) => void, onProgress?: (progress: Progress) => void, parts: unknown[] }} Waiting */

/** @param {Worker} worker @returns {Connection} */
function inWorker(worker) {
  /** @type {Map<number, Waiting>} */ const waiting = new Map();
  let lastId = 0;
  /** Why nothing is answered any more. @type {unknown} */ let stopped = null;

  /** @param {Call} call @param {unknown[]} args @param {(progress: Progress) => void} [onProgress] @returns {Promise<any>} */
  const ask = (call, args, onProgress) =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(stopped);
      const id = ++lastId;
      waiting.set(id, { resolve, reject, onProgress, parts: [] });
      worker.postMessage({ id, call, args });
    });
  /** @param {unknown} reason */
  const stop = (reason) => {
    worker.terminate();
    stopped = reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  worker.addEventListener("error", () => stop(new Error("The analysis stopped unexpectedly. Open the article again.")));
  worker.addEventListener("message", ({ data }) => {
    const reply = /** @type {Reply} */ (data);
    const one = "id" in reply ? waiting.get(reply.id) : undefined;
    if (!one || "ready" in reply) return;
    if ("progress" in reply) one.onProgress?.(reply.progress);
    else if ("part" in reply) one.parts.push(...reply.part);
    else {
      waiting.delete(reply.id);
      if ("error" in reply) one.reject(new Error(reply.error));
      // The annotations have travelled ahead of their document.
      else one.resolve(one.parts.length > 0 ? { .../** @type {object} */ (reply.result), annotations: one.parts } : reply.result);
    }
  });

  return {
    // Aborting ends the worker: the connection is closed by it.
    open: async (input, { onProgress, signal } = {}) => {
      signal?.throwIfAborted();
      const abort = () => stop(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      return ask("open", [input], onProgress).finally(() => signal?.removeEventListener("abort", abort));
    },
    reread: (article, { onProgress } = {}) => ask("reread", [article], onProgress),
    edit: (step, now) => ask("edit", [step, now]),
    keep: () => ask("keep", []),
    export: (format, options) => ask("export", [format, options]),
    import: (file) => ask("import", [file]),
    formats: () => ask("formats", []),
    close: () => stop(new DOMException("The article was closed.", "AbortError")),
  };
}
