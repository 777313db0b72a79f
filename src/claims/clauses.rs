//! Cutting sentences into the minimal clauses that assert something.
//!
//! A sentence is cut at its punctuation, and at conjunctions that a new subject follows. Each piece
//! is told by how it begins and whether it has a finite verb; then the pieces are put together
//! again: a subject with its verb across an apposition, a list with its items. Adverbials before a
//! clause, and what trails after it without news of its own, are left away.

use super::lexicon::{
    BASE, BE, COORDINATOR, COUNTED, DETERMINER, ING, MODAL, NUMERAL, OPENER, PAST, PREPOSITION,
    RELATIVE, SUBJECT, SUBORDINATOR, TREND,
};
use super::trim::{MIN_WORDS, trim};
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// The clauses among the tokens `range`, in text order, without overlap.
pub(super) fn clauses(words: &Words, range: Range<usize>) -> Vec<Range<usize>> {
    let mut builder = Builder { words, done: Vec::new(), open: None, dropping: false };
    for piece in pieces(words, range.clone()) {
        builder.add(piece);
    }
    builder.close();
    builder.done.into_iter().filter_map(|clause| trim(words, clause)).collect()
}

/// A stretch between two cuts.
struct Piece {
    range: Range<usize>,
    kind: PieceKind,
    /// Whether something stronger than a comma stands before it.
    apart: bool,
    /// Whether a conjunction opens it.
    joined: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// A subject and its finite verb.
    Full,
    /// A finite verb without a subject.
    Predicate,
    /// "which …", "who …", with its verb.
    Relative,
    /// "because …", with its verb.
    Subordinate,
    /// "reaching …", "named …".
    Participle,
    /// "in March", "despite …".
    Adverbial,
    /// No verb: a subject, an item of a list, an apposition.
    Phrase,
}

/// Cuts `range` into pieces; each token is in at most one.
fn pieces(words: &Words, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut apart, mut depth) = (range.start, true, 0_usize);
    let mut push = |from: usize, to: usize, apart: bool| {
        if from < to {
            pieces.push(Piece::new(words, from..to, apart));
        }
    };
    for i in range.clone() {
        match words.word(i) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            "," => {
                // In American print the comma stands inside of the mark that closes a quotation.
                let end = if i + 1 < range.end && closes_after(words, i) { i + 2 } else { i };
                push(start, end, apart);
                (start, apart) = (end.max(i + 1), false);
            }
            ";" | ":" | "—" | "–" | "--" | "?" | "!" => {
                push(start, i, apart);
                (start, apart) = (i + 1, true);
            }
            _ if i > start && opens_clause(words, start, i, range.end) => {
                push(start, i, apart);
                (start, apart) = (i, false);
            }
            _ => {}
        }
    }
    push(start, range.end, apart);
    pieces
}

/// Whether a mark that closes a quotation stands right after the sign at `i`.
fn closes_after(words: &Words, i: usize) -> bool {
    words.touches_next(i)
        && words.kind(i + 1) == Some(TokenKind::QuoteMark)
        && !OPENING.contains(&words.word(i + 1))
}

/// Quotation marks that close nothing in English.
const OPENING: &[&str] = &["“", "‘", "«"];

/// Tokens that a subject may have before its verb when a conjunction without a comma is judged.
const MAX_SUBJECT: usize = 8;

/// Whether the conjunction at `i`, without a comma before it, opens a new clause: the words since
/// `start` have a verb already, and a subject with its own verb follows.
fn opens_clause(words: &Words, start: usize, i: usize, end: usize) -> bool {
    if words.kind(i) != Some(TokenKind::Word) {
        return false;
    }
    // Looking back a few subjects' length is enough, and keeps "a and b and c …" linear.
    let lookback = start.max(i.saturating_sub(4 * MAX_SUBJECT));
    let while_ = words.is(i, "while") && !words.any(i - 1, DETERMINER);
    if words.is(i, "although") || words.is(i, "whereas") || while_ {
        return words.finite(lookback..i).is_some();
    }
    let coordinates = words.is(i, "and") || words.is(i, "but");
    let subject = words.any(i + 1, DETERMINER | SUBJECT | NUMERAL) || words.is_capital(i + 1);
    if !coordinates || !subject {
        return false;
    }
    let stop = end.min(i + 1 + MAX_SUBJECT);
    let stop = (i + 1..stop).find(|&j| is_cut(words, j)).unwrap_or(stop);
    let verb = words.finite(i + 1..stop);
    let verb = verb.filter(|&v| v > i + 1 && !words.any(v - 1, RELATIVE));
    verb.is_some() && has_verb(words, lookback..i)
}

