//! A quotation taken apart: stretches of words that are said to have been said one after the other,
//! and what the quotation itself says that it has changed between them.

use super::words::{aside, each_word};
use crate::span::Span;

/// The longest stretch that is looked for at once, in words: what it takes to align one grows with
/// the square.
const LONGEST: usize = 200;

/// How long words in square brackets may be, in characters.
const BRACKET: usize = 200;

/// A word of the quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the article, in bytes.
    pub(super) span: Span,
    /// What it is called in the transcript; [`UNKNOWN`](super::index::UNKNOWN) when it is not there.
    pub(super) id: u32,
}

/// How a stretch follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// In quotation marks of its own, so that anything may have been said between.
    Apart,
    /// After an ellipsis: words are left out.
    LeftOut,
    /// After words of the editor, which stand for others or for none.
    Inserted,
    /// At once: it is cut off only because it would be too long.
    Joined,
}

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// How it follows the one before it.
    pub(super) link: Link,
    /// The editor's words between the two.
    pub(super) inserted: Vec<Word>,
    /// The words; none when the editor's are the last.
    pub(super) words: Vec<Word>,
}

/// The pieces of a quotation whose parts between quotation marks are `parts`; `name` gives each word
/// its id.
pub(super) fn pieces(text: &str, parts: &[Span], name: impl Fn(&str) -> u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts {
        let mut cut = Cut { text, name: &name, link: Link::Apart, inserted: Vec::new() };
        let mut from = part.start;
        let mut at = part.start;
        while let Some(c) = text[at..part.end].chars().next() {
            match mark(text, Span::new(at, part.end), part.start) {
                Some((link, inner, end)) => {
                    cut.words(Span::new(from, at), &mut pieces);
                    cut.changes(link, inner);
                    (from, at) = (end, end);
                }
                None => at += c.len_utf8(),
            }
        }
        cut.words(Span::new(from, part.end), &mut pieces);
        if !cut.inserted.is_empty() {
            pieces.push(Piece { link: cut.link, inserted: cut.inserted, words: Vec::new() });
        }
    }
    pieces
}

/// What the text says at the beginning of `rest` that the quotation has changed there: how, the
/// editor's words, and the byte after it. The part of the quotation begins at byte `start`.
fn mark(text: &str, rest: Span, start: usize) -> Option<(Link, Span, usize)> {
    let after = rest.of(text);
    if let Some(inside) = after.strip_prefix('[') {
        let (length, _) = inside.char_indices().take(BRACKET).find(|(_, c)| *c == ']')?;
        let inner = Span::new(rest.start + 1, rest.start + 1 + length);
        let end = inner.end + 1;
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text[start..rest.start].chars().next_back();
        // "[W]e" is one word, and "[Applause]" none.
        let is_within = is_letter(before) || is_letter(text[end..rest.end].chars().next());
        if is_within || aside('[', inside).is_some() {
            return None;
        }
        let has_words = inner.of(text).contains(char::is_alphanumeric);
        return Some((if has_words { Link::Inserted } else { Link::LeftOut }, inner, end));
    }
    if !["…", "..", ". ."].iter().any(|dots| after.starts_with(dots)) {
        return None;
    }
    let length = after.find(|c: char| !(c == '.' || c == '…' || c.is_whitespace()));
    let end = rest.start + length.unwrap_or(after.len());
    Some((Link::LeftOut, Span::new(end, end), end))
}

/// Where the cutting of one part has come to.
struct Cut<'t, N> {
    text: &'t str,
    name: &'t N,
    /// How the next piece follows.
    link: Link,
    /// The editor's words before it.
    inserted: Vec<Word>,
}

impl<N: Fn(&str) -> u32> Cut<'_, N> {
    fn read(&self, span: Span) -> Vec<Word> {
        let mut words = Vec::new();
        each_word(self.text, span, |span, key| words.push(Word { span, id: (self.name)(key) }));
        words
    }

    fn words(&mut self, span: Span, pieces: &mut Vec<Piece>) {
        for words in self.read(span).chunks(LONGEST) {
            let inserted = std::mem::take(&mut self.inserted);
            pieces.push(Piece { link: self.link, inserted, words: words.to_vec() });
            self.link = Link::Joined;
        }
    }

    fn changes(&mut self, link: Link, inner: Span) {
        self.inserted.extend(self.read(inner));
        // What stands first in a part follows nothing; an ellipsis allows for more than a bracket.
        if self.link == Link::Joined || (self.link == Link::Inserted && link == Link::LeftOut) {
            self.link = link;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text that is one part: how each follows, the editor's words, its words.
    fn shown(text: &str) -> Vec<String> {
        let words = |words: &[Word]| {
            words.iter().map(|word| word.span.of(text)).collect::<Vec<_>>().join(" ")
        };
        pieces(text, &[Span::new(0, text.len())], |_| 0)
            .iter()
            .map(|one| format!("{:?} [{}] {}", one.link, words(&one.inserted), words(&one.words)))
            .collect()
    }

    #[test]
    fn a_quotation_says_what_it_changed() {
        assert_eq!(
            shown("We open … in May. . . . Not later [...] really."),
            ["Apart [] We open", "LeftOut [] in May", "LeftOut [] Not later", "LeftOut [] really"]
        );
        assert_eq!(
            shown("[The bridge] opens in [early] May [2026]"),
            ["Apart [The bridge] opens in", "Inserted [early] May", "Inserted [2026] "]
        );
        assert_eq!(
            shown("… [W]e open[ed] [sic] [Applause] in May..."),
            ["Apart [] W]e open[ed in May"]
        );
    }

    #[test]
    fn long_ones_are_cut() {
        let pieces = shown(&"word ".repeat(LONGEST + 1));
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[1], "Joined [] word");
    }
}
