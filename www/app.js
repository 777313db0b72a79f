// The page: brings what the reader does to the core, and what the core answers to the screen.
/** @import { Annotation, Connection, Edit, Filter, Patch } from "./types.js" */
/** @import { Offer } from "./open.js" */
import { ArticleView } from "./article-view.js";
import { OpenDocument } from "./document.js";
import { byId } from "./elements.js";
import { ListView } from "./list-view.js";
import { announce, dismiss, tell } from "./notices.js";
import { listen, whatBecame } from "./open.js";
import { openDialog } from "./open-dialog.js";
import { readOffer, sample } from "./reading.js";
import { fillSaveMenu, keepsAll, save } from "./save.js";
import { SelectionToolbar } from "./selection-toolbar.js";
import { bindShortcuts } from "./shortcuts.js";
import { bindTheme } from "./theme.js";
import { TYPE_NAMES, counted, nameOf } from "./wording.js";

/** An article with the core that holds it. @typedef {{ connection: Connection, document: OpenDocument, isSaved: boolean }} Opened */

/** @type {Opened | null} */
let opened = null;
/** What was open before, kept so that opening something by mistake loses nothing. @type {Opened | null} */
let previous = null;
/** @type {string | null} */
let selected = null;
/** @type {Filter} */
let filter = "all";
/** Counts the articles that were to be shown: only the newest one is. */
let turns = 0;

const article = new ArticleView(byId("article"), { onPick: pick, nameOf: nameOfMark });
const list = new ListView(byId("list"), { onSelect: (id) => select(id, "list"), onRemove: remove });
const toolbar = new SelectionToolbar(byId("selection-toolbar"), byId("article"), {
  spans: () => article.selectedSpans(),
  onAdd: (edit) => change((connection) => connection.edit(edit), addedWords(edit)),
});
const showOpenDialog = openDialog({ onOffer: open, onSample: () => open(sample()) });

listen(byId("drop-hint"), open, fail);
bindTheme(byId("theme"));
bindShortcuts({
  open: showOpenDialog,
  undo,
  redo,
  step: (steps) => step(steps),
  remove: () => selected && (article.hasFocus() || list.hasFocus()) && remove(selected),
  leave: () => (getSelection()?.isCollapsed ? select(null, "none") : toolbar.dismiss()),
});
byId("open").addEventListener("click", showOpenDialog);
byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
byId("marks-toggle").addEventListener("click", () => openDrawer(!isDrawerOpen()));
for (const input of document.querySelectorAll("input[name=filter]")) {
  input.addEventListener("change", () => setFilter(/** @type {HTMLInputElement} */ (input).value));
}
addEventListener("beforeunload", (event) => {
  if (opened?.isSaved === false || previous?.isSaved === false) event.preventDefault();
});
open(sample());

/** Opens something; what is on the screen stays there until it has been read. @param {Offer | Promise<Offer>} offer */
async function open(offer) {
  dismiss();
  try {
    const { input } = await offer;
    if (opened && input.from === "saved" && (await takeIn(opened, input.text))) return;
    const read = await readOffer(offer);
    if (!read) return;
    const made = await OpenDocument.from(read.document);
    const before = opened;
    const isShown = await show({ connection: read.connection, document: made, isSaved: true });
    if (!isShown) {
      read.connection.close();
      return;
    }
    previous?.connection.close();
    previous = before;
    fillSaveMenu(byId("save-menu"), read.formats, saveAs);
    const marks = counted(made.annotations().length, "mark");
    announce(`${made.article.title ?? "The article"} is open, with ${marks}.`);
    if (previous?.isSaved === false) {
      tell("The article before has changes that are not saved.", { action: { label: "Go back to it", run: goBack } });
    }
  } catch (error) {
    fail(error);
  }
}

/**
 * Brings saved annotations onto the article on the screen.
 *
 * @param {Opened} onto @param {string} file
 * @returns {Promise<boolean>} false when they have another article with them
 */
async function takeIn({ connection }, file) {
  const imported = await connection.import(file);
  if (!imported) return false;
  const { patch, report } = imported;
  if (report.added + report.changed > 0) await change(async () => patch, "The annotations are in the article.");
  tell(whatBecame(report));
  return true;
}

async function goBack() {
  const [other, next] = [opened, previous];
  if (next && (await show(next))) previous = other;
}

/** @param {Opened} next @returns {Promise<boolean>} false when another article was shown meanwhile */
async function show(next) {
  const turn = ++turns;
  const prepared = await article.prepare(next.document);
  if (turn !== turns) return false;
  opened = next;
  selected = null;
  article.show(prepared, filter);
  list.show(next.document, filter);
  document.title = next.document.article.title ? `${next.document.article.title} – Sayso` : "Sayso";
  /** @type {HTMLButtonElement} */ (byId("save")).disabled = false;
  showState();
  scrollTo({ top: 0 });
  return true;
}

