// The page: brings what the reader does to the core, and what the core answers to the screen.
/** @import { Act, Annotation, Connection, Filter, Format, Patch, SessionDocument, Status, Step } from "./types.js" */
/** @import { Prepared } from "./article-view.js" */
/** @import { Offer } from "./open.js" */
/** @import { About, Hold } from "./store.js" */
import { ArticleView } from "./article-view.js";
import { warmUp } from "./client.js";
import { bindCommands } from "./commands.js";
import { decision, joining, removal } from "./details.js";
import { OpenDocument, target } from "./document.js";
import { afterFrame, byId, letGo } from "./elements.js";
import { bindFilters, showFilters } from "./filters.js";
import { Handles } from "./handles.js";
import { forgetKept, saveBackup, takeBack } from "./kept.js";
import { ListView } from "./list-view.js";
import { announce, dismiss, tell } from "./notices.js";
import { keepOffline, takeLaunched, takeShared } from "./offline.js";
import { asBackup, listen, whatBecame } from "./open.js";
import { openDialog } from "./open-dialog.js";
import { isReading, readOffer, sample } from "./reading.js";
import { saveDialog } from "./save-dialog.js";
import { SelectionToolbar } from "./selection-toolbar.js";
import { SpeakersView } from "./speakers-view.js";
import { addStep, keep, listKept, rename, take } from "./store.js";
import { Strip } from "./strip.js";
import { showSummary } from "./summary.js";
import { bindTheme } from "./theme.js";
import { bindVerbatim, setTranscript, showVerbatim } from "./verbatim.js";
import { WordCaret } from "./word-caret.js";
import { counted, nameOf } from "./wording.js";

/**
 * An article with the core that holds it.
 *
 * @typedef {object} Opened
 * @property {Connection} connection
 * @property {Format[]} formats that it can be saved in
 * @property {OpenDocument} document
 * @property {SessionDocument} base as it was opened
 * @property {Hold | null} held where this browser keeps it
 * @property {Promise<unknown>} keeping what is being written there
 * @property {boolean} isSafe whether the browser or a file has all that was done
 */

/** @type {Opened | null} */ let opened = null;
/** What was open, while the beginning of another article is shown that is still being read. @type {{ opened: Opened | null } | null} */
let aside = null;
/** What is to be looked at: the open article, or the beginning of another one. @type {OpenDocument | null} */ let onScreen = null;
/** The choice of marks that was made before there was an article. @type {Partial<Filter>} */ let chosen = {};
/** @type {string | null} */ let selected = null;
/** Counts the articles that were to be shown: only the newest one is. */
let turns = 0;
/** Whether the reader has asked for an article: then none is opened unasked. */
let isAsked = false;

/** @type {Act} */ const act = (edit, words) => void change(edit, words);
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
const caret = new WordCaret(byId("article"), { document: () => onScreen, choose: (span) => article.choose(span), announce });
const showOpenDialog = openDialog({
  onOffer: handOver,
  onSample: () => handOver(sample(), { isSample: true }),
  kept: async () => (await listKept()).filter(({ id }) => id !== opened?.held?.about.id),
  onKept: (about) => {
    isAsked = true;
    openKept(about).catch(fail);
  },
  onForget: (about) => forgetKept(about, fail).catch(fail),
  onRename: (about, title) => rename(about, title).catch(fail),
  onBackUp: () => saveBackup().catch(fail),
});

const showSaveDialog = saveDialog({
  onDone: (words, keepsAll) => {
    if (opened && keepsAll) opened.isSafe = true;
    announce(words);
  },
  onError: fail,
});
const openSaveDialog = () => opened && showSaveDialog(opened);

