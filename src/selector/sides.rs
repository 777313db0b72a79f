//! Whether a place stands between the words that it should stand between.

use super::distance::distances;
use super::{CONTEXT, Selector, Unique};
use crate::span::Span;

/// Context shorter than this, in bytes, is no proof by itself.
const TELLING: usize = 16;

/// Of this many bytes of context, one may have changed for it to be nearly the same.
const PER_CHANGE: usize = 3;

/// How far around a place its sentence is looked for, in bytes.
const SENTENCE: usize = 512;

/// How what stands on a side of a place agrees with what a selector says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It is all there, and long enough to tell the place.
    Whole,
    /// It is all there, but short, or nothing is known of it.
    Short,
    /// It is the same as far as the sentence goes, for so many bytes; another sentence is beside it.
    Sentence(usize),
    /// It is nearly the same.
    Near,
    /// It is not the same.
    Other,
}

/// How well a place fits; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It stands in the same sentence as before, which stood only once.
    SameSentence,
    /// One side is the same, and long enough to tell the place.
    OneSide,
    /// Both sides are the same.
    BothSides,
}

impl Side {
    /// What stands before byte `at` of `text`.
    pub(super) fn before(selector: &Selector, text: &str, at: usize) -> Self {
        let window = &text[text.ceil_char_boundary(at.saturating_sub(SENTENCE))..at];
        let known = &selector.prefix;
        Self::of(known, window.ends_with(known.as_str()), || {
            let known_part = sentence_before(known, known.chars().count() < CONTEXT);
            let part = sentence_before(window, window.len() == at);
            (
                known_part.filter(|_| known_part == part),
                distances_of(known.bytes().rev(), window.bytes().rev()),
            )
        })
    }

    /// What stands after `span` of `text`.
    pub(super) fn after(selector: &Selector, text: &str, span: Span) -> Self {
        let end = text.floor_char_boundary((span.end + SENTENCE).min(text.len()));
        let window = &text[span.end..end];
        let known = &selector.suffix;
        Self::of(known, window.starts_with(known.as_str()), || {
            let is_short = known.chars().count() < CONTEXT;
            let known_part = sentence_after(&selector.exact, known, is_short);
            let part = sentence_after(span.of(text), window, end == text.len());
            (known_part.filter(|_| known_part == part), distances_of(known.bytes(), window.bytes()))
        })
    }

    /// `compare` gives the part of the sentence that is the same, and how much of all has changed.
    fn of<'k>(
        known: &'k str,
        is_whole: bool,
        compare: impl FnOnce() -> (Option<&'k str>, Option<usize>),
    ) -> Self {
        if is_whole {
            return if Self::is_telling(known) { Self::Whole } else { Self::Short };
        }
        match compare() {
            (Some(part), _) => Self::Sentence(part.len()),
            (_, Some(distance)) if distance * PER_CHANGE <= known.len() => Self::Near,
            _ => Self::Other,
        }
    }

    /// Whether context is long enough to tell a place by itself.
    pub(super) fn is_telling(known: &str) -> bool {
        known.len() >= TELLING
    }

    fn is_all_there(self) -> bool {
        matches!(self, Self::Whole | Self::Short)
    }

    /// Whether it says that the place may be another one.
    pub(super) fn speaks_against(self) -> bool {
        self == Self::Other
    }

    /// Whether it is the same as far as the sentence goes, at least.
    fn is_same_sentence(self) -> bool {
        self.is_all_there() || matches!(self, Self::Sentence(_))
    }

    /// How many bytes of `known` it shares, at least.
    fn shared(self, known: &str) -> usize {
        match self {
            Self::Whole | Self::Short => known.len(),
            Self::Sentence(bytes) => bytes,
            Self::Near => known.len() / 2,
            Self::Other => 0,
        }
    }
}

