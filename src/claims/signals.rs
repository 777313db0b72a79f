//! What speaks for and against a clause being worth a check: named signals, each with the words that
//! give it.

use super::figures::{Measure, figures};
use super::lexicon::{
    AHEAD, AUXILIARY, BE, CAUSE, COMPARISON, COUNTED, COURTESY, Classes, DETERMINER, FIRST_PERSON,
    HAPPENING, HEDGE, NEGATION, OPINION, PAST, PAST_ONLY, PERFECT, PUBLIC, RULE, SCIENCE,
    SECOND_PERSON, SUBJECT, THIRD, TREND, WRONG,
};
use super::times::times;
use super::words::Words;
use crate::language::TokenKind;
use std::ops::Range;

/// Something about a clause that bears on whether it is worth a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SignalKind {
    /// A number of things.
    Count,
    /// An amount of money.
    Money,
    /// A share.
    Percent,
    /// A time that passed.
    Duration,
    /// "for the first time".
    First,
    /// A year, a day.
    Time,
    /// A verb of change: "has surged".
    Change,
    /// Another word of change: "growth".
    Trend,
    /// One thing against another.
    Comparison,
    /// What brings something about.
    Cause,
    /// Wrongdoing.
    Wrong,
    /// Laws and duties.
    Rule,
    /// Nature, health, technology.
    Science,
    /// A verb in the past of what happens and is reported: "was arrested".
    Deed,
    /// Another word for what happens and is reported: "election".
    Happening,
    /// Those who act for the public.
    Public,
    /// People, votes, homes: what news figures count.
    Counted,
    /// A name inside the clause.
    Name,
    /// The past.
    Past,
    /// have or has with a participle.
    Perfect,
    /// is, are, a verb in the present tense.
    Present,
    /// Likes, fears, demands.
    Opinion,
    /// maybe, could.
    Hedge,
    /// The future.
    Ahead,
    /// I, we.
    FirstPerson,
    /// you.
    SecondPerson,
    /// Thanks and greetings.
    Courtesy,
    /// not, never.
    Negation,
    /// A question mark.
    Question,
}

impl SignalKind {
    /// Every kind, in order.
    pub(super) const ALL: [Self; 29] = [
        Self::Count,
        Self::Money,
        Self::Percent,
        Self::Duration,
        Self::First,
        Self::Time,
        Self::Change,
        Self::Trend,
        Self::Comparison,
        Self::Cause,
        Self::Wrong,
        Self::Rule,
        Self::Science,
        Self::Deed,
        Self::Happening,
        Self::Public,
        Self::Counted,
        Self::Name,
        Self::Past,
        Self::Perfect,
        Self::Present,
        Self::Opinion,
        Self::Hedge,
        Self::Ahead,
        Self::FirstPerson,
        Self::SecondPerson,
        Self::Courtesy,
        Self::Negation,
        Self::Question,
    ];
}

/// A [`SignalKind`] and the tokens that give it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Signal {
    pub(super) kind: SignalKind,
    pub(super) range: Range<usize>,
}

/// Signals that single words give.
const BY_WORD: &[(Classes, SignalKind)] = &[
    (COMPARISON, SignalKind::Comparison),
    (CAUSE, SignalKind::Cause),
    (WRONG, SignalKind::Wrong),
    (RULE, SignalKind::Rule),
    (SCIENCE, SignalKind::Science),
    (PUBLIC, SignalKind::Public),
    (COUNTED, SignalKind::Counted),
    (OPINION, SignalKind::Opinion),
    (HEDGE, SignalKind::Hedge),
    (AHEAD, SignalKind::Ahead),
    (FIRST_PERSON, SignalKind::FirstPerson),
    (SECOND_PERSON, SignalKind::SecondPerson),
    (COURTESY, SignalKind::Courtesy),
    (NEGATION, SignalKind::Negation),
    (PAST, SignalKind::Past),
    (PAST_ONLY, SignalKind::Past),
    (PERFECT, SignalKind::Perfect),
    (THIRD, SignalKind::Present),
];

