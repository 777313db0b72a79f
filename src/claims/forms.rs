//! What a word is where it stands: which form of a verb, or a noun, by its neighbours.
//!
//! The signals that the network sees take a word for what it may be. What a reader is told has to be
//! right of the very word: "the damage", "to attack" and "cross-selling" report no event.

use super::lexicon::{
    AUXILIARY, BASE, BE, COORDINATOR, DAY, DETERMINER, ING, MODAL, MONTH, NEGATION, PAST,
    PAST_ONLY, PERFECT, PREPOSITION, RELATIVE, SUBJECT, SUBORDINATOR, THIRD, VERB,
};
use super::words::Words;
use crate::language::TokenKind;

/// What a verb does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "shut the mill", "was shut", "has shut".
    Past,
    /// "is shut".
    State,
    /// "shuts".
    Present,
    /// "to shut", "will shut", "to be shut".
    Ahead,
    /// "shutting", "is shutting".
    Ing,
}

/// How far is looked for what belongs together.
const NEAR: usize = 8;

/// The form of the verb at `i` in a clause from token `from` on; `None` when it is no verb there.
pub(super) fn form(words: &Words, i: usize, from: usize) -> Option<Form> {
    if is_inner_capital(words, i) || is_joined(words, i) {
        return None;
    }
    let before = head_before(words, i, from);
    let is_before = |classes| before.is_some_and(|b| words.any(b, classes));
    let is_word = |list: &str| before.is_some_and(|b| words.is_of(b, list));
    if words.any(i, AUXILIARY) {
        return words.is_finite(i, from).then_some(Form::Past);
    }
    if words.any(i, ING) {
        let noun = is_before(DETERMINER) && !is_before(SUBJECT);
        return (!noun).then_some(Form::Ing);
    }
    let participle = is_participle(words, i);
    if participle
        && let Some(b) = before.filter(|&b| words.any(b, BE | PERFECT) || words.is(b, "got"))
    {
        return participle_form(words, b, from);
    }
    if words.any(i, BASE) && (is_word("to do does did") || is_before(MODAL)) {
        return Some(Form::Ahead);
    }
    if words.any(i, PAST_ONLY) || (words.any(i, PAST) && is_clear_past(words, i, from)) {
        return words.is_finite(i, from).then_some(Form::Past);
    }
    let present = words.any(i, BASE | THIRD) && !words.any(i, PAST) && words.is_finite(i, from);
    present.then_some(Form::Present)
}

/// The form of a participle after the form of be or have at `b`.
fn participle_form(words: &Words, b: usize, from: usize) -> Option<Form> {
    let might = |b| head_before(words, b, from).is_some_and(|b| words.any(b, MODAL));
    match words.word(b).to_ascii_lowercase().as_str() {
        "be" => Some(Form::Ahead),
        "being" => None,
        "been" if head_before(words, b, from).is_some_and(might) => Some(Form::Ahead),
        "was" | "were" | "been" | "got" => Some(Form::Past),
        _ if !words.any(b, PERFECT) => Some(Form::State),
        _ if might(b) => Some(Form::Ahead),
        _ => Some(Form::Past),
    }
}

/// "shut", or a participle that is no past form: "stolen", "withdrawn", "sunk".
pub(super) fn is_participle(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    let irregular =
        !words.any(i, VERB) && ["en", "wn", "unk"].iter().any(|end| word.ends_with(end));
    words.any(i, PAST) || irregular
}

/// Whether the past form at `i` is no participle after a noun ("those found in the water may …"), and no
/// noun or bare form that is spelt the same ("a cut").
fn is_clear_past(words: &Words, i: usize, from: usize) -> bool {
    if words.any(i, BASE) {
        let subject = i > from && words.any(i - 1, SUBJECT);
        let object = words.any(i + 1, DETERMINER | PREPOSITION) || is_figure(words, i + 1);
        let of = words.is(i + 1, "of") || words.is(i + 1, "for");
        return subject || (object && !of);
    }
    // "Freed men", "recently freed men", "of recently freed men".
    let adverb = usize::from(i > from && words.word(i - 1).ends_with("ly"));
    let head = i - adverb;
    let first = head == from
        || !words.is_wordlike(head - 1)
        || (adverb > 0 && words.any(head - 1, PREPOSITION | DETERMINER));
    let opens = first && !words.any(i + 1, DETERMINER | PREPOSITION | SUBJECT);
    let named = first && words.is_of(i, "called named dubbed");
    let reduced = words.any(i + 1, PREPOSITION)
        && clause_after(words, i + 1)
            .find(|&j| words.any(j, AUXILIARY | MODAL))
            .is_some_and(|j| !matches!(words.word(j), "'s" | "’s"));
    !opens && !named && !reduced
}

/// The next few tokens from `i` on, up to where another clause may begin.
pub(super) fn clause_after(words: &Words, i: usize) -> impl Iterator<Item = usize> {
    (i..(i + NEAR).min(words.len())).take_while(|&j| {
        (words.is_wordlike(j) || words.is(j, "-"))
            && !words.any(j, SUBJECT | RELATIVE | SUBORDINATOR | COORDINATOR)
    })
}

/// The token before `i` that is no adverb: "was" in "was not badly hurt".
pub(super) fn head_before(words: &Words, i: usize, from: usize) -> Option<usize> {
    (from.max(i.saturating_sub(4))..i).rev().find(|&b| !is_adverb(words, b))
}

/// Whether the word at `i` may stand between an auxiliary and its verb.
pub(super) fn is_adverb(words: &Words, i: usize) -> bool {
    let small =
        ["also", "just", "then", "since", "soon", "ever", "later", "now", "both", "already"];
    words.any(i, NEGATION)
        || words.word(i).ends_with("ly")
        || small.iter().any(|word| words.is(i, word))
}

/// Whether a word inside the sentence begins with a capital letter, as names do. After a mark that
/// opens a quotation, every word may.
pub(super) fn is_inner_capital(words: &Words, i: usize) -> bool {
    let opens = i == 0 || matches!(words.kind(i - 1), Some(TokenKind::QuoteMark));
    words.is_capital(i) && !opens
}

/// Whether a hyphen makes the word at `i` part of a longer one.
pub(super) fn is_joined(words: &Words, i: usize) -> bool {
    let before = i > 0 && words.is(i - 1, "-") && words.touches_next(i - 1);
    before || (words.is(i + 1, "-") && words.touches_next(i))
}

/// Whether a figure begins at `i`.
pub(super) fn is_figure(words: &Words, i: usize) -> bool {
    words.kind(i) == Some(TokenKind::Number)
        || words.any(i, super::lexicon::NUMERAL)
        || matches!(words.word(i), "$" | "€" | "£")
}

/// Adverbs and the like that may stand after a noun and are none themselves.
const AFTER_NOUNS: &str = "last next late early earlier later ago here again too more alone yet back away down up \
     out to not never also 's ’s only even against because ever itself today than";

/// Whether the noun at `i` only tells what sort of thing the noun after it is: "trial lawyers", "death
/// row".
pub(super) fn modifies_next(words: &Words, i: usize, from: usize) -> bool {
    let next = i + 1;
    let particle = DETERMINER
        | PREPOSITION
        | SUBJECT
        | COORDINATOR
        | SUBORDINATOR
        | RELATIVE
        | AUXILIARY
        | MODAL
        | DAY
        | MONTH
        | PAST
        | PAST_ONLY
        | ING;
    words.kind(next) == Some(TokenKind::Word)
        && !words.any(next, particle)
        && !words.is_of(next, AFTER_NOUNS)
        && !words.word(next).ends_with("ly")
        && !words.is_finite(next, from)
}
