//! From a description to the place, or to why there is none.

use super::distance::distances;
use super::sides::{Fit, Side};
use super::{Finder, Selector, Unanchored, Unique};
use crate::span::Span;

/// A place, or why there is none, with those that fit as well as one another.
pub(super) type Placed = Result<Span, (Unanchored, Vec<Span>)>;

/// Of this many bytes of the words, one may have changed.
const PER_CHANGE: usize = 5;

/// Longer words, in bytes, are not looked for when they have changed.
const LONGEST_CHANGED: usize = 4096;

/// At how many places changed words are looked for.
const MOST_CHANGED: usize = 8;

impl Finder<'_> {
    pub(super) fn place(&self, selector: &Selector) -> Placed {
        if selector.exact.is_empty() {
            return Err((Unanchored::Undescribed, Vec::new()));
        }
        if let Some(span) = self.where_it_stood(selector) {
            return Ok(span);
        }
        if let Some(found) = self.between_its_words(selector) {
            return found;
        }
        if let Some(found) = self.changed(selector) {
            return found;
        }
        let is_there = self.index().has(&selector.exact);
        let why = if is_there { Unanchored::ElsewhereOnly } else { Unanchored::Gone };
        Err((why, Vec::new()))
    }

    /// The place where the words stood, if they stand there between the same words as before.
    fn where_it_stood(&self, selector: &Selector) -> Option<Span> {
        let span = selector.position?;
        let stands = span.get(self.text) == Some(selector.exact.as_str());
        (stands && self.fit(selector, span) == Some(Fit::BothSides)).then_some(span)
    }

    /// The place where the words stand that fits best; `None` when none fits.
    fn between_its_words(&self, selector: &Selector) -> Option<Placed> {
        let Selector { exact, prefix, suffix, .. } = selector;
        let mut starts = Vec::new();
        let mut complete = true;
        let mut look = |words: &str, offset: usize| {
            let found = self.index().occurrences(words);
            complete &= found.complete;
            starts.extend(found.starts.into_iter().map(|start| start + offset));
        };
        if !prefix.is_empty() {
            look(&format!("{prefix}{exact}"), prefix.len());
        }
        if !suffix.is_empty() {
            look(&format!("{exact}{suffix}"), 0);
        }
        if selector.unique == Unique::Sentence {
            let (sentence, offset) = selector.in_sentence();
            look(&sentence, offset);
        }
        if selector.unique == Unique::Words || (prefix.is_empty() && suffix.is_empty()) {
            look(exact, 0);
        }
        starts.sort_unstable();
        starts.dedup();
        let spans = starts.into_iter().map(|start| Span::new(start, start + exact.len()));
        let fits = spans.filter_map(|span| Some((self.fit(selector, span)?, span)));
        let fits: Vec<(Fit, Span)> = fits.collect();
        let best = fits.iter().map(|&(fit, _)| fit).max()?;
        let places: Vec<Span> =
            fits.into_iter().filter(|&(fit, _)| fit == best).map(|(_, span)| span).collect();
        Some(match places.as_slice() {
            &[only] if complete => Ok(only),
            _ => match selector.position.filter(|position| places.contains(position)) {
                Some(position) => Ok(position),
                None => Err((Unanchored::Ambiguous, places)),
            },
        })
    }

    fn fit(&self, selector: &Selector, span: Span) -> Option<Fit> {
        let before = Side::before(selector, self.text, span.start);
        let after = Side::after(selector, self.text, span);
        Fit::of(selector, before, after)
    }

    /// The place of words that have changed a little: right beside the same words as before, on one
    /// side at least, and with every name and figure in them.
    fn changed(&self, selector: &Selector) -> Option<Placed> {
        let Selector { exact, prefix, suffix, .. } = selector;
        if exact.len() > LONGEST_CHANGED || exact.len() < PER_CHANGE {
            return None;
        }
        let after_prefix =
            self.whole(prefix).map(|start| self.from(selector, start + prefix.len()));
        let before_suffix = self.whole(suffix).map(|end| self.until(selector, end));
        let mut places: Vec<Span> = after_prefix.chain(before_suffix).flatten().collect();
        places.sort_unstable();
        places.dedup();
        match places.as_slice() {
            [] => None,
            &[only] => Some(Ok(only)),
            _ => Some(Err((Unanchored::Ambiguous, places))),
        }
    }

    /// Where context stands that is long enough to tell a place.
    fn whole(&self, context: &str) -> impl Iterator<Item = usize> + use<> {
        let found = match Side::is_telling(context) {
            true => self.index().occurrences(context),
            false => self.index().occurrences(""),
        };
        let few = found.complete && found.starts.len() <= MOST_CHANGED;
        found.starts.into_iter().take(if few { MOST_CHANGED } else { 0 })
    }

    /// The changed words that begin at byte `start`, which the prefix ends at.
    fn from(&self, selector: &Selector, start: usize) -> Option<Span> {
        let exact = selector.exact.as_bytes();
        let allowed = exact.len() / PER_CHANGE;
        let window = &self.text.as_bytes()[start..];
        let all = distances(exact, window.iter().copied().take(exact.len() + allowed));
        let ends = all.iter().enumerate().map(|(length, &distance)| (distance, start + length));
        self.best(selector, ends.map(|(distance, end)| (distance, start, end)))
    }

    /// The changed words that end at byte `end`, where the suffix begins.
    fn until(&self, selector: &Selector, end: usize) -> Option<Span> {
        let exact: Vec<u8> = selector.exact.bytes().rev().collect();
        let allowed = exact.len() / PER_CHANGE;
        let window = &self.text.as_bytes()[..end];
        let all = distances(&exact, window.iter().rev().copied().take(exact.len() + allowed));
        let starts = all.iter().enumerate().map(|(length, &distance)| (distance, end - length));
        self.best(selector, starts.map(|(distance, start)| (distance, start, end)))
    }

    /// The one of these (distance, start, end) that has the other side beside it, or the nearest.
    fn best(
        &self,
        selector: &Selector,
        places: impl Iterator<Item = (usize, usize, usize)>,
    ) -> Option<Span> {
        let allowed = selector.exact.len() / PER_CHANGE;
        let is_whole = |start, end| {
            self.text[..start].ends_with(&selector.prefix)
                && self.text[end..].starts_with(&selector.suffix)
        };
        let possible = places.filter(|&(distance, start, end)| {
            let cuts = |byte| !self.text.is_char_boundary(byte);
            distance <= allowed && !cuts(start) && !cuts(end)
        });
        let nearest =
            possible.min_by_key(|&(distance, start, end)| (!is_whole(start, end), distance));
        let (_, start, end) = nearest?;
        let span = Span::new(start, end);
        let before = Side::before(selector, self.text, start);
        let after = Side::after(selector, self.text, span);
        let is_there = !before.speaks_against() && !after.speaks_against();
        let says_the_same =
            names_and_figures(&selector.exact).eq(names_and_figures(span.of(self.text)));
        (is_there && says_the_same).then_some(span)
    }
}

