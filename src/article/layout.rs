//! How the lines of a plain text make its blocks: one line each, or several that were wrapped at a
//! narrow measure.

use crate::span::Span;

/// A stretch of text that is one block: a line, or the lines of a wrapped paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its text, without its marker and white space at its ends.
    pub span: Span,
    /// What stood before it.
    pub marker: Marker,
    /// Whether an empty line, or the beginning of the text, is above it.
    pub apart: bool,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing but its words.
    None,
    /// A bullet, a hyphen or a number.
    Item,
    /// One or more ">", as mail programs and Markdown set quotations.
    Quote,
}

/// Lines longer than this, in characters, were not wrapped by a program.
const WIDEST: usize = 100;

/// Lines narrower than this, in characters, are short lines, not a measure.
const NARROWEST: usize = 40;

/// Cuts `text` into its units, in text order. Linear in its length.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let measure = measure(text, &lines);
    let mut units: Vec<Unit> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let joins =
            measure.is_some_and(|measure| i > 0 && goes_on(text, &lines[i - 1], line, measure));
        match units.last_mut() {
            Some(unit) if joins => unit.span = unit.span.hull(line.span),
            _ => units.push(*line),
        }
    }
    units
}

/// Each line that has text.
fn lines(text: &str) -> Vec<Unit> {
    let mut lines = Vec::new();
    let (mut start, mut apart) = (0, true);
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let Some(whole) = span.trim(text).filter(|span| !is_rule(span.of(text))) else {
            apart = true;
            continue;
        };
        let (marker, width) = marker(whole.of(text));
        match Span::new(whole.start + width, whole.end).trim(text) {
            Some(span) => lines.push(Unit { span, marker, apart: std::mem::take(&mut apart) }),
            None => apart = true,
        }
    }
    lines
}

/// Whether a line only parts what is above from what is below: "---", "* * *", "•".
fn is_rule(line: &str) -> bool {
    line.len() <= WIDEST && line.chars().all(|c| c == ' ' || (c.is_ascii_punctuation()) || c == '•')
}

/// What a trimmed line begins with, and how many bytes that takes.
fn marker(line: &str) -> (Marker, usize) {
    let rest = line.trim_start_matches(['>', ' ']);
    if line.starts_with('>') {
        return (Marker::Quote, line.len() - rest.len());
    }
    let bullet = ["- ", "– ", "* ", "• ", "•", "● ", "▪ ", "◦ ", "‣ ", "· ", "■ "]
        .iter()
        .find(|bullet| line.starts_with(**bullet))
        .map_or_else(|| number(line), |bullet| bullet.len());
    (if bullet > 0 { Marker::Item } else { Marker::None }, bullet)
}

/// The width of "1. ", "12) ", "(3) " at the start of `line`; 0 when there is none.
fn number(line: &str) -> usize {
    let inside = line.strip_prefix('(').unwrap_or(line);
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    let closed = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
    match (inside.len() - rest.len(), closed) {
        (1..=2, Some(words)) => line.len() - words.len(),
        _ => 0,
    }
}

/// The width at which the lines were wrapped, in characters; `None` when they were not.
///
/// A program that wraps puts as many words into a line as fit; so most lines that another one
/// follows directly have no room for that one's first word.
fn measure(text: &str, lines: &[Unit]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].apart && pair[1].marker != Marker::Item);
    let mut widths: Vec<usize> = pairs().map(|pair| width(pair[0].span.of(text))).collect();
    if widths.len() < 2 {
        return None;
    }
    // A web address or a table may stick out, so the measure is what nearly all lines keep.
    let at = (widths.len() - 1) * 9 / 10;
    let (_, &mut measure, _) = widths.select_nth_unstable(at);
    if !(NARROWEST..=WIDEST).contains(&measure) {
        return None;
    }
    let full = pairs().filter(|pair| goes_on(text, &pair[0], &pair[1], measure)).count();
    (full * 10 >= widths.len() * 7).then_some(measure)
}

/// Whether `next` is the same paragraph as `line` before it: it follows directly, and its first
/// word would not have fitted into `measure`, give or take a ragged tenth.
fn goes_on(text: &str, line: &Unit, next: &Unit, measure: usize) -> bool {
    let same = match next.marker {
        Marker::None => true,
        Marker::Quote => line.marker == Marker::Quote,
        Marker::Item => false,
    };
    let first = next.span.of(text).split(' ').next().unwrap_or_default();
    let needed = width(line.span.of(text)) + 1 + width(first);
    same && !next.apart && needed * 10 >= measure * 9
}

/// How many characters `line` has; counting ends beyond [`WIDEST`].
fn width(line: &str) -> usize {
    line.chars().take(WIDEST + 1).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, Marker)> {
        units(text).into_iter().map(|unit| (unit.span.of(text), unit.marker)).collect()
    }

    #[test]
    fn each_line_is_a_unit_when_lines_are_long() {
        let long = "word ".repeat(30);
        let text = format!("{long}\n{long}\n  {long}\n\nEnd");
        assert_eq!(shown(&text).len(), 4);
        assert_eq!(units(&text)[3].span.of(&text), "End");
        assert!(units(&text)[3].apart && !units(&text)[2].apart);
    }

    #[test]
    fn wrapped_lines_are_one_unit_up_to_the_empty_line() {
        let text = "The harbour bridge will stay closed for another month, the\n\
                    city said on Monday, because two of its cables have to be\n\
                    replaced and nobody has a spare one, neither here nor in any\n\
                    other harbour.\n\
                    \n\
                    Traffic goes over the old bridge until the cables are in their\n\
                    place.\n\
                    - One lane\n\
                    - No lorries";
        let units = shown(text);
        assert_eq!(units.len(), 4);
        assert!(units[0].0.starts_with("The harbour") && units[0].0.ends_with("other harbour."));
        assert!(units[1].0.ends_with("place."));
        assert_eq!(units[2..], [("One lane", Marker::Item), ("No lorries", Marker::Item)]);
    }

    #[test]
    fn short_lines_that_end_early_are_not_wrapped() {
        let text = "Harbour bridge to stay closed for another month\nBy Ana Lee\nMay 2, 2024\nOslo";
        assert_eq!(shown(text).len(), 4);
    }

    #[test]
    fn markers_are_told_apart_from_words() {
        for (line, words, marker) in [
            ("• Ice", "Ice", Marker::Item),
            ("12) Ice", "Ice", Marker::Item),
            ("(3) Ice", "Ice", Marker::Item),
            ("> > Ice", "Ice", Marker::Quote),
            ("2024. A year", "2024. A year", Marker::None),
            ("-5 degrees", "-5 degrees", Marker::None),
            ("3.5 million", "3.5 million", Marker::None),
        ] {
            assert_eq!(shown(line), [(words, marker)]);
        }
        assert_eq!(shown(" \n>\n- \n"), []);
    }
}
