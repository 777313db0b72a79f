//! What the trained model sees of a sentence or clause: named features and hashed ones.
//!
//! Training reads these very numbers, printed by `examples/claim_features.rs`; nothing is computed
//! twice. A change here asks for new weights.

use super::lexicon::{
    AUXILIARY, BASE, COORDINATOR, DETERMINER, ING, MODAL, NUMERAL, PAST, PAST_ONLY, PREPOSITION,
    SUBJECT, SUBORDINATOR, THIRD,
};
use super::signals::{Signal, SignalKind};
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// How many bits a hashed feature's number has.
pub(super) const BITS: u32 = 15;

/// A signal counts once, twice, or three times and more.
const TIMES: usize = 3;

/// Lengths in words from which a feature each holds.
const LENGTHS: [usize; 9] = [4, 7, 10, 14, 18, 23, 28, 35, 45];

/// How many named features there are: signals by how often they occur, lengths, and the share of
/// words that are names.
pub(super) const NAMED: usize = SignalKind::ALL.len() * TIMES + LENGTHS.len();

/// The features of a sentence or clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    /// Numbers of the named features that hold, ascending.
    pub(super) named: Vec<u16>,
    /// Numbers of the hashed features that hold, ascending, each once.
    pub(super) hashed: Vec<u16>,
}

/// The named feature that says that `kind` occurs `times` times or more; from 1 up.
pub(super) fn named_feature(kind: SignalKind, times: usize) -> usize {
    kind as usize * TIMES + times.clamp(1, TIMES) - 1
}

/// The features of the tokens `range`, which have these `signals`.
pub(super) fn features(words: &Words, range: Range<usize>, signals: &[Signal]) -> Features {
    let mut features = Features::default();
    let (mut last, mut times) = (None, 0);
    for signal in signals {
        times = if last == Some(signal.kind) { times + 1 } else { 1 };
        last = Some(signal.kind);
        if times <= TIMES {
            features.named.push(number(named_feature(signal.kind, times)));
        }
    }
    let length = words.count_words(range.clone());
    let reached = LENGTHS.iter().take_while(|&&from| from <= length).enumerate();
    features.named.extend(reached.map(|(i, _)| number(SignalKind::ALL.len() * TIMES + i)));
    hash_words(words, range, &mut features.hashed);
    features.hashed.sort_unstable();
    features.hashed.dedup();
    features
}

fn number(feature: usize) -> u16 {
    u16::try_from(feature).expect("features are few enough for 16 bits")
}

/// Words, pairs of words, beginnings and ends of words, and triples of what words are.
fn hash_words(words: &Words, range: Range<usize>, into: &mut Vec<u16>) {
    let (mut previous, mut shapes) = (hash(0, "<"), [b'<'; 2]);
    for i in range {
        let form = form(words, i);
        let own = hash(1, &form);
        into.push(fold(own));
        into.push(fold(mix(previous, own)));
        let chars = form.chars().count();
        if chars > 5 {
            let stem: String = form.chars().take(5).collect();
            let ending: String = form.chars().skip(chars - 3).collect();
            into.push(fold(hash(2, &stem)));
            into.push(fold(hash(3, &ending)));
        }
        let shape = shape(words, i);
        let triple = [shapes[0], shapes[1], shape];
        into.push(fold(triple.iter().fold(hash(4, ""), |sum, &byte| step(sum, byte))));
        shapes = [shapes[1], shape];
        previous = own;
    }
}

/// The token in lower case, with every digit a zero.
fn form(words: &Words, i: usize) -> String {
    let lower = words.word(i).chars().flat_map(char::to_lowercase);
    lower.map(|c| if c.is_numeric() { '0' } else { c }).collect()
}

/// What token `i` is, in one letter.
fn shape(words: &Words, i: usize) -> u8 {
    let classes = [
        (NUMERAL, b'n'),
        (AUXILIARY, b'a'),
        (MODAL, b'm'),
        (DETERMINER, b'd'),
        (PREPOSITION, b'p'),
        (SUBJECT, b's'),
        (SUBORDINATOR, b'u'),
        (COORDINATOR, b'c'),
        (PAST_ONLY, b'v'),
        (PAST, b'v'),
        (ING, b'g'),
        (THIRD, b't'),
        (BASE, b'b'),
    ];
    match words.kind(i) {
        Some(TokenKind::Number) => b'0',
        Some(TokenKind::QuoteMark) => b'"',
        Some(TokenKind::Sign) => words.word(i).bytes().next().unwrap_or(b'.'),
        _ => classes
            .iter()
            .find(|(class, _)| words.any(i, *class))
            .map_or(if words.is_capital(i) { b'N' } else { b'w' }, |&(_, letter)| letter),
    }
}

/// The 32-bit FNV-1a hash of `text` in a space of its own for each `kind` of feature.
fn hash(kind: u8, text: &str) -> u32 {
    text.bytes().fold(step(0x811c_9dc5, kind), step)
}

fn step(sum: u32, byte: u8) -> u32 {
    (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

fn mix(a: u32, b: u32) -> u32 {
    b.to_le_bytes().into_iter().fold(a, step)
}

/// A hash as a feature's number: its bits folded to [`BITS`].
fn fold(hash: u32) -> u16 {
    let folded = (hash ^ (hash >> BITS) ^ (hash >> 30)) & ((1 << BITS) - 1);
    u16::try_from(folded).expect("a feature's number has at most 16 bits")
}