listen(byId("drop-hint"), handOver, fail);
bindTheme(byId("theme"));
bindFilters(setFilter);
bindVerbatim(act);
bindCommands([
  { name: "Next mark", keys: ["ArrowRight"], run: () => step(1) },
  { name: "Previous mark", keys: ["ArrowLeft"], run: () => step(-1) },
  { name: "Next mark to review", keys: ["n"], run: () => stepOpen(1) },
  { name: "Previous mark to review", keys: ["p"], run: () => stepOpen(-1) },
  { name: "Accept the mark and go on", keys: ["a"], run: () => decide("accepted") },
  { name: "Reject the mark and go on", keys: ["x", "Delete", "Backspace"], run: () => decide("rejected") },
  { name: "Open the mark again", keys: ["r"], run: () => decide("suggested") },
  { name: "Begin the mark a word earlier", keys: ["["], run: () => moveEdge("start", -1) },
  { name: "Begin the mark a word later", keys: ["{"], run: () => moveEdge("start", 1) },
  { name: "End the mark a word later", keys: ["]"], run: () => moveEdge("end", 1) },
  { name: "End the mark a word earlier", keys: ["}"], run: () => moveEdge("end", -1) },
  { name: "Choose words with the arrows", keys: ["w"], run: () => caret.toggle(selectedStart()) },
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
  { name: "Save, copy or share the marks", keys: ["Ctrl+s"], run: openSaveDialog },
  { name: "Read the guide", keys: [], run: showGuide },
  { name: "Leave the mark", keys: ["Escape"], run: () => (getSelection()?.isCollapsed ? select(null, "none") : toolbar.dismiss()) },
]);
byId("open").addEventListener("click", showOpenDialog);
byId("guide-open").addEventListener("click", showGuide);
byId("save").addEventListener("click", openSaveDialog);
byId("undo").addEventListener("click", () => travel("undo"));
byId("redo").addEventListener("click", () => travel("redo"));
byId("next-open").addEventListener("click", () => stepOpen(1));
byId("marks-toggle").addEventListener("click", () => openDrawer(!isDrawerOpen()));
addEventListener("beforeunload", (event) => {
  if (workedOn()?.isSafe === false) event.preventDefault();
});
warmUp();
start().catch(fail);
takeLaunched(handOver);

/** Opens what was shared with this app, what was worked on last, or the sample. */
async function start() {
  /** @type {unknown} */ let problem = null;
  /** @param {unknown} error */
  const note = (error) => void (problem ??= error);
  const shared = await takeShared().catch(note);
  let isOpen = shared ? await open(shared) : false;
  // A browser that keeps nothing has nothing to open; it is said when there is something to keep.
  const kept = isOpen ? [] : await listKept().catch(() => []);
  // What this tab had open comes first, then what was changed last.
  const wasOpen = (/** @type {About} */ { id }) => Number(id === history.state?.open);
  for (const about of kept.toSorted((a, b) => wasOpen(b) - wasOpen(a))) isOpen ||= isAsked || Boolean(await openKept(about).catch(note));
  if (!isOpen && !isAsked) await open(sample(), { isSample: true });
  if (problem) fail(problem);
  // Where it cannot be kept, the next visit needs the network: nothing that the reader has to know.
  keepOffline().catch(() => {});
}

/** Opens what the reader hands over. @param {Offer | Promise<Offer>} offer @param {{ isSample?: boolean }} [how] */
function handOver(offer, how) {
  isAsked = true;
  return open(offer, how);
}

