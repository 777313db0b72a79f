//! Cutting text into tokens.
//!
//! The trained models see text only through these tokens, so a change here asks for new weights.
//! A token is a word, a number, a quotation mark or any other sign; white space and control
//! characters are in none. Words are cut where the Penn Treebank cuts contractions ("did|n't",
//! "she|'s") and at hyphens; full stops stay with abbreviations and initials ("U.S.", "Mr.", "J.").

use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The smallest unit of a text that carries meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a [`Token`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters: a word, an abbreviation, one half of a contraction.
    Word,
    /// Digits, with what belongs to them ("2,000", "12:19", "75th").
    Number,
    /// A mark that can open or close a quotation. A token of this kind may still turn out to be an
    /// apostrophe or an inch sign.
    QuoteMark,
    /// An address: URL, e-mail, `@handle`, `#tag`.
    Address,
    /// Any other sign; repeated ones of a kind ("...", "--") are one token.
    Sign,
}

/// The tokens of `text` inside `within`, in text order. Linear in its length; never fails.
///
/// # Panics
/// If `within` does not fit `text`.
#[must_use]
pub fn tokenize(text: &str, within: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(within.len() / 5 + 1);
    let end = within.end;
    let mut at = within.start;
    while at < end {
        let rest = &text[at..end];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            at += c.len_utf8();
            continue;
        }
        let before = text[within.start..at].chars().next_back();
        let (len, kind) = next_token(rest, c, before);
        let span = Span::new(at, at + len);
        match kind {
            TokenKind::Word => push_word(text, span, &mut tokens),
            kind => tokens.push(Token { span, kind }),
        }
        at += len;
    }
    tokens
}

/// The length in bytes and the kind of the token that `rest` begins with; `c` is its first
/// character, `before` the character before it.
fn next_token(rest: &str, c: char, before: Option<char>) -> (usize, TokenKind) {
    let fresh = before.is_none_or(|b| !b.is_alphanumeric());
    if fresh && let Some(len) = address(rest, c) {
        return (len, TokenKind::Address);
    }
    if c.is_numeric() {
        return (number(rest), TokenKind::Number);
    }
    if c.is_alphabetic() {
        return (word(rest), TokenKind::Word);
    }
    if is_quote_mark(c) {
        let double = matches!(c, '\'' | '`') && rest[1..].starts_with(c);
        return (if double { 2 } else { c.len_utf8() }, TokenKind::QuoteMark);
    }
    if matches!(c, '.' | '-' | '*' | '_' | '=' | '!' | '?' | '~') {
        return (run(rest, |r| r == c), TokenKind::Sign);
    }
    let grapheme = rest.graphemes(true).next().map_or(c.len_utf8(), str::len);
    (grapheme, TokenKind::Sign)
}

/// Whether `c` can open or close a quotation, or look like what can.
#[must_use]
pub(crate) fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
            | '＇'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Characters without a shape of their own that may turn up between others.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A letter, or a mark that belongs to the letter before it.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// Bytes at the start of `rest` for whose characters `take` holds.
fn run(rest: &str, take: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !take(c)).unwrap_or(rest.len())
}

