//! What JavaScript sees: plain objects, UTF-16 offsets, string ids. Nothing is decided here.
//!
//! Every failure is thrown as an `Error` whose message is a sentence. Strings with lone surrogates
//! are welcome: each becomes U+FFFD on its way in, which leaves all offsets as they are.

use crate::annotation::Document;
use crate::article::{self, Article, Input};
use crate::export::native::{self, counted_in};
use crate::export::{Choice, Exported, Format, Options, export};
use crate::import::{Found, ImportError, Stray};
use crate::pipeline::{self, Progress, Reading};
use crate::session::{self, Carried, Edit, Lost, Merged, Patch, Session as Editing};
use crate::span::{OffsetMap, Offsets, Utf16};
use crate::{fragments, import};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashSet;
use std::convert::Infallible;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// From this many bytes on an article takes so long to read that its beginning is shown first.
const LONG: usize = 60_000;

/// How many bytes of it: more than a screen.
const BEGINNING: usize = 6_000;

/// An article that is read and then edited.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    editing: Editing,
    /// The analysis, as long as it is going on.
    reading: Option<Reading>,
    /// What is brought onto the article as soon as it has been read.
    carried: Vec<Carried>,
    /// What a file without an article has on words that are not here.
    strays: Vec<Stray>,
}

/// What the caller knows about an article.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Hints {
    url: Option<String>,
    name: Option<String>,
    mime: Option<String>,
    r#as: Option<String>,
}

/// What the caller wants of an export.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wishes {
    #[serde(flatten)]
    choice: Choice,
    /// Only these annotations.
    ids: Option<HashSet<String>>,
    bom: bool,
    name: Option<String>,
}

/// What an import did.
#[derive(Serialize)]
struct Imported {
    patch: Patch<Utf16>,
    report: Report,
    file: String,
}

/// What became of the annotations of an imported file.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    merged: Merged,
    unanchored: Vec<Stray>,
}

/// A document as the page shows it.
#[derive(Serialize)]
struct View<'s> {
    #[serde(flatten)]
    document: Document<Utf16>,
    undo: Option<&'s str>,
    redo: Option<&'s str>,
    unanchored: Vec<Lost>,
}

#[wasm_bindgen]
impl Session {
    /// An article given as a string, not read yet: call [`Session::step`] until it is finished.
    /// The options are `{url?, as?: "auto" | "text" | "html" | "markdown"}`.
    ///
    /// # Errors
    /// When the options are not understood.
    #[wasm_bindgen(js_name = fromText)]
    pub fn from_text(text: &str, options: JsValue) -> Result<Self, JsError> {
        let hints: Hints = read_options(options)?;
        Ok(Self::reading(hints.input()?.read_text(text)))
    }

