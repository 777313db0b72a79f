//! Who said what: the source, the cue and the content of every quotation and report.
//!
//! The conventions are those of the PolNeAR corpus (Newell, Margolin, Ruths: *An Attribution
//! Relations Corpus for Political News*, LREC 2018): quotation marks and "that" belong to the
//! content, the full stop of reported speech does not, the source is the whole noun phrase, and one
//! cue makes one attribution.
//!
//! Two steps: a labeller gives each token a [`tags::Tag`] (source, cue, content or none), and
//! [`group`] makes attributions of the tags. The labeller is the trained [`tagger`]; [`rules`] are
//! the baseline that it is measured against.

pub mod group;
mod link;
mod marks;
mod mend;
pub mod model;
mod network;
pub mod rules;
mod scare;
pub mod tagger;
pub mod tags;
mod why;

mod decode;
pub mod features;

pub use scare::scare;

use crate::annotation::QuoteKind;
use crate::article::Article;
use crate::language::Structure;
use crate::span::Span;
use model::Model;
use std::sync::LazyLock;

/// One report that somebody said, wrote, thought or wanted something.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How much of the content stands in quotation marks.
    pub kind: QuoteKind,
    /// What was said: fragments in text order, at least one.
    pub content: Vec<Span>,
    /// What says that it was said; may be empty.
    pub cue: Vec<Span>,
    /// The words that name who said it; may be empty.
    pub source: Vec<Span>,
    /// How sure the reading is, from 0 to 1.
    pub score: f32,
    /// Why it was marked, each reason in words.
    pub why: Vec<String>,
}

/// Every attribution of the article, in order of its first content; contents do not overlap.
#[must_use]
pub fn attribute(article: &Article, structure: &Structure) -> Vec<Attribution> {
    tagger::attribute_with(shipped(), article, structure)
}

/// The model that Sayso ships; see `models/MODEL_CARD.md`. It is read once.
///
/// # Panics
/// If it cannot be read, which a test rules out.
#[must_use]
pub fn shipped() -> &'static Model<'static> {
    static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
        Model::read(include_bytes!("../../models/attribution.bin")).expect("a test reads it, too")
    });
    &MODEL
}
