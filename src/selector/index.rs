//! Where a string stands in a text, without reading the text again for each question.

use std::cmp::Reverse;

/// How many bytes of the text each place is sorted by.
const KEY: usize = 8;

/// How many places of a string are looked at: what stands more often than that says nothing about
/// a place, and looking at all of them would take as long as somebody else likes.
const MOST: usize = 1000;

/// At how many offsets of a string its rarest part is looked for.
const PROBES: usize = 16;

/// The places of a text, sorted by what stands there.
#[derive(Clone, Debug)]
pub(super) struct Index<'t> {
    text: &'t str,
    /// The byte at which each character begins, sorted by the [`KEY`] bytes from there.
    places: Vec<u32>,
}

/// Where a string stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Occurrences {
    /// The bytes at which it begins, ascending.
    pub starts: Vec<usize>,
    /// Whether these are all of them.
    pub complete: bool,
}

impl<'t> Index<'t> {
    /// The index of `text`. What lies beyond its first 4 GiB is not in it.
    pub(super) fn new(text: &'t str) -> Self {
        let places = text.char_indices().map_while(|(byte, _)| u32::try_from(byte).ok());
        let mut places: Vec<u32> = places.collect();
        places.sort_unstable_by_key(|&place| (key(text.as_bytes(), place), place));
        Self { text, places }
    }

    /// Where `words` stand. Looks at no more than [`MOST`] places, those of its rarest part.
    pub(super) fn occurrences(&self, words: &str) -> Occurrences {
        let probes = probes(words).map(|offset| (offset, self.starting_with(&words[offset..])));
        let Some((offset, places)) = probes.min_by_key(|(offset, places)| {
            // Of parts that are as rare, the last one, so that a text of one character ends soon.
            (places.len(), Reverse(*offset))
        }) else {
            return Occurrences { starts: Vec::new(), complete: true };
        };
        let complete = places.len() <= MOST;
        let starts = places.iter().take(MOST).filter_map(|&place| {
            let start = (place as usize).checked_sub(offset)?;
            self.text.as_bytes()[start..].starts_with(words.as_bytes()).then_some(start)
        });
        let mut starts: Vec<usize> = starts.collect();
        starts.sort_unstable();
        Occurrences { starts, complete }
    }

    /// Whether `words` stand anywhere.
    pub(super) fn has(&self, words: &str) -> bool {
        let Occurrences { starts, complete } = self.occurrences(words);
        !starts.is_empty() || !complete
    }

    /// The places where the first [`KEY`] bytes of `words` stand.
    fn starting_with(&self, words: &str) -> &[u32] {
        let (mut least, mut greatest) = ([0; KEY], [u8::MAX; KEY]);
        for (i, &byte) in words.as_bytes().iter().take(KEY).enumerate() {
            (least[i], greatest[i]) = (byte, byte);
        }
        let bytes = self.text.as_bytes();
        let from = self.places.partition_point(|&place| key(bytes, place) < least);
        let to = self.places.partition_point(|&place| key(bytes, place) <= greatest);
        &self.places[from..to.max(from)]
    }
}

/// The bytes that a place is sorted by; zeros beyond the end.
fn key(text: &[u8], place: u32) -> [u8; KEY] {
    let rest = &text[place as usize..];
    let mut key = [0; KEY];
    let length = rest.len().min(KEY);
    key[..length].copy_from_slice(&rest[..length]);
    key
}

/// Offsets at which a part of `words` begins that fills a key: at most [`PROBES`], evenly spread.
fn probes(words: &str) -> impl Iterator<Item = usize> {
    let last = words.len().saturating_sub(KEY);
    let steps = PROBES.min(last + 1);
    (0..steps)
        .map(move |step| words.floor_char_boundary(last * step / (steps - 1).max(1)))
        .take(if words.is_empty() { 0 } else { steps })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::any_text;
    use proptest::prelude::*;

    #[test]
    fn a_text_of_one_character_is_not_searched_through() {
        let text = "a".repeat(100_000);
        let found = Index::new(&text).occurrences(&text[..50]);
        assert!(!found.complete && found.starts.len() <= MOST);
    }

    proptest! {
        #[test]
        fn all_places_are_found(text in any_text(), a in 0..200_usize, b in 1..30_usize) {
            let start = text.floor_char_boundary(a % text.len());
            let end = text.ceil_char_boundary((start + b).min(text.len()));
            let words = &text[start..end];
            let expected: Vec<usize> = (0..text.len())
                .filter(|&at| text.as_bytes()[at..].starts_with(words.as_bytes()))
                .collect();
            let found = Index::new(&text).occurrences(words);
            prop_assert_eq!(found, Occurrences { starts: expected, complete: true });
        }
    }
}
