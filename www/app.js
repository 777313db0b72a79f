// The page: brings what the reader does to the core, and what the core answers to the screen.
/** @import { Act, Annotation, Filter, Patch, Status, Step } from "./types.js" */
/** @import { Prepared } from "./article-view.js" */
/** @import { Opened } from "./desk.js" */
/** @import { OpenDocument } from "./document.js" */
import { ArticleView } from "./article-view.js";
import { warmUp } from "./client.js";
import { bindCommands } from "./commands.js";
import { Desk } from "./desk.js";
import { decision, joining, removal } from "./details.js";
import { afterFrame, byId, hasFocus, letGo } from "./elements.js";
import { bindFilters, showCounts, showFilters } from "./filters.js";
import { Handles } from "./handles.js";
import { forgetKept, saveBackup } from "./kept.js";
import { ListView } from "./list-view.js";
import { announce, tell } from "./notices.js";
import { keepOffline, takeLaunched } from "./offline.js";
import { listen } from "./open.js";
import { openDialog } from "./open-dialog.js";
import { sample } from "./reading.js";
import { saveDialog } from "./save-dialog.js";
import { SelectionToolbar } from "./selection-toolbar.js";
import { SpeakersView } from "./speakers-view.js";
import { listKept, rename } from "./store.js";
import { Strip } from "./strip.js";
import { showSummary } from "./summary.js";
import { bindTheme } from "./theme.js";
import { bindVerbatim, showVerbatim } from "./verbatim.js";
import { WordCaret } from "./word-caret.js";
import { counted, nameOf } from "./wording.js";

/** What is to be looked at: the open article, or the beginning of another one. @type {OpenDocument | null} */ let onScreen = null;
/** The choice of marks that was made before there was an article. @type {Partial<Filter>} */ let chosen = {};
/** @type {string | null} */ let selected = null;
/** @type {Act} */ const act = (edit, words) => void change(edit, words);
const desk = new Desk({
  prepare: (document) => article.prepare(document),
  put,
  take: (made, words, answer, onto) => change(made, words, { answer, onto }),
  showKept: () => showOpenDialog(),
  fail,
});
const handOver = desk.open.bind(desk);
const article = new ArticleView(byId("article"), { onPick: pick, nameOf: nameOfMark });
const list = new ListView(byId("list"), { onSelect: (id) => select(id, "list"), act });
const speakers = new SpeakersView(byId("speakers"), { names: byId("speaker-names"), onChoose: (speaker) => setFilter({ speaker }), act });
const toolbar = new SelectionToolbar(byId("selection-toolbar"), byId("article"), {
  spans: () => article.selectedSpans(),
  claimsIn: (spans) => onScreen?.claimsIn(spans) ?? [],
  selected: selectedMark,
  floor: () => (getComputedStyle(byId("marks")).position === "fixed" ? byId("marks").getBoundingClientRect().top : innerHeight),
  act,
});
const handles = new Handles(byId("article"), {
  document: () => onScreen,
  selected: selectedMark,
  offsetAt: (x, y) => article.offsetAt(x, y),
  rangeOf: (span) => article.rangeOf(span),
  act,
});
const strip = new Strip(byId("strip"), (id) => select(id, "both"));
const caret = new WordCaret(byId("article"), { document: () => onScreen, selected: selectedMark, choose: (span) => article.choose(span), announce });
const showOpenDialog = openDialog({
  onOffer: handOver,
  onSample: () => handOver(sample(), { isSample: true }),
  kept: () => Promise.resolve(desk.opened?.keeping).catch(() => {}).then(listKept),
  isOpen: ({ id }) => id === desk.opened?.held?.about.id,
  onKept: (about) => desk.openKept(about),
  onForget: (about) => forgetKept(about, fail).catch(fail),
  onRename: (about, title) => rename(about, title).catch(fail),
  onBackUp: () => saveBackup().catch(fail),
});

const showSaveDialog = saveDialog({
  onDone: (words, keepsAll) => {
    if (desk.opened && keepsAll) desk.opened.isSafe = true;
    tell(words);
  },
  onError: fail,
});

