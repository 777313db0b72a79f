//! Where a mark belongs in the edited text, and whether it was brought there.

use super::Edited;
use sayso::selector::Unanchored;
use sayso::span::Span;

/// What became of the marked words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They stand as they stood.
    Stands,
    /// They stand several times, because their paragraph was copied.
    Copied,
    /// More than half of them are left.
    Changed,
    /// They are gone.
    Gone,
}

/// What was made of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is where it belongs.
    Right,
    /// It is on other words.
    Wrong,
    /// It was not brought anywhere.
    Unanchored,
}

impl Edited {
    /// What became of `span` of the first text, and whether `place` is right.
    pub fn judge(&self, span: Span, place: Result<Span, Unanchored>) -> (Outcome, Verdict) {
        let left: Vec<_> = (0..=self.copies).map(|copy| self.left(span, copy)).collect();
        let whole = left.iter().filter(|left| left.is_whole).count();
        let outcome = match whole {
            0 if left.iter().any(|left| left.bytes * 2 > span.len()) => Outcome::Changed,
            0 => Outcome::Gone,
            1 => Outcome::Stands,
            _ => Outcome::Copied,
        };
        let Ok(place) = place else { return (outcome, Verdict::Unanchored) };
        let is_right = left.iter().any(|left| match outcome {
            Outcome::Stands | Outcome::Copied => left.is_whole && left.hull == Some(place),
            Outcome::Changed => left.hull.is_some_and(|hull| mostly_overlap(hull, place)),
            Outcome::Gone => false,
        });
        (outcome, if is_right { Verdict::Right } else { Verdict::Wrong })
    }

    fn left(&self, span: Span, copy: usize) -> Left {
        let places = self.places(span, copy);
        let bytes = places.iter().map(|(_, letter)| letter.c.len_utf8()).sum();
        let ends = places.iter().map(|(byte, letter)| Span::new(*byte, byte + letter.c.len_utf8()));
        let hull = ends.reduce(Span::hull);
        // In one piece and in the same order.
        let in_order = places.windows(2).all(|two| two[0].1.from < two[1].1.from);
        let is_whole = bytes == span.len() && in_order && hull.is_some_and(|h| h.len() == bytes);
        Left { bytes, hull, is_whole }
    }
}

/// What is left of a mark in one of the copies.
struct Left {
    bytes: usize,
    hull: Option<Span>,
    is_whole: bool,
}

fn mostly_overlap(a: Span, b: Span) -> bool {
    a.intersection(b).is_some_and(|both| both.len() * 2 >= a.len().max(b.len()))
}
