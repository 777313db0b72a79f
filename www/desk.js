// What lies on the reader's desk: opens articles, one in the place of the other, and keeps what is done to them.
/** @import { Connection, Format, Patch, SessionDocument, Step } from "./types.js" */
/** @import { Prepared } from "./article-view.js" */
/** @import { Offer } from "./open.js" */
/** @import { About, Hold } from "./store.js" */
import { OpenDocument } from "./document.js";
import { byId } from "./elements.js";
import { takeBack } from "./kept.js";
import { announce, dismiss, tell } from "./notices.js";
import { takeShared } from "./offline.js";
import { asBackup, whatBecame } from "./open.js";
import { isReading, readOffer, sample } from "./reading.js";
import { addStep, keep, listKept, take } from "./store.js";
import { setTranscript } from "./verbatim.js";
import { counted } from "./wording.js";

/**
 * An article with the core that holds it.
 *
 * @typedef {object} Opened
 * @property {Connection} connection
 * @property {Format[]} formats that it can be saved in
 * @property {OpenDocument} document
 * @property {string} base the native file of it as it was opened; empty where the browser has it already
 * @property {number} skipped how many of the kept steps could not be made again
 * @property {Hold | null} held where this browser keeps it
 * @property {Promise<unknown>} keeping what is being written there
 * @property {boolean} isSafe whether the browser or a file has all that was done
 */

/** The articles that the reader opens. */
export class Desk {
  /** What the reader works on. @type {Opened | null} */
  opened = null;
  /** What was open, while the beginning of another article is shown that is still being read. @type {{ opened: Opened | null, beginning: OpenDocument } | null} */
  #aside = null;
  /** Counts the articles that were to be shown: only the newest one is. */
  #turns = 0;
  /** Whether the reader has asked for an article: then none is opened unasked. */
  #isAsked = false;
  /** What the page begins with, being opened. @type {Promise<unknown>} */
  #beginning = Promise.resolve();
  #page;

