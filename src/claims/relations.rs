//! Which words compare two things, and which say what brought something about.

use super::forms::{Form, form, head_before, is_figure, is_inner_capital, is_joined};
use super::lexicon::{
    AUXILIARY, BASE, COORDINATOR, DETERMINER, ING, MODAL, NUMERAL, PAST, PAST_ONLY, PERIOD,
    PREPOSITION, SUBJECT, THIRD,
};
use super::words::Words;

/// How far a "than" may stand from its word.
const NEAR: usize = 10;

/// Whether the word at `i`, which may compare, does: against something that is said, or as the most of all.
pub(super) fn compares(words: &Words, i: usize, from: usize) -> bool {
    if is_inner_capital(words, i) || words.is(i + 1, "-") && words.touches_next(i) {
        return false;
    }
    let word = words.word(i).to_ascii_lowercase();
    match &*word {
        "only" | "nearly" | "latest" | "last" | "earlier" | "record" | "top" | "average"
        | "history" | "historic" | "ever" | "rival" | "trail" | "rank" => false,
        "same" => near(words, i).any(|j| words.is(j, "as")),
        "similar" => words.is(i + 1, "to"),
        "double" => words.any(i + 1, DETERMINER),
        "first" => is_first(words, i, from),
        "than" => {
            let after = |list: &str| i > from && words.is_of(i - 1, list);
            let bound = after("more less fewer later") && is_bound(words, i + 1);
            !bound && !after("other rather")
        }
        "most" | "least" | "best" => is_superlative(words, i, from),
        _ if word.ends_with("est") || word == "worst" => is_superlative(words, i, from),
        "outnumber" => form(words, i, from).is_some(),
        _ if word.ends_with("er") || matches!(&*word, "more" | "less" | "worse") => {
            let than = near(words, i).find(|&j| words.is(j, "than"));
            let no = i > from && words.is(i - 1, "no");
            than.is_some_and(|than| than > i + 1 || (!no && !is_bound(words, than + 1)))
        }
        _ => {
            !words.any(i, BASE | THIRD) || words.is(i, "compare") || form(words, i, from).is_some()
        }
    }
}

/// The tokens after `i` among which its comparison is said.
fn near(words: &Words, i: usize) -> impl Iterator<Item = usize> {
    (i + 1..(i + NEAR).min(words.len())).take_while(|&j| !matches!(words.word(j), ";" | ":" | "—"))
}

/// Whether what stands after "than" is a mere figure: "20", "half", "a dozen".
fn is_bound(words: &Words, i: usize) -> bool {
    let article = words.is(i, "a") || words.is(i, "an");
    is_figure(words, i) || (article && words.any(i + 1, NUMERAL | PERIOD))
}

/// Words that make a superlative one of its kind.
const OWNERS: &str = "the its his her their our my your 's ’s whose";

fn is_owned(words: &Words, i: usize, from: usize, reach: usize) -> bool {
    let mut before = from.max(i.saturating_sub(reach))..i;
    before.any(|b| words.is_of(b, OWNERS))
}

/// "the largest", "its second largest", "largest of the three".
fn is_superlative(words: &Words, i: usize, from: usize) -> bool {
    let among = (i + 1..i + 4).any(|j| words.is_of(j, "of in ever since"));
    let phrase =
        words.is(i + 1, "part") || (i > from && (words.is(i - 1, "at") || words.is(i - 1, "for")));
    let some = words.is(i, "most") || words.is(i, "best");
    !phrase && (is_owned(words, i, from, 2) || (among && !some))
}

/// "the first … since 1990", "the first woman to …".
fn is_first(words: &Words, i: usize, from: usize) -> bool {
    let ends = |j: usize| {
        (words.is(j, "to") && words.any(j + 1, BASE))
            || words.is(j, "since")
            || words.is(j, "ever")
            || (words.is(j, "in") && (is_figure(words, j + 1) || words.is(j + 1, "history")))
            || (words.is(j, "in") && words.is(j + 1, "years"))
    };
    is_owned(words, i, from, 1)
        && (i + 2..(i + NEAR).min(words.len())).take_while(|&j| words.is_wordlike(j)).any(ends)
}

