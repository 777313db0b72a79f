//! How much a clause is worth checking, and why.

use super::features::{features, named_feature};
use super::lexicon::{DAY, MONTH};
use super::model::{Looker, MODEL, Question};
use super::signals::{Signal, SignalKind, signals};
use super::telling::Telling;
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// The signals of the clause `range`. The mark after it, which stands outside, tells a question.
pub(super) fn signals_of(words: &Words, range: &Range<usize>) -> Vec<Signal> {
    signals(words, range.start..(range.end + 1).min(words.len()))
}

/// How much each of a sentence's `clauses` is worth checking.
///
/// The model knows whole sentences, so the sentence decides how much its best clause is worth; the
/// other clauses are worth less by as much as they tell less when they are judged alone. Which of them
/// are worth less is not looked into where none is worth `enough`.
pub(super) fn worths(
    words: &Words,
    clauses: &[(Range<usize>, Vec<Signal>)],
    looker: &mut Looker,
    enough: f32,
) -> Vec<f32> {
    let mut probability = |range: Range<usize>, signals: &[Signal]| {
        let features = features(words, range.clone(), signals);
        MODEL.probability(Question::News, &looker.look(words, range), &features)
    };
    let all = 0..words.len();
    let sentence = probability(all.clone(), &signals(words, all));
    // No clause is worth more than the sentence.
    if clauses.len() == 1 || sentence < enough {
        return vec![sentence; clauses.len()];
    }
    let alone: Vec<f32> =
        clauses.iter().map(|(range, signals)| probability(range.clone(), signals)).collect();
    let best = alone.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    alone.into_iter().map(|own| sentence * (own / best).sqrt()).collect()
}

/// Reasons that are given for a mark, besides who is behind it.
const MAX_REASONS: usize = 3;

/// Why the clause `range` was marked, in words, one a kind of reason: what decided its kind, then the
/// signals that weighed most.
pub(super) fn reasons(
    words: &Words,
    range: &Range<usize>,
    told: &[Telling],
    deciding: Option<&Telling>,
    question: Question,
) -> Vec<String> {
    let weight = |kind: SignalKind| MODEL.weight(question, named_feature(kind, 1));
    let mut weighty: Vec<_> =
        told.iter().filter(|telling| !is_tense(telling.signal.kind)).collect();
    weighty.sort_by(|a, b| weight(b.signal.kind).total_cmp(&weight(a.signal.kind)));
    let mut given: Vec<&str> = Vec::new();
    let mut reasons = Vec::new();
    for Telling { signal, range: told, reason, .. } in deciding.into_iter().chain(weighty) {
        let Some(reason) = *reason else { continue };
        // What weighed against the mark is no reason for it; but one reason is always given.
        let counts = weight(signal.kind) > 0.0 || reasons.is_empty();
        if counts && !given.contains(&reason) && reasons.len() < MAX_REASONS {
            given.push(reason);
            reasons.push(format!(
                "{reason}: {}",
                words.span(&whole(words, range.end, signal.kind, told)).of(words.text)
            ));
        }
    }
    if reasons.is_empty() {
        reasons.push("asserts what can be checked".to_owned());
    }
    reasons
}

/// What is in the past tells little by itself; only where it decides the kind it is told.
fn is_tense(kind: SignalKind) -> bool {
    matches!(kind, SignalKind::Past | SignalKind::Perfect)
}

/// A name that a reason gives has at most so many words.
const MAX_NAME: usize = 4;

/// The words that those `told` of a signal are part of, as a reader would name them: "re-election", "United States",
/// "executive order". None stands behind the clause, which ends before token `limit`.
fn whole(words: &Words, limit: usize, kind: SignalKind, told: &Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = *told;
    let joins =
        |at: usize| words.is(at, "-") && words.touches_next(at - 1) && words.touches_next(at);
    while start >= 2 && joins(start - 1) {
        start -= 2;
    }
    while end + 1 < limit && joins(end) {
        end += 2;
    }
    let is_name = |at: usize| {
        let is_word = words.kind(at) == Some(TokenKind::Word) && words.is_capital(at);
        is_word && !words.any(at, DAY | MONTH)
    };
    if kind == SignalKind::Public && is_name(end - 1) {
        while end < limit && is_name(end) && end - start < MAX_NAME {
            end += 1;
        }
    }
    if end < limit && words.is(end - 1, "executive") && words.is(end, "order") {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::signals::reason;
    use crate::language::tokenize;
    use crate::span::Span;

    /// The words of every signal of `text` that has a reason.
    fn told(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        let all = signals(&words, 0..words.len());
        let reasons = all.iter().filter(|signal| reason(signal.kind).is_some());
        reasons
            .map(|s| words.span(&whole(&words, words.len(), s.kind, &s.range)).of(text))
            .collect()
    }

    #[test]
    fn reasons_name_whole_words() {
        assert!(told("it followed his re-election").contains(&"re-election"));
        assert!(told("a corruption-free council").contains(&"corruption-free"));
        assert!(told("the ties with the United States are old").contains(&"United States"));
        assert!(told("the executive order stands").contains(&"executive order"));
        assert!(told("Congress Tuesday voted").contains(&"Congress"));
        let capitals = told("CONGRESS VOTES FOR THE NEW TAX BILL AT LAST");
        assert!(capitals.iter().all(|words| words.split(' ').count() <= MAX_NAME), "{capitals:?}");
    }
}