    /// An article given as the bytes of a file, not read yet. The options are those of
    /// [`Session::from_text`] and `{name?, mime?}` of the file.
    ///
    /// # Errors
    /// When its bytes are no text, or the options are not understood.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8], options: JsValue) -> Result<Self, JsError> {
        let hints: Hints = read_options(options)?;
        Ok(Self::reading(hints.input()?.read_bytes(bytes)?))
    }

    /// An article as a live page shows it, not read yet: the native form's `article`, counted in
    /// UTF-16.
    ///
    /// # Errors
    /// When the article is not in that form.
    #[wasm_bindgen(js_name = fromPage)]
    pub fn from_page(article: JsValue) -> Result<Self, JsError> {
        Ok(Self::reading(read_page(article)?))
    }

    /// The article as the page shows it now: call [`Session::step`] until it has been read. What
    /// the user decided is brought onto it; where that is not certain, it is listed as unanchored.
    ///
    /// # Errors
    /// When the article is not in the form of [`Session::from_page`].
    pub fn reread(&mut self, article: JsValue) -> Result<(), JsError> {
        let carried = self.editing.carried().into_iter().chain(std::mem::take(&mut self.carried));
        let carried = carried.collect();
        let strays = std::mem::take(&mut self.strays);
        *self = Self { carried, strays, ..Self::reading(read_page(article)?) };
        Ok(())
    }

    /// What the user decided, with descriptions of all its places, and what has none yet: a file that
    /// [`Session::bring`] brings onto the article when it is read another time.
    ///
    /// # Errors
    /// Never: every annotation can be written.
    pub fn keep(&self) -> Result<String, JsError> {
        Ok(session::pack(self.editing.carried())?)
    }

    /// Brings the annotations of a saved file, or of [`Session::keep`], onto the article, which has
    /// been read. Those without a certain place are listed as `unanchored`.
    ///
    /// # Errors
    /// When it is no file that Sayso reads, or something in it does not hold.
    pub fn bring(&mut self, file: &str) -> Result<(), JsError> {
        if let Some(kept) = session::unpack(file) {
            self.editing.bring(kept);
            return Ok(());
        }
        match import::open(file) {
            Ok(saved) => self.editing.bring(session::describe(&saved, |_| true)),
            Err(ImportError::NoArticle) => {
                let mut found = import::onto(file, self.editing.document())?;
                self.strays.append(&mut found.unanchored);
                self.editing.import(found);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Opens a saved file, its text or the bytes (`Uint8Array`) of an archive. It is as it was saved: nothing is read anew.
    ///
    /// # Errors
    /// When it is no file that Sayso reads, or something in it does not hold.
    pub fn open(file: &JsValue) -> Result<Self, JsError> {
        let document = import::open(file_of(file)?)?;
        Ok(Self {
            editing: Editing::new(document),
            reading: None,
            carried: Vec::new(),
            strays: Vec::new(),
        })
    }

    fn reading(article: Article) -> Self {
        let document =
            Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() };
        let reading = Some(Reading::default());
        Self { editing: Editing::new(document), reading, carried: Vec::new(), strays: Vec::new() }
    }

    /// Reads on through `blocks` blocks and gives `{done, total, finished}`.
    ///
    /// # Errors
    /// Never, but for a failure of the browser itself.
    pub fn step(&mut self, blocks: usize) -> Result<JsValue, JsError> {
        let article = &self.editing.document().article;
        let Some(mut reading) = self.reading.take() else {
            let total = Reading::total(article);
            return to_js(&Progress { done: total, total, finished: true });
        };
        let progress = reading.step(article, blocks);
        if !progress.finished {
            self.reading = Some(reading);
        } else if let Some(analysis) = reading.into_analysis() {
            let article = article.clone();
            self.editing = Editing::new(analysis.into_document(article));
            self.editing.bring(std::mem::take(&mut self.carried));
        }
        to_js(&progress)
    }

    /// What [`Session::document`] gives, with the marks of the article's beginning alone: something to
    /// show before a long article has been read; `null` for a short one.
    ///
    /// # Errors
    /// Never, but for a failure of the browser itself.
    pub fn beginning(&self) -> Result<JsValue, JsError> {
        let article = &self.editing.document().article;
        let is_long = article.text.len() >= LONG;
        match is_long.then(|| pipeline::annotate_beginning(article, BEGINNING)).flatten() {
            Some(beginning) => to_js(&View {
                document: counted_in(beginning),
                undo: None,
                redo: None,
                unanchored: Vec::new(),
            }),
            None => Ok(JsValue::NULL),
        }
    }

    /// `{article, speakers, annotations, scare, undo, redo, unanchored: [{id, exact, why}]}`; no
    /// annotations before all is read.
    ///
    /// # Errors
    /// Never, but for a failure of the browser itself.
    pub fn document(&self) -> Result<JsValue, JsError> {
        let document = counted_in(self.editing.document().clone());
        to_js(&View {
            document,
            undo: self.editing.undo_name(),
            redo: self.editing.redo_name(),
            unanchored: self.editing.lost().chain(self.strays.iter().map(lost)).collect(),
        })
    }

    /// The document as a native file, over its text as it is read: what [`Session::open`] opens so that
    /// the edits made after this can be made again, whose offsets count that text.
    #[must_use]
    pub fn file(&self) -> String {
        as_file(self.editing.document().clone())
    }

    /// Makes an edit at the time `now` (ISO 8601, UTC) and gives the patch.
    ///
    /// # Errors
    /// When the edit is not understood or cannot be made, or the article is still being read.
    pub fn edit(&mut self, edit: JsValue, now: &str) -> Result<JsValue, JsError> {
        self.is_read()?;
        let edit: Edit<Utf16> = serde_wasm_bindgen::from_value(edit)
            .map_err(|why| JsError::new(&format!("The edit is not understood: {why}.")))?;
        let map = OffsetMap::<Utf16>::new(&self.editing.document().article.text);
        let edit = edit.map_spans(&mut |span| {
            fragments::place(&map, span.start, span.end)
                .map_err(|fault| JsError::new(&format!("[{}, {}] {fault}.", span.start, span.end)))
        })?;
        let patch = self.editing.edit(edit, now)?;
        self.patch(Some(patch))
    }

    /// Takes back the last edit and gives the patch; `null` when there is none.
    ///
    /// # Errors
    /// Never, but for a failure of the browser itself.
    pub fn undo(&mut self) -> Result<JsValue, JsError> {
        let patch = self.editing.undo();
        self.patch(patch)
    }

    /// Makes the edit again that was last taken back and gives the patch; `null` when there is none.
    ///
    /// # Errors
    /// Never, but for a failure of the browser itself.
    pub fn redo(&mut self) -> Result<JsValue, JsError> {
        let patch = self.editing.redo();
        self.patch(patch)
    }

    /// The document in a format of [`formats`], at the time `now` (ISO 8601, UTC): a string where
    /// that is text, else a `Uint8Array`. The options are `{accepted?, only?: "quote" | "claim",
    /// ids?, bom?, name?}`: which annotations to write, whether a table as text begins with a
    /// byte-order mark, and what to call the files in an archive.
    ///
    /// # Errors
    /// When there is no such format, or the options are not understood.
    pub fn export(&self, format: &str, now: &str, options: JsValue) -> Result<JsValue, JsError> {
        let format = Format::from_id(format)
            .ok_or_else(|| JsError::new(&format!("Sayso has no format {format:?}.")))?;
        let Wishes { choice, ids, bom, name } = read_options(options)?;
        let options = Options { now: Some(now), choice, bom, ..Options::default() };
        let mut document = Cow::Borrowed(self.editing.document());
        if let Some(ids) = ids {
            document.to_mut().annotations.retain(|mark| ids.contains(&mark.id));
        }
        Ok(match export(&document, format, options) {
            Exported::Text(text) => text.into(),
            files => {
                let bytes = files.into_bytes(name.as_deref().unwrap_or("article"));
                js_sys::Uint8Array::from(bytes.as_slice()).into()
            }
        })
    }

    /// Brings the annotations of a file, its text or the bytes (`Uint8Array`) of an archive, onto
    /// this article and gives `{patch, report, file}`: the report says how many were `added`, `changed`,
    /// the `same` or `kept` as the user decided, and lists those `unanchored` as `{at, exact, why}`;
    /// the file has what found its place, in the native form: importing it does the same again, also
    /// when the article has been saved and opened meanwhile. `null`, and nothing done, when the file
    /// has another article with it, which [`Session::open`] opens.
    ///
    /// # Errors
    /// When it is no file that Sayso reads, something in it does not hold, or the article is still
    /// being read.
    pub fn import(&mut self, file: &JsValue) -> Result<JsValue, JsError> {
        self.is_read()?;
        let file = file_of(file)?;
        let document = self.editing.document();
        let is_another = |article: &Article| {
            article.text != document.article.text && article.text != document.article.source_text()
        };
        if import::open(&file).is_ok_and(|other| is_another(&other.article)) {
            return Ok(JsValue::NULL);
        }
        let mut found = import::onto(file, document)?;
        let unanchored = std::mem::take(&mut found.unanchored);
        let Found { annotations, speakers, .. } = found.clone();
        let article = document.article.clone();
        let file = as_file(Document { article, speakers, annotations, scare: Vec::new() });
        let (patch, merged) = self.editing.import(found);
        let patch = self.in_utf16(patch);
        to_js(&Imported { patch, report: Report { merged, unanchored }, file })
    }

    fn is_read(&self) -> Result<(), JsError> {
        if self.reading.is_some() {
            return Err(JsError::new("The article is still being read."));
        }
        Ok(())
    }

    fn in_utf16(&self, patch: Patch) -> Patch<Utf16> {
        let map = OffsetMap::<Utf16>::new(&self.editing.document().article.text);
        let Ok(patch) = patch.map_spans(&mut |span| Ok::<_, Infallible>(map.from_bytes(span)));
        patch
    }

    fn patch(&self, patch: Option<Patch>) -> Result<JsValue, JsError> {
        to_js(&patch.map(|patch| self.in_utf16(patch)))
    }
}

/// Every format: `[{id, label, extension, mime, text, reads, keeps}]`.
///
/// # Errors
/// Never, but for a failure of the browser itself.
#[wasm_bindgen]
pub fn formats() -> Result<JsValue, JsError> {
    to_js(&Format::ALL.map(Format::about).to_vec())
}

impl Hints {
    fn input(&self) -> Result<Input<'_>, JsError> {
        let format = match self.r#as.as_deref() {
            None | Some("auto") => None,
            Some(id) => match article::Format::from_id(id) {
                None => return Err(JsError::new(&format!("Sayso cannot read {id:?}."))),
                format => format,
            },
        };
        let (name, mime, url) = (self.name.as_deref(), self.mime.as_deref(), self.url.as_deref());
        Ok(Input { name, mime, url, format })
    }
}

