//! Where words stand in a transcript, without reading it again for each question.
//!
//! A run of `n` words in which no more than 30 % differ has two words one after the other that do
//! not, so every place that comes into question is found by its pairs of words; how many pairs of a
//! run have to be there, shifted by about as much, is the q-gram lemma of P. Jokinen and E. Ukkonen,
//! “Two algorithms for approximate string matching in static texts” (1991).

use super::align::nearest;
use super::words::{each_word, spoken};
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// The id of every word that the transcript does not have.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// How many words in a hundred may differ.
pub(super) const MOST_CHANGED: usize = 30;

/// How many places of a pair of words are looked at: one that stands more often says nothing about a
/// place, and looking at all of them would take as long as somebody else likes.
const MOST_PLACES: usize = 1000;

/// How much work goes into aligning a run with its possible places, in cells of the table.
const WORK: usize = 200_000;

/// A text to check quotations against.
#[derive(Clone, Debug)]
pub(super) struct Index {
    ids: HashMap<String, u32>,
    /// The words of the transcript: what each is called, and where it stands, in bytes.
    pub(super) words: Vec<u32>,
    pub(super) spans: Vec<Span>,
    /// Every place of the transcript, sorted by the two words that stand there.
    pairs: Vec<(u64, u32)>,
}

/// Where a run of words may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Which words of the transcript.
    pub(super) place: Range<usize>,
    /// How many of them differ.
    pub(super) changes: usize,
}

impl Index {
    /// The index of a transcript. Words beyond the first four thousand million are not in it.
    pub(super) fn new(transcript: &str) -> Self {
        let mut ids = HashMap::new();
        let (mut words, mut spans) = (Vec::new(), Vec::new());
        for line in spoken(transcript) {
            each_word(transcript, line, |span, key| {
                let next = ids.len() as u32;
                let known = ids.get(key).copied();
                words.push(known.unwrap_or_else(|| *ids.entry(key.to_owned()).or_insert(next)));
                spans.push(span);
            });
        }
        words.truncate(UNKNOWN as usize);
        let next = words.iter().skip(1).chain([&UNKNOWN]);
        let pairs = words.iter().zip(next).zip(0..);
        let mut pairs: Vec<_> = pairs.map(|((&a, &b), place)| (pair(a, b), place)).collect();
        pairs.sort_unstable();
        Self { ids, words, spans, pairs }
    }

    /// What a word is called here.
    pub(super) fn id(&self, key: &str) -> u32 {
        self.ids.get(key).copied().unwrap_or(UNKNOWN)
    }

    /// Where the run stands as it is, or if it does so nowhere, where it nearly does; in text order.
    pub(super) fn candidates(&self, run: &[u32]) -> Vec<Candidate> {
        let exact = self.exact(run);
        if exact.is_empty() { self.near(run) } else { exact }
    }

    fn exact(&self, run: &[u32]) -> Vec<Candidate> {
        if run.is_empty() || run.contains(&UNKNOWN) {
            return Vec::new();
        }
        let (offset, places) = match run {
            [only] => (0, self.between(pair(*only, 0), pair(*only, UNKNOWN))),
            _ => {
                let pairs = run.windows(2).map(|two| self.standing(two)).enumerate();
                pairs.min_by_key(|(_, places)| places.len()).unwrap_or_default()
            }
        };
        // What is found by all that is asked for need not be looked at again.
        let most = if run.len() <= 2 { places.len() } else { MOST_PLACES };
        let places = places.iter().take(most).filter_map(|&(_, place)| {
            let start = (place as usize).checked_sub(offset)?;
            let place = start..start + run.len();
            (self.words.get(place.clone())? == run).then_some(Candidate { place, changes: 0 })
        });
        let mut places: Vec<_> = places.collect();
        places.sort_unstable_by_key(|candidate| candidate.place.start);
        places
    }

