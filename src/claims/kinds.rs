//! What kind of claim a clause makes.

use super::signals::SignalKind;
use super::telling::Telling;
use crate::annotation::ClaimKind;

/// What decides, the most telling first.
///
/// A change comes before the figure that it leads to, a figure before the words around it, a deed
/// before the rule or the wrong that it is about ("was denied a visa").
const DECIDES: &[(&[SignalKind], ClaimKind)] = &[
    (&[SignalKind::Change], ClaimKind::Trend),
    (&[SignalKind::Money, SignalKind::Percent, SignalKind::Count], ClaimKind::Quantity),
    (&[SignalKind::Cause], ClaimKind::Cause),
    (&[SignalKind::Deed], ClaimKind::Event),
    (&[SignalKind::Wrong], ClaimKind::Allegation),
    (&[SignalKind::Rule], ClaimKind::Rule),
    (&[SignalKind::Trend], ClaimKind::Trend),
    (&[SignalKind::First, SignalKind::Comparison], ClaimKind::Comparison),
    (&[SignalKind::Duration], ClaimKind::Quantity),
    (&[SignalKind::Happening], ClaimKind::Event),
    (&[SignalKind::Science], ClaimKind::Science),
    (&[SignalKind::Past, SignalKind::Perfect], ClaimKind::Event),
];

/// The kind of a clause, of which the signals tell so much, and the one that decides it.
pub(super) fn kind<'t, 's>(told: &'t [Telling<'s>]) -> (ClaimKind, Option<&'t Telling<'s>>) {
    let find = |kinds: &[SignalKind]| {
        told.iter().find(|telling| telling.decides && kinds.contains(&telling.signal.kind))
    };
    let decided = DECIDES.iter().find_map(|&(kinds, kind)| Some((kind, Some(find(kinds)?))));
    decided.unwrap_or((ClaimKind::Other, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::quantities::quantities;
    use crate::claims::signals::signals;
    use crate::claims::telling::telling;
    use crate::claims::words::Words;
    use crate::language::tokenize;
    use crate::span::Span;

    #[test]
    fn the_most_telling_signal_decides() {
        for (text, expected) in [
            ("over 700 sailors were rescued", ClaimKind::Quantity),
            ("the town's market share is slipping", ClaimKind::Trend),
            ("this was a sharp decline from fifty percent", ClaimKind::Trend),
            ("exports to the island experienced a decline", ClaimKind::Trend),
            ("the banks keep their lead in the face of it", ClaimKind::Other),
            ("emissions that fuel warming", ClaimKind::Cause),
            ("the banks keep better-than-sorry principles", ClaimKind::Other),
            ("the port was closed last year", ClaimKind::Event),
            ("the storm caused a crane to fall", ClaimKind::Cause),
            ("the mayor lied about the dam", ClaimKind::Allegation),
            ("the new law is not retroactive", ClaimKind::Rule),
            ("the tower is the tallest building on the coast", ClaimKind::Comparison),
            ("Ana Duarte was arrested at her school", ClaimKind::Event),
            ("the river is in the north", ClaimKind::Other),
        ] {
            let tokens = tokenize(text, Span::new(0, text.len()));
            let words = Words::new(text, &tokens);
            let all = 0..words.len();
            let signals = signals(&words, all.clone());
            assert_eq!(
                kind(&telling(&words, &all, &signals, &quantities(&words, all.clone()))).0,
                expected,
                "{text}"
            );
        }
    }
}
