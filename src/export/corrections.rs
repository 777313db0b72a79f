//! What the user decided, as training data: one JSON object a line, a line an article, so that the
//! files of many articles are one when they are put together.
//!
//! Each annotation is in its native form with the verdict on it: `accepted`, `edited` or `rejected`
//! for one of the machine, `added` for one that it missed. Where the user changed what it marks, or
//! whose it is, `machine` has what the machine said before that. What nobody has decided is left out.
//! Offsets are code points.

use super::facts::json_line;
use super::native::{GENERATOR, counted_in};
use crate::annotation::{Annotation, Document, Origin, Speaker, Status};
use crate::span::{CodePoint, Offsets};
use serde::Serialize;

/// A line.
#[derive(Serialize)]
struct Line<'d> {
    generator: &'static str,
    offsets: Offsets,
    title: Option<&'d str>,
    url: Option<&'d str>,
    lang: Option<&'d str>,
    text: &'d str,
    speakers: &'d [Speaker<CodePoint>],
    annotations: Vec<Verdict<'d>>,
}

#[derive(Serialize)]
struct Verdict<'d> {
    verdict: &'static str,
    #[serde(flatten)]
    mark: &'d Annotation<CodePoint>,
}

/// The line, if anything was decided.
pub(super) fn write(document: &Document) -> String {
    let mut document = counted_in::<CodePoint>(document.clone());
    // What a transcript has of a quotation is no verdict on the mark.
    document.annotations.iter_mut().for_each(|mark| mark.verbatim = None);
    let annotations: Vec<_> = document
        .annotations
        .iter()
        .filter_map(|mark| Some(Verdict { verdict: verdict(mark)?, mark }))
        .collect();
    if annotations.is_empty() {
        return String::new();
    }
    let meta = &document.article.meta;
    json_line(&Line {
        offsets: Offsets::CodePoint,
        generator: GENERATOR,
        title: meta.title.as_deref(),
        url: meta.url.as_deref(),
        lang: meta.lang.as_deref(),
        text: &document.article.text,
        speakers: &document.speakers,
        annotations,
    })
}

fn verdict(mark: &Annotation<CodePoint>) -> Option<&'static str> {
    match (mark.origin, mark.status) {
        (Origin::Human, Status::Rejected) | (Origin::Machine, Status::Suggested) => None,
        (Origin::Human, _) => Some("added"),
        (Origin::Machine, Status::Accepted) => Some("accepted"),
        (Origin::Machine, Status::Edited) => Some("edited"),
        (Origin::Machine, Status::Rejected) => Some("rejected"),
    }
}