    fn near(&self, run: &[u32]) -> Vec<Candidate> {
        let most = run.len() * MOST_CHANGED / 100;
        if most == 0 {
            return Vec::new();
        }
        // By how much each place of each pair is shifted.
        let mut shifts = Vec::new();
        let mut skipped = 0;
        for (offset, two) in run.windows(2).enumerate() {
            let places = self.standing(two);
            if places.len() > MOST_PLACES {
                skipped += 1;
                continue;
            }
            shifts.extend(places.iter().map(|&(_, place)| place as i64 - offset as i64));
        }
        shifts.sort_unstable();
        let cells = run.len() * (run.len() + 3 * most);
        // How many pairs stand where no more than so many words differ.
        let needed = |changes: usize| (run.len() - 1).saturating_sub(2 * changes + skipped).max(1);
        let mut least = needed(most);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (count, shift) in clusters(&shifts, most, least).into_iter().take(8 + WORK / cells) {
            if count < least {
                break;
            }
            let clip = |place: i64| place.clamp(0, self.words.len() as i64) as usize;
            let (most_i, length) = (most as i64, run.len() as i64);
            let from = clip(shift - most_i);
            let window = &self.words[from..clip(shift + length + 2 * most_i)];
            if let Some((changes, place)) = nearest(run, window, most as u32) {
                let place = from + place.start..from + place.end;
                let changes = changes as usize;
                candidates.push(Candidate { place, changes });
                // What cannot be as good is not looked at.
                least = least.max(needed(changes));
            }
        }
        candidates.sort_by_key(|candidate| (candidate.place.start, candidate.changes));
        candidates.dedup_by_key(|candidate| candidate.place.start);
        candidates
    }

    /// The places of a pair of words.
    fn standing(&self, two: &[u32]) -> &[(u64, u32)] {
        if two.contains(&UNKNOWN) {
            return &[];
        }
        let key = pair(two[0], two[1]);
        self.between(key, key)
    }

    fn between(&self, least: u64, greatest: u64) -> &[(u64, u32)] {
        let from = self.pairs.partition_point(|(key, _)| *key < least);
        let to = self.pairs.partition_point(|(key, _)| *key <= greatest);
        &self.pairs[from..to.max(from)]
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The groups of at least `needed` sorted shifts that differ by at most `width`: how many these are,
/// and the least of them; the greatest groups first.
fn clusters(shifts: &[i64], width: usize, needed: usize) -> Vec<(usize, i64)> {
    let mut groups: Vec<(usize, i64)> = Vec::new();
    let mut end = 0;
    for (start, &shift) in shifts.iter().enumerate() {
        while shifts.get(end).is_some_and(|other| other - shift <= width as i64) {
            end += 1;
        }
        let count = end - start;
        match groups.last_mut() {
            // Groups that share shifts are one place.
            Some((most, least)) if shift - *least <= width as i64 => {
                if count > *most {
                    (*most, *least) = (count, shift);
                }
            }
            _ => groups.push((count, shift)),
        }
    }
    groups.retain(|(count, _)| *count >= needed);
    groups.sort_by(|(a, _), (b, _)| b.cmp(a));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(index: &Index, words: &str) -> Vec<u32> {
        words.split(' ').map(|word| index.id(word)).collect()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let index = Index::new("We open in May. Then we close, and in May we open.");
        let starts = |words: &str| {
            let found = index.candidates(&run(&index, words));
            found.into_iter().map(|one| (one.place.start, one.changes)).collect::<Vec<_>>()
        };
        assert_eq!(starts("we open"), [(0, 0), (10, 0)]);
        assert_eq!(starts("may"), [(3, 0), (9, 0)]);
        assert_eq!(starts("we open in march"), [(0, 1)]);
        assert_eq!(starts("we opened"), [], "two words say too little to be nearly there");
    }

    #[test]
    fn a_text_of_one_word_is_not_searched_through() {
        let index = Index::new(&"no ".repeat(100_000));
        assert!(index.candidates(&[0; 200]).len() <= MOST_PLACES);
        let nearly: Vec<_> = (0..200).map(|i| if i % 10 == 0 { UNKNOWN } else { 0 }).collect();
        assert!(index.candidates(&nearly).len() <= MOST_PLACES);
    }
}