/// The length of a URL, e-mail address, `@handle` or `#tag`; `None` if `rest` begins with none.
fn address(rest: &str, c: char) -> Option<usize> {
    if matches!(c, '@' | '#') {
        let len = 1 + run(&rest[1..], |c| c.is_alphanumeric() || c == '_');
        return (len > 2).then_some(len);
    }
    if !c.is_ascii_alphanumeric() {
        return None;
    }
    // The scheme or host decides, and within 64 characters: looking further from every word of
    // "a-a-a-…" would cost the square of the text.
    let is_host = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let head = &rest[..rest.chars().take(64).take_while(is_host).count()];
    let tail = &rest[head.len()..];
    let is_url = (matches!(head, "http" | "https" | "ftp") && tail.starts_with("://"))
        || (head.starts_with("www.") && head.len() > 6);
    let is_mail =
        tail.starts_with('@') && tail[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if !is_url && !is_mail {
        return None;
    }
    let all = run(rest, |c| {
        !c.is_whitespace() && !c.is_control() && !is_quote_mark(c) && !matches!(c, '<' | '>' | '|')
    });
    Some(rest[..all].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']).len())
}

/// The length of a number with what belongs to it: "2,000", "3.5", "12:19", "75th", "1990s".
fn number(rest: &str) -> usize {
    let mut at = 0;
    loop {
        at += run(&rest[at..], char::is_numeric);
        let mut ahead = rest[at..].chars();
        let joins = matches!(ahead.next(), Some('.' | ',' | ':' | '/'))
            && ahead.next().is_some_and(char::is_numeric);
        if !joins {
            break;
        }
        at += 1;
    }
    at + run(&rest[at..], is_letter)
}

/// The length of a word with inner apostrophes ("O'Neill", "didn't") and the full stops that belong
/// to it ("U.S.", "a.m.", "Mr.").
fn word(rest: &str) -> usize {
    let mut at = run(rest, |c| is_letter(c) || c.is_numeric());
    if let Some(len) = dotted(rest) {
        return len;
    }
    if rest[at..].starts_with('.') && is_abbreviation(&rest[..at], &rest[at + 1..]) {
        return at + 1;
    }
    loop {
        let mut ahead = rest[at..].chars();
        match (ahead.next(), ahead.next()) {
            (Some(mark), Some(next)) if is_apostrophe(mark) && next.is_alphabetic() => {
                at += mark.len_utf8();
                at += run(&rest[at..], |c| is_letter(c) || c.is_numeric());
            }
            _ => return at,
        }
    }
}

/// Abbreviations have few letters; a bound keeps "a.a.a.…" from costing the square of the text.
const MAX_PARTS: usize = 8;

/// The length of letters that each have a full stop: "U.S.", "a.m.", "Ph.D."; `None` for fewer
/// than two.
fn dotted(rest: &str) -> Option<usize> {
    let (mut at, mut parts) = (0, 0);
    loop {
        let letters = run(&rest[at..], char::is_alphabetic);
        let few = (1..=2).contains(&rest[at..at + letters].chars().count());
        if !few || !rest[at + letters..].starts_with('.') || parts == MAX_PARTS {
            break;
        }
        at += letters + 1;
        parts += 1;
    }
    let cut_short = rest[at..].starts_with(|c: char| c.is_alphanumeric());
    (parts >= 2 && !cut_short).then_some(at)
}

/// Abbreviations that keep their full stop, in lower case. Those that may end a sentence are left
/// to the sentence splitter.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "aug", "ave", "blvd", "brig", "bros", "capt", "cf", "cmdr", "co", "col",
    "corp", "cpl", "dec", "dept", "det", "dr", "ed", "est", "etc", "feb", "fig", "fr", "ft", "gen",
    "gov", "govs", "hon", "inc", "insp", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar",
    "messrs", "mr", "mrs", "ms", "mt", "nov", "oct", "oz", "pres", "prof", "rep", "reps", "rev",
    "sec", "sen", "sens", "sept", "sep", "sgt", "sr", "st", "supt", "tel", "treas", "univ", "vol",
    "vs",
];

/// Whether the full stop between `word` and `after` belongs to the word.
fn is_abbreviation(word: &str, after: &str) -> bool {
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        // An initial: "J. Edgar". "I." and "A." end sentences more often than they are names.
        return only.is_uppercase() && only != 'I' && after.starts_with([' ', '\u{a0}']);
    }
    if word.len() > 6 || !word.is_ascii() {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    if lower == "no" {
        let number = after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
        return number && word.starts_with('N');
    }
    // "Mar." and "Jan." but not "he shot from afar." or "the est."; months and titles are capitals.
    let capital_only = !matches!(&*lower, "al" | "cf" | "etc" | "vs" | "est" | "ft" | "oz" | "ed");
    ABBREVIATIONS.contains(&&*lower)
        && (!capital_only || word.starts_with(|c: char| c.is_uppercase()))
}

/// The second halves of contractions, in lower case without the apostrophe.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Pushes a word, cut in two where it is a contraction.
fn push_word(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let word = span.of(text);
    let cut = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)).and_then(|(at, mark)| {
        let tail = word[at + mark.len_utf8()..].to_ascii_lowercase();
        if CLITICS.contains(&&*tail) {
            return Some(at);
        }
        (tail == "t" && word[..at].ends_with(['n', 'N']) && at > 1).then(|| at - 1)
    });
    match cut.filter(|&at| at > 0) {
        Some(at) => {
            let middle = span.start + at;
            for span in [Span::new(span.start, middle), Span::new(middle, span.end)] {
                tokens.push(Token { span, kind: TokenKind::Word });
            }
        }
        None => tokens.push(Token { span, kind: TokenKind::Word }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn contractions_are_cut_as_the_treebank_cuts_them() {
        assert_eq!(
            words("She didn't, it’s O'Neill's."),
            ["She", "did", "n't", ",", "it", "’s", "O'Neill", "'s", "."]
        );
    }

    #[test]
    fn full_stops_stay_with_abbreviations() {
        assert_eq!(
            words("Mr. J. Doe of the U.S. Senate left at 9 a.m. today."),
            [
                "Mr.", "J.", "Doe", "of", "the", "U.S.", "Senate", "left", "at", "9", "a.m.",
                "today", "."
            ]
        );
        assert_eq!(
            words("He said no. Rep. Ruiz agreed."),
            ["He", "said", "no", ".", "Rep.", "Ruiz", "agreed", "."]
        );
    }

    #[test]
    fn numbers_keep_what_belongs_to_them() {
        assert_eq!(
            words("$2,000.50 at 12:19, the 75th, 40%."),
            ["$", "2,000.50", "at", "12:19", ",", "the", "75th", ",", "40", "%", "."]
        );
    }

    #[test]
    fn quotation_marks_stand_apart() {
        assert_eq!(
            words("``Well,'' he said—“no…”"),
            ["``", "Well", ",", "''", "he", "said", "—", "“", "no", "…", "”"]
        );
        assert_eq!(
            words("the '90s rock 'n' roll"),
            ["the", "'", "90s", "rock", "'", "n", "'", "roll"]
        );
    }

    #[test]
    fn addresses_are_whole() {
        assert_eq!(
            words("See https://a.example/b?c=d, @jo_doe and a.b@c.example."),
            ["See", "https://a.example/b?c=d", ",", "@jo_doe", "and", "a.b@c.example", "."]
        );
    }

    #[test]
    fn signs_of_several_characters_are_one() {
        assert_eq!(words("No -- well... 👨‍👩‍👧!"), ["No", "--", "well", "...", "👨‍👩‍👧", "!"]);
    }

    proptest! {
        #[test]
        fn tokens_tile_what_is_visible(text in "(\\PC|[a-zA-Z'’.\"“” \n-]){0,60}") {
            let mut at = 0;
            for token in tokenize(&text, Span::new(0, text.len())) {
                prop_assert!(token.span.start >= at && !token.span.is_empty());
                let gap = &text[at..token.span.start];
                prop_assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c)));
                prop_assert!(token.span.get(&text).is_some());
                at = token.span.end;
            }
        }
    }
}
