//! Which signals tell the reader something, and what.
//!
//! The network weighs every signal, right or not, by what it learnt of them. A reason that a reader is
//! given, and the kind of a claim, have to be true of the words they name.

use super::forms::{
    Form, clause_after, form, head_before, is_adverb, is_inner_capital, is_joined, is_participle,
    modifies_next,
};
use super::lexicon::{DETERMINER, ING, MODAL, PAST, VERB};
use super::relations::{causes, compares};
use super::signals::{Signal, SignalKind, reason};
use super::times::told;
use super::words::Words;
use crate::annotation::Quantity;
use std::ops::Range;

/// A signal that tells the reader something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Telling<'s> {
    pub(super) signal: &'s Signal,
    /// The tokens that the reader is told.
    pub(super) range: Range<usize>,
    /// How the reader is told; `None` for what only decides the kind.
    pub(super) reason: Option<&'static str>,
    /// Whether it may decide the kind of the claim.
    pub(super) decides: bool,
}

/// Those of the `signals` of the clause `range`, whose figures are `quantities`, that tell the reader
/// something.
pub(super) fn telling<'s>(
    words: &Words,
    range: &Range<usize>,
    signals: &'s [Signal],
    quantities: &[Quantity],
) -> Vec<Telling<'s>> {
    let inside = signals.iter().filter(|signal| range.contains(&signal.range.start));
    inside.filter_map(|signal| tell(words, range, signal, quantities)).collect()
}

/// What `signal` tells in the clause `clause`.
fn tell<'s>(
    words: &Words,
    clause: &Range<usize>,
    signal: &'s Signal,
    quantities: &[Quantity],
) -> Option<Telling<'s>> {
    let (from, i) = (clause.start, signal.range.end - 1);
    let range = signal.range.clone();
    let full = Telling { signal, range, reason: reason(signal.kind), decides: true };
    match signal.kind {
        // "EB-5" has no figure, and in "900k last year" the year is the last.
        SignalKind::Count | SignalKind::Money | SignalKind::Percent | SignalKind::Duration => {
            let span = words.span(&signal.range);
            // They stand in text order: a clause may have as many as it has words.
            let next = quantities.partition_point(|one| one.span.end <= span.start);
            quantities.get(next).filter(|one| one.span.overlaps(span)).map(|_| full)
        }
        SignalKind::Time => {
            let range = told(words, signal.range.clone(), clause.end)?;
            Some(Telling { range, ..full })
        }
        SignalKind::Deed => {
            let happened = matches!(form(words, i, from), Some(Form::Past | Form::State));
            happened.then_some(full)
        }
        SignalKind::Happening => names_event(words, i, from)
            .then_some(Telling { reason: Some("speaks of an event"), ..full }),
        SignalKind::Past => (form(words, i, from) == Some(Form::Past)).then_some(full),
        SignalKind::Perfect => has_happened(words, i).then_some(full),
        SignalKind::Rule if is_in_name(words, i) => None,
        SignalKind::Rule if rules(words, i, from) => Some(full),
        SignalKind::Rule => Some(Telling { reason: Some("concerns law"), decides: false, ..full }),
        SignalKind::Comparison => compares(words, i, from).then_some(full),
        SignalKind::Cause => causes(words, i, from).then_some(full),
        // "A NASA T-shirt" is none of science.
        SignalKind::Science if is_inner_capital(words, i) && modifies_next(words, i, from) => None,
        _ => Some(full),
    }
}

/// Whether a participle follows the have or has at `i`: "have been taken".
fn has_happened(words: &Words, i: usize) -> bool {
    let might = head_before(words, i, 0).is_some_and(|b| words.any(b, MODAL));
    let after = (i + 1..i + 4).find(|&j| !words.is(j, "been") && !is_adverb(words, j));
    !might && after.is_some_and(|j| is_participle(words, j))
}

/// Nouns for what happens at a time.
const EVENTS: &str = "election elections attack attacks war wars earthquake explosion blast accident crash \
     crashes storm hurricane flood flooding fire fires strike strikes protest protests death \
     deaths arrest arrests shooting bombing killing murder trial coup resignation merger \
     bankruptcy invasion outbreak collision referendum championship summit ceasefire vote \
     disaster raid raids launch launches collapse recall defeat win wins";

/// Whether the word at `i` stands as a noun for what happened: not as a verb ("to attack", "they vote"),
/// nor before the noun that it describes ("trial lawyers").
fn names_event(words: &Words, i: usize, from: usize) -> bool {
    let again = i > 1 && words.is(i - 1, "-") && words.is(i - 2, "re");
    let noun = if words.any(i, ING) || words.is(i, "fire") {
        (from.max(i.saturating_sub(3))..i).any(|b| words.any(b, DETERMINER))
    } else {
        form(words, i, from).is_none()
    };
    words.is_of(i, EVENTS)
        && noun
        && (again || !is_joined(words, i))
        && !modifies_next(words, i, from)
}

/// What lays down rules.
const LAWS: &str = "law laws legislation bill act policy policies rule rules ruling regulation regulations \
     ban treaty constitution amendment statute sanctions decree directive convention";

fn is_law(words: &Words, i: usize) -> bool {
    words.is_of(i, LAWS)
}

/// Adjectives that say what a rule asks.
const OBLIGING: &str = "mandatory compulsory prohibited eligible retroactive";

/// Verbs that say what a rule does only beside the law that does it: "covered by the ban".
const OF_LAW: &str = "tax appl cover guarantee fine";

