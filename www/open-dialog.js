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
 * @param {(about: About) => void} options.onKept
 * @param {(about: About) => void} options.onForget
 * @param {(about: About, title: string) => Promise<unknown>} options.onRename
 * @param {() => void} options.onBackUp
 * @returns {() => void} opens the dialog
 */
export function openDialog({ onOffer, onSample, kept, onKept, onForget, onRename, onBackUp }) {
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
  byId("open-sample").addEventListener("click", () => {
    dialog.close();
    onSample();
  });

  /** @param {About} about */
  const keptItem = (about) => {
    const close = (/** @type {(about: About) => void} */ then) => () => {
      dialog.close();
      then(about);
    };
    const words = make("small", "", `${when.format(new Date(about.changed))} · ${about.progress}`);
    const remove = make("button", { className: "quiet", ariaLabel: `Delete “${about.title}”`, onclick: close(onForget) }, "Delete");
    const title = make("input", { value: about.title, ariaLabel: `New name for “${about.title}”`, autocomplete: "off" });
    /** Whether the keyboard stays here. */
    let isStaying = false;
    title.addEventListener("blur", async () => {
      const next = title.value.trim();
      if (next && next !== about.title) await onRename(about, next);
      await letGo();
      await showKept();
      if (isStaying) /** @type {HTMLElement | null} */ (byId("kept-list").querySelector(`[data-rename="${CSS.escape(about.id)}"]`))?.focus();
    }, { once: true });
    title.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      // Escape is for the name here, not for the dialog.
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") title.value = about.title;
      isStaying = true;
      title.blur();
    });
    const rename = () => {
      item.firstElementChild?.replaceWith(title);
      title.select();
    };
    const renameButton = make("button", { className: "quiet", ariaLabel: `Rename “${about.title}”`, "data-rename": about.id, onclick: rename }, "Rename");
    const item = make("li", "", make("button", { className: "quiet", onclick: close(onKept) }, make("span", { dir: "auto" }, about.title), words), renameButton, remove);
    return item;
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
  byId("back-up").addEventListener("click", () => {
    dialog.close();
    onBackUp();
  });

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