/// Words that a clause inside of another begins with. A verb before one is not the verb of that clause.
const INNER: &str = "that why how what whether if because although though";

/// Whether the clause that ends `range` has its finite verb: none follows "why" in "that is why Ada Lund
/// and …".
fn has_verb(words: &Words, range: Range<usize>) -> bool {
    let inner = range.clone().rev().find(|&i| words.is_of(i, INNER) && !words.is(i + 1, "of"));
    let own = inner.filter(|&i| i > range.start && i + 1 < range.end);
    words.finite(own.map_or(range.start, |i| i + 1)..range.end).is_some()
}

fn is_cut(words: &Words, i: usize) -> bool {
    matches!(words.word(i), "," | ";" | ":" | "—" | "–" | "--")
}

impl Piece {
    fn new(words: &Words, range: Range<usize>, apart: bool) -> Self {
        let quote = |&i: &usize| words.kind(i) == Some(TokenKind::QuoteMark);
        let mut head = range.clone().find(|i| !quote(i)).unwrap_or(range.start);
        let joined = words.any(head, COORDINATOR);
        while head + 1 < range.end && words.any(head, COORDINATOR | OPENER) {
            head += 1;
        }
        let kind = kind_of(words, head, range.end);
        Self { range, kind, apart, joined }
    }
}

/// What the piece `head..end` is.
fn kind_of(words: &Words, head: usize, end: usize) -> PieceKind {
    let finite = words.finite(head..end);
    let relative = words.any(head, RELATIVE)
        || (words.any(head, PREPOSITION)
            && (words.is(head + 1, "which") || words.is(head + 1, "whom")));
    if relative && finite.is_some() {
        return PieceKind::Relative;
    }
    // "over 700 people" and "about half" are subjects.
    let bounds = words.any(head + 1, NUMERAL) || words.kind(head + 1) == Some(TokenKind::Number);
    let bounds = bounds && BOUNDS.iter().any(|word| words.is(head, word));
    let preposition = (words.any(head, PREPOSITION) && !bounds) || words.is(head, "according");
    if words.any(head, SUBORDINATOR) && !preposition {
        let kind = if finite.is_some() { PieceKind::Subordinate } else { PieceKind::Adverbial };
        return kind;
    }
    if words.is(head, "to") && words.any(head + 1, BASE) {
        return PieceKind::Adverbial;
    }
    if words.any(head, ING) && !preposition && !words.any(head + 1, MODAL | BE) {
        return PieceKind::Participle;
    }
    let verb_first =
        finite == Some(head) || (finite == Some(head + 1) && words.word(head).ends_with("ly"));
    if words.any(head, PAST)
        && verb_first
        && only_verb(words, head, end)
        && words.any(head + 1, PREPOSITION)
    {
        return PieceKind::Participle;
    }
    match finite {
        Some(_) if verb_first => PieceKind::Predicate,
        Some(verb) if preposition && !has_subject(words, head, verb) => PieceKind::Adverbial,
        Some(_) => PieceKind::Full,
        None if words.any(head, PAST) => PieceKind::Participle,
        None if preposition => PieceKind::Adverbial,
        None => PieceKind::Phrase,
    }
}

/// Prepositions that bound a number as well.
const BOUNDS: &[&str] = &["over", "under", "about", "around"];

/// Whether no other verb follows the one at `head`.
fn only_verb(words: &Words, head: usize, end: usize) -> bool {
    words.finite(head + 1..end).is_none()
}