listen(byId("drop-hint"), handOver);
bindTheme(byId("theme"));
bindFilters(setFilter);
bindVerbatim(act);
bindCommands([
  { name: "Next mark", keys: ["ArrowRight"], run: () => goTo(list.neighbour(selected, 1)) },
  { name: "Previous mark", keys: ["ArrowLeft"], run: () => goTo(list.neighbour(selected, -1)) },
  { name: "Next mark to review", keys: ["n"], run: () => stepOpen(1) },
  { name: "Previous mark to review", keys: ["p"], run: () => stepOpen(-1) },
  { name: "Accept the mark and go on", keys: ["a"], run: () => decide("accepted") },
  { name: "Reject the mark and go on", keys: ["x", "Delete", "Backspace"], run: () => decide("rejected") },
  { name: "Open the mark again", keys: ["r"], run: () => decide("suggested") },
  { name: "Begin the mark a word earlier", keys: ["["], run: () => moveEdge("start", -1) },
  { name: "Begin the mark a word later", keys: ["{"], run: () => moveEdge("start", 1) },
  { name: "End the mark a word later", keys: ["]"], run: () => moveEdge("end", 1) },
  { name: "End the mark a word earlier", keys: ["}"], run: () => moveEdge("end", -1) },
  { name: "Choose words with the arrows", keys: ["w"], run: () => caret.toggle() },
  { name: "Mark the selected words as a quotation", keys: ["q"], run: () => toolbar.add("quote") },
  { name: "Mark the selected words as a claim", keys: ["c"], run: () => toolbar.add("claim") },
  { name: "Mark the sentence around the mark as a claim", keys: ["s"], run: markSentence },
  { name: "Cut the mark in two before the selected words", keys: ["t"], run: () => toolbar.cut() },
  { name: "Join the mark with the next one of its type", keys: ["j"], run: joinNext },
  { name: "Check quotations against a transcript", keys: ["v"], run: showVerbatim },
  { name: "Accept all marks that are shown", keys: [], run: () => decideAll("accepted") },
  { name: "Reject all marks that are shown", keys: [], run: () => decideAll("rejected") },
  { name: "Undo", keys: ["Ctrl+z"], run: () => travel("undo") },
  { name: "Redo", keys: ["Ctrl+Shift+z", "Ctrl+y"], run: () => travel("redo") },
  { name: "Open an article", keys: ["Ctrl+o"], run: showOpenDialog },
  { name: "Save, copy or share the marks", keys: ["Ctrl+s"], run: () => desk.opened && showSaveDialog(desk.opened) },
  { name: "Read the guide", keys: [], run: () => /** @type {HTMLDialogElement} */ (byId("guide")).showModal() },
  { name: "Leave the mark", keys: ["Escape"], run: () => (getSelection()?.isCollapsed ? select(null, "none") : toolbar.dismiss()) },
]);
byId("marks-toggle").addEventListener("click", () => openDrawer(!byId("marks").classList.contains("open")));
warmUp();
// Where it cannot be kept, the next visit needs the network: nothing that the reader has to know.
desk.start().catch(fail).then(keepOffline).catch(() => {});
takeLaunched(handOver);

/** Puts an article on the screen. @param {Prepared} prepared @param {boolean} isBegun whether it has room above for the progress of its reading; it keeps that, so that no line moves */
function put(prepared, isBegun) {
  const { title, text } = prepared.document.article;
  // The whole may have other speakers than the beginning.
  const before = isBegun && onScreen?.article.text === text ? { ...onScreen.filter, speaker: null } : chosen;
  prepared.document.filter = { ...prepared.document.filter, ...before };
  [onScreen, chosen, selected] = [prepared.document, {}, null];
  if (!isBegun) byId("marks-body").scrollTop = 0;
  byId("article").classList.toggle("begun", isBegun);
  article.show(prepared);
  list.show(prepared.document);
  document.title = title ? `${title} – Sayso` : "Sayso";
  /** @type {HTMLButtonElement} */ (byId("save")).disabled = !desk.opened;
  showFilters(prepared.document);
  showState();
}

