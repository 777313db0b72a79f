//! Opening what was saved, and bringing annotations onto an article that is open: one file a format.

mod archive;
mod brat;
mod conll;
mod error;
mod found;
mod hypothesis;
mod inflate;
pub mod jsonld;
pub mod native;
mod wording;
mod zip;

pub use error::ImportError;
pub use found::{Found, Stray};

use crate::annotation::Document;
use serde_json::Value;

/// Opens a saved file in any format that keeps the article too: its text, or the bytes of an archive.
///
/// # Errors
/// When `file` is none of them, or something in it does not hold; the error says where.
pub fn open(file: impl AsRef<[u8]>) -> Result<Document, ImportError> {
    let file = file.as_ref();
    if zip::is_zip(file) {
        return archive::open(file);
    }
    let file = text_of(file)?;
    if brat::is_standoff(file) || conll::is_conll(file) {
        return Err(ImportError::NoArticle);
    }
    opened(native::parse(file)?)
}

/// Whether a file is one of saved annotations, with their article or without, and not an article itself.
#[must_use]
pub fn is_saved(file: &[u8]) -> bool {
    let is_json = |text: &str| {
        text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
            && native::parse(text).is_ok_and(|json| json.is_object())
    };
    let is_text = |text: &str| brat::is_standoff(text) || conll::is_conll(text) || is_json(text);
    let is_archive = zip::is_zip(file) && archive::open(file).is_ok();
    is_archive || text_of(file).is_ok_and(is_text)
}

fn text_of(file: &[u8]) -> Result<&str, ImportError> {
    std::str::from_utf8(file).map_err(|_| ImportError::NotText)
}

fn opened(json: Value) -> Result<Document, ImportError> {
    if hypothesis::list_of(&json).is_some() {
        return Err(ImportError::NoArticle);
    }
    if jsonld::is_jsonld(&json) { jsonld::read(&json) } else { native::read(json) }
}

/// Brings the annotations of a file in any format that Sayso reads onto the article of `document`.
/// Each is taken only where its words are; see [`crate::selector`]. Nothing is changed yet:
/// [`crate::session::Session::import`] does that.
///
/// # Errors
/// When `file` is in no such format, or something in it does not hold; the error says where.
pub fn onto(file: impl AsRef<[u8]>, document: &Document) -> Result<Found, ImportError> {
    let file = file.as_ref();
    if zip::is_zip(file) {
        return archive::onto(file, document);
    }
    let file = text_of(file)?;
    if brat::is_standoff(file) {
        return brat::onto(file, document);
    }
    if conll::is_conll(file) {
        return conll::onto(file, document);
    }
    let json = native::parse(file)?;
    if let Some((list, items)) = hypothesis::list_of(&json) {
        return hypothesis::onto(list, items, document);
    }
    if jsonld::is_jsonld(&json) && !jsonld::has_article(&json) {
        return jsonld::onto(&json, document);
    }
    Ok(found::transfer(opened(json)?, document))
}