/// Whether the words between a leading preposition and the verb can hold its object and a subject
/// too: "In 2014 the system has changed" can, "with rates rose" cannot.
fn has_subject(words: &Words, head: usize, verb: usize) -> bool {
    (head + 2..verb).any(|i| words.any(i, DETERMINER | SUBJECT) || words.is_capital(i))
}

/// Puts pieces together to clauses.
struct Builder<'w, 't> {
    words: &'w Words<'t>,
    done: Vec<Range<usize>>,
    open: Option<Open>,
    /// Whether the last piece was left away, so that phrases after it belong to it.
    dropping: bool,
}

/// The clause that is being put together.
struct Open {
    range: Range<usize>,
    /// Whether it has its finite verb.
    whole: bool,
}

impl Builder<'_, '_> {
    fn add(&mut self, piece: Piece) {
        if piece.apart {
            self.close();
        }
        let whole = self.open.as_ref().map(|open| open.whole);
        match (piece.kind, whole) {
            (PieceKind::Full, Some(false)) if self.is_list(&piece) => self.extend(&piece, true),
            (PieceKind::Full, _) => self.start(piece.range, true),
            (PieceKind::Predicate, Some(true)) if piece.joined && self.is_long(&piece) => {
                self.start(piece.range, true);
            }
            (PieceKind::Predicate, Some(_)) => self.extend(&piece, true),
            (PieceKind::Predicate, None) => self.start(piece.range, true),
            (PieceKind::Relative, Some(true)) if self.is_long(&piece) => {
                self.start(piece.range, true);
            }
            (PieceKind::Subordinate, _) => self.add_subordinate(piece),
            (PieceKind::Participle | PieceKind::Adverbial, Some(true)) => self.add_trailing(piece),
            (PieceKind::Phrase, Some(true)) if self.is_apposition(&piece) => self.dropping = true,
            (PieceKind::Phrase, Some(_)) if self.dropping => {}
            (PieceKind::Phrase, None) => self.start(piece.range, false),
            (_, Some(_)) => self.extend(&piece, false),
            (_, None) => self.dropping = true,
        }
    }

    fn add_subordinate(&mut self, piece: Piece) {
        let words = self.words;
        let head = piece.range.clone().find(|&i| words.any(i, SUBORDINATOR)).unwrap_or_default();
        let contrast = ["although", "though", "while", "whereas"].iter().any(|w| words.is(head, w));
        match &self.open {
            // What stands against the rest asserts as much as the rest.
            _ if contrast => self.start(head + 1..piece.range.end, true),
            None if words.is(head, "as")
                || words.is(head, "because")
                || words.is(head, "since") =>
            {
                self.start(head + 1..piece.range.end, true);
            }
            None => self.dropping = true,
            Some(_) => self.extend(&piece, false),
        }
    }

    /// A participle or an adverbial after a whole clause: with a figure or a change it is a claim of
    /// its own ("reaching $240 billion") or part of the clause; else it is left away.
    fn add_trailing(&mut self, piece: Piece) {
        let words = self.words;
        let telling = piece.range.clone().any(|i| {
            words.kind(i) == Some(TokenKind::Number) || words.any(i, NUMERAL | TREND | COUNTED)
        });
        let participle = piece.kind == PieceKind::Participle
            || (words.is(piece.range.start, "with")
                && piece.range.clone().any(|i| words.any(i, ING)));
        match (telling, participle) {
            (true, true) => self.start(piece.range, true),
            (true, false) => self.extend(&piece, false),
            (false, _) => self.dropping = true,
        }
    }

    /// Whether a piece with a verb goes on with the list of subjects that is open: "Ada, Bo and Cy
    /// said".
    fn is_list(&self, piece: &Piece) -> bool {
        let words = self.words;
        let verb = words.finite(piece.range.clone()).unwrap_or(piece.range.end);
        let open = self.open.as_ref().map_or(0, |open| open.range.start);
        let coordinated = piece.joined
            || (piece.range.start..verb).any(|i| words.is(i, "and") || words.is(i, "or"));
        coordinated && !words.any(open, PREPOSITION)
    }

