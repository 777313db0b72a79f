//! `sayso annotate FILE`: one article in, one file out.

use super::{Annotate, Failure, input};
use sayso::export::{self, Options};
use std::io::Write;

/// Reads the article, marks it, writes it.
pub(super) fn run(arguments: &Annotate) -> Result<(), Failure> {
    let source = input::Source::of(arguments.file.as_deref());
    let article = input::read_article(&source, arguments.from.0)?;
    let document = sayso::annotate(&article).into_document(article);
    let options = Options { offsets: arguments.offsets, now: None };
    let written = export::export(&document, arguments.format, options);
    let (mut out, name) = input::create(arguments.output.as_deref())?;
    out.write_all(written.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|why| Failure::writing(name, why))
}
