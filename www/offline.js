// The page as an app: it opens without a network, is brought up to date when the reader says so, and is given
// articles by other apps and by the system.
/** @import { Offer } from "./open.js" */
import { scriptUrl } from "./client.js";
import { tell } from "./notices.js";
import { fromClipboard, fromFile } from "./open.js";

/** What is shared beside a link and has fewer UTF-16 units is its title, unless it has sentences. */
const TITLE_LIMIT = 200;

/** Sees to it that the next visit needs no network. A page from a disk needs nothing of the kind. @throws {Error} where the browser keeps no pages */
export async function keepOffline() {
  const workers = navigator.serviceWorker;
  if (!workers || !/^https?:$/.test(location.protocol)) return;
  let isAsked = false;
  const hadOne = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    // Another build's modules would not fit those that this page has loaded.
    if (isAsked) location.reload();
    else if (hadOne) tell("Sayso was brought up to date in another tab.", { action: { label: "Reload", run: () => location.reload() } });
  });
  const registration = await workers.register(scriptUrl(new URL("./service-worker.js", import.meta.url).href), { updateViaCache: "none" });
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !workers.controller) return;
    const run = () => {
      isAsked = true;
      waiting.postMessage("take over");
    };
    tell("A newer Sayso is ready. Your articles and marks stay.", { action: { label: "Use it now", run } });
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
}

/** What another app has shared with this one. @returns {Promise<Offer | null>} @throws {Error} a sentence about why it cannot be read */
export async function takeShared() {
  if (location.hash !== "#shared") return null;
  history.replaceState(null, "", location.pathname);
  const cache = await caches.open("sayso-shared");
  const shared = await cache.match("shared");
  await cache.delete("shared");
  if (!shared) return null;
  const name = decodeURIComponent(shared.headers.get("X-Name") ?? "");
  if (name) return fromFile(new File([await shared.blob()], name));
  const text = await shared.text();
  const isLink = (/** @type {string} */ part) => /^https?:\/\/\S+$/.test(part.trim());
  const [words, links] = [text.split("\n\n").filter((part) => !isLink(part)).join(" "), text.split("\n\n").filter(isLink)];
  if (links.length > 0 && words.length < TITLE_LIMIT && !/[“”".!?]\s|[“”".!?]$/.test(words)) {
    throw new Error("Only a link was shared. Sayso asks no other host for a page: select the article’s text, and share that.");
  }
  return fromClipboard(text, "");
}

/** Takes the files that the system opens with the installed app. @param {(offer: Promise<Offer>) => void} onOffer */
export function takeLaunched(onOffer) {
  const queue = /** @type {{ setConsumer(take: (launch: { files: FileSystemFileHandle[] }) => void): void } | undefined} */ (/** @type {any} */ (globalThis).launchQueue);
  queue?.setConsumer(({ files }) => files[0] && onOffer(files[0].getFile().then(fromFile)));
}
