use crate::samples::any_text;
use crate::selector::{Finder, Selector, Unanchored, Unique};
use crate::span::Span;
use proptest::prelude::*;
use proptest::sample::select;

const TEXT: &str = "“No comment,” the ministry said on Monday. The bank said nothing at all. \
                    “No comment,” the mayor said on Tuesday. Sales rose by 4 per cent in the first \
                    half of the year, Ana Ruiz wrote in a letter to the shareholders of the firm.";

fn nth(words: &str, n: usize) -> Span {
    let (start, _) = TEXT.match_indices(words).nth(n).expect("the words are in the text");
    Span::new(start, start + words.len())
}

#[test]
fn a_place_moves_with_its_words() {
    let selector = Selector::describe(TEXT, nth("“No comment,”", 1));
    let longer = format!("Updated.\n\n{TEXT}");
    let moved = selector.resolve(&longer).expect("it is still there");
    assert_eq!(moved.start, nth("“No comment,”", 1).start + "Updated.\n\n".len());
}

#[test]
fn a_look_alike_is_not_taken() {
    let selector = Selector::describe(TEXT, nth("“No comment,”", 0));
    assert_eq!(selector.resolve("“Yes,” the ministry said."), Err(Unanchored::Gone));
    let other = "Asked again, “No comment,” was all that the bank would say.";
    assert_eq!(selector.resolve(other), Err(Unanchored::ElsewhereOnly));
    let bare = Selector { exact: "“No comment,”".to_owned(), ..Selector::default() };
    assert_eq!(bare.resolve(TEXT), Err(Unanchored::Ambiguous));
    let twice = TEXT.repeat(2);
    let unplaced = Selector { position: None, ..selector };
    assert_eq!(unplaced.resolve(&twice), Err(Unanchored::Ambiguous));
}

#[test]
fn the_other_of_two_is_not_taken_when_the_one_is_gone() {
    let selector = Selector::describe(TEXT, nth("“No comment,”", 0));
    let without = TEXT.replacen("“No comment,” the ministry said on Monday. ", "", 1);
    assert_eq!(selector.resolve(&without), Err(Unanchored::ElsewhereOnly));
}

#[test]
fn one_changed_side_is_forgiven_when_nothing_else_is_like_it() {
    let selector = Selector::describe(TEXT, nth("The bank said nothing", 0));
    let corrected = TEXT.replace("on Monday", "on Sunday");
    assert_eq!(selector.resolve(&corrected), Ok(nth("The bank said nothing", 0)));
}

#[test]
fn a_sentence_is_found_among_others_when_it_stood_alone() {
    let sentence = "The bank said nothing at all.";
    let selector = Selector::describe(TEXT, nth("said nothing", 0));
    let other = format!("It was late when they met. {sentence} Nobody had thought of that before.");
    let found = selector.resolve(&other).expect("it is the same sentence");
    assert_eq!(found.of(&other), "said nothing");
    let unknown = Selector { unique: Unique::Unknown, ..selector };
    assert_eq!(unknown.resolve(&other), Err(Unanchored::ElsewhereOnly));
}

#[test]
fn changed_words_are_found_between_the_same_ones() {
    let selector = Selector::describe(TEXT, nth("rose by 4 per cent in the first half", 0));
    let corrected =
        TEXT.replace("rose by 4 per cent in the first", "grew by 4 per cent in the first");
    let found = selector.resolve(&corrected).expect("it is still there");
    assert_eq!(found.of(&corrected), "grew by 4 per cent in the first half");
    let shorter = TEXT.replace("in the first half of", "in the half of");
    let found = selector.resolve(&shorter).expect("it is still there");
    assert_eq!(found.of(&shorter), "rose by 4 per cent in the half");
}

#[test]
fn with_another_figure_it_is_another_claim() {
    let selector = Selector::describe(TEXT, nth("rose by 4 per cent in the first half", 0));
    let corrected = TEXT.replace("rose by 4 per cent", "rose by 6 per cent");
    assert_eq!(selector.resolve(&corrected), Err(Unanchored::Gone));
}

#[test]
fn of_two_copies_the_one_is_taken_that_moved_with_its_neighbours() {
    let paragraph = "At noon on that day, when the water had been clear for more than a week, the \
                     mayor said it was safe to swim there again. Nobody went in all the same, and \
                     the beach stayed as empty as it had been.\n\n";
    let text = format!("It was the first of May.\n\n{paragraph}The sea was cold, said Ana Ruiz.");
    let copied = format!("By Ben Ito\n\n{text}\n\n{paragraph}");
    let finder = Finder::new(&text);
    let spans = ["the first of May", "it was safe", "said Ana"].map(|words| {
        let start = text.find(words).expect("the words are in the text");
        Span::new(start, start + words.len())
    });
    let selectors = spans.map(|span| finder.describe(span));
    assert_eq!(selectors[1].resolve(&copied), Err(Unanchored::Ambiguous));
    let by = "By Ben Ito\n\n".len();
    let moved = spans.map(|span| Ok(Span::new(span.start + by, span.end + by)));
    assert_eq!(Finder::new(&copied).resolve_all(&selectors), moved);
}

#[test]
fn hostile_texts_cost_no_more_than_others() {
    let text = "no ".repeat(300_000);
    let finder = Finder::new(&text);
    let selectors: Vec<_> =
        (0..200).map(|n| finder.describe(Span::new(n * 3, n * 3 + 1000))).collect();
    let other = format!("Oh, {text}");
    let places = Finder::new(&other).resolve_all(&selectors);
    // The very first one alone has a beginning of its own.
    assert!(places[1..].iter().all(|place| *place == Err(Unanchored::Ambiguous)));
}

proptest! {
    #[test]
    fn what_is_described_is_found_again(text in any_text(), a in 0..200_usize, b in 0..200_usize) {
        let ends: Vec<usize> =
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let (a, b) = (ends[a % ends.len()], ends[b % ends.len()]);
        let span = Span::new(a.min(b), a.max(b));
        prop_assume!(!span.is_empty());
        let selector = Selector::describe(&text, span);
        prop_assert_eq!(selector.resolve(&text), Ok(span));
    }

    #[test]
    fn any_selector_leads_somewhere_or_nowhere_in_any_text(
        text in any_text(), other in any_text(), exact in any_text(), prefix in any_text(),
        unique in select(vec![Unique::Unknown, Unique::Sentence, Unique::Words]), start in 0..100_usize, length in 0..100_usize,
    ) {
        let position = Some(Span::new(start, start + length));
        let selector = Selector { exact, prefix, suffix: other, position, unique };
        if let Ok(span) = selector.resolve(&text) {
            prop_assert!(span.get(&text).is_some());
        }
    }
}
