//! What can be checked: clauses that assert something that the public has an interest in.

use crate::annotation::{ClaimKind, Quantity};
use crate::article::Article;
use crate::attribution::Attribution;
use crate::language::Structure;
use crate::span::Span;
use crate::speakers::Speakers;

/// A clause that asserts something checkable.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckableClaim {
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// The clause: fragments in text order, at least one.
    pub span: Vec<Span>,
    /// The index in [`Speakers::list`] of who asserts it; `None` when the article itself does.
    pub asserted_by: Option<usize>,
    /// The figures in it, in text order.
    pub quantities: Vec<Quantity>,
    /// How much it is worth checking, from 0 to 1.
    pub score: f32,
    /// Why it was marked, each reason in words.
    pub why: Vec<String>,
}

/// Every check-worthy claim of the article, in text order.
#[must_use]
pub fn find(
    _article: &Article,
    _structure: &Structure,
    _attributions: &[Attribution],
    _speakers: &Speakers,
) -> Vec<CheckableClaim> {
    Vec::new()
}
