// Checks quotations word by word against a transcript, and shows what it has of each.
/** @import { Edit, Quote, Verbatim } from "./types.js" */
import { byId, make } from "./elements.js";

const dialog = /** @type {HTMLDialogElement} */ (byId("verbatim-dialog"));
const field = /** @type {HTMLTextAreaElement} */ (byId("verbatim-text"));
const file = /** @type {HTMLInputElement} */ (byId("verbatim-file"));
const problem = byId("verbatim-problem");

/** What each result is called: in the list, and in a sentence. @type {Record<Verbatim["status"], [string, string]>} */
const WORDS = { verbatim: ["= verbatim", "Word by word"], near: ["≈ nearly verbatim", "Nearly so"], missing: ["≠ not in transcript", "Not found"] };

/** What the transcript in the field is called. @type {string | null} */
let name = null;

/** @param {(edit: Edit, words: string) => void} act */
export function bindVerbatim(act) {
  byId("verbatim-choose").addEventListener("click", () => file.click());
  field.addEventListener("input", () => {
    name = null;
    problem.textContent = "";
  });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (chosen) setTranscript(await chosen.text(), chosen.name);
    file.value = "";
  });
  byId("verbatim-check").addEventListener("click", () => {
    if (!field.value.trim()) {
      problem.textContent = "There is nothing to compare with yet: paste the transcript, or choose its file.";
      return field.focus();
    }
    dialog.close();
    act({ do: "verbatim", transcript: field.value, name }, "Every quotation has been looked for in the transcript.");
  });
}

export function showVerbatim() {
  problem.textContent = "";
  dialog.showModal();
  field.focus();
}

/** Puts a transcript into the field: that of the article that is opened, or none. @param {string} text @param {string | null} called */
export function setTranscript(text, called) {
  field.value = text;
  name = called;
}

/** The result in a word or two, for the list. @param {Quote} quote */
export function verbatimWord({ verbatim }) {
  return verbatim ? WORDS[verbatim.status][0] : "";
}

/** The result with the differences and the way to the place. @param {Quote} quote */
export function verbatimFact({ verbatim }) {
  if (!verbatim) return null;
  const { status, transcript, start, end, found, differences } = verbatim;
  const runs = differences.flatMap(({ in: side, words, marked }) => [make(side === "both" ? "span" : side === "quotation" ? "del" : "ins", marked ? "marked" : "", words), " "]);
  const see = () => {
    const [from, to] = [start ?? 0, end ?? 0].map((at) => [...field.value].slice(0, at).join("").length);
    showVerbatim();
    field.setSelectionRange(from, to);
  };
  // The transcript itself is not kept with the article's file.
  const isThere = start !== null && field.value !== "" && (transcript === name || !transcript);
  return make(
    "div",
    "verbatim",
    make("p", "", `${WORDS[status][1]} in ${transcript ? `“${transcript}”` : "the transcript"}.`),
    runs.length > 0 ? make("p", "differences", ...runs) : status === "near" && found ? make("p", "", found) : null,
    runs.length > 0 ? make("p", "hint", "Struck out: only in the article. Underlined: only in the transcript.") : null,
    isThere ? make("button", { onclick: see, "data-control": "see" }, "See it in the transcript") : null,
  );
}