/// The words that have a capital or a digit: with another name or another figure a sentence says
/// something else, however few letters have changed.
fn names_and_figures(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.contains(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// By how much the places of a text have moved.
pub(super) struct Moved {
    /// (byte before, byte now) of each place that is certain, in the order of before.
    places: Vec<(usize, usize)>,
}

impl Moved {
    pub(super) fn new(selectors: &[Selector], places: &[Placed]) -> Self {
        let pairs = selectors.iter().zip(places);
        let certain = pairs.filter_map(|(selector, place)| {
            Some((selector.position?.start, place.as_ref().ok()?.start))
        });
        let mut places: Vec<_> = certain.collect();
        places.sort_unstable();
        Self { places }
    }

    /// The only one of the places that has moved by as much as a neighbour, or else the only one
    /// that stands between its neighbours.
    pub(super) fn tell(&self, selector: &Selector, places: &[Span]) -> Option<Span> {
        let stood = selector.position?.start;
        let next = self.places.partition_point(|&(before, _)| before < stood);
        let previous = next.checked_sub(1).and_then(|at| self.places.get(at)).copied();
        let next = self.places.get(next).copied();
        let moved_as_much = |place: &Span| {
            let mut neighbours = [previous, next].into_iter().flatten();
            neighbours.any(|(before, now)| now + stood == place.start + before)
        };
        let is_between = |place: &Span| match (previous, next) {
            (Some((_, from)), Some((_, to))) => from <= place.start && place.start <= to,
            _ => false,
        };
        only(places, moved_as_much).or_else(|| only(places, is_between))
    }
}

/// The place for which it holds, if it holds for one only.
fn only(places: &[Span], holds: impl Fn(&Span) -> bool) -> Option<Span> {
    let mut holding = places.iter().filter(|place| holds(place));
    let first = holding.next().copied();
    first.filter(|_| holding.next().is_none())
}

#[cfg(test)]
mod tests;
