// Finds the elements that index.html promises, and makes those that it does not know of.

/** @param {string} id @returns {HTMLElement} @throws {Error} when the page has no such element */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return element;
}

/**
 * Makes an element.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string | Record<string, unknown>} [properties] its class, or its properties and attributes by name; `null` for none
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const named = typeof properties === "string" ? { className: properties } : properties;
  for (const [name, value] of Object.entries(named)) {
    if (value === null || value === undefined) continue;
    // An input's `list` can be set by its attribute alone.
    if (name in element && name !== "list") Reflect.set(element, name, value);
    else element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets an element's text where it has another: setting the same lays the page out again. @param {HTMLElement} element @param {string} words */
export function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** Leaves those items of a list that have the words of a field in their names. @param {HTMLInputElement} field @param {Element[]} items */
export function showFound(field, items) {
  const words = field.value.trim().toLowerCase();
  for (const item of items) item.toggleAttribute("hidden", !item.querySelector("span")?.textContent?.toLowerCase().includes(words));
}

/** What can wait, by name. @type {Map<string, () => void>} */
const waiting = new Map();

/** How long it may wait at most, in milliseconds. */
const PATIENCE_MS = 100;

/** Does what need not be in the next frame once that is on the screen; of several under one name only the last. @param {string} name @param {() => void} work */
export function afterFrame(name, work) {
  const isAsked = waiting.size > 0;
  waiting.set(name, work);
  if (isAsked) return;
  const all = () => {
    // Each in a turn of its own: one that fails takes no other along, and a key that is pressed waits for one alone.
    for (const one of waiting.values()) setTimeout(one);
    waiting.clear();
  };
  requestAnimationFrame(() => whenIdle(all, PATIENCE_MS));
}

/** Does something while nothing else happens. @param {(deadline: IdleDeadline) => void} work @param {number} timeout by when it is done all the same, in milliseconds */
export function whenIdle(work, timeout) {
  if ("requestIdleCallback" in globalThis) return void requestIdleCallback(work, { timeout });
  // Safari has no idle callbacks: a turn of a frame's length, after a pause.
  setTimeout(() => {
    const end = performance.now() + 16;
    work({ didTimeout: false, timeRemaining: () => end - performance.now() });
  }, 30);
}

/** A picture that is not a file. @param {BlobPart} svg @param {string} alt */
export function picture(svg, alt) {
  const image = make("img", { alt, src: URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })) });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return image;
}

/** What ends when the pointer is let go. @type {Promise<void> | null} */
let pressing = null;
addEventListener("pointerdown", () => {
  const pressed = new Promise((resolve) => {
    // The click comes right after the release.
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(resolve), { capture: true, once: true });
  });
  pressing = pressed.then(() => void (pressing = null));
}, { capture: true });

/** Waits while the pointer is down: what is pressed must still be there when it is let go. @returns {Promise<void> | null} */
export function letGo() {
  return pressing;
}

/** Scrolls to what may stand in a part of a column that was never on the screen: Firefox lays that out first only where it is told to. @param {Element} element @param {ScrollLogicalPosition} block where to */
export function bringIntoView(element, block) {
  const chunk = element.checkVisibility({ contentVisibilityAuto: true }) ? null : /** @type {HTMLElement | null} */ (element.closest(".chunk"));
  if (chunk) chunk.style.contentVisibility = "visible";
  element.scrollIntoView({ block });
}

/** Whether the keyboard's place is in a part of the page. @param {HTMLElement} root */
export function hasFocus(root) {
  return root.contains(document.activeElement);
}

/** Draws a part of the page anew, and leaves the focus on the control where it was. @param {HTMLElement} root @param {() => void} draw */
export function keepFocus(root, draw) {
  const focused = hasFocus(root) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  draw();
  if (!focused || focused.isConnected) return;
  const entry = /** @type {HTMLElement | null} */ (focused.closest("[data-id]"));
  const within = entry ? root.querySelector(`[data-id="${CSS.escape(entry.dataset.id ?? "")}"]`) : root;
  const same = within?.querySelector(`[data-control="${CSS.escape(focused.dataset.control ?? "")}"]`) ?? within?.querySelector("button");
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
}
