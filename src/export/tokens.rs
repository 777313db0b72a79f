//! Words for formats that count in them, cut so that every mark begins and ends with one.

use super::pieces::{Fragment, Part};
use crate::language::tokenize;
use crate::span::Span;

/// Whether Python's `str.isspace` holds for it, which tells words apart in spaCy.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// The fragments without white space at their ends, in order.
pub(super) fn trimmed<'d>(fragments: Vec<Fragment<'d>>, text: &str) -> Vec<Fragment<'d>> {
    let trim = |fragment: Fragment<'d>| {
        Some(Fragment { span: fragment.span.trim_matches(text, is_space)?, ..fragment })
    };
    fragments.into_iter().filter_map(trim).collect()
}

/// The words of `block`, cut also where fragments begin and end. All of the text that is not white
/// space is in one of them: also signs that nobody sees, of which language makes no tokens.
pub(super) fn words(text: &str, block: Span, fragments: &[Fragment<'_>]) -> Vec<Span> {
    let tokens = tokenize(text, block).into_iter().map(|token| token.span);
    let mut cuts: Vec<_> = fragments
        .iter()
        .map(|fragment| fragment.span)
        .chain(tokens)
        .chain([block])
        .flat_map(|span| [span.start, span.end])
        .filter(|&cut| block.start <= cut && cut <= block.end)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let stretches = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    stretches.flat_map(|stretch| without_space(text, stretch)).collect()
}

/// The parts of a stretch between white space.
fn without_space(text: &str, stretch: Span) -> impl Iterator<Item = Span> {
    let words = stretch.of(text).split(is_space).filter(|word| !word.is_empty());
    words.map(move |word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        Span::new(start, start + word.len())
    })
}

/// The words of the whole text, with those that are nothing but white space in their places: each
/// white space after the one space that may follow a word, as spaCy has it.
pub(super) fn with_spaces(text: &str, fragments: &[Fragment<'_>]) -> Vec<Word> {
    let mut all = Vec::new();
    let mut reached = 0;
    for span in words(text, Span::new(0, text.len()), fragments) {
        fill(text, &mut all, reached, span.start);
        all.push(Word { span, spaced: false });
        reached = span.end;
    }
    fill(text, &mut all, reached, text.len());
    all
}

/// A word, and whether one space that is no word of its own follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) spaced: bool,
}

fn fill(text: &str, words: &mut Vec<Word>, mut start: usize, end: usize) {
    if let Some(last) = words.last_mut().filter(|_| text[start..end].starts_with(' ')) {
        last.spaced = true;
        start += 1;
    }
    if start < end {
        words.push(Word { span: Span::new(start, end), spaced: false });
    }
}

/// The first and the last of `words` that lie in `span`, which begins and ends with one.
pub(super) fn within(words: &[Word], span: Span) -> (usize, usize) {
    let first = words.partition_point(|word| word.span.start < span.start);
    let last = words.partition_point(|word| word.span.end < span.end);
    (first, last)
}

/// The B, I or nothing of each of `words` for the fragments of `part`: (word, which fragment,
/// whether it is the first of it).
pub(super) fn tags<'f, 'd>(
    words: &[Span],
    fragments: &'f [Fragment<'d>],
    part: Part,
) -> Vec<Vec<(&'f Fragment<'d>, bool)>> {
    let mut tags = vec![Vec::new(); words.len()];
    for fragment in fragments.iter().filter(|fragment| fragment.part == part) {
        let first = words.partition_point(|word| word.start < fragment.span.start);
        for (index, word) in words.iter().enumerate().skip(first) {
            if word.start >= fragment.span.end {
                break;
            }
            tags[index].push((fragment, index == first));
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::pieces::fragments;
    use crate::samples::any_document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_and_spaces_are_the_text(document in any_document()) {
            let text = document.article.text.as_str();
            let marks = trimmed(fragments(&document), text);
            let all = with_spaces(text, &marks);
            let mut made = String::new();
            for word in &all {
                prop_assert_eq!(word.span.start, made.len());
                made.push_str(word.span.of(text));
                if word.spaced {
                    made.push(' ');
                }
            }
            prop_assert_eq!(made, text);
            for mark in &marks {
                let (first, last) = within(&all, mark.span);
                prop_assert_eq!(all[first].span.start, mark.span.start);
                prop_assert_eq!(all[last].span.end, mark.span.end);
            }
        }
    }
}
