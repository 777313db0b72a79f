//! Words as they are compared: what is heard, not how it is printed.
//!
//! Letters are compared without their case; punctuation, white space and the kind of quotation mark,
//! apostrophe or dash say nothing. `don’t` and `don't`, `U.S.` and `US`, `4,000` and `4000`,
//! `twenty-five` and `twenty five`, `12%` and `12 percent` are the same.
//!
//! What a transcript has beside what was said is no word: times, the numbers and times of subtitles,
//! `(Applause.)`, `[inaudible]`.

use crate::span::Span;

/// How far a bracket may be from the one that closes it, in characters.
const BRACKET: usize = 60;

/// How many words a line that names a speaker has at most, the time in brackets aside.
const LABEL: usize = 6;

/// What transcripts note in brackets.
const NOTED: [&str; 24] = [
    "and",
    "applause",
    "booing",
    "boos",
    "cheering",
    "cheers",
    "chuckle",
    "chuckles",
    "crosstalk",
    "inaudible",
    "indiscernible",
    "laugh",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "pause",
    "ph",
    "phonetic",
    "sic",
    "sighs",
    "silence",
    "unintelligible",
    "video",
];

/// Gives every word in `within`, in text order: where it stands and how it is compared.
pub(super) fn each_word(text: &str, within: Span, mut take: impl FnMut(Span, &str)) {
    let (mut key, mut span) = (String::new(), Span::default());
    let mut passed = within.start;
    for (at, c) in within.of(text).char_indices() {
        let at = within.start + at;
        if at < passed {
            continue;
        }
        let end = at + c.len_utf8();
        let rest = &text[end..within.end];
        if c.is_alphanumeric() {
            let start = if key.is_empty() { at } else { span.start };
            span = Span::new(start, end);
            key.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
            continue;
        }
        match joint(c, &key, rest) {
            Joint::Silent => continue,
            Joint::Point => {
                key.push('.');
                continue;
            }
            Joint::None => {}
        }
        if !key.is_empty() {
            take(span, &key);
            key.clear();
        }
        match c {
            '%' => take(Span::new(at, end), "percent"),
            '&' => take(Span::new(at, end), "and"),
            '[' | '(' => passed = aside(c, rest).map_or(end, |length| end + length),
            _ => {}
        }
    }
    if !key.is_empty() {
        take(span, &key);
    }
}

/// What a character that is neither letter nor digit is in the word before it.
enum Joint {
    /// Something that the word goes on over.
    Silent,
    /// The point of a number.
    Point,
    /// The word's end.
    None,
}

/// `key` is what has been read of the word, `rest` what follows the character.
fn joint(c: char, key: &str, rest: &str) -> Joint {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, next) = (key.chars().next_back(), rest.chars().next());
    let goes_on = before.is_some() && next.is_some_and(char::is_alphanumeric);
    match c {
        // Apostrophes; marks over the letter before; what tells where a word may be divided.
        '\''
        | '’'
        | '‘'
        | 'ʼ'
        | '`'
        | '´'
        | '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => Joint::Silent,
        '.' if goes_on && is_digit(before) => Joint::Point,
        // "U.S.", and "[W]e", as those write who change a letter.
        '.' | '[' | ']' if goes_on => Joint::Silent,
        ',' if is_digit(before)
            && rest.len() >= 3
            && rest.bytes().take(3).all(|b| b.is_ascii_digit()) =>
        {
            Joint::Silent
        }
        _ => Joint::None,
    }
}

/// The length of what follows an opening bracket, with the closing one, when it is a note or a time.
pub(super) fn aside(open: char, rest: &str) -> Option<usize> {
    let close = if open == '[' { ']' } else { ')' };
    let (end, _) = rest.char_indices().take(BRACKET).find(|(_, c)| *c == close)?;
    let inner = &rest[..end];
    let is_noted = |word: &str| NOTED.contains(&word.to_lowercase().as_str());
    let mut words = inner.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_note = words.clone().next().is_some() && words.all(is_noted);
    (is_note || is_clock(inner)).then_some(end + 1)
}

/// Whether it is nothing but times: "00:12", "00:00:01,000 – 00:00:04,000".
fn is_clock(words: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.,-–—>[]()".contains(c);
    words.contains(':')
        && words.contains(|c: char| c.is_ascii_digit())
        && words.chars().all(is_part)
}

/// The lines of a transcript that have words in them which somebody said.
pub(super) fn spoken(transcript: &str) -> impl Iterator<Item = Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in transcript.split_inclusive(['\n', '\r']) {
        lines.push(Span::new(start, start + line.len()));
        start += line.len();
    }
    let is_cue =
        |line: &str| line.contains("-->") && line.starts_with(|c: char| c.is_ascii_digit());
    let next = lines.iter().skip(1).map(|span| span.of(transcript)).chain([""]);
    let said = lines.iter().zip(next).filter(|(span, next)| {
        let line = span.of(transcript).trim();
        let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
        !(is_cue(line) || is_clock(line) || is_label(line) || (is_number && is_cue(next)))
    });
    said.map(|(span, _)| *span).collect::<Vec<_>>().into_iter()
}

/// Whether a line says who speaks and when, as transcription services write it: "Ana Ruiz (00:12):".
fn is_label(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c == ':' || c.is_whitespace());
    let Some(open) = line.rfind(['[', '(']) else { return false };
    let (name, time) = line.split_at(open);
    line.ends_with([']', ')']) && is_clock(time) && name.split_whitespace().nth(LABEL).is_none()
}

/// The words on one line, as much as `most` characters of them.
pub(super) fn one_line(words: &str, most: usize) -> String {
    let words = words.split(|c: char| c.is_whitespace() || c.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let mut keys = Vec::new();
        each_word(text, Span::new(0, text.len()), |span, key| {
            assert!(!span.of(text).is_empty());
            keys.push(key.to_owned());
        });
        keys
    }

    #[test]
    fn print_says_nothing() {
        for (one, other) in [
            ("“Don’t—we won’t,”", "don't we WON'T"),
            ("in the U.S. at 4 p.m.", "In the US at 4 pm"),
            ("4,000 twenty-five-year-olds", "4000 twenty five year olds"),
            ("12% of “R&D”", "12 percent of R and D"),
            ("[W]e  open\n\nin\u{a0}May", "we open in may"),
            ("co\u{ad}operate", "cooperate"),
        ] {
            assert_eq!(keys(one), keys(other));
        }
        assert_eq!(keys("4.5 or 45. No"), ["4.5", "or", "45", "no"]);
    }

    #[test]
    fn notes_are_no_words() {
        assert_eq!(
            keys("We open (Laughter and applause.) in [00:12:01] May [sic]"),
            ["we", "open", "in", "may"]
        );
        assert_eq!(keys("(We open) [in May]"), ["we", "open", "in", "may"]);
    }

    #[test]
    fn only_what_is_said_is_read() {
        let transcript = "1\n00:00:01,000 --> 00:00:04,000\nWe open\r\n\n2\n\
            00:00:04,000 --> 00:00:08,000\nin May\n0:15\nAna Ruiz (00:16):\n1984\nor at 12:30.\n";
        let said: Vec<_> = spoken(transcript).map(|line| line.of(transcript).trim()).collect();
        let said: Vec<_> = said.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(said, ["We open", "in May", "1984", "or at 12:30."]);
    }
}
