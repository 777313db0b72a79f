//! How much a clause is worth checking, and why.

use super::signals::{Signal, SignalKind, reason};
use super::words::Words;
use std::ops::Range;

/// What a signal adds to the logarithm of the odds; the first of its kind in full, each further one
/// half as much as the one before.
fn weight(kind: SignalKind) -> f32 {
    match kind {
        SignalKind::Percent | SignalKind::Money => 1.6,
        SignalKind::Count | SignalKind::First => 1.2,
        SignalKind::Wrong | SignalKind::Trend => 1.0,
        SignalKind::Cause | SignalKind::Rule | SignalKind::Happening => 0.8,
        SignalKind::Science | SignalKind::Comparison | SignalKind::Counted => 0.6,
        SignalKind::Duration | SignalKind::Public => 0.4,
        SignalKind::Past | SignalKind::Perfect | SignalKind::Negation => 0.2,
        SignalKind::Time | SignalKind::Name => 0.1,
        SignalKind::Hedge => -0.2,
        SignalKind::FirstPerson => -0.5,
        SignalKind::Ahead => -0.7,
        SignalKind::SecondPerson | SignalKind::Opinion => -0.8,
        SignalKind::Courtesy => -2.0,
        SignalKind::Question => -4.0,
    }
}

/// The odds of a clause without signals.
const BIAS: f32 = -1.6;

/// How much a clause with these `signals` is worth checking, from 0 to 1.
pub(super) fn worth(signals: &[Signal]) -> f32 {
    let (mut sum, mut share, mut last) = (BIAS, 1.0, None);
    for signal in signals {
        share = if last == Some(signal.kind) { share / 2.0 } else { 1.0 };
        last = Some(signal.kind);
        sum += share * weight(signal.kind);
    }
    1.0 / (1.0 + (-sum).exp())
}

/// Reasons that are given for a mark, besides who is behind it.
const MAX_REASONS: usize = 3;

/// Why the clause `range` was marked: the signals that weighed most, in words, one a kind of reason.
pub(super) fn reasons(words: &Words, range: &Range<usize>, signals: &[Signal]) -> Vec<String> {
    let mut telling: Vec<_> = signals
        .iter()
        .filter(|signal| weight(signal.kind) > 0.0 && range.contains(&signal.range.start))
        .filter_map(|signal| Some((signal, reason(signal.kind)?)))
        .collect();
    telling.sort_by(|(a, _), (b, _)| weight(b.kind).total_cmp(&weight(a.kind)));
    let mut given: Vec<&str> = Vec::new();
    let mut reasons = Vec::new();
    for (signal, reason) in telling {
        if !given.contains(&reason) && reasons.len() < MAX_REASONS {
            given.push(reason);
            reasons.push(format!("{reason}: {}", words.span(&signal.range).of(words.text)));
        }
    }
    reasons
}