    /// "Hajj, the annual pilgrimage": a determiner opens it, and no verb is in it.
    fn is_apposition(&self, piece: &Piece) -> bool {
        !piece.joined && self.words.any(piece.range.start, DETERMINER)
    }

    fn is_long(&self, piece: &Piece) -> bool {
        self.words.count_words(piece.range.clone()) >= MIN_WORDS
    }

    fn start(&mut self, range: Range<usize>, whole: bool) {
        self.close();
        self.dropping = false;
        if !range.is_empty() {
            self.open = Some(Open { range, whole });
        }
    }

    fn extend(&mut self, piece: &Piece, verb: bool) {
        self.dropping = false;
        if let Some(open) = &mut self.open {
            open.range.end = piece.range.end;
            open.whole |= verb;
        }
    }

    fn close(&mut self) {
        self.dropping = false;
        self.done.extend(self.open.take().filter(|open| open.whole).map(|open| open.range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::span::Span;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        clauses(&words, 0..words.len()).iter().map(|c| words.span(c).of(text)).collect()
    }

    #[test]
    fn one_clause_is_kept_without_what_leads_in() {
        assert_eq!(
            cut("On Friday, divers rescued over 700 sailors."),
            ["divers rescued over 700 sailors"]
        );
        assert_eq!(cut("However, the mill was shut."), ["the mill was shut"]);
    }

    #[test]
    fn a_trailing_participle_with_a_figure_is_a_claim_of_its_own() {
        assert_eq!(
            cut("Exports have surged since the treaty, reaching $24 billion in 2023."),
            ["Exports have surged since the treaty", "reaching $24 billion in 2023"]
        );
        assert_eq!(
            cut("The team had been denied visas until May, drawing notice from critics."),
            ["The team had been denied visas until May"]
        );
    }

    #[test]
    fn coordinated_clauses_are_cut_apart() {
        assert_eq!(
            cut("Lowland is mainly flat and the council ranks the town among the poorest."),
            ["Lowland is mainly flat", "the council ranks the town among the poorest"]
        );
        assert_eq!(
            cut("Ada brought the clock on May 4, and a teacher took it for a bomb."),
            ["Ada brought the clock on May 4", "a teacher took it for a bomb"]
        );
        assert_eq!(
            cut("The union asked for talks, although a poll found only a quarter in favour."),
            ["The union asked for talks", "a poll found only a quarter in favour"]
        );
    }

    #[test]
    fn subjects_in_a_row_are_not_cut_apart() {
        for whole in [
            "That is why Ada Lund and her brothers sold the mill",
            "She knows that the mayor and the council want the mill",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn a_comma_inside_of_quotation_marks_leaves_them_in_pairs() {
        assert_eq!(
            cut("The mayor is a “strong leader,” and the poll from May is old."),
            ["The mayor is a “strong leader,”", "the poll from May is old"]
        );
    }

    #[test]
    fn a_while_is_a_time() {
        let whole = "The mill was shut for a while longer than the owner had said";
        assert_eq!(cut(whole), [whole]);
    }

    #[test]
    fn what_stands_between_subject_and_verb_stays() {
        for whole in [
            "Ana Duarte, a 14-year-old girl from Oldport, was arrested at her school",
            "The accident, which occurred on Monday, was caused by strong winds",
            "Sudan, Iran, Libya and Yemen are covered by the ban",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn fragments_assert_nothing() {
        assert!(cut("A long way down the road.").is_empty());
        assert!(cut("").is_empty());
    }

    proptest! {
        #[test]
        fn clauses_are_in_order_and_inside(
            text in "(the|mayor|said|which|and|, |rose|5%|“|”|\\(|\\)|; |reaching|while| |\\PC){0,60}"
        ) {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let words = Words::new(&text, &tokens);
            let mut at = 0;
            for clause in clauses(&words, 0..words.len()) {
                prop_assert!(at <= clause.start && clause.start < clause.end);
                prop_assert!(clause.end <= words.len());
                at = clause.end;
            }
        }
    }
}
