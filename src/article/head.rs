//! The head of a plain-text article: headline, deck, section, byline and date, in whatever order
//! the site has them.

use super::BlockKind;
use super::date::{DateLine, date_line};
use super::furniture;
use super::layout::{Marker, Unit};
use super::pictures::picture_line;
use crate::span::Span;

/// The head of an article has no more units than this.
const LONGEST: usize = 16;

/// A headline or deck is no longer than this, in bytes.
const LONGEST_HEADLINE: usize = 250;

/// A part of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: BlockKind,
    /// Where its value stands, without "By " or "In ".
    pub span: Span,
    /// For a date line, what it says.
    pub date: Option<DateLine>,
}

/// The parts of the head, in text order, and the index of the first unit after it. Without a
/// headline, which may be `known`, there is no head.
pub(super) fn read(text: &str, units: &[Unit], known: Option<usize>) -> (Vec<Part>, usize) {
    let head = Head { text, units: &units[..units.len().min(LONGEST)] };
    let Some(headline) = known.or_else(|| head.headline()) else { return (Vec::new(), 0) };
    let body = head.body_start(headline + 1);
    let mut parts = Vec::new();
    for (i, unit) in units[..body].iter().enumerate() {
        let known = head.frame(i);
        if i == headline {
            parts.push(Part::new(BlockKind::Headline, unit.span));
        } else if known.is_empty() {
            parts.push(Part::new(head.kind_by_place(i, headline), unit.span));
        } else {
            parts.extend(known);
        }
    }
    (parts, body)
}

impl Part {
    fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, date: None }
    }
}

struct Head<'t> {
    text: &'t str,
    units: &'t [Unit],
}

