//! What the words around a name say its bearer is: titles, and phrases set off by commas.

use super::lexicon::{is_body, is_function_word, is_honorific, is_preposition, is_role, stem};
use super::text::Text;
use std::ops::Range;

/// A title without its honorifics; empty when nothing is left.
pub(super) fn meaningful(text: &Text, title: Range<usize>) -> Range<usize> {
    let mut title = title;
    while !title.is_empty() && is_honorific(&text.lower(title.start)) {
        title.start += 1;
    }
    while !title.is_empty() && is_honorific(&text.lower(title.end - 1)) {
        title.end -= 1;
    }
    title
}

/// An apposition longer than this is rather a clause.
const LONGEST_APPOSITION: usize = 16;

/// The words of ", director of …," after a name that ends at token `end`, without an article.
pub(super) fn apposition(text: &Text, end: usize) -> Range<usize> {
    let none = end..end;
    if text.word(end) != "," || text.is_headline(end) {
        return none;
    }
    let mut start = end + 1;
    if matches!(text.word(start), "a" | "an" | "the") {
        start += 1;
    }
    let stops =
        |at: &usize| matches!(text.word(*at), "," | "." | ";" | "(" | "who" | "which" | "—" | "--");
    let limit = (start + LONGEST_APPOSITION).min(text.len());
    let stop = (start..limit).find(stops).unwrap_or(start);
    // The role stands in the first noun phrase: "Doe, Roe will meet the mayor" has none.
    let mut noun = (start..stop).take(8).take_while(|&at| !is_function_word(&text.lower(at)));
    let role = noun
        .find(|&at| is_role(&text.lower(at)) || matches!(text.word(at), "Republican" | "Democrat"));
    // "In Strelsau, a young woman asked the mayor" is a clause.
    let clause = role.is_some_and(|role| {
        text.lower(role + 1).ends_with("ed") && !is_preposition(&text.lower(role + 2))
    });
    let together = text.sentence(stop) == text.sentence(end);
    if role.is_some() && !clause && together { start..stop } else { none }
}

/// The party and place in "(D-Md.)" after a name that ends at token `end`.
pub(super) fn party(text: &Text, end: usize) -> Vec<String> {
    match (text.word(end), text.word(end + 1)) {
        ("(", "D") => vec![stem("democrat"), stem(text.word(end + 3))],
        ("(", "R") => vec![stem("republican"), stem(text.word(end + 3))],
        _ => Vec::new(),
    }
}

/// A role before a name is shorter than one after it.
const LONGEST_BEFORE: usize = 6;

/// The words of "the head teacher," before the name in `name`, without what says whose; empty when
/// the comma rather ends a clause ("After she met the mayor, Jo Doe left").
pub(super) fn apposition_before(text: &Text, name: &Range<usize>) -> Range<usize> {
    let none = name.start..name.start;
    let Some(comma) = name.start.checked_sub(1).filter(|&at| text.word(at) == ",") else {
        return none;
    };
    let determines = |at: &usize| {
        let word = text.lower(*at);
        matches!(&*word, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my")
            || text.is_possessive(*at)
    };
    let Some(before) = (comma.saturating_sub(LONGEST_BEFORE)..comma).rev().find(determines) else {
        return none;
    };
    let role = before + 1..comma;
    let closed = text.is_first(before) || matches!(text.word(name.end), "," | "." | ")" | "—");
    let plain = role.clone().all(|at| text.is_word(at) && !is_function_word(&text.lower(at)));
    let named = role.clone().next_back().is_some_and(|at| is_role(&text.lower(at)));
    let together = text.sentence(before) == text.sentence(name.start);
    if closed && plain && named && together { role } else { none }
}

/// Whether ", the firm that …" after a name that ends at token `end` says that it is a body's.
pub(super) fn is_apposed_body(text: &Text, end: usize) -> bool {
    text.word(end) == ","
        && matches!(text.word(end + 1), "a" | "an" | "the")
        && (end + 2..end + 6)
            .take_while(|&at| text.is_word(at) && !is_function_word(&text.lower(at)))
            .any(|at| is_body(&text.lower(at)))
}