/** Chooses the innermost mark; when it or one around it is chosen already, the next one outwards. @param {string[]} ids innermost first */
function pick(ids) {
  const at = selected ? ids.indexOf(selected) : -1;
  select(ids[(at + 1) % ids.length], "article");
}

/**
 * @param {string | null} id
 * @param {"article" | "list" | "both" | "none"} from where it was chosen: the other side is scrolled to it
 * @param {boolean} [inText] whether the focus is in the article's text
 */
function select(id, from, inText = hasFocus(byId("article"))) {
  selected = id;
  if (id && from !== "none") openDrawer(true);
  const reveal = from === "none" ? undefined : from === "article" ? "nearest" : "center";
  article.select(id);
  list.select(id);
  // Asking where something is lays the page out: that is done once, when all has been drawn.
  if (reveal) article.reveal({ block: reveal, focus: from === "article" && inText });
  if (reveal) list.reveal({ focus: from === "list" });
  handles.show();
  if (onScreen) strip.show(onScreen, selected, false);
  const mark = selectedMark();
  if (mark && from !== "list") announce(nameOfMark(mark));
}

function selectedMark() {
  return selected ? onScreen?.annotation(selected) : undefined;
}

/** @param {1 | -1} direction to the next or previous annotation that is not decided about */
function stepOpen(direction) {
  const id = nextOpen(direction);
  if (id) goTo(id);
  else tell("Every mark that is shown has been reviewed.");
}

/** @param {1 | -1} direction */
function nextOpen(direction) {
  return list.neighbour(selected, direction, (id) => onScreen?.annotation(id)?.status === "suggested");
}

/** @param {string | null} id */
function goTo(id) {
  if (!id) return;
  select(id, "both");
  if (!hasFocus(byId("list"))) article.reveal({ block: "nearest", focus: true });
}

/** @param {Partial<Filter>} changed */
function setFilter(changed) {
  if (!onScreen) {
    chosen = { ...chosen, ...changed };
    return;
  }
  onScreen.filter = { ...onScreen.filter, ...changed };
  const isGone = selected === null || !onScreen.isShown(selected);
  // Once something has been drawn, this would lay it out.
  if (changed.view && isGone) byId("marks-body").scrollTop = 0;
  if (selected && isGone) select(null, "none");
  article.refilter();
  list.show(onScreen);
  showFilters(onScreen);
  showState();
  if (changed.view && selected) list.reveal({ focus: false });
  announce(`${counted(onScreen.annotations().length, "mark")} shown.`);
}

/** Decides about the selected mark and goes on to the next one. @param {"accepted" | "rejected" | "suggested"} status */
function decide(status) {
  const mark = selectedMark();
  if (!mark) return;
  const next = status === "suggested" ? mark.id : (nextOpen(1) ?? list.neighbour(mark.id, 1));
  return change(...(status === "rejected" ? removal(mark) : decision(mark, status)), { next });
}

/** @param {Status} status */
function decideAll(status) {
  const ids = onScreen?.annotations().filter((mark) => mark.status === "suggested").map(({ id }) => id) ?? [];
  return change({ do: "review", ids, status }, `${counted(ids.length, "mark")} ${status}.`);
}

/** Moves where the selected mark begins or ends by a word. @param {"start" | "end"} edge @param {1 | -1} direction */
function moveEdge(edge, direction) {
  const mark = selectedMark();
  const body = mark && onScreen?.withEdge(mark, edge, direction);
  if (mark && body) return change({ do: "body", id: mark.id, body }, `${edge === "start" ? "Begins" : "Ends"} a word ${direction > 0 ? "later" : "earlier"}.`);
}

function markSentence() {
  const mark = selectedMark();
  const span = mark && onScreen?.sentenceAround(mark);
  if (span) return change({ do: "add", body: { type: "claim", span: [span] } }, "Claim added.");
}

function joinNext() {
  const mark = selectedMark();
  const next = mark && onScreen?.following(mark);
  if (next) return change(...joining(mark, next));
}

