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

/// What to call a role; `None` for words that name none by themselves ("the former Jo Doe"). A title
/// of several is that of each.
pub(super) fn in_words(role: &str) -> Option<String> {
    let lower = role.trim_end_matches('.').to_lowercase();
    if matches!(&*lower, "former" | "ex" | "acting" | "interim" | "house" | "senate" | "vice") {
        return None;
    }
    let plural = matches!(&*lower, "sens" | "reps" | "govs" | "senators" | "representatives");
    let plural = plural.then(|| role.trim_end_matches('.').strip_suffix('s')).flatten();
    Some(plural.map_or(role.to_owned(), |one| one.to_owned() + &role[one.len() + 1..]))
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
    let limit = (start + LONGEST_APPOSITION).min(text.len());
    let stop = (start..limit).find(|&at| ends_role(text, at));
    // The role stands in the first noun phrase: "Doe, Roe will meet the mayor" has none.
    let mut noun = (start..stop.unwrap_or(limit)).take(8).take_while(|&at| !ends_noun(text, at));
    let role = noun
        .find(|&at| is_role(&text.lower(at)) || matches!(text.word(at), "Republican" | "Democrat"));
    // Of a long one the noun phrase is enough. What somebody says is no role: "Doe," said Roe.
    let short = role.map_or(start, |role| role + 1);
    let stop = stop.unwrap_or(short);
    let is_said = (start..stop).any(|at| matches!(text.word(at), "said" | "says" | "told"));
    // "In Strelsau, a young woman asked the mayor" is a clause.
    let clause = role.is_some_and(|role| {
        text.lower(role + 1).ends_with("ed") && !is_preposition(&text.lower(role + 2))
    });
    // "an anchor of NBC's “Nightly News”"
    let owner = text.is_possessive(stop - 1);
    let of = || (start..stop).rev().find(|&at| is_preposition(&text.lower(at)));
    let stop = if owner { of().unwrap_or(stop - 1) } else { stop };
    let together = text.sentence(stop) == text.sentence(end);
    if role.is_some() && !clause && !is_said && together { start..stop } else { none }
}

/// Whether what a role is told by ends before the token at `at`.
fn ends_role(text: &Text, at: usize) -> bool {
    let sign = !text.is_word(at) && !matches!(text.word(at), "-" | "‑" | "–" | "&" | "/");
    let number = text.word(at).starts_with(char::is_numeric);
    let clause = matches!(text.word(at), "who" | "whom" | "whose" | "which" | "that");
    let another = text.word(at) == "and"
        && matches!(text.word(at + 1), "a" | "an" | "the" | "who" | "whose" | "which");
    (sign && !number && !text.is_possessive(at)) || clause || another
}

/// Whether a noun phrase ends before the word at `at`: "an outside adviser" goes on.
fn ends_noun(text: &Text, at: usize) -> bool {
    let word = text.lower(at);
    is_function_word(&word) && !matches!(&*word, "outside" | "political" | "first" | "world")
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