impl Selector {
    /// The words with the rest of their sentence, as far as that is known, and at which byte of it
    /// they begin.
    pub(super) fn in_sentence(&self) -> (String, usize) {
        let Self { exact, prefix, suffix, .. } = self;
        let before = sentence_before(prefix, true).unwrap_or_default();
        let after = sentence_after(exact, suffix, true).unwrap_or_default();
        (format!("{before}{exact}{after}"), before.len())
    }
}

impl Fit {
    /// How well a place with these sides fits; `None` when nothing shows that it is the one.
    pub(super) fn of(selector: &Selector, before: Side, after: Side) -> Option<Self> {
        if before.is_all_there() && after.is_all_there() {
            return Some(Self::BothSides);
        }
        let is_same = !before.speaks_against() && !after.speaks_against();
        if before == Side::Whole || after == Side::Whole {
            // When a sentence is deleted, the next one comes to stand after the same words: if it
            // begins like the deleted one, that one side proves nothing.
            let is_certain = is_same || selector.unique == Unique::Words;
            return is_certain.then_some(Self::OneSide);
        }
        let is_same = match selector.unique {
            Unique::Unknown => false,
            Unique::Sentence => before.is_same_sentence() && after.is_same_sentence(),
            Unique::Words => is_same,
        };
        let Selector { exact, prefix, suffix, .. } = selector;
        let shared = before.shared(prefix) + exact.len() + after.shared(suffix);
        (is_same && shared >= TELLING).then_some(Self::SameSentence)
    }
}

/// How much has to be changed to make `known` of what begins the window; `None` for too little to
/// compare.
fn distances_of(
    known: impl ExactSizeIterator<Item = u8>,
    window: impl Iterator<Item = u8>,
) -> Option<usize> {
    let known: Vec<u8> = known.collect();
    let most = known.len() + known.len() / PER_CHANGE;
    if known.len() < TELLING {
        return None;
    }
    distances(&known, window.take(most)).into_iter().min()
}

/// The end of `before` that belongs to the sentence of what follows it; `None` when the sentence
/// begins farther off, which it does not where the text itself begins.
fn sentence_before(before: &str, is_start: bool) -> Option<&str> {
    let edge = before
        .char_indices()
        .rev()
        .find(|&(at, c)| c == '\n' || (c.is_whitespace() && ends_sentence(&before[..at])));
    match edge {
        Some((at, c)) => Some(&before[at + c.len_utf8()..]),
        None => is_start.then_some(before),
    }
}

/// The beginning of `after` that belongs to the sentence that `words`, which stand before it, end
/// in; `None` when the sentence ends farther off.
fn sentence_after<'t>(words: &str, after: &'t str, is_end: bool) -> Option<&'t str> {
    let edge = after.char_indices().find(|&(at, c)| {
        let said = without_closing(&after[..at]);
        let ends = || ends_sentence(if said.is_empty() { words } else { said });
        c == '\n' || (c.is_whitespace() && ends())
    });
    match edge {
        Some((at, _)) => Some(&after[..at]),
        None => is_end.then_some(after),
    }
}

fn ends_sentence(text: &str) -> bool {
    without_closing(text).ends_with(['.', '!', '?', '…', '。', '！', '？', '\n']) || text.is_empty()
}

/// `text` without the quotation marks and brackets that close at its end.
fn without_closing(text: &str) -> &str {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '」', ')', ']'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_on_both_sides() {
        assert_eq!(sentence_before("He left. “She ", false), Some("“She "));
        assert_eq!(sentence_before("One.\n\nShe ", false), Some("She "));
        assert_eq!(sentence_before("She ", true), Some("She "));
        assert_eq!(sentence_before("and then she ", false), None);
        assert_eq!(sentence_after("stay", ",” she said. “We", false), Some(",” she said."));
        assert_eq!(sentence_after("stay.", "” Then", false), Some("”"));
        assert_eq!(sentence_after("stay", " for", false), None);
        assert_eq!(sentence_after("stay", " for ever", true), Some(" for ever"));
    }
}
