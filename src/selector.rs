//! Where an annotation belongs, in a way that outlives small changes of the text: the words
//! themselves, what stands before and after them, and where they stood.
//!
//! These are the `TextQuoteSelector` and the `TextPositionSelector` of the
//! [W3C Web Annotation model](https://www.w3.org/TR/annotation-model/#selectors). A place is
//! believed only when the words are there; when two places would do, none is taken.

use crate::span::Span;
use serde::{Serialize, Serializer};
use std::fmt;

/// How many characters of context are kept on each side, at least.
const CONTEXT: usize = 32;

/// How many more are taken, at most, so that the context does not begin inside a word.
const MORE: usize = 32;

/// A description of a place in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The words that stand there.
    pub exact: String,
    /// What stands before them; empty when that is not known.
    pub prefix: String,
    /// What stands after them; empty when that is not known.
    pub suffix: String,
    /// Where they stood, in bytes; `None` when that is not known.
    pub position: Option<Span>,
}

/// It is serialised as the sentence that it displays as.
impl Serialize for Unanchored {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
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

impl Selector {
    /// Describes `span` of `text`.
    ///
    /// # Panics
    /// If it does not fit the text.
    #[must_use]
    pub fn describe(text: &str, span: Span) -> Self {
        let before = context(text[..span.start].chars().rev());
        let after = context(text[span.end..].chars());
        Self {
            exact: span.of(text).to_owned(),
            prefix: text[span.start - before..span.start].to_owned(),
            suffix: text[span.end..span.end + after].to_owned(),
            position: Some(span),
        }
    }

    /// The place in `text` that is meant. Looks where the words stood; only when they are not
    /// there, through the whole text.
    ///
    /// # Errors
    /// When they are nowhere, or when it is not certain where.
    pub fn resolve(&self, text: &str) -> Result<Span, Unanchored> {
        if self.exact.is_empty() {
            return Err(Unanchored::Undescribed);
        }
        let stood = self.position.filter(|span| span.get(text) == Some(self.exact.as_str()));
        if let Some(span) = stood.filter(|span| self.fits(text, *span) != Fit::Neither) {
            return Ok(span);
        }
        let mut all = 0;
        let (mut between_both, mut beside_one) = (Vec::new(), Vec::new());
        for (start, words) in text.match_indices(&self.exact) {
            let span = Span::new(start, start + words.len());
            all += 1;
            match self.fits(text, span) {
                Fit::Both => between_both.push(span),
                Fit::One => beside_one.push(span),
                Fit::Neither => {}
            }
        }
        match (all, between_both.as_slice(), beside_one.as_slice()) {
            (_, &[only], _) | (1, &[], &[only]) => Ok(only),
            (0, ..) => Err(Unanchored::Gone),
            (_, [], []) => Err(Unanchored::ElsewhereOnly),
            _ => Err(Unanchored::Ambiguous),
        }
    }

    /// Whether `span` stands between the words that it should; a side that is not known is no
    /// evidence.
    fn fits(&self, text: &str, span: Span) -> Fit {
        let before = text[..span.start].ends_with(&self.prefix);
        let after = text[span.end..].starts_with(&self.suffix);
        let known = |side: &str| !side.is_empty();
        match (before, after) {
            (true, true) => Fit::Both,
            (true, false) if known(&self.prefix) => Fit::One,
            (false, true) if known(&self.suffix) => Fit::One,
            _ => Fit::Neither,
        }
    }
}

/// The sides on which a place is between the words that it should be between.
#[derive(PartialEq, Eq)]
enum Fit {
    Both,
    One,
    Neither,
}

/// How many bytes of these characters are context: some, and on to the end of a word.
fn context(chars: impl Iterator<Item = char>) -> usize {
    chars
        .take(CONTEXT + MORE)
        .enumerate()
        .take_while(|&(index, c)| index < CONTEXT || c.is_alphanumeric())
        .map(|(_, c)| c.len_utf8())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_text;
    use proptest::prelude::*;

    const TEXT: &str = "“No comment,” the ministry said on Monday. The bank said nothing at all. \
                        “No comment,” the mayor said on Tuesday.";

    fn nth(words: &str, n: usize) -> Span {
        let (start, _) = TEXT.match_indices(words).nth(n).expect("the words are in the text");
        Span::new(start, start + words.len())
    }

    #[test]
    fn context_is_made_of_whole_words() {
        let selector = Selector::describe(TEXT, nth("nothing", 0));
        assert_eq!(selector.exact, "nothing");
        assert_eq!(selector.prefix, "ministry said on Monday. The bank said ");
        assert_eq!(selector.suffix, " at all. “No comment,” the mayor");
    }

    #[test]
    fn a_place_moves_with_its_words() {
        let selector = Selector::describe(TEXT, nth("“No comment,”", 1));
        let longer = format!("Updated.\n\n{TEXT}");
        let moved = selector.resolve(&longer).expect("it is still there");
        assert_eq!(moved.start, nth("“No comment,”", 1).start + "Updated.\n\n".len());
    }

    #[test]
    fn a_look_alike_is_not_taken() {
        let selector = Selector::describe(TEXT, nth("“No comment,”", 0));
        assert_eq!(selector.resolve("“Yes,” the ministry said."), Err(Unanchored::Gone));
        let other = "Asked again, “No comment,” was all that the bank would say.";
        assert_eq!(selector.resolve(other), Err(Unanchored::ElsewhereOnly));
        let bare = Selector { exact: "“No comment,”".to_owned(), ..Selector::default() };
        assert_eq!(bare.resolve(TEXT), Err(Unanchored::Ambiguous));
        let twice = TEXT.repeat(2);
        let unplaced = Selector { position: None, ..selector };
        assert_eq!(unplaced.resolve(&twice), Err(Unanchored::Ambiguous));
    }

    #[test]
    fn one_changed_side_is_forgiven_when_nothing_else_is_like_it() {
        let selector = Selector::describe(TEXT, nth("The bank said nothing", 0));
        let corrected = TEXT.replace("on Monday", "on Sunday");
        assert_eq!(selector.resolve(&corrected), Ok(nth("The bank said nothing", 0)));
    }

    proptest! {
        #[test]
        fn what_is_described_is_found_again(text in any_text(), a in 0..200_usize, b in 0..200_usize) {
            let ends: Vec<usize> =
                text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
            let (a, b) = (ends[a % ends.len()], ends[b % ends.len()]);
            let span = Span::new(a.min(b), a.max(b));
            prop_assume!(!span.is_empty());
            prop_assert_eq!(Selector::describe(&text, span).resolve(&text), Ok(span));
        }
    }
}
