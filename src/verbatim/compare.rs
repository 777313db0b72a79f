//! From the places of its pieces to what is said of a quotation.

use super::align::{Step, steps};
use super::chain::{NEAR, places};
use super::index::{Candidate, Index, MOST_CHANGED};
use super::quotation::{Link, Piece, Word};
use super::words::one_line;
use super::{Difference, Found, Side, Status, Verbatim};
use crate::span::{CodePoint, OffsetMap, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// How much of the transcript's words is kept, in characters.
const MOST_FOUND: usize = 2000;

/// A quotation of up to so many words is there as it is, or it is not.
const SHORT: usize = 2;

/// A transcript that quotations are compared with.
pub(super) struct Comparison<'t> {
    pub(super) index: &'t Index,
    /// Bytes of the transcript as code points.
    pub(super) map: &'t OffsetMap<'t, CodePoint>,
    /// The article's text.
    pub(super) text: &'t str,
}

impl Comparison<'_> {
    /// What the transcript has of a quotation; `None` when that has no words.
    pub(super) fn of(&self, pieces: &[Piece]) -> Option<Verbatim> {
        let count: usize = pieces.iter().map(|piece| piece.words.len()).sum();
        if count == 0 {
            return None;
        }
        let runs: Vec<_> = pieces.iter().map(|piece| ids(&piece.words)).collect();
        // Words that come again have the same places: there may be many of both.
        let mut known: HashMap<&[u32], Rc<[Candidate]>> = HashMap::new();
        let mut candidates =
            |run| known.entry(run).or_insert_with(|| self.index.candidates(run).into()).clone();
        let candidates: Vec<_> = runs.iter().map(|run| candidates(run)).collect();
        let places = places(pieces, &candidates);
        let mut account = Account::default();
        let mut last: Option<usize> = None;
        for ((piece, run), place) in pieces.iter().zip(&runs).zip(&places) {
            if piece.link == Link::Apart {
                account.close();
                last = None;
            }
            self.between(&mut account, piece, last, place.as_ref());
            match place {
                Some(place) => self.within(&mut account, piece, run, place.clone()),
                None => self.quoted(&mut account, &piece.words, Side::Quotation, false),
            }
            last = place.as_ref().map(|place| place.end).or(last);
        }
        account.close();
        Some(self.judged(account, count, pieces, &places))
    }

    /// What stands between a piece and the one before it, which ends at word `last` of the
    /// transcript.
    fn between(
        &self,
        account: &mut Account,
        piece: &Piece,
        last: Option<usize>,
        place: Option<&Range<usize>>,
    ) {
        let inserted = ids(&piece.inserted);
        let length = inserted.len();
        let start = place.map(|place| place.start);
        // Where the editor's words stand in the transcript, they are the speaker's.
        let gap = match (last, start) {
            (Some(last), Some(start)) => last..start.max(last),
            (Some(last), None) => last..last + length,
            (None, Some(start)) => start.saturating_sub(length)..start,
            (None, None) => 0..0,
        };
        if length > 0 && self.index.words.get(gap.clone()) == Some(&inserted) {
            return self.quoted(account, &piece.inserted, Side::Both, false);
        }
        self.quoted(account, &piece.inserted, Side::Quotation, true);
        if last.is_some() && start.is_some() {
            self.said(account, gap, piece.link != Link::Joined);
        }
    }

    /// A piece and what stands in its place.
    fn within(&self, account: &mut Account, piece: &Piece, run: &[u32], place: Range<usize>) {
        let (mut word, mut at) = (0, place.start);
        let steps = steps(run, &self.index.words[place]);
        for steps in steps.chunk_by(|a, b| a == b) {
            let length = steps.len();
            match steps[0] {
                Step::Transcript => self.said(account, at..at + length, false),
                Step::Same => {
                    self.quoted(account, &piece.words[word..word + length], Side::Both, false);
                }
                Step::Quotation => {
                    self.quoted(account, &piece.words[word..word + length], Side::Quotation, false);
                }
            }
            word += if steps[0] == Step::Transcript { 0 } else { length };
            at += if steps[0] == Step::Quotation { 0 } else { length };
        }
    }

    fn quoted(&self, account: &mut Account, words: &[Word], side: Side, marked: bool) {
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let words_there = first.span.hull(last.span).of(self.text);
            account.add(side, words_there, words.len(), marked);
        }
    }

    fn said(&self, account: &mut Account, place: Range<usize>, marked: bool) {
        if let Some(span) = self.span(&place) {
            account.add(Side::Transcript, span.of(self.map.text()), place.len(), marked);
        }
    }

    /// Where some words of the transcript stand in it, in bytes.
    fn span(&self, place: &Range<usize>) -> Option<Span> {
        let spans = self.index.spans.get(place.clone())?;
        Some(spans.first()?.hull(*spans.last()?))
    }

    fn judged(
        &self,
        account: Account,
        count: usize,
        pieces: &[Piece],
        places: &[Option<Range<usize>>],
    ) -> Verbatim {
        let Account { runs, changed, same, .. } = account;
        let is_whole = runs.iter().all(|run| run.side == Side::Both);
        let is_near = changed * 100 <= count * MOST_CHANGED && count > SHORT;
        let status = match (is_whole, is_near) {
            (true, _) => Status::Verbatim,
            (false, true) => Status::Near,
            (false, false) => Status::Missing,
        };
        // Of what is missing, words that stand there by chance are nothing to look at.
        if status == Status::Missing && same * 2 < count {
            return Verbatim { status, transcript: None, found: None, differences: Vec::new() };
        }
        let differences = if is_whole { Vec::new() } else { runs };
        Verbatim { status, transcript: None, found: self.found(pieces, places), differences }
    }

    /// The passage of all pieces; where they are far apart or in another order, that of the longest
    /// stretch, with the words of all.
    fn found(&self, pieces: &[Piece], places: &[Option<Range<usize>>]) -> Option<Found> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for (piece, place) in pieces.iter().zip(places) {
            let Some(place) = place else { continue };
            match stretches.last_mut() {
                Some(last)
                    if last.end == place.start
                        || (piece.link != Link::Apart && last.end < place.start) =>
                {
                    last.end = place.end;
                }
                _ => stretches.push(place.clone()),
            }
        }
        let spans = stretches.iter().filter_map(|place| self.span(place));
        let words: Vec<_> = spans.map(|span| span.of(self.map.text())).collect();
        let is_passage = stretches
            .windows(2)
            .all(|two| two[0].end <= two[1].start && two[1].start - two[0].end <= NEAR);
        let place = match (stretches.first(), stretches.last()) {
            (Some(first), Some(last)) if is_passage => first.start..last.end,
            _ => stretches.iter().rev().max_by_key(|place| place.len())?.clone(),
        };
        let place = self.map.from_bytes(self.span(&place)?);
        Some(Found { place, words: one_line(&words.join(" … "), MOST_FOUND) })
    }
}

