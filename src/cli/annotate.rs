//! `sayso annotate FILE`: one article in, one file out.

use super::{Annotate, Failure, export, input};

/// Reads the article, marks it, writes it.
pub(super) fn run(arguments: &Annotate) -> Result<(), Failure> {
    let source = input::Source::of(arguments.file.as_deref());
    let article = input::read_article(&source, arguments.from.0)?;
    let document = sayso::annotate(&article).into_document(article);
    export::write(&document, &arguments.written)
}
