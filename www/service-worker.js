// Keeps the page in the browser, so that it opens without a network. Its files are those of one build, all or
// none: a newer build is fetched beside this one, and takes its place when the reader says so.
/** What happens to a worker, as far as this one uses it. @typedef {Event & { request: Request, data: unknown, waitUntil(done: Promise<unknown>): void, respondWith(answer: Promise<Response>): void }} Happening */
/**
 * @typedef {object} Scope
 * @property {{ version: string, files: string[] }} SAYSO_BUILD
 * @property {(...urls: string[]) => void} importScripts
 * @property {(name: string, then: (event: Happening) => void) => void} addEventListener
 * @property {() => Promise<void>} skipWaiting
 * @property {{ scope: string }} registration
 * @property {{ claim(): Promise<void> }} clients
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
// `cargo xtask build` writes it, anew for every change of a file: by it a browser sees that there is a newer build.
scope.importScripts("pkg/build.js");
const { version, files } = scope.SAYSO_BUILD;
/** Another Sayso on the same host, under another path, has files of its own. */
const OURS = `sayso-${new URL(scope.registration.scope).pathname}-`;
const NAME = `${OURS}${version}`;
/** What another app has shared, until the page takes it. */
const SHARED = "sayso-shared";

scope.addEventListener("install", (event) => event.waitUntil(fetchAll()));
scope.addEventListener("activate", (event) => event.waitUntil(takeOver()));
scope.addEventListener("message", ({ data }) => void (data === "take over" && scope.skipWaiting()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope.registration.scope)) event.respondWith(answer(request));
  else if (request.method === "POST" && request.url === `${scope.registration.scope}share`) event.respondWith(share(request));
});

async function fetchAll() {
  const cache = await caches.open(NAME);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** Keeps what was shared for the page, which is shown next. @param {Request} request */
async function share(request) {
  const form = await request.formData();
  const file = form.get("file");
  const words = ["title", "text", "url"].map((name) => form.get(name)).filter((word) => typeof word === "string" && word);
  const isFile = file instanceof File && file.size > 0;
  const shared = new Response(isFile ? file : words.join("\n\n"), { headers: { "X-Name": isFile ? encodeURIComponent(file.name) : "" } });
  await (await caches.open(SHARED)).put("shared", shared);
  return Response.redirect("./#shared", 303);
}
