//! What the trained model is told of a sentence or clause besides its words: the named features.
//!
//! Training reads these very numbers, printed by `examples/claim_features.rs`; nothing is computed
//! twice. A change here asks for new weights.

use super::signals::{Signal, SignalKind};
use super::words::Words;
use std::ops::Range;

/// A signal counts once, twice, or three times and more.
const TIMES: usize = 3;

/// Lengths in words from which a feature each holds.
const LENGTHS: [usize; 9] = [4, 7, 10, 14, 18, 23, 28, 35, 45];

/// How many named features there are: signals by how often they occur, and lengths.
pub(super) const NAMED: usize = SignalKind::ALL.len() * TIMES + LENGTHS.len();

/// Numbers of the named features that hold for a sentence or clause, ascending.
pub(super) type Features = Vec<u16>;

/// The named feature that says that `kind` occurs `times` times or more; from 1 up.
pub(super) fn named_feature(kind: SignalKind, times: usize) -> usize {
    kind as usize * TIMES + times.clamp(1, TIMES) - 1
}

/// The features of the tokens `range`, which have these `signals`.
pub(super) fn features(words: &Words, range: Range<usize>, signals: &[Signal]) -> Features {
    let mut features = Features::new();
    let (mut last, mut times) = (None, 0);
    for signal in signals {
        times = if last == Some(signal.kind) { times + 1 } else { 1 };
        last = Some(signal.kind);
        if times <= TIMES {
            features.push(number(named_feature(signal.kind, times)));
        }
    }
    let length = words.count_words(range);
    let reached = LENGTHS.iter().take_while(|&&from| from <= length).enumerate();
    features.extend(reached.map(|(i, _)| number(SignalKind::ALL.len() * TIMES + i)));
    features
}

fn number(feature: usize) -> u16 {
    u16::try_from(feature).expect("features are few enough for 16 bits")
}
