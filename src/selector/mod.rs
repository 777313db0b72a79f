//! Where an annotation belongs, in a way that outlives changes of the text: the words themselves,
//! what stands before and after them, and where they stood.
//!
//! These are the `TextQuoteSelector` and the `TextPositionSelector` of the
//! [W3C Web Annotation model](https://www.w3.org/TR/annotation-model/#selectors).
//!
//! A place is looked for where it was, then where its words stand between the same words as before,
//! then where nearly the same words do. When none of these is certain, or two places fit about as
//! well, it is [`Unanchored`]: an annotation that is listed as lost does less harm than one that
//! has moved to a sentence that only looks the same.

mod describe;
mod distance;
mod index;
mod resolve;
mod sides;

use crate::span::Span;
use index::Index;
use serde::{Deserialize, Serialize, Serializer};
use std::cell::OnceCell;
use std::fmt;

/// How many characters of context are kept on each side, at least.
const CONTEXT: usize = 64;

/// A description of a place in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The words that stand there.
    pub exact: String,
    /// What stands before them; empty when that is not known.
    pub prefix: String,
    /// What stands after them; empty when that is not known.
    pub suffix: String,
    /// Where they stood, in bytes; `None` when that is not known.
    pub position: Option<Span>,
    /// What is known to have stood only once.
    pub unique: Unique,
}

/// What stood only once in the text that a [`Selector`] was made in. Files of others have no member for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unique {
    /// Nothing, or it is not known.
    #[default]
    Unknown,
    /// The words in their sentence.
    Sentence,
    /// The words themselves.
    Words,
}

/// Why a [`Selector`] leads nowhere. Displays as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanchored {
    /// It does not say which words are meant, or names parts that lie in one another.
    Undescribed,
    /// The words are not in the text.
    Gone,
    /// The words are in the text, but between others.
    ElsewhereOnly,
    /// They stand there several times, and the context does not tell which is meant.
    Ambiguous,
}

/// It is serialised as the sentence that it displays as.
impl Serialize for Unanchored {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Display for Unanchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Undescribed => "The annotation does not say which words it marks.",
            Self::Gone => "The marked words are not in the article.",
            Self::ElsewhereOnly => "The marked words are in the article, but in another place.",
            Self::Ambiguous => "The marked words are in the article more than once.",
        })
    }
}

/// A text in which places are described and found.
///
/// It reads the whole text once, when it has to; after that, the time for a place does not grow
/// with the text.
#[derive(Clone, Debug)]
pub struct Finder<'t> {
    text: &'t str,
    index: OnceCell<Index<'t>>,
}

impl<'t> Finder<'t> {
    /// For the places of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, index: OnceCell::new() }
    }

    /// Describes `span` of the text.
    ///
    /// # Panics
    /// If it does not fit the text.
    #[must_use]
    pub fn describe(&self, span: Span) -> Selector {
        describe::describe(self.text, self.index(), span)
    }

    /// The place that is meant.
    ///
    /// # Errors
    /// When it is nowhere, or when it is not certain where.
    pub fn resolve(&self, selector: &Selector) -> Result<Span, Unanchored> {
        self.place(selector).map_err(|(why, _)| why)
    }

    /// The places that are meant by the descriptions of one text. Where two places fit one of them
    /// as well, it is the one that has moved by as much as what stood before it or after it, or the
    /// one that is still between them.
    #[must_use]
    pub fn resolve_all(&self, selectors: &[Selector]) -> Vec<Result<Span, Unanchored>> {
        let places: Vec<_> = selectors.iter().map(|selector| self.place(selector)).collect();
        let moved = resolve::Moved::new(selectors, &places);
        let tell = |(selector, place): (&Selector, resolve::Placed)| {
            place.or_else(|(why, rivals)| moved.tell(selector, &rivals).ok_or(why))
        };
        selectors.iter().zip(places).map(tell).collect()
    }

    fn index(&self) -> &Index<'t> {
        self.index.get_or_init(|| Index::new(self.text))
    }
}

impl Selector {
    /// Describes `span` of `text`; a [`Finder`] is for several of one text.
    ///
    /// # Panics
    /// If it does not fit the text.
    #[must_use]
    pub fn describe(text: &str, span: Span) -> Self {
        Finder::new(text).describe(span)
    }

    /// The place in `text` that is meant; a [`Finder`] is for several of one text.
    ///
    /// # Errors
    /// When it is nowhere, or when it is not certain where.
    pub fn resolve(&self, text: &str) -> Result<Span, Unanchored> {
        Finder::new(text).resolve(self)
    }
}
