// Sayso over somebody else's article.
import type { Annotation, AnnotationType, Edit, Patch, Progress, Stray } from "./types.js";

export type { Annotation, AnnotationType, Edit, Patch, Progress, Stray };

export interface MountOptions {
  /** Where the article is published; the page's own address unless given. */
  url?: string;
  /** Its title; found in the text unless given. */
  title?: string;
  /** What was kept or exported before ({@link Annotator.keep}, native JSON or JSON-LD; a string or parsed): brought onto the text as it is now. */
  annotations?: string | object | null;
  /** Which annotations are shown; all unless given. */
  types?: AnnotationType[];
  /** Whether there is a panel; there is unless `false`. */
  panel?: boolean;
  /** Whether the reader can change nothing. */
  readOnly?: boolean;
  /** The element that gets the panel's shadow root; one beside `<body>` unless given. */
  host?: HTMLElement;
  /** Finds the article again when a page has replaced its element. */
  find?: () => Element | null;
  /** `worker: false` reads in the page's own thread, in slices; `module` is the address of the WebAssembly, if not beside the script (then without a worker). */
  core?: { worker?: boolean; module?: string };
}

/** An article that is annotated in place. Tells of "ready", "progress", "change", "select", "error" and "close". */
export declare class Annotator extends EventTarget {
  constructor(element: Element, options?: MountOptions);
  readonly ready: Promise<void>;
  /** In text order, offsets in UTF-16 of {@link Annotator.text}. */
  readonly annotations: Annotation[];
  readonly unanchored: Stray[];
  readonly text: string;
  edit(edit: Edit): Promise<Patch | null>;
  undo(): Promise<Patch | null>;
  redo(): Promise<Patch | null>;
  /** Text, or bytes where the format is not text (`docx`, `xlsx`, archives). */
  export(format: "json" | "jsonld" | (string & {})): Promise<string | Uint8Array<ArrayBuffer>>;
  /** What the reader decided, also where it has no place now: give it as `annotations` at another visit. */
  keep(): Promise<string>;
  select(id: string | null): void;
  /** Says something in the panel. */
  say(words: string): void;
  destroy(): void;
}

/** Reads the article under an element and marks who said what in it. */
export declare function mount(element: Element, options?: MountOptions): Promise<Annotator>;

/** `<sayso-annotator for="id" [readonly] [panel="none"]>` */
export declare class SaysoAnnotator extends HTMLElement {
  readonly annotator: Annotator | null;
}
