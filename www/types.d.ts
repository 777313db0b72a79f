// The shapes that cross from the core to the page: the native JSON form with UTF-16 offsets, and
// what the page itself passes about. Declarations only: nothing here is served or run.

/** Half-open range of UTF-16 code units of the article's text: [start, end). */
export type Span = [number, number];

export type BlockKind =
  | "headline" | "deck" | "section" | "byline" | "dateline" | "paragraph" | "heading"
  | "list-item" | "blockquote" | "caption" | "credit" | "boilerplate";

export interface Block { kind: BlockKind; start: number; end: number }

export interface Article {
  title: string | null;
  byline: string | null;
  published: string | null;
  section: string | null;
  site: string | null;
  url: string | null;
  lang: string | null;
  text: string;
  blocks: Block[];
}

export interface Speaker {
  id: string;
  name: string;
  role: string | null;
  kind: "person" | "organisation" | "document" | "group" | "unknown";
  mentions: Span[];
}

interface Common {
  id: string;
  score: number | null;
  why: string[];
  origin: "machine" | "human";
  status: "suggested" | "accepted" | "edited" | "rejected";
  note: string | null;
  tags?: string[];
  /** What the machine said before that was changed; who spoke is given by name. */
  machine?: Omit<Quote, keyof Common> | Omit<Claim, keyof Common>;
}

export interface Quote extends Common {
  type: "quote";
  kind: "direct" | "indirect" | "mixed";
  content: Span[];
  cue: Span[];
  source: Span[];
  speaker: string | null;
  /** What a transcript has of it; there once it has been checked, and gone when its content changes. */
  verbatim?: Verbatim;
}

/** What a transcript has of a quotation. */
export interface Verbatim {
  status: "verbatim" | "near" | "missing";
  /** What the transcript is called. */
  transcript: string | null;
  /** Where the passage stands in the transcript: half-open, in code points of it, not in UTF-16. */
  start: number | null;
  end: number | null;
  /** The transcript's own words there, on one line. */
  found: string | null;
  /** Quotation and passage run by run, in order; empty where all is the same or nothing was found. */
  differences: Difference[];
}

/** Words that both have, or only one; `marked` where the quotation itself says so, by "…" or "[ ]". */
export interface Difference { in: "both" | "quotation" | "transcript"; words: string; marked?: boolean }

export type ClaimKind =
  | "quantity" | "trend" | "comparison" | "cause" | "event" | "allegation" | "rule" | "science"
  | "other";

/** A figure in a claim, taken apart in the text's own words where that is plain. */
export interface Quantity { span: Span; value?: number; unit?: string; time?: string; scope?: string }

export interface Claim extends Common {
  type: "claim";
  kind: ClaimKind;
  span: Span[];
  asserted_by: string | null;
  quantities?: Quantity[];
}

export type Annotation = Quote | Claim;
export type AnnotationType = Annotation["type"];
export type Status = Annotation["status"];

/** What the reader chose to see. */
export interface Filter {
  view: "all" | AnnotationType | "speakers";
  /** The id of the one speaker to see; "" for quotations of nobody known. */
  speaker: string | null;
  /** Claims that the machine found less worth checking are hidden: from 0 to 1. */
  worth: number;
  /** Claims in the order of that score and not of the text. */
  ranked: boolean;
  status: "standing" | "open" | "reviewed" | "rejected" | "differing";
  /** One kind, or "". */
  kind: string;
  /** Words that the mark or its speaker's name must have, in small letters. */
  words: string;
}

/** What the session holds, whole. `undo` and `redo` name the step that they would take. */
export interface SessionDocument {
  article: Article;
  speakers: Speaker[];
  annotations: Annotation[];
  /** What stands in quotation marks and quotes nobody: names, titles, words held at a distance. */
  scare?: Span[];
  undo: string | null;
  redo: string | null;
  unanchored: Stray[];
  /** How many of the kept steps could not be made again. */
  skipped?: number;
  /** The native file of it as it was opened; none of a live page and of what is kept already. */
  file?: string;
}

/** An annotation without a certain place in the text. */
export interface Stray { id: string; exact: string; why: string }

/** An article as a live page shows it. */
export interface PageArticle { text: string; blocks: Block[]; title: string | null; url: string | null; lang: string | null }

/** What an edit, an undo or a redo changed. */
export interface Patch {
  annotations: Annotation[];
  removed: string[];
  speakers: Speaker[] | null;
  order: string[];
  undo: string | null;
  redo: string | null;
  select: string | null;
}

