// What is shown of the selected annotation besides, and everything that can be changed about it.
/** @import { Act, Annotation, Claim, Edit, Status } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { make } from "./elements.js";
import { PLACES, keyTerms } from "./searches.js";
import { verbatimFact } from "./verbatim.js";
import { KINDS, TYPE_NAMES, certainty, kindName } from "./wording.js";

/** No excerpt is longer than this many UTF-16 units. */
export const EXCERPT = 140;

/** The words of each decision: on its button, and when it has been made. @type {Record<"quote" | "claim", Partial<Record<Status, [string, string]>>>} */
const DECISIONS = {
  quote: { accepted: ["Accept", "Accepted."], rejected: ["Reject", "Rejected."] },
  claim: { accepted: ["Is a claim", "Accepted as a claim."], rejected: ["Not a claim", "Rejected as a claim."] },
};

/** @param {Annotation} annotation @param {OpenDocument} document @param {Act} act */
export function detailsOf(annotation, document, act) {
  return make(
    "div",
    "entry-details",
    decisions(annotation, act),
    facts(annotation, document),
    speakerField(annotation, document, act),
    annotation.type === "claim" ? searchLinks(annotation, document) : null,
    more(annotation, document, act),
  );
}

/** Takes an annotation away: the machine's is rejected and can come back, the reader's own is removed. @param {Annotation} annotation @returns {[Edit, string]} */
export function removal({ id, type, origin }) {
  if (origin === "human") return [{ do: "remove", id }, `${TYPE_NAMES[type]} removed.`];
  return decision({ id, type }, "rejected");
}

/** Makes an annotation and the one after it one. @param {Annotation} annotation @param {Annotation} next @returns {[Edit, string]} */
export function joining({ id, type }, next) {
  return [{ do: "join", id, with: next.id }, `The two ${TYPE_NAMES[type].toLowerCase()}s are one now.`];
}

/** @param {Pick<Annotation, "id" | "type">} annotation @param {"accepted" | "rejected" | "suggested"} status @returns {[Edit, string]} */
export function decision({ id, type }, status) {
  return [{ do: "status", id, status }, DECISIONS[type][status]?.[1] ?? "Open again."];
}

/** @param {Annotation} annotation @param {Act} act */
function decisions(annotation, act) {
  const { type, origin, status } = annotation;
  const button = (/** @type {"accept" | "reject"} */ name, /** @type {"accepted" | "rejected"} */ next) => {
    const isMade = status === next;
    const onclick = () => act(...decision(annotation, isMade ? "suggested" : next));
    return make("button", { className: name, "data-control": name, onclick, ariaPressed: String(isMade) }, DECISIONS[type][next]?.[0]);
  };
  const remove = () => make("button", { className: "reject", "data-control": "reject", onclick: () => act(...removal(annotation)) }, "Remove");
  const buttons = origin === "human" ? [remove()] : [button("accept", "accepted"), button("reject", "rejected")];
  return make("div", { className: "decide", role: "group", ariaLabel: "Your decision" }, ...buttons);
}

/** @param {Annotation} annotation @param {OpenDocument} document */
function facts(annotation, document) {
  const list = make("dl");
  const add = (/** @type {string} */ term, /** @type {string | Node | undefined | null} */ words) => {
    if (words) list.append(make("dt", "", term), make("dd", { dir: "auto" }, words));
  };
  if (annotation.type === "quote") {
    add("Source", document.words(annotation.source, EXCERPT));
    add("Cue", document.words(annotation.cue, EXCERPT));
    add("Verbatim", verbatimFact(annotation));
  }
  add("Role", document.speaker(annotation)?.role);
  if (annotation.type === "claim") add("Figures", figures(annotation, document));
  add("Why", annotation.why.join("; "));
  add("How sure", certainty(annotation));
  add("Note", annotation.note);
  add("Tags", annotation.tags?.join(", "));
  return list;
}

/** What there is to verify, each figure with what the article says of it. @param {Claim} claim @param {OpenDocument} document */
function figures({ quantities = [] }, document) {
  if (quantities.length === 0) return null;
  const items = quantities.map(({ span, unit, time, scope }) => {
    const figure = document.words([span]);
    const about = [unit?.split(" ").every((word) => figure.includes(word)) ? null : unit, scope, time].filter((part) => part).join(", ");
    return make("li", "", make("strong", "", figure), about && ` ${about}`);
  });
  return make("ul", "figures", ...items);
}