fn ids(words: &[Word]) -> Vec<u32> {
    words.iter().map(|word| word.id).collect()
}

/// What quotation and transcript have in common and what not, in order.
#[derive(Default)]
struct Account {
    runs: Vec<Difference>,
    /// How many words differ, a word that is replaced being one; what is marked is left out.
    changed: usize,
    /// How many words are the same.
    same: usize,
    /// How many words differ on each side since they last were the same.
    open: (usize, usize),
}

impl Account {
    fn add(&mut self, side: Side, words: &str, count: usize, marked: bool) {
        match side {
            Side::Both => {
                self.close();
                self.same += count;
            }
            _ if marked => self.close(),
            Side::Quotation => self.open.0 += count,
            Side::Transcript => self.open.1 += count,
        }
        let words = one_line(words, usize::MAX);
        // Of words that are replaced, all of one side come before all of the other.
        let mut open = self.runs.iter_mut().rev().take_while(|run| {
            run.marked == marked && (run.side == side || ![run.side, side].contains(&Side::Both))
        });
        match open.find(|run| run.side == side) {
            Some(run) => run.words = [run.words.as_str(), words.as_str()].join(" "),
            None => self.runs.push(Difference { side, words, marked }),
        }
    }

    /// Counts what differs so far.
    fn close(&mut self) {
        self.changed += self.open.0.max(self.open.1);
        self.open = (0, 0);
    }
}
