//! From a place to its description.

use super::index::Index;
use super::{CONTEXT, Selector, Unique};
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes of context are kept on a side, at most.
const WIDEST: usize = 256;

/// How many more characters are taken, at most, so that the context does not begin inside a word.
const MORE: usize = 32;

/// Describes `span` of `text`: on each side with so much context that the words stand nowhere else
/// in that context.
pub(super) fn describe(text: &str, index: &Index<'_>, span: Span) -> Selector {
    let words = span.of(text);
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let mut others = index.occurrences(words).starts;
    others.retain(|&start| start != span.start);
    let longest = |shared: &dyn Fn(usize) -> usize| {
        let longest = others.iter().map(|&start| shared(start)).max().unwrap_or(0);
        // More context than is kept would not tell the places apart.
        if longest < WIDEST { longest } else { 0 }
    };
    let shared_before = longest(&|start| shared(before.bytes().rev(), text[..start].bytes().rev()));
    let shared_after = longest(&|start| shared(after.bytes(), text[start + words.len()..].bytes()));
    let from = text.ceil_char_boundary(span.start.saturating_sub(WIDEST));
    let to = text.floor_char_boundary((span.end + WIDEST).min(text.len()));
    let before = context(text[from..span.start].graphemes(true).rev(), shared_before);
    let after = context(text[span.end..to].graphemes(true), shared_after);
    let mut selector = Selector {
        exact: words.to_owned(),
        prefix: text[span.start - before..span.start].to_owned(),
        suffix: text[span.end..span.end + after].to_owned(),
        position: Some(span),
        unique: Unique::Words,
    };
    if !others.is_empty() {
        let sentence = index.occurrences(&selector.in_sentence().0);
        let is_unique = sentence.complete && sentence.starts.len() == 1;
        selector.unique = if is_unique { Unique::Sentence } else { Unique::Unknown };
    }
    selector
}

/// How many bytes the two have in common from their beginning, as far as context goes.
fn shared(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> usize {
    a.zip(b).take(WIDEST).take_while(|(a, b)| a == b).count()
}

/// How many bytes of these graphemes are context: more than another place `shared`, and on to the
/// end of a word.
fn context<'t>(graphemes: impl Iterator<Item = &'t str>, shared: usize) -> usize {
    let (mut bytes, mut chars, mut more) = (0, 0, 0);
    for grapheme in graphemes {
        if chars >= CONTEXT && bytes > shared {
            if more >= MORE || !grapheme.contains(char::is_alphanumeric) {
                break;
            }
            more += 1;
        }
        bytes += grapheme.len();
        chars += grapheme.chars().count();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::Finder;
    use super::*;

    fn described(text: &str, words: &str) -> Selector {
        let start = text.find(words).expect("the words are in the text");
        Finder::new(text).describe(Span::new(start, start + words.len()))
    }

    #[test]
    fn context_is_made_of_whole_words() {
        let text = "“No comment,” the ministry said on Monday. The bank said nothing at all. \
                    “No comment,” the mayor said on Tuesday.";
        let selector = described(text, "nothing");
        assert_eq!(selector.exact, "nothing");
        assert_eq!(selector.prefix, "“No comment,” the ministry said on Monday. The bank said ");
        assert_eq!(selector.suffix, " at all. “No comment,” the mayor said on Tuesday.");
        assert_eq!(selector.unique, Unique::Words);
    }

    #[test]
    fn context_grows_until_it_tells_the_place() {
        let line = "The ministry of the interior did not answer to any of the questions that were \
                    put to it. ";
        let text = format!("{line}Ana Ruiz spoke.\n\n{line}Ben Ito did not.");
        let selector = described(&text, "ministry");
        assert_eq!(selector.unique, Unique::Unknown);
        assert!(selector.suffix.ends_with("put to it. Ana"), "{}", selector.suffix);
    }

    #[test]
    fn context_cuts_no_grapheme_and_has_an_end() {
        let family = "👨‍👩‍👧";
        let text = format!("{}word{}", family.repeat(20), "e\u{301}".repeat(1000));
        let Selector { prefix, suffix, .. } = described(&text, "word");
        assert!(prefix.chars().count() >= CONTEXT && prefix.len() % family.len() == 0);
        assert!(suffix.ends_with('\u{301}') && suffix.len() <= WIDEST);
        let all_alike = "ab ".repeat(1000);
        assert!(described(&all_alike, "ab").suffix.chars().count() <= CONTEXT + MORE);
    }
}