/// The signals of the clause `range`, in order of their kinds.
pub(super) fn signals(words: &Words, range: Range<usize>) -> Vec<Signal> {
    let mut found = Vec::new();
    for figure in figures(words, range.clone()) {
        let kind = match figure.measure {
            Measure::Money => SignalKind::Money,
            Measure::Percent => SignalKind::Percent,
            Measure::Duration => SignalKind::Duration,
            Measure::Count => SignalKind::Count,
            Measure::First => SignalKind::First,
        };
        found.push(Signal { kind, range: figure.range });
    }
    let times = times(words, range.clone()).into_iter();
    let times: Vec<_> = times.collect();
    found.extend(times.iter().map(|range| Signal { kind: SignalKind::Time, range: range.clone() }));
    for i in range.clone() {
        let kinds = BY_WORD.iter().filter(|(class, _)| words.any(i, *class));
        // "Last year" says when, "our lead" brings nothing about.
        let in_time = times.iter().any(|time| time.contains(&i));
        let no_verb = is_noun(words, i);
        let kinds = kinds.filter(|(_, kind)| match kind {
            SignalKind::Comparison => {
                !(in_time && words.is(i, "last") || begins_compound(words, i))
            }
            SignalKind::Cause => !no_verb,
            _ => true,
        });
        found.extend(
            kinds.map(|&(_, kind)| Signal { kind, range: evidence(words, i, range.start) }),
        );
        if !no_verb {
            found.extend(of_verb(words, i, range.start));
        }
        if words.is(i, "?") {
            found.push(Signal { kind: SignalKind::Question, range: i..i + 1 });
        }
        if i > range.start && words.is_capital(i) && words.kind(i) == Some(TokenKind::Word) {
            found.push(Signal { kind: SignalKind::Name, range: i..i + 1 });
        }
    }
    found.sort_by_key(|signal| (signal.kind, signal.range.start));
    found
}

/// Verbs that are other things as nouns: "our lead", "in the face of".
const OTHER_AS_NOUNS: [&str; 6] = ["lead", "face", "force", "forces", "drive", "fuel"];

/// Whether the word at `i` is such a noun, by what stands before it.
fn is_noun(words: &Words, i: usize) -> bool {
    let after = |b: usize| {
        let determiner = words.any(b, DETERMINER) && !words.any(b, SUBJECT);
        determiner || matches!(words.word(b), "'s" | "’s") || words.is(b, "of")
    };
    OTHER_AS_NOUNS.iter().any(|noun| words.is(i, noun)) && i.checked_sub(1).is_some_and(after)
}

/// Whether the word at `i` only begins a longer one: "better-be-safe".
fn begins_compound(words: &Words, i: usize) -> bool {
    words.is(i + 1, "-") && words.touches_next(i)
}

/// The signals that the word at `i` gives by what it is in its clause: a verb of change or of what
/// happens, the same as a noun or an adjective, or "is".
fn of_verb(words: &Words, i: usize, from: usize) -> Option<Signal> {
    let range = evidence(words, i, from);
    let past = range.len() > 1 || words.any(i, PAST | PAST_ONLY);
    let kind = if words.any(i, TREND) {
        let is_told = past || words.any(i, THIRD) || is_told(words, i);
        if is_told { SignalKind::Change } else { SignalKind::Trend }
    } else if words.any(i, HAPPENING) {
        if past { SignalKind::Deed } else { SignalKind::Happening }
    } else if words.is(i, "is") || words.is(i, "are") {
        SignalKind::Present
    } else {
        return None;
    };
    Some(Signal { kind, range })
}

/// Verbs that tell of a change by the noun after them.
const TELL: [&str; 14] = [
    "saw",
    "sees",
    "experienced",
    "experiences",
    "suffered",
    "suffers",
    "reported",
    "reports",
    "recorded",
    "records",
    "showed",
    "shows",
    "marked",
    "marks",
];

/// Whether the noun at `i` is what a verb before it tells: "is a decrease", "saw a sharp decline".
fn is_told(words: &Words, i: usize) -> bool {
    [1, 2].into_iter().any(|back| {
        let is_new = i > back && (words.is(i - back, "a") || words.is(i - back, "an"));
        let verb = i.saturating_sub(back + 1);
        is_new && (words.any(verb, BE) || TELL.iter().any(|tell| words.is(verb, tell)))
    })
}

/// The word at `i` with the auxiliary before it: "has surged".
fn evidence(words: &Words, i: usize, from: usize) -> Range<usize> {
    let auxiliary = i > from
        && words.any(i - 1, AUXILIARY | PERFECT)
        && words.kind(i - 1) == Some(TokenKind::Word)
        && !words.word(i - 1).starts_with(['\'', '’']);
    if auxiliary { i - 1..i + 1 } else { i..i + 1 }
}

/// How the reader is told of a signal; `None` for what speaks for no check or would tell nothing.
pub(super) fn reason(kind: SignalKind) -> Option<&'static str> {
    Some(match kind {
        SignalKind::Count | SignalKind::Money | SignalKind::Percent | SignalKind::Duration => {
            "gives a figure"
        }
        SignalKind::First => "says that it is a first",
        SignalKind::Change | SignalKind::Trend => "compares over time",
        SignalKind::Comparison => "compares",
        SignalKind::Cause => "says what brought it about",
        SignalKind::Wrong => "speaks of wrongdoing",
        SignalKind::Rule => "says what a rule does",
        SignalKind::Science => "states a fact of science or health",
        SignalKind::Deed | SignalKind::Happening | SignalKind::Past | SignalKind::Perfect => {
            "reports an event"
        }
        SignalKind::Public => "concerns public affairs",
        SignalKind::Time => "says when",
        _ => return None,
    })
}
