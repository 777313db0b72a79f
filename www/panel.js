// The panel of an embedded annotator: what it found, and what can be done about it.
/** @import { Annotation, AnnotationType, Format } from "./types.js" */
/** @import { OpenDocument } from "./document.js" */
import { target } from "./document.js";
import { TYPE_NAMES, counted, nameOf } from "./wording.js";

const STYLE = `
  :host { all: initial !important; }
  section { position: fixed; inset: auto 16px 16px auto; box-sizing: border-box; width: 340px; max-width: calc(100vw - 32px); max-height: 60vh;
    margin: 0; padding: 0; border: 1px solid #767676; border-radius: 10px; background: #fff; color: #1a1a1a; font: 14px/1.45 system-ui, sans-serif;
    overflow: auto; box-shadow: 0 6px 24px rgb(0 0 0 / 25%); }
  header { display: flex; gap: 4px; align-items: center; padding: 6px 8px; position: sticky; top: 0; background: #f3f3f0; touch-action: none; }
  [part=handle] { flex: 1; cursor: move; font-weight: 600; text-align: start; border: 0; background: none; }
  button, select { font: inherit; color: inherit; min-height: 28px; padding: 2px 8px; border: 1px solid #767676; border-radius: 6px; background: #fff; cursor: pointer; }
  button:disabled { color: #6b6b6b; border-color: #c8c8c8; cursor: default; }
  button:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0a58ca; outline-offset: 1px; }
  p, ol, ul { margin: 0; padding: 6px 10px; } ol, ul { list-style: none; padding: 0; } li { border-top: 1px solid #ddd; content-visibility: auto; contain-intrinsic-size: auto 70px; }
  li > button { display: block; width: 100%; border: 0; border-radius: 0; text-align: start; padding: 6px 10px; }
  li > button[aria-current=true] { background: #fff3cd; } small { display: block; color: #555; } .tools { display: flex; gap: 4px; padding: 6px 10px; flex-wrap: wrap; } .tools select { flex: 1; min-width: 0; }`;

/** No more words of a mark than this many UTF-16 units. */
const WORDS_LIMIT = 120;

/** What the panel asks for. @typedef {{ select(id: string | null): void, add(type: AnnotationType): void, remove(id: string): void, accept(id: string): void, undo(): void, redo(): void, save(format: Format): void, close(): void }} Actions */

export class Panel {
  #host;
  #actions;
  #section = part("section", { popover: "manual", ariaLabel: "Sayso: who said what", dir: "ltr", lang: "en" });
  #status = part("p", { role: "status" });
  #list = part("ol");
  #strays = part("ul", { ariaLabel: "Without a place in the text" });
  #body = part("div", { id: "body" });
  #undo;
  #redo;