/// A native file over the text as it is read: where it is kept, the one that it was made of is not.
fn as_file(mut document: Document) -> String {
    document.article.source = None;
    native::write(&document, Offsets::Utf16)
}

fn lost(stray: &Stray) -> Lost {
    let Stray { at, exact, why } = stray;
    Lost { id: at.clone(), exact: exact.clone(), why: why.to_string() }
}

/// A file as it is handed over: its text, or the bytes of an archive.
fn file_of(file: &JsValue) -> Result<Vec<u8>, JsError> {
    let bytes = || file.dyn_ref::<js_sys::Uint8Array>().map(js_sys::Uint8Array::to_vec);
    let file = file.as_string().map(String::into_bytes).or_else(bytes);
    file.ok_or_else(|| JsError::new("A file is a string or a Uint8Array."))
}

fn read_page(article: JsValue) -> Result<Article, JsError> {
    let article: Article<Utf16> = serde_wasm_bindgen::from_value(article)
        .map_err(|why| JsError::new(&format!("The article is not understood: {why}.")))?;
    let text = article.text.clone();
    let map = OffsetMap::<Utf16>::new(&text);
    let article = article.map_spans(&mut |span| {
        fragments::place(&map, span.start, span.end)
            .map_err(|fault| JsError::new(&format!("[{}, {}] {fault}.", span.start, span.end)))
    })?;
    Ok(article::from_page(article))
}

/// Options that may be left out.
fn read_options<T: DeserializeOwned + Default>(options: JsValue) -> Result<T, JsError> {
    let read: Option<T> = serde_wasm_bindgen::from_value(options)
        .map_err(|why| JsError::new(&format!("The options are not understood: {why}.")))?;
    Ok(read.unwrap_or_default())
}

/// `value` as plain objects, with `null` for what is not there.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