/// How far from its verb a law may stand.
const NEAR: usize = 8;

/// Whether the word at `i` says what a rule does: a verb of obliging, allowing or forbidding, or a law with
/// its verb or with what it is on ("a ban on sales").
fn rules(words: &Words, i: usize, from: usize) -> bool {
    if words.is_of(i, OBLIGING) {
        return true;
    }
    let is_verb = words.any(i, VERB | ING) || words.is(i, "forbidden");
    let by = words.any(i, PAST) && words.is(i + 1, "by");
    if is_verb && !words.is(i, "act") && (by || form(words, i, from).is_some()) {
        let word = words.word(i).to_ascii_lowercase();
        let beside = || (i.saturating_sub(NEAR)..i + NEAR).any(|b| is_law(words, b));
        return word == "fined"
            || !OF_LAW.split(' ').any(|stem| word.starts_with(stem))
            || beside();
    }
    if !is_law(words, i) || is_joined(words, i) || modifies_next(words, i, from) {
        return false;
    }
    let on = (words.is(i + 1, "on") || words.is(i + 1, "against"))
        && words.is_of(i, "ban law laws rules regulations sanctions");
    let of_doing = words.is(i + 1, "of") && words.any(i + 2, ING);
    let that = words.is(i + 1, "that") || words.is(i + 1, "which");
    let mut after = clause_after(words, i + 1 + usize::from(that));
    on || of_doing || after.any(|j| words.is_finite(j, from))
}

/// Whether the word at `i` is part of a name that is no law's: "Bill Clinton", "Mr. Ban".
fn is_in_name(words: &Words, i: usize) -> bool {
    let next = words.is_capital(i + 1) && words.is_wordlike(i + 1);
    if !is_inner_capital(words, i) {
        return words.is_capital(i) && next;
    }
    let law = words.is_of(i, "act constitution treaty amendment convention directive statute");
    let named = words.is_capital(i - 1) || words.any(i - 1, DETERMINER);
    next || !(law && named)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::claims::quantities::quantities;
    use crate::claims::signals::signals;
    use crate::language::tokenize;
    use crate::span::Span;

    /// The words of `text` that tell `reason`.
    pub(in crate::claims) fn told<'t>(text: &'t str, reason: &str) -> Vec<&'t str> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words = Words::new(text, &tokens);
        let all = 0..words.len();
        let signals = signals(&words, all.clone());
        let told = telling(&words, &all, &signals, &quantities(&words, all.clone())).into_iter();
        let told = told.filter(|telling| telling.reason == Some(reason));
        told.map(|telling| words.span(&telling.range).of(text)).collect()
    }

    #[test]
    fn figures_and_times_are_told_as_they_are_meant() {
        for (text, reason, expected) in [
            ("the EB-5 visa was extended", "gives a figure", vec![]),
            ("the town lost 5 homes", "gives a figure", vec!["5 homes"]),
            ("it fell from 900 homes last year", "says when", vec!["last year"]),
            ("on Nov. 8 the mill was shut", "says when", vec!["on Nov. 8"]),
        ] {
            assert_eq!(told(text, reason), expected, "{text}");
        }
    }

    #[test]
    fn a_verb_reports_an_event_when_it_tells_of_the_past() {
        for (text, word) in [
            ("the mayor signed the deal", "signed"),
            ("the men were badly wounded", "wounded"),
            ("the owner has sold the mill", "has sold"),
            ("she found the dam", "found"),
        ] {
            assert!(told(text, "reports an event").contains(&word), "{text}");
        }
        for text in [
            "they want to open the mill",
            "the mill will be closed",
            "the mill may have been sold",
            "a seat that is not yet open",
            "a widely used term",
            "recently freed men want a tax cut",
            "the cross-selling of loans",
            "those shot at the mill may live",
        ] {
            assert_eq!(told(text, "reports an event"), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_noun_speaks_of_an_event_when_it_stands_for_it() {
        for (text, word) in [
            ("she lost the election", "election"),
            ("an attack on the port", "attack"),
            ("his re-election is near", "election"),
            ("the shooting of two men", "shooting"),
        ] {
            assert_eq!(told(text, "speaks of an event"), [word], "{text}");
        }
        for text in [
            "trial lawyers and men on death row",
            "they vote to attack the port",
            "he likes shooting ducks",
            "a war-torn town with much damage",
        ] {
            assert_eq!(told(text, "speaks of an event"), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_rule_does_something() {
        for (text, word) in [
            ("the new law is not retroactive", "law"),
            ("the state requires a permit", "requires"),
            ("towns covered by the ban", "covered"),
            ("a policy of turning boats away", "policy"),
            ("the Clean River Act bans dams", "Act"),
        ] {
            assert!(told(text, "says what a rule does").contains(&word), "{text}");
        }
        for text in ["a tax on land", "the court in Oldport", "he works at a law school"] {
            assert_eq!(told(text, "says what a rule does"), Vec::<&str>::new(), "{text}");
            assert_eq!(told(text, "concerns law").len(), 1, "{text}");
        }
    }

    #[test]
    fn names_of_people_concern_no_law() {
        for text in ["a friend of Bill Lund", "we met Mr. Ban in May", "Bill Lund met us"] {
            let law = [told(text, "concerns law"), told(text, "says what a rule does")];
            assert_eq!(law.concat(), Vec::<&str>::new(), "{text}");
        }
    }
}