  /** @param {HTMLElement} host an element without a shadow root @param {Actions} actions @param {boolean} readOnly */
  constructor(host, actions, readOnly) {
    this.#host = host;
    this.#actions = actions;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const handle = part("button", { textContent: "Sayso", title: "Drag, or move with the arrow keys" });
    handle.setAttribute("part", "handle");
    const fold = button("▾", "Collapse or open the panel", () => {
      this.#body.hidden = !this.#body.hidden;
      fold.ariaExpanded = String(!this.#body.hidden);
    });
    fold.ariaExpanded = "true";
    this.#undo = button("↶", "Undo", actions.undo);
    this.#redo = button("↷", "Redo", actions.redo);
    const header = part("header");
    header.append(handle, ...(readOnly ? [] : [this.#undo, this.#redo]), fold, button("✕", "Close the panel", actions.close));
    const tools = part("div", { className: "tools", role: "group", ariaLabel: "Mark the selected words" });
    for (const type of /** @type {AnnotationType[]} */ (["quote", "claim"])) {
      const add = button(`Mark as ${TYPE_NAMES[type].toLowerCase()}`, "", () => actions.add(type));
      // The selection on the page must outlive the click.
      add.addEventListener("pointerdown", (event) => event.preventDefault());
      tools.append(add);
    }
    this.#body.append(this.#status, ...(readOnly ? [] : [tools]), this.#list, this.#strays);
    this.#section.append(header, this.#body);
    root.append(this.#section);
    // The keys pressed in here are none of the page's own shortcuts.
    for (const key of ["keydown", "keypress", "keyup"]) this.#section.addEventListener(key, (event) => event.stopPropagation());
    this.#section.showPopover?.();
    this.#letMove(handle);
  }

  /** @param {string} words */
  say(words) {
    this.#status.textContent = words;
  }

  /** Lets the marks be saved. @param {Format[]} formats */
  offer(formats) {
    const choice = /** @type {HTMLSelectElement} */ (part("select", { ariaLabel: "Format to save in" }));
    choice.append(...formats.map(({ label, extension }) => part("option", { textContent: `${label} (.${extension})` })));
    const tools = part("div", { className: "tools", role: "group", ariaLabel: "Save the marks" });
    tools.append(choice, button("Save", "", () => this.#actions.save(formats[choice.selectedIndex])));
    this.#body.append(tools);
  }

  /** @param {OpenDocument} document @param {Annotation[]} annotations @param {string | null} selected @param {boolean} readOnly */
  show(document, annotations, selected, readOnly) {
    const focused = this.#host.shadowRoot?.activeElement?.closest("li");
    const place = focused ? [...this.#list.children].indexOf(focused) : -1;
    this.#undo.toggleAttribute("disabled", !document.undo);
    this.#redo.toggleAttribute("disabled", !document.redo);
    this.#list.replaceChildren(...annotations.map((annotation) => this.#item(document, annotation, annotation.id === selected, readOnly)));
    this.#strays.replaceChildren(...document.unanchored.map(({ exact, why }) => {
      const item = part("li");
      item.append(part("p", { textContent: `“${exact}”` }), part("p", { textContent: why }));
      return item;
    }));
    this.say(`${counted(annotations.length, "mark")}${document.unanchored.length > 0 ? `, ${document.unanchored.length} without a place` : ""}.`);
    const again = focused?.dataset.id ?? selected;
    const entry = again && this.#list.querySelector(`[data-id="${CSS.escape(again)}"]`);
    // Where the entry that had the keyboard is gone, the next one has it.
    if (focused) (entry || this.#list.children[place] || this.#list.lastElementChild)?.querySelector("button")?.focus();
    else if (entry) entry.scrollIntoView({ block: "nearest" });
  }

  destroy() {
    this.#section.remove();
    if (this.#host.shadowRoot) this.#host.shadowRoot.adoptedStyleSheets = [];
  }

  /** @param {OpenDocument} document @param {Annotation} annotation @param {boolean} isSelected @param {boolean} readOnly */
  #item(document, annotation, isSelected, readOnly) {
    const item = part("li");
    const choose = button("", "", () => this.#actions.select(isSelected ? null : annotation.id));
    item.dataset.id = annotation.id;
    choose.ariaCurrent = String(isSelected);
    choose.append(document.words(target(annotation), WORDS_LIMIT), part("small", { textContent: nameOf(annotation, document.speakerName(annotation)) }));
    item.append(choose);
    if (!isSelected) return item;
    item.append(part("p", { textContent: annotation.why.join("; ") }));
    if (readOnly) return item;
    const tools = part("div", { className: "tools" });
    tools.append(button("Accept", "", () => this.#actions.accept(annotation.id)), button("Remove", "", () => this.#actions.remove(annotation.id)));
    item.append(tools);
    return item;
  }

  /** @param {HTMLElement} handle */
  #letMove(handle) {
    const move = (/** @type {number} */ x, /** @type {number} */ y) => {
      const { left, top, width, height } = this.#section.getBoundingClientRect();
      const within = (/** @type {number} */ at, /** @type {number} */ most) => `${Math.max(0, Math.min(at, most))}px`;
      this.#section.style.inset = `${within(top + y, innerHeight - height)} auto auto ${within(left + x, innerWidth - width)}`;
    };
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => handle.hasPointerCapture(event.pointerId) && move(event.movementX, event.movementY));
    handle.addEventListener("keydown", (event) => {
      const steps = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] });
      if (!steps[event.key]) return;
      event.preventDefault();
      move(...steps[event.key]);
    });
  }
}

/** @param {string} tag @param {Record<string, string>} [properties] @returns {HTMLElement} */
function part(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

/** @param {string} text @param {string} label for a text that is a sign @param {() => void} onClick */
function button(text, label, onClick) {
  const made = part("button", label ? { textContent: text, ariaLabel: label, title: label } : { textContent: text });
  made.addEventListener("click", onClick);
  return made;
}
