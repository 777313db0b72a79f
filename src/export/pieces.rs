//! Text cut where marks begin and end, for formats in which marks are tags around text.

use crate::annotation::{Annotation, Body, Document};
use crate::span::Span;

/// What a fragment is in its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What was said.
    Content,
    /// What says that it was said.
    Cue,
    /// The words that name who said it.
    Source,
    /// What can be checked.
    Claim,
}

impl Part {
    /// Its name in files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Cue => "cue",
            Self::Source => "source",
            Self::Claim => "claim",
        }
    }

    /// Its name as the label of an annotation tool.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Content => "Content",
            Self::Cue => "Cue",
            Self::Source => "Source",
            Self::Claim => "Claim",
        }
    }
}

/// The parts of a mark with their fragments, those first that it is about.
pub(super) fn parts(body: &Body) -> Vec<(Part, &[Span])> {
    match body {
        Body::Quote(quote) => vec![
            (Part::Content, &quote.content),
            (Part::Cue, &quote.cue),
            (Part::Source, &quote.source),
        ],
        Body::Claim(claim) => vec![(Part::Claim, &claim.span)],
    }
}

/// One fragment of a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fragment<'d> {
    pub(super) span: Span,
    pub(super) part: Part,
    pub(super) mark: &'d Annotation,
    /// Which of the document's annotations that is.
    pub(super) index: usize,
}

/// Every fragment of every mark in the order in which they begin; of two that begin together the
/// longer one comes first.
pub(super) fn fragments(document: &Document) -> Vec<Fragment<'_>> {
    let mut all = Vec::new();
    for (index, mark) in document.annotations.iter().enumerate() {
        for (part, spans) in parts(&mark.body) {
            all.extend(spans.iter().map(|&span| Fragment { span, part, mark, index }));
        }
    }
    all.sort_by_key(|fragment| (fragment.span.start, usize::MAX - fragment.span.end));
    all
}

/// A stretch of text and the fragments that it lies in, the outermost first.
pub(super) struct Piece<'f, 'd> {
    pub(super) span: Span,
    pub(super) within: Vec<&'f Fragment<'d>>,
}

/// Cuts block after block into pieces; the blocks have to come in text order.
pub(super) struct Cutter<'f, 'd> {
    ahead: &'f [Fragment<'d>],
    open: Vec<&'f Fragment<'d>>,
}

impl<'f, 'd> Cutter<'f, 'd> {
    /// `fragments` are those of [`fragments()`].
    pub(super) fn new(fragments: &'f [Fragment<'d>]) -> Self {
        Self { ahead: fragments, open: Vec::new() }
    }

    /// The pieces of `block`; together they are all of it.
    pub(super) fn pieces(&mut self, block: Span) -> Vec<Piece<'f, 'd>> {
        let mut pieces = Vec::new();
        let mut at = block.start;
        while at < block.end {
            while let Some((next, rest)) =
                self.ahead.split_first().filter(|(next, _)| next.span.start <= at)
            {
                self.open.push(next);
                self.ahead = rest;
            }
            self.open.retain(|fragment| fragment.span.end > at);
            let ends = self.open.iter().map(|fragment| fragment.span.end);
            let next = self.ahead.first().map(|fragment| fragment.span.start);
            let end = ends.chain(next).fold(block.end, usize::min);
            pieces.push(Piece { span: Span::new(at, end), within: self.open.clone() });
            at = end;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_are_the_whole_text_and_lie_in_the_right_fragments(document in any_document()) {
            let all = fragments(&document);
            let whole = Span::new(0, document.article.text.len());
            let mut reached = 0;
            for piece in Cutter::new(&all).pieces(whole) {
                prop_assert_eq!(piece.span.start, reached);
                reached = piece.span.end;
                for fragment in &all {
                    let is_in = piece.within.iter().any(|within| std::ptr::eq(*within, fragment));
                    prop_assert_eq!(is_in, fragment.span.covers(piece.span));
                    prop_assert!(is_in || !fragment.span.overlaps(piece.span));
                }
            }
            prop_assert_eq!(reached, whole.end);
        }
    }
}
