//! What a figure is a share or a number of, as the reader is told it.

use super::lexicon::{
    AUXILIARY, BASE, BE, COORDINATOR, DAY, DETERMINER, ING, MODAL, NEGATION, NUMERAL, PAST,
    PAST_ONLY, PERFECT, PREPOSITION, RELATIVE, SUBJECT, SUBORDINATOR, THIRD, VERB,
};
use super::units::is_hyphen;
use super::words::Words;
use std::ops::Range;

/// Words that a scope may have. A longer one is none: cut short it would say something else.
const MAX_WORDS: usize = 8;

/// "of the market" at `at`, before the token `end`.
pub(super) fn scope_at(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if !words.is(at, "of") {
        return None;
    }
    let first = at + 1;
    let mut close = first;
    let mut count = 0;
    while close < end && goes_on(words, close, first) {
        if words.is_wordlike(close) {
            count += 1;
        }
        if count > MAX_WORDS || close > at + 3 * MAX_WORDS {
            return None;
        }
        close += 1;
    }
    while close > first && !may_end(words, close - 1) {
        close -= 1;
    }
    (close > first).then_some(at..close)
}

/// Whether a scope that has its words from `first` on may have the one at `i`, too.
fn goes_on(words: &Words, i: usize, first: usize) -> bool {
    if is_hyphen(words, i) {
        return i > first;
    }
    if !words.is_wordlike(i) || words.any(i, RELATIVE) && !words.any(i, DETERMINER) {
        return false;
    }
    if i == first {
        return !words.any(i, PREPOSITION | COORDINATOR | MODAL | AUXILIARY);
    }
    if is_possessive(words, i) {
        return !words.any(i - 1, SUBJECT);
    }
    if words.any(i, COORDINATOR) {
        // "Women and small children".
        let of_noun = !words.any(i + 1, VERB | DETERMINER | PREPOSITION | NUMERAL | SUBJECT);
        let noun = is_plural(words, i + 1) || is_plural(words, i + 2);
        return is_plural(words, i - 1) && of_noun && noun;
    }
    let ends = PREPOSITION | RELATIVE | SUBORDINATOR | NEGATION | DAY | SUBJECT | MODAL | AUXILIARY;
    if words.is_capital(i) && !words.any(i, DAY) {
        return true;
    }
    // "Of oil exports": one noun alone is seldom what a verb in the singular follows.
    let is_noun = i == first + 1 && words.any(i, THIRD) && !is_plural(words, first);
    !words.any(i, ends) && !says_when(words, i) && (is_noun || !is_verb(words, i))
}

/// Words between which and their noun nothing is a verb.
fn before_noun(words: &Words, i: usize) -> bool {
    words.any(i, DETERMINER | PREPOSITION) || is_possessive(words, i) || is_hyphen(words, i)
}

fn is_possessive(words: &Words, i: usize) -> bool {
    matches!(words.word(i), "'s" | "’s")
}

fn is_plural(words: &Words, i: usize) -> bool {
    words.word(i).ends_with('s') || ["people", "men", "women", "children"].contains(&words.word(i))
}

/// Whether a verb stands at `i`, which another word comes before: "voters backing", "banks lend".
fn is_verb(words: &Words, i: usize) -> bool {
    if before_noun(words, i - 1) {
        return false;
    }
    let plural = is_plural(words, i - 1);
    if words.word(i).ends_with("ing") {
        return words.any(i, ING | BE | PERFECT) || plural || words.is_capital(i - 1);
    }
    if !words.any(i, VERB) {
        return false;
    }
    // "The labour force": the bare form goes with no noun in the singular, and with no verb after it.
    let bare = words.any(i, BASE) && !words.any(i, PAST | PAST_ONLY);
    let verb_after = words.any(i + 1, AUXILIARY | MODAL | PAST_ONLY);
    !bare || (plural && words.is_wordlike(i + 1) && !verb_after)
}

fn says_when(words: &Words, i: usize) -> bool {
    ["last", "this", "next", "now", "so", "each", "every"].iter().any(|word| words.is(i, word))
}

/// Whether a scope may end with the word at `i`: "of those" but not "of the".
fn may_end(words: &Words, i: usize) -> bool {
    let stands_alone =
        ["those", "these", "them", "all", "this", "that", "both"].iter().any(|w| words.is(i, w));
    let opens = words.any(i, DETERMINER | COORDINATOR) || is_possessive(words, i);
    stands_alone || !(opens || is_hyphen(words, i))
}
