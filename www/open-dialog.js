// The dialog in which an article is pasted or chosen.
/** @import { Offer } from "./open.js" */
/** @import { About } from "./store.js" */
import { byId, letGo, make, showFound } from "./elements.js";
import { fromClipboard, fromFile } from "./open.js";

const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/**
 * @param {object} options
 * @param {(offer: Offer | Promise<Offer>) => void} options.onOffer
 * @param {() => void} options.onSample
 * @param {() => Promise<About[]>} options.kept the articles that this browser keeps
 * @param {(about: About) => boolean} options.isOpen whether it is the one on the screen
 * @param {(about: About) => void} options.onKept
 * @param {(about: About) => void} options.onForget
 * @param {(about: About, title: string) => Promise<unknown>} options.onRename
 * @param {() => void} options.onBackUp
 * @returns {() => void} opens the dialog
 */
export function openDialog({ onOffer, onSample, kept, isOpen, onKept, onForget, onRename, onBackUp }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("open-dialog"));
  const field = /** @type {HTMLTextAreaElement} */ (byId("open-text"));
  const file = /** @type {HTMLInputElement} */ (byId("open-file"));
  const problem = byId("open-problem");
  /** The rich text that the field's plain text was pasted as. */
  let rich = { text: "", html: "" };

  /** @param {() => Offer | Promise<Offer>} make */
  const take = (make) => {
    try {
      const offer = make();
      dialog.close();
      onOffer(offer);
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      field.focus();
    }
  };

  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    // The field's text as the paste leaves it can be read only once the paste has happened.
    if (html && !field.value) setTimeout(() => (rich = { text: field.value, html }));
  });
  byId("open-read").addEventListener("click", () => {
    take(() => {
      if (!field.value.trim()) throw new Error("There is nothing to read yet: paste or type the article’s text.");
      return fromClipboard(field.value, field.value === rich.text ? rich.html : "");
    });
  });
  byId("open-choose").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (chosen) take(() => fromFile(chosen));
    file.value = "";
  });
  for (const [id, then] of /** @type {const} */ ([["open-sample", onSample], ["back-up", onBackUp]])) {
    byId(id).addEventListener("click", () => {
      dialog.close();
      then();
    });
  }

  /** @param {About} about */
  const keptItem = (about) => {
    const close = (/** @type {(about: About) => void} */ then) => () => {
      dialog.close();
      then(about);
    };
    const name = make("span", { dir: "auto" });
    const open = make("button", { className: "quiet", onclick: isOpen(about) ? () => dialog.close() : close(onKept) }, name, make("small", "", `${isOpen(about) ? "open" : when.format(new Date(about.changed))} · ${about.progress}`));
    const title = make("input", { autocomplete: "off" });
    const rename = make("button", { className: "quiet" }, "Rename");
    const remove = make("button", { className: "quiet", onclick: close(onForget), hidden: isOpen(about) }, "Delete");
    const label = () => {
      name.textContent = title.value = about.title;
      for (const [control, words] of /** @type {[HTMLElement, string][]} */ ([[title, "New name for"], [rename, "Rename"], [remove, "Delete"]])) control.ariaLabel = `${words} “${about.title}”`;
    };
    label();
    rename.addEventListener("click", () => {
      open.replaceWith(title);
      title.select();
    });
    title.addEventListener("blur", async () => {
      const next = title.value.trim() || about.title;
      if (next !== about.title) onRename(Object.assign(about, { title: next }), next);
      label();
      // What is pressed must still be there when it is let go.
      await letGo();
      if (document.activeElement !== title) title.replaceWith(open);
    });
    title.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      // Escape is for the name here, not for the dialog.
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") title.value = about.title;
      rename.focus();
    });
    return make("li", "", open, rename, remove);
  };
  const showKept = async () => {
    // A browser that keeps nothing has none to show.
    const items = (await kept().catch(() => [])).map(keptItem);
    byId("kept-list").replaceChildren(...items);
    byId("kept").hidden = items.length === 0;
    find.hidden = items.length < 6;
    showFound(find, items);
  };
  const find = /** @type {HTMLInputElement} */ (byId("kept-find"));
  find.addEventListener("input", () => showFound(find, [...byId("kept-list").children]));

  return () => {
    field.value = "";
    problem.textContent = "";
    rich = { text: "", html: "" };
    find.value = "";
    dialog.showModal();
    field.focus();
    showKept();
  };
}