/** Opens something; what is on the screen stays there until it has been read. @param {Offer | Promise<Offer>} offer @param {{ held?: Hold, isSample?: boolean, anyway?: boolean }} [how] */
async function open(offer, { held, isSample = false, anyway = false } = {}) {
  dismiss();
  let isOpen = false;
  try {
    const { input } = await offer;
    const backup = asBackup(input);
    if (backup) {
      await takeBack(backup, showOpenDialog);
      return false;
    }
    if (opened && input.from === "saved" && (await takeIn(opened, input.file))) return true;
    if (!anyway && !mayLeave(() => open(offer, { isSample, anyway: true }))) return false;
    const read = await readOffer(offer, (...beginning) => showBeginning(...beginning).catch(fail));
    if (!read) return false;
    const made = await OpenDocument.from(read.document);
    const before = workedOn();
    const next = { connection: read.connection, formats: read.formats, document: made, base: read.document, held: held ?? null, keeping: Promise.resolve(), isSafe: true };
    isOpen = await show(next);
    if (!isOpen) {
      read.connection.close();
      return false;
    }
    before?.connection.close();
    before?.keeping.finally(() => before.held?.release()).catch(() => {});
    announce(`${made.article.title ?? "The article"} is open, with ${counted(made.annotations().length, "mark")}.`);
    if (!isSample && !held) await keepStep(next);
  } catch (error) {
    fail(error);
  } finally {
    if (!isOpen) held?.release();
    if (!isOpen && aside && !isReading()) await comeBack(aside.opened);
  }
  return isOpen;
}

/** Brings saved annotations onto the article on the screen. @param {Opened} onto @param {string | Uint8Array} given @returns {Promise<boolean>} false when they have another article with them */
async function takeIn(onto, given) {
  const imported = await onto.connection.import(given);
  if (!imported) return false;
  // What found its place is kept, not what was given: only that does the same again another time.
  const { patch, report, file } = imported;
  if (report.added + report.changed > 0) await change({ do: "import", file }, "The annotations are in the article.", { answer: patch, onto });
  tell(whatBecame(report));
  return true;
}

/** Whether nothing is lost when the open article is left; if something would be, the reader is asked. @param {() => void} run leaves it */
function mayLeave(run) {
  if (workedOn()?.isSafe !== false) return true;
  tell("The open article has changes that this browser does not keep. Save it as a file first.", { kind: "error", action: { label: "Open the other anyway", run } });
  return false;
}

/** @param {About} about @param {boolean} [anyway] @returns {Promise<boolean>} false when it could not be opened */
async function openKept(about, anyway = false) {
  if (!anyway && !mayLeave(() => openKept(about, true).catch(fail))) return false;
  const kept = await take(about);
  if (!kept) throw new Error(`“${about.title}” is open in another tab.`);
  const { held, base, steps } = kept;
  const isOpen = await open({ input: { from: "kept", base, steps }, name: `“${about.title}”` }, { held, anyway: true });
  const skipped = opened?.base.skipped ?? 0;
  if (isOpen && skipped > 0) tell(`${counted(skipped, "change")} of “${about.title}” could not be made again, and ${skipped === 1 ? "is" : "are"} left out.`, { kind: "error" });
  const check = steps.findLast(({ step }) => step.do === "verbatim")?.step;
  if (isOpen && check?.do === "verbatim") setTranscript(check.transcript, check.name);
  return isOpen;
}

/** Shows a long article with its first marks, to be looked at while the rest is being read. @param {SessionDocument} beginning @param {AbortSignal} ended tells that its reading has ended: then it is too late */
async function showBeginning(beginning, ended) {
  const made = await OpenDocument.from(beginning);
  const prepared = ended.aborted ? null : await prepare(made);
  if (!prepared || ended.aborted) return;
  aside = { opened: workedOn() };
  opened = null;
  put(prepared, true);
  scrollTo({ top: 0 });
}

/** Shows again what stood there before the beginning of an article that was not read to its end. @param {Opened | null} before */
async function comeBack(before) {
  if (before) await show(before);
  else aside = null;
}

/** What the reader works on, also while the beginning of another article is shown. */
function workedOn() {
  return opened ?? aside?.opened ?? null;
}

/** @param {Opened} next @returns {Promise<boolean>} false when another article was shown meanwhile */
async function show(next) {
  const prepared = await prepare(next.document);
  if (!prepared) return false;
  // Whoever reads its beginning already stays where they are.
  const isBegun = aside !== null && onScreen?.article.text === next.document.article.text;
  if (next !== aside?.opened) setTranscript("", null);
  [opened, aside] = [next, null];
  rememberOpen();
  put(prepared, isBegun);
  if (!isBegun) scrollTo({ top: 0 });
  return true;
}

