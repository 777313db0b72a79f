//! Makes every text plain in the same way: one kind of line end, one kind of space, and none of
//! the characters that nobody sees. Nothing else in Sayso changes a character of a text.

use super::{Article, SourceText, encodings};
use crate::span::Span;

/// Normalises `source`, and keeps the way back to it when anything changed. Linear in its length.
pub(super) fn normalise(source: &str) -> (String, Option<SourceText>) {
    rewrite(source, replacement)
}

/// `source` as a text of its own, normalised and with one space for each run of white space: in this
/// form the words of two programs are compared, each of which has line ends of its own.
/// [`Article::to_source`] leads back.
pub(crate) fn squeeze(source: &str) -> Article {
    let (text, source) = rewrite(source, |c, before, after| match replacement(c, before, after) {
        Some(plain) if plain.is_whitespace() => (before != Some(' ')).then_some(' '),
        other => other,
    });
    Article { text, source, ..Article::default() }
}

/// Puts in the place of each character what `replace` gives for it, the character written before and
/// the one that comes next.
fn rewrite(
    source: &str,
    replace: impl Fn(char, Option<char>, Option<char>) -> Option<char>,
) -> (String, Option<SourceText>) {
    let mut text = String::with_capacity(source.len());
    let mut anchors = Vec::new();
    let mut changed = false;
    let mut rest = source.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|&(_, c)| c);
        match replace(c, text.chars().next_back(), next) {
            Some(plain) => {
                // The texts run in step from here on, but perhaps not at the same distance.
                keep_in_step(&mut anchors, text.len(), at);
                changed |= plain != c;
                text.push(plain);
            }
            None => changed = true,
        }
    }
    let source = changed.then(|| SourceText { text: source.to_owned(), anchors });
    (text, source)
}

/// Notes where `byte` of the article stands in the source, unless that follows from the last note.
fn keep_in_step(anchors: &mut Vec<(usize, usize)>, byte: usize, source: usize) {
    let (from, to) = anchors.last().copied().unwrap_or_default();
    if to + (byte - from) != source {
        anchors.push((byte, source));
    }
}

/// What stands for `c` in normalised text; `None` when it is dropped.
fn replacement(c: char, before: Option<char>, after: Option<char>) -> Option<char> {
    match c {
        ' '..='~' | '\n' => Some(c),
        '\r' if after == Some('\n') => None,
        // Vertical tabs and form feeds are how word processors and PDF readers end lines and pages.
        '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Some(' '),
        '\0'..='\u{1f}' | '\u{7f}' => None,
        '\u{80}'..='\u{9f}' => windows_1252(c),
        '\u{200c}' | '\u{200d}' => joins(before, after).then_some(c),
        _ => (!is_invisible(c)).then_some(c),
    }
}

/// Soft hyphens, zero-width spaces, directional marks, byte-order marks, and the places where a
/// clipboard left out a picture.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

/// The C1 control codes are never meant: they are Windows' quotation marks and dashes in text that
/// calls itself Latin-1. The [HTML standard](https://html.spec.whatwg.org/#numeric-character-reference-end-state)
/// reads them so, too.
fn windows_1252(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok()?;
    Some(encodings::windows_1252(byte)).filter(|decoded| !decoded.is_control())
}

/// Whether a zero-width (non-)joiner between these two is part of the spelling: in scripts whose
/// letters join (Arabic to Mongolian, with the Indic ones, where it may end a word), and inside of
/// an emoji.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let is_symbol = |c: char| c >= '\u{2100}' && !c.is_whitespace() && !is_invisible(c);
    match (before, after) {
        (Some('\u{600}'..='\u{1aff}'), _) => true,
        (Some(before), Some(after)) => is_symbol(before) && is_symbol(after),
        _ => false,
    }
}

impl SourceText {
    /// Where the character at byte `byte` of the article's text begins in the source.
    fn offset(&self, byte: usize) -> usize {
        let after = self.anchors.partition_point(|&(from, _)| from <= byte);
        let (from, to) =
            after.checked_sub(1).and_then(|i| self.anchors.get(i)).copied().unwrap_or_default();
        to + (byte - from)
    }

