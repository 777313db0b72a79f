//! `sayso import FILE --article ARTICLE`: annotations of elsewhere brought onto an article.

use super::{Failure, Import, export, input};
use sayso::annotation::Document;
use sayso::import::{self, Stray};
use sayso::session::{Merged, Session};

/// Brings the annotations onto the article, writes the document, and says what became of them.
pub(super) fn run(arguments: &Import) -> Result<(), Failure> {
    input::only_once(&arguments.file, &arguments.article)?;
    let source = input::Source::of(Some(&arguments.file));
    let file = input::read(&source)?;
    let mut session = Session::new(document(&input::Source::of(Some(&arguments.article)))?);
    let mut found =
        import::onto(&file, session.document()).map_err(|why| Failure::of(source, why))?;
    let unanchored = std::mem::take(&mut found.unanchored);
    let (_, merged) = session.import(found);
    report(merged, &unanchored);
    export::write(session.document(), &arguments.written)
}

/// Saved annotations with their article, or an article without any.
fn document(source: &input::Source) -> Result<Document, Failure> {
    let file = input::read(source)?;
    if import::is_saved(&file) {
        return import::open(&file).map_err(|why| Failure::opening(source, why));
    }
    let article = input::article_of(source, &file, None)?;
    Ok(Document { article, speakers: Vec::new(), annotations: Vec::new(), scare: Vec::new() })
}

/// Says on standard error what became of the annotations: standard output may be the document.
fn report(merged: Merged, unanchored: &[Stray]) {
    let Merged { added, changed, same, kept } = merged;
    let lost = unanchored.len();
    eprintln!(
        "sayso: {added} added, {changed} changed, {same} there already, {kept} kept as decided, \
         {lost} without a certain place"
    );
    for Stray { at, exact, why } in unanchored {
        eprintln!("sayso: {at}: {why} {exact:?}");
    }
}