/** What an annotation is to mark; what is left out stays as it is. */
export type Draft =
  | { type: "quote"; kind?: string; content?: Span[]; cue?: Span[]; source?: Span[] }
  | { type: "claim"; kind?: string; span?: Span[] };

/** The edits that the page makes. */
export type Edit =
  | { do: "add"; body: Draft }
  | { do: "remove"; id: string }
  | { do: "status"; id: string; status: Status }
  | { do: "review"; ids: string[]; status: Status }
  | { do: "body"; id: string; body: Draft }
  | { do: "cut"; id: string; at: Span }
  | { do: "join"; id: string; with: string }
  | { do: "note"; id: string; note: string | null }
  | { do: "tags"; id: string; tags: string[] }
  | { do: "speaker"; id: string; speaker: { name: string } | null }
  | { do: "rename"; speaker: string; name: string }
  | { do: "merge"; speaker: string; into: string }
  | { do: "split"; id: string; name: string | null }
  | { do: "verbatim"; transcript: string; name: string | null };

/** One step of a session. */
export type Step = Edit | { do: "undo" } | { do: "redo" } | { do: "import"; file: string | Uint8Array };

/** Makes an edit, and says in words that it was made. */
export type Act = (edit: Edit, words: string) => void;

export interface Format {
  id: string;
  label: string;
  extension: string;
  mime: string;
  /** Whether it is one file of text. */
  text: boolean;
  /** Whether Sayso also reads it. */
  reads: boolean;
  /** Whether it gives everything back when it is opened. */
  keeps: boolean;
}

/** Which marks to write, whether a table begins with a byte-order mark, what to call files in an archive. */
export interface ExportOptions { accepted?: boolean; only?: AnnotationType; ids?: string[]; bom?: boolean; name?: string }

/** An article as it was opened: a native file. Older stores and backups have what the session held. */
export type Base = string | SessionDocument;

/** What a session is made from. */
export type Input =
  | { from: "text"; text: string; as?: "auto" | "text" | "html" | "markdown"; url?: string }
  | { from: "bytes"; bytes: Uint8Array; name?: string; mime?: string; url?: string }
  | { from: "page"; article: PageArticle; saved?: string }
  | { from: "saved"; file: string | Uint8Array }
  | { from: "kept"; base: Base; steps: { step: Step; now: string }[] };

/** What an import did, and what became of the annotations that came in. */
export interface Imported {
  patch: Patch;
  report: {
    added: number;
    changed: number;
    same: number;
    kept: number;
    unanchored: { at: string; exact: string; why: string }[];
  };
  /** What found its place, as native JSON: importing it does the same again. */
  file: string;
}

export interface Progress {
  done: number;
  total: number;
  /** A long article with its first marks, to be looked at meanwhile; the first report has it. */
  beginning?: SessionDocument;
}

export interface OpenOptions { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/** One article being read and edited, wherever the core runs. */
export interface Connection {
  open(input: Input, options?: OpenOptions): Promise<SessionDocument>;
  reread(article: PageArticle, options?: OpenOptions): Promise<SessionDocument>;
  /** `now` is ISO 8601, UTC, and the clock's if not given; null when there is no step to take back or to do again. */
  edit(step: Step, now?: string): Promise<Patch | null>;
  /** What the user decided, with descriptions of its places: `saved` of a page that is read another time. */
  keep(): Promise<string>;
  export(format: string, options?: ExportOptions): Promise<string | Uint8Array<ArrayBuffer>>;
  import(file: string | Uint8Array): Promise<Imported | null>;
  formats(): Promise<Format[]>;
  close(): void;
}

/** What a caller asks of the core, by name. */
export type Call = "load" | "open" | "reread" | "edit" | "keep" | "export" | "import" | "formats";
export interface Request { id: number; call: Call; args: unknown[] }
export type Reply =
  | { ready: true }
  | { id: number; progress: Progress }
  | { id: number; part: Annotation[] }
  | { id: number; result: unknown }
  | { id: number; error: string };

/** A stretch of the article that is rendered as one element. */
export interface Piece { kind: BlockKind; start: number; end: number; continued: boolean }

/** A stretch of text that belongs to an annotation. */
export interface Fragment {
  id: string;
  type: AnnotationType;
  role: "target" | "source" | "cue" | "scare";
  start: number;
  end: number;
}

/** A stretch of text with the same marks throughout, the innermost first. */
export interface Segment { start: number; end: number; marks: Fragment[] }
