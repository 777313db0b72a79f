//! Whether a quotation is what was said: each direct quotation looked for in a transcript.
//!
//! Words are compared, not print: case, punctuation and white space say nothing. A quotation is
//! *verbatim* when all its words stand in the transcript as they stand in it, *near* when up to 30 %
//! of them differ, and else *missing*. A quotation of one or two words is never near.
//!
//! What the quotation itself says that it has changed is not held against it, but shown as marked:
//! words left out at an ellipsis, and the editor's words in square brackets with what they stand for.
//! With such a change it is near, unless the transcript has the very same words. Stretches with
//! quotation marks of their own (“We open,” she said, “in May.”) are looked for one by one, near each
//! other if possible: anything may have been said between them.
//!
//! Nothing fails and nothing panics; the time is linear in the transcript, and for each quotation
//! hardly depends on it.

mod align;
mod chain;
mod compare;
mod index;
mod quotation;
#[cfg(test)]
mod tests;
mod verdict;
mod words;

pub use verdict::{Difference, Found, Side, Status, Verbatim};

use crate::annotation::{self, Annotation, Body, Document, QuoteKind};
use crate::article::{Article, Block, BlockKind};
use crate::language;
use crate::span::{OffsetMap, Span};
use compare::Comparison;
use index::Index;

/// What `transcript`, called `name`, has of each direct or mixed quotation of `document` that is not
/// rejected, with the annotation's place in the document's list, in their order. Of mixed ones, only the words
/// in quotation marks are looked for; a quotation without words is left out.
#[must_use]
pub fn check(document: &Document, transcript: &str, name: Option<&str>) -> Vec<(usize, Verbatim)> {
    let index = Index::new(transcript);
    let map = OffsetMap::new(transcript);
    let text = &document.article.text;
    let comparison = Comparison { index: &index, map: &map, text };
    let quoted = quoted(document);
    let checked = document.annotations.iter().enumerate().filter_map(|(at, mark)| {
        let pieces = quotation::pieces(text, &parts(mark, &quoted), |key| index.id(key));
        let verbatim = comparison.of(&pieces)?;
        Some((at, Verbatim { transcript: name.map(str::to_owned), ..verbatim }))
    });
    checked.collect()
}

/// Whether nobody says anything in `transcript`.
#[must_use]
pub fn is_blank(transcript: &str) -> bool {
    let mut is_blank = true;
    for line in words::spoken(transcript) {
        words::each_word(transcript, line, |_, _| is_blank = false);
    }
    is_blank
}

/// What has to be checked of a mark: nothing, if it is no quotation that stands in quotation marks.
fn parts(mark: &Annotation, quoted: &[Span]) -> Vec<Span> {
    let Body::Quote(quote) = &mark.body else { return Vec::new() };
    match quote.kind {
        _ if mark.status == annotation::Status::Rejected => Vec::new(),
        QuoteKind::Indirect => Vec::new(),
        QuoteKind::Direct => quote.content.clone(),
        QuoteKind::Mixed => {
            let inside = |span: &Span| {
                let first = quoted.partition_point(|other| other.end <= span.start);
                let span = *span;
                quoted[first..].iter().map_while(move |other| other.intersection(span))
            };
            quote.content.iter().flat_map(inside).collect()
        }
    }
}

/// What stands between quotation marks, in text order and without overlap; read only where a
/// quotation has words outside of them.
fn quoted(document: &Document) -> Vec<Span> {
    let is_mixed = |mark: &Annotation| matches!(&mark.body, Body::Quote(quote) if quote.kind == QuoteKind::Mixed);
    if !document.annotations.iter().any(is_mixed) {
        return Vec::new();
    }
    let structure = if document.article.blocks.is_empty() {
        // A file of others need not say what the parts of the article are.
        let whole = Span::new(0, document.article.text.len());
        let block = Block { kind: BlockKind::Paragraph, span: whole };
        language::read(&Article { blocks: vec![block], ..document.article.clone() })
    } else {
        language::read(&document.article)
    };
    let mut spans: Vec<Span> = Vec::new();
    let outermost = structure.quoted.iter().filter(|quoted| quoted.depth == 0);
    for inner in outermost.map(|quoted| quoted.inner).filter(|inner| !inner.is_empty()) {
        match spans.last_mut() {
            Some(last) if inner.start < last.end => *last = last.hull(inner),
            _ => spans.push(inner),
        }
    }
    spans
}
