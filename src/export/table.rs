//! The marks as a table: a row each, the same for every kind of table.

use super::facts::{Facts, as_printed, class, name_of};
use crate::annotation::{Annotation, Body, Document};
use crate::verbatim::{Status, Verbatim};

/// What the columns hold.
pub(super) const COLUMNS: [&str; 20] = [
    "id",
    "type",
    "kind",
    "text",
    "speaker",
    "role",
    "source",
    "cue",
    "asserted by",
    "figures",
    "score",
    "status",
    "made by",
    "note",
    "tags",
    "paragraph",
    "start",
    "end",
    "link",
    "verbatim",
];

/// What is in a cell.
pub(super) enum Cell {
    /// Words; none for an empty cell.
    Text(String),
    /// A number.
    Number(f64),
}

/// The cells of each mark, one for each of [`COLUMNS`]. Offsets are code points, of a mark in
/// several fragments those of the first and the last.
pub(super) fn rows(document: &Document) -> impl Iterator<Item = [Cell; COLUMNS.len()]> {
    let facts = Facts::of(document);
    document.annotations.iter().map(move |mark| row(&facts, mark))
}

fn row(facts: &Facts<'_>, mark: &Annotation) -> [Cell; COLUMNS.len()] {
    let (class, kind) = class(&mark.body);
    let speaker = facts.speaker(mark);
    let role = speaker.and_then(|speaker| speaker.role.clone()).unwrap_or_default();
    let name = speaker.map(|speaker| speaker.name.clone()).unwrap_or_default();
    let target = mark.body.target();
    let (mut source, mut cue, mut asserted_by, mut figures) = Default::default();
    match &mark.body {
        Body::Quote(quote) => {
            source = facts.words(&quote.source).into_owned();
            cue = facts.words(&quote.cue).into_owned();
        }
        Body::Claim(claim) => {
            asserted_by = facts.said_by(mark).unwrap_or_default();
            let words: Vec<_> =
                claim.quantities.iter().map(|figure| figure.span.of(facts.text())).collect();
            figures = words.join("; ");
        }
    }
    let offset = |byte: Option<usize>| number(byte.map(|byte| facts.map.from_byte(byte)));
    [
        Cell::Text(mark.id.clone()),
        Cell::Text(class.to_owned()),
        Cell::Text(kind),
        Cell::Text(facts.words(target).into_owned()),
        Cell::Text(if class == "quote" { name } else { String::new() }),
        Cell::Text(role),
        Cell::Text(source),
        Cell::Text(cue),
        Cell::Text(asserted_by),
        Cell::Text(figures),
        mark.score.map_or_else(empty, |score| Cell::Number(as_printed(score))),
        Cell::Text(name_of(&mark.status)),
        Cell::Text(name_of(&mark.origin)),
        Cell::Text(mark.note.clone().unwrap_or_default()),
        Cell::Text(mark.tags.join(", ")),
        number(facts.paragraph(mark)),
        offset(target.first().map(|span| span.start)),
        offset(target.last().map(|span| span.end)),
        Cell::Text(facts.link(mark).unwrap_or_default()),
        Cell::Text(mark.verbatim.as_deref().map(checked).unwrap_or_default()),
    ]
}

/// What a transcript has of a quotation: the status, and what it has instead if that is near.
fn checked(verbatim: &Verbatim) -> String {
    match (verbatim.status, &verbatim.found) {
        (Status::Near, Some(found)) => format!("near: {}", found.words),
        (status, _) => name_of(&status),
    }
}

fn empty() -> Cell {
    Cell::Text(String::new())
}

/// A count; exact as far as a spreadsheet counts.
fn number(count: Option<usize>) -> Cell {
    count.map_or_else(empty, |count| Cell::Number(count as f64))
}