  /**
   * @param {object} page
   * @param {(document: OpenDocument) => Promise<Prepared>} page.prepare works out what `put` needs
   * @param {(prepared: Prepared, isBegun: boolean) => void} page.put shows it; `isBegun`: its beginning is, or was, shown before the rest was read
   * @param {(made: Step, words: string, answer: Patch, onto: Opened) => Promise<void>} page.take shows a change that the core has made, and keeps it
   * @param {() => void} page.showKept
   * @param {(error: unknown) => void} page.fail
   */
  constructor(page) {
    this.#page = page;
    addEventListener("beforeunload", (event) => this.#workedOn()?.isSafe === false && event.preventDefault());
  }

  /** Whether the beginning of an article is on the screen that is still being read. */
  get isBeginning() {
    return this.#aside !== null;
  }

  /** Opens what was shared with this app, what was worked on last, or the sample, unless there is something already. */
  start() {
    return (this.#beginning = this.#beginning.then(() => (this.#workedOn() || isReading() ? undefined : this.#begin())));
  }

  async #begin() {
    const shared = await takeShared().catch(this.#page.fail);
    let isOpen = shared ? await this.#open(shared) : false;
    // A browser that keeps nothing has nothing to open; it is said when there is something to keep.
    const kept = isOpen ? [] : await listKept().catch(() => []);
    // What this tab had open comes first, then what was changed last.
    const wasOpen = (/** @type {About} */ { id }) => Number(id === history.state?.open);
    for (const about of kept.toSorted((a, b) => wasOpen(b) - wasOpen(a))) isOpen ||= this.#isAsked || Boolean(await this.#openKept(about).catch(this.#page.fail));
    if (!isOpen && !this.#isAsked) await this.#open(sample(), { isSample: true });
  }

  /** Opens what the reader hands over; what is on the screen stays there until it has been read. @param {Offer | Promise<Offer>} offer @param {{ isSample?: boolean }} [how] */
  async open(offer, how) {
    dismiss();
    this.#isAsked = true;
    // What cannot be read may have come in the place of what the page begins with.
    if ((await this.#open(offer, how)) || isReading()) return;
    this.#isAsked = false;
    await this.start();
  }

  /** Opens an article that this browser keeps. @param {About} about */
  openKept(about) {
    dismiss();
    this.#isAsked = true;
    this.#openKept(about).catch(this.#page.fail);
  }

  /** @param {Offer | Promise<Offer>} offer @param {{ held?: Hold, isSample?: boolean, anyway?: boolean }} [how] */
  async #open(offer, { held, isSample = false, anyway = false } = {}) {
    let isOpen = false;
    try {
      const { input } = await offer;
      const backup = asBackup(input);
      if (backup) {
        await takeBack(backup, this.#page.showKept);
        return false;
      }
      if (this.opened && input.from === "saved" && (await this.#takeIn(this.opened, input.file))) return true;
      if (!anyway && !this.#mayLeave(() => this.#open(offer, { isSample, anyway: true }))) return false;
      const read = await readOffer(offer, (...beginning) => this.#showBeginning(...beginning).catch(this.#page.fail));
      if (!read) return false;
      const made = await OpenDocument.from(read.document);
      const before = this.#workedOn();
      const next = { connection: read.connection, formats: read.formats, document: made, base: read.document.file ?? "", skipped: read.document.skipped ?? 0, held: held ?? null, keeping: Promise.resolve(), isSafe: true };
      isOpen = await this.#show(next);
      if (!isOpen) {
        read.connection.close();
        return false;
      }
      before?.connection.close();
      before?.keeping.finally(() => before.held?.release()).catch(() => {});
      announce(`${made.article.title ?? "The article"} is open, with ${counted(made.annotations().length, "mark")}.`);
      if (!isSample && !held) await this.keep(next);
    } catch (error) {
      this.#page.fail(error);
    } finally {
      if (!isOpen) held?.release();
      // What stood there before the beginning of an article that was not read to its end comes back.
      const before = this.#aside?.opened;
      if (!isOpen && this.#aside && !isReading()) await (before ? this.#show(before) : (this.#aside = null));
    }
    return isOpen;
  }

  /** Brings saved annotations onto the article on the screen. @param {Opened} onto @param {string | Uint8Array} given @returns {Promise<boolean>} false when they have another article with them */
  async #takeIn(onto, given) {
    const imported = await onto.connection.import(given);
    if (!imported) return false;
    // What found its place is kept, not what was given: only that does the same again another time.
    const { patch, report, file } = imported;
    if (report.added + report.changed > 0) await this.#page.take({ do: "import", file }, "The annotations are in the article.", patch, onto);
    tell(whatBecame(report));
    return true;
  }

  /** Whether nothing is lost when the open article is left; if something would be, the reader is asked. @param {() => void} run leaves it */
  #mayLeave(run) {
    if (this.#workedOn()?.isSafe !== false) return true;
    tell("The open article has changes that this browser does not keep. Save it as a file first.", { kind: "error", action: { label: "Open the other anyway", run } });
    return false;
  }

  /** @param {About} about @param {boolean} [anyway] @returns {Promise<boolean>} false when it could not be opened */
  async #openKept(about, anyway = false) {
    if (!anyway && !this.#mayLeave(() => this.#openKept(about, true).catch(this.#page.fail))) return false;
    const kept = await take(about);
    if (!kept) throw new Error(`“${about.title}” is open in another tab.`);
    const { held, base, steps } = kept;
    const isOpen = await this.#open({ input: { from: "kept", base, steps }, name: `“${about.title}”` }, { held, anyway: true });
    const skipped = this.opened?.skipped ?? 0;
    if (isOpen && skipped > 0) tell(`${counted(skipped, "change")} of “${about.title}” could not be made again, and ${skipped === 1 ? "is" : "are"} left out.`, { kind: "error" });
    const check = steps.findLast(({ step }) => step.do === "verbatim")?.step;
    if (isOpen && check?.do === "verbatim") setTranscript(check.transcript, check.name);
    return isOpen;
  }

  /** Shows a long article with its first marks, to be looked at while the rest is being read. @param {SessionDocument} read @param {AbortSignal} ended tells that its reading has ended: then it is too late */
  async #showBeginning(read, ended) {
    const beginning = await OpenDocument.from(read);
    const prepared = ended.aborted ? null : await this.#prepare(beginning);
    if (!prepared || ended.aborted) return;
    this.#aside = { opened: this.#workedOn(), beginning };
    this.opened = null;
    this.#page.put(prepared, true);
    scrollTo({ top: 0 });
  }

  /** What the reader works on, also while the beginning of another article is shown. */
  #workedOn() {
    return this.opened ?? this.#aside?.opened ?? null;
  }

  /** @param {Opened} next @returns {Promise<boolean>} false when another article was shown meanwhile */
  async #show(next) {
    const prepared = await this.#prepare(next.document);
    if (!prepared) return false;
    // Whoever reads its beginning already stays where they are.
    const isBegun = this.#aside?.beginning.article.text === next.document.article.text;
    if (next !== this.#aside?.opened) setTranscript("", null);
    // What was said of an article that is being read holds no more.
    if (this.#aside) dismiss();
    [this.opened, this.#aside] = [next, null];
    this.#remember();
    this.#page.put(prepared, isBegun);
    if (!isBegun) scrollTo({ top: 0 });
    return true;
  }

  /** @param {OpenDocument} shown @returns {Promise<Prepared | null>} null when another article was to be shown meanwhile */
  async #prepare(shown) {
    const turn = ++this.#turns;
    const prepared = await this.#page.prepare(shown);
    // To put it on the screen is a turn of its own.
    await new Promise((resolve) => setTimeout(resolve));
    return turn === this.#turns ? prepared : null;
  }

  /** Writes an article into this browser's store, or one step of it; says so when that cannot be done. @param {Opened} current @param {{ step: Step, now: string }} [made] */
  keep(current, made) {
    const { article } = current.document;
    const { reviewed, total } = current.document.progress();
    const words = { title: article.title ?? current.document.words([[0, article.text.length]], 60), changed: made?.now ?? new Date().toISOString(), progress: `${reviewed} of ${total} reviewed` };
    // One after the other, and none after one that failed: a step only makes sense after those before it.
    current.keeping = current.keeping.then(async () => {
      current.held ??= await keep(current.base, words);
      if (current === this.opened) this.#remember();
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
  #remember() {
    const open = this.opened?.held?.about.id;
    // It takes the browser longer than an edit does.
    if (history.state?.open !== open) history.replaceState({ open }, "");
  }
}
