//! Sayso's own JSON, version 1: everything, in one object.

use super::in_source;
use crate::annotation::{Document, VERSION};
use crate::span::{Byte, CodePoint, OffsetMap, Offsets, Span, Unit, Utf16};
use serde::Serialize;
use serde_json::Value;
use std::convert::Infallible;

/// Who writes the files: `sayso` and its version.
pub const GENERATOR: &str = concat!("sayso ", env!("CARGO_PKG_VERSION"));

/// A native file, as it is serialised.
#[derive(Serialize)]
#[serde(bound = "")]
struct File<'d, U: Unit> {
    /// The key of a line in a batch; a file of its own has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'d Value>,
    version: u32,
    generator: &'static str,
    offsets: Offsets,
    #[serde(flatten)]
    document: Document<U>,
}

/// The document as native JSON on one line, with a line end.
#[must_use]
pub fn write(document: &Document, offsets: Offsets) -> String {
    write_with_id(document, offsets, None)
}

/// The same as [`write()`] for one article of a batch: its first member is `"id"`.
#[must_use]
pub fn write_line(id: &Value, document: &Document, offsets: Offsets) -> String {
    write_with_id(document, offsets, Some(id))
}

fn write_with_id(document: &Document, offsets: Offsets, id: Option<&Value>) -> String {
    let document = in_source(document.clone());
    match offsets {
        Offsets::CodePoint => file::<CodePoint>(id, document, offsets),
        Offsets::Utf16 => file::<Utf16>(id, document, offsets),
        Offsets::Byte => file::<Byte>(id, document, offsets),
    }
}

fn file<U: Unit>(id: Option<&Value>, document: Document, offsets: Offsets) -> String {
    let document = counted_in::<U>(document);
    let file = File { id, version: VERSION, generator: GENERATOR, offsets, document };
    let mut json = serde_json::to_string(&file).expect("every part of a document has a JSON form");
    json.push('\n');
    json
}

/// The document with its spans counted in `U`, over its text as it is.
#[must_use]
pub fn counted_in<U: Unit>(document: Document) -> Document<U> {
    let text = document.article.text.clone();
    let map = OffsetMap::<U>::new(&text);
    let mut convert = |span: Span| Ok::<_, Infallible>(map.from_bytes(span));
    let Ok(document) = document.map_spans(&mut convert);
    document
}