/** @param {Annotation} annotation @param {OpenDocument} document @param {Act} act */
function speakerField(annotation, document, act) {
  const { id, type } = annotation;
  const speaker = document.speaker(annotation);
  const [label, nobody] = type === "quote" ? ["Speaker", "unknown"] : ["Asserted by", "the article itself"];
  const input = make("input", { value: speaker?.name ?? "", placeholder: nobody, list: "speaker-names", autocomplete: "off", "data-control": "speaker" });
  const set = () => {
    const typed = input.value.trim();
    if (typed === (speaker?.name ?? "")) return;
    // Who is known already is meant also when the name is typed otherwise.
    const name = document.shares().find((share) => share.id && share.name.toLowerCase() === typed.toLowerCase())?.name ?? typed;
    act({ do: "speaker", id, speaker: name ? { name } : null }, `${label}: ${name || nobody}.`);
  };
  input.addEventListener("change", set);
  const source = type === "quote" ? document.words(annotation.source) : "";
  const mayBeOther = speaker && type === "quote" && source && document.shares().some((share) => share.id === speaker.id && share.quotes > 1);
  const split = () => act({ do: "split", id, name: null }, `“${source}” is a speaker of its own now.`);
  const title = `Makes “${source}”, here, a speaker of its own who is not ${speaker?.name}`;
  return make(
    "div",
    "speaker-field",
    make("label", "", make("span", "", label), input),
    mayBeOther ? make("button", { "data-control": "split", title, onclick: split }, "Someone else") : null,
  );
}

/** @param {Claim} claim @param {OpenDocument} document */
function searchLinks(claim, document) {
  const terms = keyTerms(document.words(target(claim)));
  const links = PLACES.map(({ name, search }) => make("a", { href: search + encodeURIComponent(terms), target: "_blank", rel: "noopener noreferrer" }, name));
  return make("div", "searches", make("p", "", "Check it elsewhere, with the words ", make("q", "", terms)), make("p", "", ...links));
}

/** Who pauses for so long has written something that is to be kept, in milliseconds. */
const PAUSE_MS = 600;

/** Tells of what is typed at each pause, and when the field is left. @param {HTMLInputElement | HTMLTextAreaElement} field @param {() => void} tell */
function onTyped(field, tell) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  let told = field.value;
  const once = () => {
    clearTimeout(timer);
    if (field.value === told) return;
    told = field.value;
    tell();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(once, PAUSE_MS);
  });
  field.addEventListener("change", once);
}

/** Whether the reader has opened the rest: it stays so from mark to mark. */
let isMoreOpen = false;

/** What is seldom needed; made when it is opened. @param {Annotation} annotation @param {OpenDocument} document @param {Act} act */
function more(annotation, document, act) {
  const rest = make("details", { className: "more", open: isMoreOpen }, make("summary", { "data-control": "more" }, "Change the mark, note, tags"));
  const fill = () => rest.childElementCount === 1 && rest.append(...changes(annotation, document, act));
  if (isMoreOpen) fill();
  rest.addEventListener("toggle", () => {
    isMoreOpen = rest.open;
    if (isMoreOpen) fill();
  });
  return rest;
}

/** Where it begins and ends, its type and kind, note and tags. @param {Annotation} annotation @param {OpenDocument} document @param {Act} act */
function changes(annotation, document, act) {
  const { id, type, kind, note, tags = [] } = annotation;
  const edge = (/** @type {"start" | "end"} */ which, /** @type {1 | -1} */ direction) => {
    const words = `${which === "start" ? "Begin" : "End"} a word ${direction > 0 ? "later" : "earlier"}`;
    const body = document.withEdge(annotation, which, direction);
    const onclick = () => body && act({ do: "body", id, body }, `${words}.`);
    return make("button", { ariaLabel: words, title: words, disabled: !body, "data-control": words, onclick }, direction > 0 ? "→" : "←");
  };
  const kinds = make("select", { "data-control": "kind" }, ...KINDS[type].map((one) => make("option", { value: one, selected: one === kind }, kindName({ kind: one }))));
  kinds.addEventListener("change", () => act({ do: "body", id, body: { type, kind: kinds.value } }, `Kind: ${kindName({ kind: kinds.value })}.`));
  const other = type === "quote" ? "claim" : "quote";
  const turn = () => act({ do: "body", id, body: { type: other } }, `It is a ${TYPE_NAMES[other].toLowerCase()} now.`);
  const noteField = make("textarea", { value: note ?? "", rows: 2, "data-control": "note" });
  onTyped(noteField, () => act({ do: "note", id, note: noteField.value.trim() || null }, "Note changed."));
  const tagField = make("input", { value: tags.join(", "), placeholder: "with commas between", "data-control": "tags" });
  onTyped(tagField, () => act({ do: "tags", id, tags: tagField.value.split(",") }, "Tags changed."));
  const next = document.following(annotation);
  const join = next && make("button", { "data-control": "join", title: `“${document.words(target(next), EXCERPT)}”`, onclick: () => act(...joining(annotation, next)) }, `Join with the next ${TYPE_NAMES[type].toLowerCase()}`);
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ control) => make("label", "", make("span", "", label), control);
  return [
    make("div", { className: "edges", role: "group", ariaLabel: "Where it begins and ends" }, "Begins", edge("start", -1), edge("start", 1), "Ends", edge("end", -1), edge("end", 1), join ?? null),
    make("div", "speaker-field", field("Kind", kinds), make("button", { "data-control": "turn", onclick: turn }, `Make it a ${TYPE_NAMES[other].toLowerCase()}`)),
    field("Note", noteField),
    field("Tags", tagField),
  ];
}
