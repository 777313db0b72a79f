//! `sayso annotate FILE`: one article in, one file out.

use super::{Annotate, Failure, export, input};
use sayso::import;

/// Reads the article, marks it, writes it.
pub(super) fn run(arguments: &Annotate) -> Result<(), Failure> {
    let source = input::Source::of(arguments.file.as_deref());
    let file = input::read(&source)?;
    if arguments.from.0.is_none() && import::is_saved(&file) {
        let why = "It is a saved document, not an article. Write it in another format with sayso \
                   export, or bring it onto its article with sayso import.";
        return Err(Failure::of(source, why));
    }
    let article = input::article_of(&source, &file, arguments.from.0)?;
    let document = sayso::annotate(&article).into_document(article);
    export::write(&document, &arguments.written)
}
