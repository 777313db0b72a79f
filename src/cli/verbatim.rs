//! `sayso verbatim FILE --transcript TRANSCRIPT`: which quotations are what was said.

use super::{Failure, Verbatim, export, input};
use sayso::import;
use sayso::verbatim::{self, Status};

/// Checks the quotations, writes the document, and says how many are verbatim.
pub(super) fn run(arguments: &Verbatim) -> Result<(), Failure> {
    input::only_once(&arguments.file, &arguments.transcript)?;
    let source = input::Source::of(Some(&arguments.file));
    let file = input::read(&source)?;
    let mut document = import::open(&file).map_err(|why| Failure::opening(source, why))?;
    let source = input::Source::of(Some(&arguments.transcript));
    let transcript = input::read_article(&source, None)?;
    // Places count the text that was given, not what reading made of it.
    let transcript = transcript.source_text();
    if verbatim::is_blank(transcript) {
        return Err(Failure::of(source, "It has no words to compare with."));
    }
    let name = arguments.transcript.file_name().map(|name| name.to_string_lossy());
    let name = name.filter(|name| name != "-");
    let mut counts = [0; 3];
    for (at, found) in verbatim::check(&document, transcript, name.as_deref()) {
        counts[match found.status {
            Status::Verbatim => 0,
            Status::Near => 1,
            Status::Missing => 2,
        }] += 1;
        document.annotations[at].verbatim = Some(Box::new(found));
    }
    // Standard output may be the document.
    let [verbatim, near, missing] = counts;
    eprintln!("sayso: {verbatim} verbatim, {near} near, {missing} not found");
    export::write(&document, &arguments.written)
}