    /// Where the character at byte `byte` of the source stands in the article's text; for a
    /// character that was dropped, the next one that was kept.
    fn kept(&self, byte: usize, text: &str) -> usize {
        let after = self.anchors.partition_point(|&(_, to)| to <= byte);
        let (from, to) =
            after.checked_sub(1).and_then(|i| self.anchors.get(i)).copied().unwrap_or_default();
        let next = self.anchors.get(after).map_or(text.len(), |&(from, _)| from);
        let mut at = next.min(from + (byte - to));
        // What replaced the last character of a stretch may be wider than it was.
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

impl Article {
    /// The bytes of the source that `span` of the article's text was made from; `span` itself when
    /// the article has no [`Article::source`]. Characters that were dropped at its ends stay
    /// outside.
    ///
    /// # Panics
    /// If `span` does not fit the article's text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let Some(source) = &self.source else { return span };
        let at_end = span.start == self.text.len();
        let start = if at_end { source.text.len() } else { source.offset(span.start) };
        let Some(last) = span.of(&self.text).chars().next_back() else {
            return Span::new(start, start);
        };
        // The end follows from the last character, because what comes after it may lie farther off.
        let last = source.offset(span.end - last.len_utf8());
        let width = source.text[last..].chars().next().map_or(0, char::len_utf8);
        Span::new(start, last + width)
    }

    /// What became of `span` of the source in the article's text: the way back from
    /// [`Article::to_source`]. Empty when all of it was dropped.
    ///
    /// # Panics
    /// If `span` does not fit [`Article::source_text`].
    #[must_use]
    pub fn from_source(&self, span: Span) -> Span {
        let Some(source) = &self.source else { return span };
        assert!(span.get(&source.text).is_some(), "{span:?} does not fit the source");
        let kept = |byte| {
            let at_end = byte == source.text.len();
            if at_end { self.text.len() } else { source.kept(byte, &self.text) }
        };
        Span::new(kept(span.start), kept(span.end))
    }

    /// The text that exported offsets count in: the source where there is one.
    #[must_use]
    pub fn source_text(&self) -> &str {
        self.source.as_ref().map_or(&self.text, |source| &source.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(source: &str) -> String {
        normalise(source).0
    }

    fn article(source: &str) -> Article {
        let (text, source) = normalise(source);
        Article { text, source, ..Article::default() }
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(plain("a\r\nb\rc\u{2028}d\u{2029}e\u{b}f\u{c}g\n"), "a\nb\nc\nd\ne\nf\ng\n");
    }

    #[test]
    fn what_nobody_sees_is_gone() {
        assert_eq!(
            plain("\u{feff}minis\u{ad}ter\u{200b} \u{200e}said\0 no\u{2060}"),
            "minister said no"
        );
        assert_eq!(plain("5\u{202f}000\u{a0}km\tnorth"), "5 000 km north");
    }

    #[test]
    fn text_that_needs_its_joiners_keeps_them() {
        for kept in ["👨‍👩‍👧", "👩🏽‍⚕️", "می‌خواهم", "ന്‍", "שלום, \u{fffd}", "e\u{301}"]
        {
            assert_eq!(normalise(kept), (kept.to_owned(), None));
        }
        assert_eq!(plain("un\u{200d}done\u{200c}"), "undone");
    }

    #[test]
    fn windows_quotation_marks_in_latin_1_become_what_they_were() {
        assert_eq!(plain("\u{93}No\u{94} \u{96} it\u{92}s off\u{85}\u{81}"), "“No” – it’s off…");
    }

    #[test]
    fn a_span_leads_back_to_what_it_was_made_from() {
        let article = article("\u{feff}One.\r\n“Two\u{ad}”\u{200b}\u{a0}three");
        assert_eq!(article.text, "One.\n“Two” three");
        let two = Span::new(5, 14);
        assert_eq!(two.of(&article.text), "“Two”");
        assert_eq!(article.to_source(two).of(article.source_text()), "“Two\u{ad}”");
        assert_eq!(article.to_source(Span::new(4, 4)).of(article.source_text()), "");
    }

    #[test]
    fn squeezed_words_lead_back_to_where_they_stand() {
        let squeezed = squeeze("He said\r\n  the\u{a0}road\u{ad}way\n\nis “closed”.");
        assert_eq!(squeezed.text, "He said the roadway is “closed”.");
        let place = Span::new(8, squeezed.text.len() - 1);
        let words = squeezed.to_source(place).of(squeezed.source_text());
        assert_eq!(words, "the\u{a0}road\u{ad}way\n\nis “closed”");
        assert_eq!(squeeze("as it is").source, None);
    }

    /// Text made of what is normalised, and of what must not be.
    fn any_source() -> impl Strategy<Value = String> {
        let odd = "\r\n\u{a0}\u{ad}\u{200b}\u{200d}\u{200c}\u{feff}\0\u{85}\u{93}\u{2028}\u{3000}😀👩é“”שmی";
        let odd: Vec<char> = odd.chars().collect();
        prop::collection::vec(
            prop_oneof![
                prop::sample::select(odd).prop_map(String::from),
                "[a-z ]{0,6}",
                Just("\r\n".to_owned()),
                any::<char>().prop_map(String::from),
            ],
            0..30,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing_more(source in any_source()) {
            let text = plain(&source);
            prop_assert_eq!(normalise(&text), (text, None));
        }

        #[test]
        fn every_span_is_made_from_its_source(source in any_source(), a in 0..80usize, b in 0..80usize) {
            let article = article(&source);
            let ends: Vec<usize> =
                article.text.char_indices().map(|(i, _)| i).chain([article.text.len()]).collect();
            let (a, b) = (ends[a % ends.len()], ends[b % ends.len()]);
            let span = Span::new(a.min(b), a.max(b));
            let back = article.to_source(span);
            prop_assert_eq!(article.from_source(back), span);
            // A joiner at an end of the span loses the neighbour that it was kept for.
            let bare = |text: &str| text.replace(['\u{200c}', '\u{200d}'], "");
            let again = plain(back.get(article.source_text()).expect("cuts no character"));
            prop_assert_eq!(bare(&again), bare(span.of(&article.text)));
        }
    }
}