impl<'t> Head<'t> {
    /// The words of unit `i`; none beyond the last one.
    fn words(&self, i: usize) -> &'t str {
        self.units.get(i).map_or("", |unit| unit.span.of(self.text))
    }

    /// The unit that is the headline, if there is one: the first that is known as nothing else.
    fn headline(&self) -> Option<usize> {
        let first = (0..self.units.len()).find(|&i| self.frame(i).is_empty())?;
        (self.units[first].marker == Marker::None && self.is_headline(first)).then_some(first)
    }

    fn is_headline(&self, i: usize) -> bool {
        let line = self.words(i);
        let has_body = (i + 1..self.units.len()).any(|i| self.is_running_text(i));
        if line.len() > LONGEST_HEADLINE || line.ends_with([',', ':']) || !has_body {
            return false;
        }
        if !furniture::ends_sentence(line) && !line.ends_with(';') {
            return true;
        }
        // Archives put a stop after headlines. What tells them from a first sentence are their
        // capitals, a byline or date under them, that the next line opens "OSLO (AP) —", or that
        // they stand short and alone over long paragraphs.
        !has_inner_stop(line)
            && (line.ends_with('?')
                || is_title_case(line)
                || !self.frame(i + 1).is_empty()
                || opens_with_place(self.words(i + 1))
                || self.stands_over(i))
    }

    /// Whether unit `i` is a short line apart from the long one after it.
    fn stands_over(&self, i: usize) -> bool {
        let is_apart = self.units.get(i + 1).is_some_and(|next| next.apart);
        is_apart && self.words(i).len() <= 100 && self.words(i + 1).len() >= 150
    }

    /// Whether unit `i` is a sentence or more of running text.
    fn is_running_text(&self, i: usize) -> bool {
        let count = furniture::words(self.words(i), 25);
        (count == 25 || (count >= 6 && furniture::ends_sentence(self.words(i))))
            && self.frame(i).is_empty()
    }

    /// The first unit of running text from `from` on. A sentence right under the headline is still
    /// in the head when a byline or date comes after it: it sums the article up.
    fn body_start(&self, from: usize) -> usize {
        let first = (from..self.units.len()).find(|&i| self.is_running_text(i)).unwrap_or(from);
        let deck = first == from && self.words(first).len() <= LONGEST_HEADLINE;
        let is_signed = |i| {
            self.frame(i).iter().any(|part| part.date.is_some() || part.kind == BlockKind::Byline)
        };
        let signed = (first + 1..self.units.len().min(first + 4)).find(|&i| is_signed(i));
        match signed {
            Some(signed) if deck => (signed..self.units.len())
                .find(|&i| self.is_running_text(i))
                .unwrap_or(self.units.len()),
            _ => first,
        }
    }

    /// What a unit is whose wording says nothing.
    fn kind_by_place(&self, i: usize, headline: usize) -> BlockKind {
        match self.units[i].marker {
            Marker::Quote => BlockKind::Blockquote,
            Marker::Item => BlockKind::ListItem,
            Marker::None if i == headline + 1 && !self.opens_body(i) => BlockKind::Deck,
            Marker::None => BlockKind::Paragraph,
        }
    }

    /// Whether unit `i`, though no sentence, begins the article: "OSLO (AP) — The Latest:".
    fn opens_body(&self, i: usize) -> bool {
        self.words(i).ends_with(':') || opens_with_place(self.words(i))
    }

    /// What unit `i` is by its wording, part by part where it has several ("Ana Lee | May 2,
    /// 2024"); empty when any part of it is not known.
    fn frame(&self, i: usize) -> Vec<Part> {
        let Some(unit) = self.units.get(i).filter(|unit| unit.span.len() <= LONGEST_HEADLINE)
        else {
            return Vec::new();
        };
        if let Some(part) = self.part(unit.span, i) {
            return vec![part];
        }
        let line = unit.span.of(self.text);
        let Some(separator) = [" | ", " • ", " · ", " — "].iter().find(|s| line.contains(**s))
        else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        let mut start = unit.span.start;
        for piece in line.split(separator) {
            let span = Span::new(start, start + piece.len());
            start = span.end + separator.len();
            match span.trim(self.text).and_then(|span| self.part(span, i)) {
                Some(part) => parts.push(part),
                None => return Vec::new(),
            }
        }
        // Names and sections alone also make headlines ("Oslo | Business").
        if parts.iter().any(|part| part.date.is_some()) { parts } else { Vec::new() }
    }

    /// What `span`, which is unit `i` or a piece of it, is by its wording.
    fn part(&self, span: Span, i: usize) -> Option<Part> {
        let line = span.of(self.text);
        if let Some(date) = date_line(line) {
            return Some(Part { kind: BlockKind::Dateline, span, date: Some(date) });
        }
        if let Some(names) = furniture::byline(line) {
            let names = Span::new(span.start + names.start, span.start + names.end);
            return Some(Part::new(BlockKind::Byline, names));
        }
        if furniture::is_boilerplate(line) {
            return Some(Part::new(BlockKind::Boilerplate, span));
        }
        if furniture::is_section(line) {
            return Some(Part::new(BlockKind::Section, span));
        }
        let marked = self.units[i].marker == Marker::Item;
        if let Some(name) = line.strip_prefix("In ").filter(|name| marked && is_label(name)) {
            return Some(Part::new(BlockKind::Section, Span::new(span.end - name.len(), span.end)));
        }
        // A bare name could be anything; between the date and its like it is the author's.
        if i > 0
            && furniture::is_name(line)
            && (span != self.units[i].span || self.is_dated_near(i))
        {
            return Some(Part::new(BlockKind::Byline, span));
        }
        picture_line(line).map(|kind| Part::new(kind, span))
    }

    /// Whether the unit before or after unit `i` is a date line.
    fn is_dated_near(&self, i: usize) -> bool {
        date_line(self.words(i - 1)).is_some() || date_line(self.words(i + 1)).is_some()
    }
}

/// "Reports", "World News": a few capitalised words.
fn is_label(name: &str) -> bool {
    furniture::words(name, 5) <= 4
        && !furniture::ends_sentence(name)
        && name
            .split_whitespace()
            .all(|word| !word.starts_with(char::is_lowercase) || word == "and")
}

/// Whether a sentence ends inside of `line`, not only at its end.
fn has_inner_stop(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let (word, next) = (pair[0], pair[1]);
        // Abbreviations are short or have inner stops: "U.S.", "Sen.", "vs."
        word.ends_with('.')
            && word.len() > 5
            && !word[..word.len() - 1].contains('.')
            && next.starts_with(char::is_uppercase)
    })
}

/// Whether nearly all the longer words of `line` are capitalised, as in American headlines.
fn is_title_case(line: &str) -> bool {
    let long = || {
        line.split_whitespace()
            .map(|w| w.trim_start_matches(|c: char| !c.is_alphabetic()))
            .filter(|w| w.len() >= 4)
    };
    let small = long().filter(|word| word.starts_with(char::is_lowercase)).count();
    long().count() >= 3 && small * 5 <= long().count()
}

/// Whether `line` opens as agencies' reports do: "OSLO (AP) —", "OSLO, Norway -".
fn opens_with_place(line: &str) -> bool {
    let start: String = line.chars().take(60).collect();
    let Some(at) = start.find(['—', '–', '-', '―']) else { return false };
    let place = &start[..at];
    let first = place.split([' ', ',']).next().unwrap_or_default();
    first.len() >= 3 && place.ends_with(' ') && first.chars().all(|c| c.is_uppercase() || c == '.')
}
