// Who speaks how much, and who they are: a table that is also a bar chart.
/** @import { Act } from "./types.js" */
/** @import { OpenDocument, Share } from "./document.js" */
import { afterFrame, byId, keepFocus, make, setText } from "./elements.js";
import { counted } from "./wording.js";

/** The speakers of the open article. */
export class SpeakersView {
  #root;
  #options;
  /** @type {string[]} */ #suggested = [];

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {HTMLElement} options.names the list of names that speaker fields suggest
   * @param {(id: string | null) => void} options.onChoose told whose quotations alone are to be seen
   * @param {Act} options.act
   */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
  }

  /** @param {OpenDocument} opened */
  show(opened) {
    afterFrame("names", () => this.#suggest(opened));
    this.#root.hidden = opened.filter.view !== "speakers";
    if (this.#root.hidden) return;
    const shares = opened.shares();
    const total = shares.reduce((sum, { words }) => sum + words, 0);
    const speaking = shares.filter(({ id, quotes }) => quotes > 0 || id === opened.filter.speaker);
    const rows = speaking.flatMap((share) => this.#rows(share, total, shares, opened.filter.speaker === share.id));
    setText(byId("speakers-caption"), speaking.length > 0 ? "Quotations, and share of all quoted words" : "Nobody speaks in this article.");
    keepFocus(this.#root, () => byId("speakers-rows").replaceChildren(...rows));
  }

  /** Offers their names where one is typed. @param {OpenDocument} opened */
  #suggest(opened) {
    const names = opened.shares().flatMap(({ id, name }) => (id ? name : [])).sort();
    // There may be hundreds, and hardly any edit changes one.
    if (names.join("\n") !== this.#suggested.join("\n")) this.#options.names.replaceChildren(...names.map((value) => make("option", { value })));
    this.#suggested = names;
  }

  /** @param {Share} share @param {number} total @param {Share[]} all @param {boolean} isChosen */
  #rows(share, total, all, isChosen) {
    const { id, name, role, quotes, words } = share;
    const percent = total > 0 ? Math.round((100 * words) / total) : 0;
    const bar = make("span", { className: "share", ariaHidden: "true" });
    // The longest bar is that of the one who speaks most: the list is sorted by that.
    bar.style.inlineSize = `${(100 * words) / Math.max(all[0].words, 1)}%`;
    const onclick = () => this.#options.onChoose(isChosen ? null : id);
    const button = make("button", { ariaPressed: String(isChosen), "data-control": `choose-${id}`, onclick }, name);
    const row = make(
      "tr",
      isChosen ? "chosen" : "",
      make("th", { scope: "row" }, button, role ? make("small", "", role) : null),
      make("td", "", quotes.toLocaleString("en")),
      make("td", { title: counted(words, "word") }, `${percent} %`, bar),
    );
    return isChosen && id ? [row, make("tr", "chosen", make("td", { colSpan: 3 }, this.#tools(share, all)))] : [row];
  }

  /** Renaming, and merging into another. @param {Share} share @param {Share[]} all */
  #tools({ id, name }, all) {
    const field = make("input", { value: name, "data-control": "rename", autocomplete: "off" });
    const others = all.filter((other) => other.id && other.id !== id);
    /** @param {Share} other */
    const merge = (other) => {
      this.#options.onChoose(other.id);
      this.#options.act({ do: "merge", speaker: id, into: other.id }, `${name} and ${other.name} are one speaker now.`);
    };
    const rename = () => {
      const next = field.value.trim();
      const same = others.find((other) => other.name.toLowerCase() === next.toLowerCase());
      if (same) merge(same);
      else if (next && next !== name) this.#options.act({ do: "rename", speaker: id, name: next }, `${name} is called ${next} now.`);
    };
    field.addEventListener("change", rename);
    const into = make("select", { "data-control": "merge" }, ...[{ id: "", name: "nobody else" }, ...others].map((other) => make("option", { value: other.id }, other.name)));
    const button = make("button", { disabled: true }, "Merge");
    // A select that acts as it changes could not be gone through with the arrow keys.
    into.addEventListener("change", () => (button.disabled = !into.value));
    button.addEventListener("click", () => {
      const other = others.find((one) => one.id === into.value);
      if (other) merge(other);
    });
    return make("div", "speaker-tools", make("label", "", make("span", "", "Name"), field), make("label", "", make("span", "", "Is the same as"), into), button);
  }
}
