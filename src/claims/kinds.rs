//! What kind of claim a clause makes.

use super::signals::{Signal, SignalKind};
use crate::annotation::ClaimKind;

/// The kind of a clause with these signals: the most telling one decides.
///
/// A figure comes before the words that lead to it ("rose to 5 %" is checked by the figure), a cause
/// before the change that it brings about, a change over time before the event that it may also be.
pub(super) fn kind(signals: &[Signal]) -> ClaimKind {
    let has = |kinds: &[SignalKind]| signals.iter().any(|signal| kinds.contains(&signal.kind));
    let figure = has(&[SignalKind::Money, SignalKind::Percent, SignalKind::Count]);
    if figure {
        ClaimKind::Quantity
    } else if has(&[SignalKind::Cause]) {
        ClaimKind::Cause
    } else if has(&[SignalKind::Trend]) {
        ClaimKind::Trend
    } else if has(&[SignalKind::Wrong]) {
        ClaimKind::Allegation
    } else if has(&[SignalKind::Rule]) {
        ClaimKind::Rule
    } else if has(&[SignalKind::First, SignalKind::Comparison]) {
        ClaimKind::Comparison
    } else if has(&[SignalKind::Science]) {
        ClaimKind::Science
    } else if has(&[SignalKind::Happening, SignalKind::Past]) {
        ClaimKind::Event
    } else if has(&[SignalKind::Duration]) {
        ClaimKind::Quantity
    } else {
        ClaimKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::signals::signals;
    use crate::claims::words::Words;
    use crate::language::tokenize;
    use crate::span::Span;

    #[test]
    fn the_most_telling_signal_decides() {
        for (text, expected) in [
            ("over 700 sailors were rescued", ClaimKind::Quantity),
            ("the town's market share is slipping", ClaimKind::Trend),
            ("the storm caused a crane to fall", ClaimKind::Cause),
            ("the mayor lied about the dam", ClaimKind::Allegation),
            ("the new law is not retroactive", ClaimKind::Rule),
            ("the tower is the tallest building on the coast", ClaimKind::Comparison),
            ("Ana Duarte was arrested at her school", ClaimKind::Event),
            ("the river is in the north", ClaimKind::Other),
        ] {
            let tokens = tokenize(text, Span::new(0, text.len()));
            let words = Words::new(text, &tokens);
            assert_eq!(kind(&signals(&words, 0..words.len())), expected, "{text}");
        }
    }
}