/** @param {"undo" | "redo"} direction */
function travel(direction) {
  const name = onScreen?.[direction];
  if (name) return change({ do: direction }, `${direction === "undo" ? "Undone" : "Done again"}: ${name}`);
}

/**
 * Makes one change, shows what it did and keeps it.
 *
 * @param {Step} made
 * @param {string} words
 * @param {object} [how]
 * @param {string | null} [how.next] what to look at then, if not at the change
 * @param {Patch} [how.answer] the core's, where it has been asked
 * @param {Opened | null} [how.onto]
 */
async function change(made, words, { next = null, answer, onto: current = desk.opened } = {}) {
  if (!current) {
    if (desk.isBeginning) tell("The article is still being read. Its marks can be changed when that is done.");
    return;
  }
  try {
    const now = new Date().toISOString();
    const [inList, inText, was] = [hasFocus(byId("list")), hasFocus(byId("article")), selected];
    // A filter may let the mark through no more.
    const beside = was && [nextOpen(1), list.neighbour(was, 1), list.neighbour(was, -1)].find((id) => id && id !== was);
    const patch = answer ?? (await current.connection.edit(made, now));
    if (!patch) return;
    current.document.apply(patch);
    const kept = desk.keep(current, { step: made, now });
    // Waiting for nothing would let the writing go before the drawing.
    const isPressed = letGo();
    if (isPressed) await isPressed;
    if (current === desk.opened) {
      // What has just been marked is there to be seen.
      if (made.do === "add" && patch.select && !current.document.isShown(patch.select)) setFilter({ view: "all", speaker: null, status: "standing", kind: "", words: "" });
      const ids = [...patch.annotations.map(({ id }) => id), ...patch.removed];
      const isGone = was !== null && !current.document.isShown(was);
      if (selected && !current.document.isShown(selected)) select(null, "none");
      if (patch.speakers) {
        // A speaker's name stands at many marks.
        article.refilter();
        list.show(current.document);
        showFilters(current.document);
      }
      article.refresh(ids);
      // Whoever has chosen another mark meanwhile stays there.
      const isStill = selected === was || (isGone && selected === null);
      const look = isStill ? (next ?? (isGone ? beside : null) ?? patch.select) : null;
      const isNext = look && look !== selected && current.document.isShown(look);
      list.refresh(ids, isNext ? look : selected);
      if (isNext) select(look, inList ? "list" : inText ? "article" : "both", inText);
      showState();
    }
    await kept;
    const { reviewed, total } = current.document.progress();
    announce(made.do === "status" ? `${words} ${reviewed} of ${total} reviewed.` : words);
  } catch (error) {
    fail(error);
  }
}

/** Counts, a moment later, and the names of the steps that can be taken back. */
function showState() {
  if (!onScreen) return;
  afterFrame("counts", () => onScreen && showCounts(onScreen));
  speakers.show(onScreen);
  if (desk.opened) showSummary(desk.opened.connection, onScreen);
  handles.show();
  strip.show(onScreen, selected, true);
  for (const [id, label] of /** @type {const} */ ([["undo", "Undo"], ["redo", "Redo"]])) {
    const name = onScreen[id];
    const button = byId(id);
    // One that is disabled would drop the keyboard's place.
    button.ariaDisabled = String(!name);
    button.title = button.ariaLabel = name ? `${label}: ${name}` : label;
  }
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof DOMException && error.name === "AbortError") return;
  tell(error instanceof Error ? error.message : String(error), { kind: "error" });
}

/** @param {Annotation} annotation */
function nameOfMark(annotation) {
  return nameOf(annotation, onScreen?.speakerName(annotation) ?? "");
}

/** On a narrow screen the list is a drawer at the foot of the page. @param {boolean} open */
function openDrawer(open) {
  const toggle = byId("marks-toggle");
  toggle.ariaExpanded = String(open);
  toggle.ariaLabel = open ? "Hide the list of marks" : "Show the list of marks";
  byId("marks").classList.toggle("open", open);
}