/// Whether the word at `i`, which may say what brings something about, does.
pub(super) fn causes(words: &Words, i: usize, from: usize) -> bool {
    if is_inner_capital(words, i) || is_joined(words, i) {
        return false;
    }
    let next = |list: &str| words.is_of(i + 1, list);
    let word = words.word(i).to_ascii_lowercase();
    match &*word {
        "because" | "consequence" | "consequences" | "reason" | "reasons" | "causes" | "cause" => {
            true
        }
        "due" | "thanks" | "owing" => next("to"),
        "result" | "results" | "resulted" | "resulting" => {
            let as_a = i >= from + 2 && words.is(i - 2, "as") && words.is(i - 1, "a");
            as_a || next("in from")
        }
        "effect" | "effects" | "impact" | "influence" => {
            next("on of") && !(i > from && (words.is(i - 1, "in") || words.is(i - 1, "into")))
        }
        "contribute" | "contributes" | "contributed" | "contributing" => next("to"),
        // "led by", "leads in the polls" and "a leading bank" bring nothing about, "led him to say" does.
        "lead" | "leads" | "led" | "leading" => {
            is_moving(words, i, from) && (i + 1..i + 4).any(|j| words.is(j, "to"))
        }
        "cost" | "costs" | "costing" => {
            let price = words.any(i + 1, DETERMINER | SUBJECT)
                || is_figure(words, i + 1)
                || next("him them us me");
            let noun = head_before(words, i, from)
                .is_some_and(|b| words.any(b, DETERMINER) && !words.any(b, SUBJECT));
            price && !noun
        }
        "drive" | "drives" | "drove" | "driven" | "driving" => {
            let goes = next("to from into home through around in off");
            !goes && (word == "driven" || is_moving(words, i, from))
        }
        _ => is_moving(words, i, from),
    }
}

/// Whether the word at `i` stands as a verb that does something: not as a noun ("the task force"), nor
/// before the noun that it describes.
fn is_moving(words: &Words, i: usize, from: usize) -> bool {
    if words.any(i, PAST | PAST_ONLY) && !words.any(i, BASE) {
        let before = head_before(words, i, from);
        return !before.is_some_and(|b| words.any(b, DETERMINER) && !words.any(b, SUBJECT));
    }
    let ing = words.any(i, ING) && words.any(i + 1, DETERMINER);
    let no_object = PREPOSITION | COORDINATOR | AUXILIARY | MODAL | PAST | PAST_ONLY;
    match form(words, i, from) {
        Some(Form::Present) => !words.any(i + 1, no_object) && !words.any(i - 1, PAST),
        other => ing || other.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use crate::claims::telling::tests::told;

    #[test]
    fn against_something_said_or_the_most_of_all() {
        for (text, word) in [
            ("the mill is larger than the port", "is larger"),
            ("the mill sells more looms than chairs", "more"),
            ("it is the largest mill of the county", "largest"),
            ("she is the first woman to lead the board", "first"),
            ("unlike the port the mill is shut", "unlike"),
        ] {
            assert!(told(text, "compares").contains(&word), "{text}");
        }
        for text in [
            "the mill has more than 20 looms and at least 30 workers",
            "only the mill is nearly full",
            "it has the same owner and its latest record is average",
            "the first loom broke",
            "rather than wait she left",
            "it is no longer there",
        ] {
            assert_eq!(told(text, "compares"), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_brings_something_about() {
        for (text, word) in [
            ("the flood forced the owner out", "forced"),
            ("higher pay led to a strike", "led"),
            ("the flood cost the town 5 million dollars", "cost"),
            ("it was due to the flood", "was due"),
            ("they fuel warming", "fuel"),
        ] {
            assert!(told(text, "says what brought it about").contains(&word), "{text}");
        }
        for text in [
            "the armed forces and a task force came",
            "she leads in the polls",
            "the board is led by Ada Lund",
            "the cost of fuel is high",
            "fossil fuels and a voter drive",
            "he works for Lund Compliant Fuels",
            "the election results are due on Friday",
        ] {
            let told = told(text, "says what brought it about");
            assert_eq!(told, Vec::<&str>::new(), "{text}");
        }
    }
}
