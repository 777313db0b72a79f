//! Which of its possible places each piece of a quotation is taken to stand in: those that fit
//! together best.

use super::index::Candidate;
use super::quotation::{Link, Piece};
use std::ops::Range;
use std::rc::Rc;

/// How many words an ellipsis may leave out.
const LEFT_OUT: usize = 150;

/// How many words of the transcript may stand where the editor's do, or between two halves of a
/// stretch that was cut because it was too long.
const REPLACED: usize = 15;

/// How many words apart two stretches with quotation marks of their own are still one passage.
pub(super) const NEAR: usize = 200;

/// By how many words the place of a changed piece may reach into the next one: where it ends is not
/// certain.
const OVERLAP: usize = 8;

/// How many places are tried as the one that the others are looked for around.
const TRIES: usize = 64;

/// The candidate that was chosen for each piece, if it has any that fits.
type Chosen<'c> = Vec<Option<&'c Candidate>>;

/// The places of the pieces, in their order; `None` for one that stands nowhere, or nowhere near the
/// others. Those of pieces that are linked do not overlap.
pub(super) fn places(pieces: &[Piece], all: &[Rc<[Candidate]>]) -> Vec<Option<Range<usize>>> {
    let mut rarest: Vec<usize> = (0..pieces.len()).filter(|&i| !all[i].is_empty()).collect();
    rarest.sort_by_key(|&i| (all[i].len(), usize::MAX - pieces[i].words.len()));
    let tries = rarest.iter().flat_map(|&i| all[i].iter().map(move |one| (i, one))).take(TRIES);
    let around = |(anchor, candidate)| {
        let mut chosen: Chosen<'_> = vec![None; pieces.len()];
        chosen[anchor] = Some(candidate);
        let price =
            after(pieces, all, anchor, &mut chosen) + before(pieces, all, anchor, &mut chosen);
        (price, chosen)
    };
    let Some((_, chosen)) = tries.map(around).min_by_key(|(price, _)| *price) else {
        return vec![None; pieces.len()];
    };
    let mut places: Vec<_> = chosen.iter().map(|one| one.map(|one| one.place.clone())).collect();
    // Of two that overlap the first one gives way.
    let mut next: Option<usize> = None;
    for (piece, place) in pieces.iter().zip(&mut places).rev() {
        if let Some(place) = place {
            place.end = place.end.min(next.unwrap_or(usize::MAX)).max(place.start);
        }
        next = match piece.link {
            Link::Apart => None,
            _ => place.as_ref().map(|place| place.start).or(next),
        };
    }
    places
}

/// What it costs to take a candidate: its changed words, and less than one of them for standing
/// where it does.
fn price(candidate: &Candidate, out_of_the_way: usize) -> usize {
    candidate.changes * 4 + out_of_the_way
}

/// What it costs to take none.
fn missing(piece: &Piece) -> usize {
    piece.words.len() * 4
}

/// How far the next piece may be from the one before it; `None` when it may be anywhere.
fn reach(link: Link) -> Option<usize> {
    match link {
        Link::Apart => None,
        Link::LeftOut => Some(LEFT_OUT),
        Link::Inserted | Link::Joined => Some(REPLACED),
    }
}

fn overlap(candidate: &Candidate) -> usize {
    if candidate.changes > 0 { OVERLAP.min(candidate.place.len().saturating_sub(1)) } else { 0 }
}

/// Chooses places for the pieces after `anchor`, and says what that costs.
fn after<'c>(
    pieces: &[Piece],
    all: &'c [Rc<[Candidate]>],
    anchor: usize,
    chosen: &mut Chosen<'c>,
) -> usize {
    let Some(mut last) = chosen[anchor] else { return 0 };
    let (mut sum, mut slack) = (0, 0);
    for i in anchor + 1..pieces.len() {
        let least = last.place.end - overlap(last);
        let list = &all[i];
        let at = list.partition_point(|one| one.place.start < least);
        let found = match reach(pieces[i].link) {
            None => anywhere(list, at, last.place.end),
            Some(reach) => list[at..]
                .iter()
                .take_while(|one| one.place.start <= last.place.end + reach + slack)
                .map(|one| (price(one, 0), one))
                .min_by_key(|(price, _)| *price),
        };
        match found {
            Some((price, one)) => {
                (last, slack) = (one, 0);
                sum += price;
            }
            None => {
                slack += pieces[i].words.len() + reach(pieces[i].link).unwrap_or(NEAR);
                sum += missing(&pieces[i]);
            }
        }
        chosen[i] = found.map(|(_, one)| one);
    }
    sum
}

/// Chooses places for the pieces before `anchor`, and says what that costs.
fn before<'c>(
    pieces: &[Piece],
    all: &'c [Rc<[Candidate]>],
    anchor: usize,
    chosen: &mut Chosen<'c>,
) -> usize {
    let Some(mut next) = chosen[anchor] else { return 0 };
    let (mut sum, mut slack) = (0, 0);
    for i in (0..anchor).rev() {
        let start = next.place.start;
        let list = &all[i];
        let at = list.partition_point(|one| one.place.start < start);
        let found = match reach(pieces[i + 1].link) {
            None => anywhere(list, at, start),
            Some(reach) => list[..at]
                .iter()
                .rev()
                .take_while(|one| one.place.end + reach + slack >= start)
                .filter(|one| one.place.end <= start + overlap(one))
                .map(|one| (price(one, 0), one))
                .min_by_key(|(price, _)| *price),
        };
        match found {
            Some((price, one)) => {
                (next, slack) = (one, 0);
                sum += price;
            }
            None => {
                slack += pieces[i].words.len() + reach(pieces[i + 1].link).unwrap_or(NEAR);
                sum += missing(&pieces[i]);
            }
        }
        chosen[i] = found.map(|(_, one)| one);
    }
    sum
}

/// Of the two candidates around the one at `at`, the better: one that is near the word `word` is a
/// little better than one far away.
fn anywhere(list: &[Candidate], at: usize, word: usize) -> Option<(usize, &Candidate)> {
    let around = &list[at.saturating_sub(1)..(at + 1).min(list.len())];
    let distance = |one: &Candidate| {
        let Range { start, end } = one.place;
        start.saturating_sub(word).max(word.saturating_sub(end))
    };
    let priced = |one| (price(one, if distance(one) <= NEAR { 0 } else { 1 }), one);
    around.iter().map(priced).min_by_key(|(price, one)| (*price, distance(one)))
}