/** Works out what {@link put} needs. @param {OpenDocument} shown @returns {Promise<Prepared | null>} null when another article was to be shown meanwhile */
async function prepare(shown) {
  const turn = ++turns;
  const prepared = await article.prepare(shown);
  return turn === turns ? prepared : null;
}

/** Puts an article on the screen. @param {Prepared} prepared @param {boolean} isBegun whether it has room above for the progress of its reading; it keeps that, so that no line moves */
function put(prepared, isBegun) {
  const { title, text } = prepared.document.article;
  // The whole may have other speakers than the beginning.
  const before = isBegun && onScreen?.article.text === text ? { ...onScreen.filter, speaker: null } : chosen;
  prepared.document.filter = { ...prepared.document.filter, ...before };
  [onScreen, chosen, selected] = [prepared.document, {}, null];
  byId("article").classList.toggle("begun", isBegun);
  article.show(prepared);
  list.show(prepared.document);
  document.title = title ? `${title} – Sayso` : "Sayso";
  /** @type {HTMLButtonElement} */ (byId("save")).disabled = !opened;
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
 * @param {boolean} [hasFocus] whether the focus is in the article's text
 */
function select(id, from, hasFocus = article.hasFocus()) {
  selected = id;
  if (id && from !== "none") openDrawer(true);
  const reveal = from === "none" ? undefined : from === "article" ? "nearest" : "center";
  article.select(id);
  list.select(id);
  // Asking where something is lays the page out: that is done once, when all has been drawn.
  if (reveal) article.reveal({ block: reveal, focus: from === "article" && hasFocus });
  if (reveal) list.reveal({ focus: from === "list" });
  handles.show();
  if (onScreen) strip.show(onScreen, selected, false);
  const mark = selectedMark();
  if (mark && from !== "list") announce(nameOfMark(mark));
}

/** Where the selected mark begins, or the article. */
function selectedStart() {
  const mark = selectedMark();
  return mark ? target(mark)[0][0] : 0;
}

function selectedMark() {
  return selected ? onScreen?.annotation(selected) : undefined;
}

/** @param {number} steps to the next or previous annotation, in the text or in the list */
function step(steps) {
  goTo(list.neighbour(selected, selected ? steps : 0));
}

/** @param {1 | -1} direction to the next or previous annotation that is not decided about */
function stepOpen(direction) {
  const id = nextOpen(direction);
  if (id) goTo(id);
  else announce("Every mark that is shown has been reviewed.");
}

/** @param {1 | -1} direction */
function nextOpen(direction) {
  return list.neighbour(selected, direction, (id) => onScreen?.annotation(id)?.status === "suggested");
}

/** @param {string | null} id */
function goTo(id) {
  if (!id) return;
  select(id, "both");
  if (!list.hasFocus()) article.reveal({ block: "nearest", focus: true });
}

/** @param {Partial<Filter>} changed */
function setFilter(changed) {
  if (!onScreen) {
    chosen = { ...chosen, ...changed };
    return;
  }
  onScreen.filter = { ...onScreen.filter, ...changed };
  if (selected && !onScreen.isShown(selected)) select(null, "none");
  article.refilter();
  list.show(onScreen);
  showState();
  if (changed.view && selected) list.reveal({ focus: false });
  else if (changed.view) byId("marks-body").scrollTop = 0;
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
async function change(made, words, { next = null, answer, onto: current = opened } = {}) {
  if (!current) {
    if (aside) tell("The article is still being read. Its marks can be changed when that is done.");
    return;
  }
  try {
    const now = new Date().toISOString();
    const [inList, inText, was] = [list.hasFocus(), article.hasFocus(), selected];
    // A filter may let the mark through no more.
    const beside = was && [nextOpen(1), list.neighbour(was, 1), list.neighbour(was, -1)].find((id) => id && id !== was);
    const patch = answer ?? (await current.connection.edit(made, now));
    if (!patch) return;
    current.document.apply(patch);
    const kept = keepStep(current, { step: made, now });
    // Waiting for nothing would let the writing go before the drawing.
    const isPressed = letGo();
    if (isPressed) await isPressed;
    if (current === opened) {
      const ids = [...patch.annotations.map(({ id }) => id), ...patch.removed];
      const isGone = was !== null && !current.document.isShown(was);
      if (selected && !current.document.isShown(selected)) select(null, "none");
      if (patch.speakers) {
        // A speaker's name stands at many marks; and one who is gone can no longer be filtered by.
        const { filter } = current.document;
        if (!current.document.hasSpeaker(filter.speaker)) current.document.filter = { ...filter, speaker: null };
        article.refilter();
        list.show(current.document);
      }
      article.refresh(ids);
      // Whoever has chosen another mark meanwhile stays there.
      const isStill = selected === was || (isGone && selected === null);
      const look = isStill ? (next ?? (isGone ? beside : null) ?? patch.select) : null;
      const isNext = look && look !== selected && current.document.isShown(look);
      list.refresh(ids, isNext ? look : selected);
      if (isNext) select(look, inList ? "list" : inText ? "article" : "both", inText);
      showState(true);
    }
    await kept;
    const { reviewed, total } = current.document.progress();
    announce(made.do === "status" ? `${words} ${reviewed} of ${total} reviewed.` : words);
  } catch (error) {
    fail(error);
  }
}

/** Writes the open article into this browser's store, or one step of it; says so when that cannot be done. @param {Opened} current @param {{ step: Step, now: string }} [made] */
function keepStep(current, made) {
  const { title, text } = current.document.article;
  const { reviewed, total } = current.document.progress();
  const words = { title: title ?? text.slice(0, 60).trim(), changed: made?.now ?? new Date().toISOString(), progress: `${reviewed} of ${total} reviewed` };
  // One after the other, and none after one that failed: a step only makes sense after those before it.
  current.keeping = current.keeping.then(async () => {
    current.held ??= await keep(current.base, words);
    if (current === opened) rememberOpen();
    if (made) await addStep(current.held, made, words.progress);
  });
  return current.keeping.catch((error) => {
    if (current.isSafe && made) {
      const why = error?.name === "QuotaExceededError" ? "there is no room left" : "it lets no page keep anything";
      tell(`This browser cannot keep your changes: ${why}. Save them as a file.`, { kind: "error", action: { label: "Save", run: () => byId("save").click() } });
    }
    current.isSafe = !made;
  });
}

/** Lets a reload of this tab open the same article. */
function rememberOpen() {
  const open = opened?.held?.about.id;
  // It takes the browser longer than an edit does.
  if (history.state?.open !== open) history.replaceState({ open }, "");
}

/** Counts, and the names of the steps that can be taken back. @param {boolean} [isSoon] whether the counts may come a moment later */
function showState(isSoon = false) {
  if (!onScreen) return;
  if (isSoon) afterFrame("counts", () => onScreen && showFilters(onScreen));
  else showFilters(onScreen);
  speakers.show(onScreen);
  if (opened) showSummary(opened.connection, onScreen);
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

function showGuide() {
  /** @type {HTMLDialogElement} */ (byId("guide")).showModal();
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

/** On a narrow screen the list is a drawer at the foot of the page. */
function isDrawerOpen() {
  return byId("marks-toggle").getAttribute("aria-expanded") === "true";
}

/** @param {boolean} open */
function openDrawer(open) {
  const toggle = byId("marks-toggle");
  toggle.ariaExpanded = String(open);
  toggle.ariaLabel = open ? "Hide the list of marks" : "Show the list of marks";
  byId("marks").classList.toggle("open", open);
}