/** Chooses the innermost mark; when it or one around it is chosen already, the next one outwards. @param {string[]} ids innermost first */
function pick(ids) {
  const at = selected ? ids.indexOf(selected) : -1;
  select(ids[(at + 1) % ids.length], "article");
}

/**
 * @param {string | null} id
 * @param {"article" | "list" | "both" | "none"} from where it was chosen: the other side is scrolled to it
 */
function select(id, from) {
  selected = id;
  if (id && from !== "none") openDrawer(true);
  const reveal = from === "none" ? undefined : from === "article" ? "nearest" : "center";
  article.select(id, { reveal, focus: from === "article" && article.hasFocus() });
  list.select(id, { reveal: from !== "none", focus: from === "list" });
  const mark = id && opened?.document.annotation(id);
  if (mark && from !== "list") announce(nameOfMark(mark));
}

/** @param {number} steps to the next or previous annotation, in the text or in the list */
function step(steps) {
  const id = list.neighbour(selected, selected ? steps : 0);
  if (!id) return;
  select(id, "both");
  if (!list.hasFocus()) article.select(id, { reveal: "nearest", focus: true });
}

/** @param {string} value */
function setFilter(value) {
  filter = /** @type {Filter} */ (value);
  if (!opened) return;
  article.setFilter(filter);
  list.show(opened.document, filter);
  const shown = opened.document.annotations(filter).length;
  announce(`${counted(shown, "mark")} shown.`);
}

/** @param {string} id */
function remove(id) {
  const mark = opened?.document.annotation(id);
  if (!mark) return;
  const [inList, neighbour] = [list.hasFocus(), list.neighbour(id, 1)];
  const next = neighbour === id ? list.neighbour(id, -1) : neighbour;
  change((connection) => connection.edit({ do: "remove", id }), `${TYPE_NAMES[mark.type]} removed.`).then(() => {
    // Whoever goes through the marks with the keyboard goes on from the next one.
    if (next && next !== id && (inList || selected === null)) select(next, inList ? "list" : "article");
  });
}

function undo() {
  const name = opened?.document.undo;
  if (name) change((connection) => connection.undo(), `Undone: ${name}`);
}

function redo() {
  const name = opened?.document.redo;
  if (name) change((connection) => connection.redo(), `Done again: ${name}`);
}

/** Makes one change and shows what it did. @param {(connection: Connection) => Promise<Patch | null>} act @param {string} words */
async function change(act, words) {
  const current = opened;
  if (!current) return;
  try {
    const patch = await act(current.connection);
    if (!patch) return;
    current.document.apply(patch);
    current.isSaved = false;
    if (current !== opened) return;
    const ids = [...patch.annotations.map(({ id }) => id), ...patch.removed];
    if (selected && !current.document.isShown(selected)) select(null, "none");
    article.refresh(ids);
    list.refresh(ids);
    if (patch.select && current.document.isShown(patch.select)) select(patch.select, "both");
    showState();
    announce(words);
  } catch (error) {
    fail(error);
  }
}

/** @param {import("./save.js").Taking} taking */
async function saveAs(taking) {
  const current = opened;
  if (!current) return;
  try {
    const done = await save(current.connection, taking, current.document.article.title);
    if (keepsAll(taking)) current.isSaved = true;
    announce(done);
  } catch (error) {
    fail(error);
  }
}

/** Counts, and the names of the steps that can be taken back. */
function showState() {
  if (!opened) return;
  const { undo: undoName, redo: redoName } = opened.document;
  for (const kind of /** @type {Filter[]} */ (["all", "quote", "claim"])) {
    byId(`count-${kind}`).textContent = opened.document.annotations(kind).length.toLocaleString("en");
  }
  showStep("undo", undoName && `Undo: ${undoName}`, "Undo");
  showStep("redo", redoName && `Redo: ${redoName}`, "Redo");
}

/** @param {"undo" | "redo"} id @param {string | null} name @param {string} otherwise */
function showStep(id, name, otherwise) {
  const button = /** @type {HTMLButtonElement} */ (byId(id));
  button.disabled = !name;
  button.title = name ?? otherwise;
  button.setAttribute("aria-label", name ?? otherwise);
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof DOMException && error.name === "AbortError") return;
  tell(error instanceof Error ? error.message : String(error), { kind: "error" });
}

/** @param {Annotation} annotation */
function nameOfMark(annotation) {
  const speaker = opened?.document.speakerName(annotation) ?? "";
  return nameOf(annotation, speaker);
}

/** @param {Edit} edit */
function addedWords(edit) {
  return edit.do === "add" ? `${TYPE_NAMES[edit.body.type]} added.` : "";
}

/** On a narrow screen the list is a drawer at the foot of the page. */
function isDrawerOpen() {
  return byId("marks-toggle").getAttribute("aria-expanded") === "true";
}

/** @param {boolean} open */
function openDrawer(open) {
  const toggle = byId("marks-toggle");
  toggle.setAttribute("aria-expanded", String(open));
  toggle.setAttribute("aria-label", open ? "Hide the list of marks" : "Show the list of marks");
  byId("marks").classList.toggle("open", open);
}
