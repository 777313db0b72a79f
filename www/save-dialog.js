// The dialog in which it is chosen what to take away, as what and where, with a look at it before.
/** @import { Connection, ExportOptions, Format } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
/** @import { Made } from "./save.js" */
import { byId, make, picture } from "./elements.js";
import { copy, download, fileName, shareable, write } from "./save.js";

/** No more of a file is shown than this many UTF-16 units. */
const PREVIEW = 4_000;

/** What can be chosen of the marks. @type {[string, (document: OpenDocument) => ExportOptions][]} */
const CHOICES = [
  ["all marks", () => ({})],
  ["the marks that the list shows", (document) => ({ ids: document.annotations().map(({ id }) => id) })],
  ["accepted marks only", () => ({ accepted: true })],
  ["quotations only", () => ({ only: "quote" })],
  ["claims only", () => ({ only: "claim" })],
];

/** What there is to take away. @typedef {{ connection: Connection, formats: Format[], document: OpenDocument }} Whole */

/**
 * @param {object} options
 * @param {(words: string, keepsAll: boolean) => void} options.onDone told what was done, and whether it gives everything back when it is opened
 * @param {(error: unknown) => void} options.onError
 * @returns {(whole: Whole) => void} opens the dialog
 */
export function saveDialog({ onDone, onError }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("save-dialog"));
  const name = /** @type {HTMLInputElement} */ (byId("save-name"));
  const choice = /** @type {HTMLSelectElement} */ (byId("save-choice"));
  const preview = byId("save-preview");
  const buttons = /** @type {Record<"file" | "copy" | "share", HTMLButtonElement>} */ ({ file: byId("save-file"), copy: byId("save-copy"), share: byId("save-share") });
  choice.append(...CHOICES.map(([words]) => make("option", {}, words)));
  /** @type {Whole | null} */ let whole = null;
  /** The format that was chosen last is chosen again. */
  let id = "json";
  let turns = 0;

  const options = () => (whole ? CHOICES[choice.selectedIndex][1](whole.document) : {});
  /** Shows what would be saved. @returns {Promise<Made | null>} null when something else was chosen meanwhile */
  const draw = async () => {
    const turn = ++turns;
    const format = whole?.formats.find((one) => one.id === id);
    if (!whole || !format) return null;
    byId("save-extension").textContent = `.${format.extension}`;
    const made = await write(whole.connection, format, options(), name.value);
    if (turn !== turns) return null;
    preview.replaceChildren(shown(made));
    buttons.copy.disabled = !format.text;
    buttons.share.hidden = !shareable(made);
    return made;
  };
  const drawn = () => draw().catch(onError);
  dialog.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "format") id = event.target.value;
    drawn();
  });

  /** @param {(made: Made) => Promise<string> | string} take */
  const taking = (take) => async () => {
    try {
      // The name may have been typed a moment ago.
      const made = await draw();
      if (!made) return;
      const words = await take(made);
      dialog.close();
      onDone(words, made.format.keeps && choice.selectedIndex === 0 && take === download);
    } catch (error) {
      dialog.close();
      onError(error);
    }
  };
  buttons.file.addEventListener("click", taking(download));
  // Where rich text is pasted a page arrives as such, elsewhere as notes rather than as tags.
  buttons.copy.addEventListener("click", taking(async (made) => copy(made, made.format.id === "html" ? String(await whole?.connection.export("md", options())) : undefined)));
  buttons.share.addEventListener("click", taking(async (made) => {
    const file = shareable(made);
    if (file) await navigator.share({ files: [file] });
    return `${made.name} was shared.`;
  }));
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    buttons.file.click();
  });

  return (next) => {
    whole = next;
    name.value = fileName(next.document.article.title);
    const radios = next.formats.map((format) => {
      const radio = make("input", { type: "radio", name: "format", value: format.id, checked: format.id === id });
      return make("label", "", radio, make("span", "", format.label), make("small", "", `.${format.extension}`));
    });
    byId("save-formats").replaceChildren(make("legend", "", "Format"), ...radios);
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector("input:checked"))?.focus();
    drawn();
  };
}

/** @param {Made} made */
function shown({ format, contents }) {
  if (format.id === "svg") return picture(contents, "The picture that is saved");
  if (typeof contents !== "string") return make("p", "hint", `A file of ${Math.ceil(contents.length / 1024).toLocaleString("en")} kB, for ${format.label}. There is no preview of it.`);
  return make("pre", "", contents.length > PREVIEW ? `${contents.slice(0, PREVIEW)}\n…` : contents || "Nothing is marked that would stand in it.");
}
