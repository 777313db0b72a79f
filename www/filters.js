// The controls that say which marks are seen.
/** @import { Filter } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { byId, make, setText } from "./elements.js";
import { KINDS, kindName } from "./wording.js";

const worth = /** @type {HTMLInputElement} */ (byId("worth"));
const ranked = /** @type {HTMLInputElement} */ (byId("ranked"));
const views = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=view]")]);
const only = byId("only-speaker");
const words = /** @type {HTMLInputElement} */ (byId("find"));
const status = /** @type {HTMLSelectElement} */ (byId("show-status"));
const kind = /** @type {HTMLSelectElement} */ (byId("show-kind"));

/** How long the reader has to pause before what is moved or typed is shown. */
const PAUSE_MS = 60;

/** What waits until the reader pauses. @type {ReturnType<typeof setTimeout> | undefined} */ let timer;

/** Tells of each choice as it is made. @param {(changed: Partial<Filter>) => void} onChange */
export function bindFilters(onChange) {
  for (const input of views) {
    input.addEventListener("change", () => onChange({ view: /** @type {Filter["view"]} */ (input.value), kind: "" }));
  }
  // A slider and typing tell of more than can be drawn.
  const soon = (/** @type {() => Partial<Filter>} */ changed) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      onChange(changed());
    }, PAUSE_MS);
  };
  worth.addEventListener("input", () => soon(() => ({ worth: Number(worth.value) / 100 })));
  words.addEventListener("input", () => soon(() => ({ words: words.value.trim().toLowerCase() })));
  ranked.addEventListener("change", () => onChange({ ranked: ranked.checked }));
  status.addEventListener("change", () => onChange({ status: /** @type {Filter["status"]} */ (status.value) }));
  kind.addEventListener("change", () => onChange({ kind: kind.value }));
  only.addEventListener("click", () => {
    onChange({ speaker: null });
    views.find(({ checked }) => checked)?.focus();
  });
}

/** Shows what is chosen. @param {OpenDocument} opened */
export function showFilters(opened) {
  const { filter } = opened;
  for (const input of views) input.checked = input.value === filter.view;
  byId("verbatim-open").hidden = filter.view !== "quote";
  byId("claim-tools").hidden = filter.view !== "claim";
  worth.value = String(Math.round(filter.worth * 100));
  ranked.checked = filter.ranked;
  // What is being typed may not have been told yet, and may have a space at its end.
  if (timer === undefined && words.value.trim().toLowerCase() !== filter.words) words.value = filter.words;
  status.value = filter.status;
  const kinds = filter.view === "quote" || filter.view === "claim" ? KINDS[filter.view] : [];
  kind.hidden = kinds.length === 0;
  if (kind.options[1]?.value !== kinds[0]) kind.replaceChildren(...["", ...kinds].map((one) => make("option", { value: one }, one ? kindName({ kind: one }) : "all kinds")));
  kind.value = filter.kind;
  only.hidden = filter.speaker === null || filter.view === "speakers";
  if (only.hidden) return;
  const name = opened.shares().find(({ id }) => id === filter.speaker)?.name ?? "one speaker";
  setText(only, `✕ Only ${name}`);
  only.ariaLabel = `Only ${name}: show everyone again`;
}

/** Shows how many marks each choice leaves, and how many have been reviewed. @param {OpenDocument} opened */
export function showCounts(opened) {
  for (const view of /** @type {const} */ (["all", "quote", "claim"])) {
    setText(byId(`count-${view}`), opened.count({ view }).toLocaleString("en"));
  }
  const speaking = opened.shares().filter(({ id, quotes }) => id && quotes > 0);
  setText(byId("count-speakers"), speaking.length.toLocaleString("en"));
  const claims = `${opened.count({ view: "claim" }).toLocaleString("en")} of ${opened.count({ view: "claim", worth: 0 }).toLocaleString("en")} claims`;
  setText(byId("worth-words"), claims);
  worth.setAttribute("aria-valuetext", `${worth.value} of 100: ${claims} shown`);
  const { reviewed, total } = opened.progress();
  setText(byId("review-words"), `${reviewed.toLocaleString("en")} of ${total.toLocaleString("en")} reviewed`);
  byId("next-open").ariaDisabled = String(reviewed === total);
  /** @type {HTMLProgressElement} */ (byId("review-bar")).value = total > 0 ? reviewed / total : 0;
}
