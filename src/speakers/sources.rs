//! What the words of a source are: names, a pronoun, or a phrase.

use super::cast::Cast;
use super::lexicon::{is_function_word, is_group, is_of, is_preposition, is_role};
use super::names::NameKind;
use super::text::Text;
use std::ops::Range;

/// A source as it is written.
#[derive(Debug)]
pub(super) enum Source {
    Pronoun(Pronoun, usize),
    /// Occurrences of names; several for "A and B".
    Names(Vec<usize>),
    Phrase(Phrase),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    /// "who", "which", "whose": what stands right before it.
    Relative,
    First,
    /// "each", "both": those who spoke or were named together.
    Each,
    /// "some", "many": of those who spoke, if they are several.
    Some,
}

/// A noun phrase that is no name.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Without an article at its start and without what a comma sets off.
    pub(super) tokens: Range<usize>,
    /// The noun that the phrase is about.
    pub(super) head: usize,
    /// Whether it points back ("the senator").
    pub(super) definite: bool,
    /// Whether it has no article though it needs one, as in headlines ("Senator says …").
    pub(super) bare: bool,
    pub(super) plural: bool,
}

/// Reads the source in `tokens`; `None` when no word is in it.
pub(super) fn read(text: &Text, cast: &Cast, tokens: Range<usize>) -> Option<Source> {
    let tokens = trim(text, tokens);
    if tokens.is_empty() {
        return None;
    }
    if let Some(pronoun) = pronoun(text, &tokens) {
        return Some(Source::Pronoun(pronoun, tokens.start));
    }
    let noun = first_part(text, cast, &tokens);
    let names = coordinated(text, cast, &tokens, &noun);
    if !names.is_empty() {
        return Some(Source::Names(names));
    }
    let says_nothing = |at| matches!(&*text.lower(at), "and" | "or" | "but" | "that" | "as" | "to");
    if tokens.clone().all(says_nothing) {
        return None;
    }
    let phrase = phrase(text, cast, &tokens, noun)?;
    if let Some(name) = titled_name(text, cast, &phrase) {
        return Some(Source::Names(vec![name]));
    }
    match apposed_name(text, cast, &phrase, &tokens) {
        Some(name) => Some(Source::Names(vec![name])),
        None => Some(Source::Phrase(phrase)),
    }
}

/// The tokens without signs and a possessive at their ends.
fn trim(text: &Text, mut tokens: Range<usize>) -> Range<usize> {
    let wordless = |at: usize| !text.word(at).contains(char::is_alphanumeric);
    while !tokens.is_empty() && wordless(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty()
        && (wordless(tokens.end - 1) || (tokens.len() > 1 && text.is_possessive(tokens.end - 1)))
    {
        if text.word(tokens.end - 1) == ")" {
            break;
        }
        tokens.end -= 1;
    }
    // "a raft of rules that" promises something
    if tokens.len() > 1 && text.word(tokens.end - 1) == "that" {
        tokens.end -= 1;
    }
    tokens
}

fn pronoun(text: &Text, tokens: &Range<usize>) -> Option<Pronoun> {
    let last = text.lower(tokens.end - 1);
    let partitive = |at: usize| {
        matches!(
            &*text.lower(at),
            "most"
                | "many"
                | "some"
                | "all"
                | "both"
                | "each"
                | "one"
                | "none"
                | "several"
                | "of"
                | "himself"
                | "herself"
        )
    };
    let alone =
        tokens.len() == 1 || (tokens.len() <= 3 && (tokens.start..tokens.end - 1).all(partitive));
    let word = text.lower(tokens.start);
    let after_noun = tokens.start > 0
        && text.is_word(tokens.start - 1)
        && !is_function_word(&text.lower(tokens.start - 1));
    if matches!(&*word, "who" | "which") || (word == "that" && after_noun) {
        return Some(Pronoun::Relative);
    }
    if !alone {
        return None;
    }
    Some(match &*last {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" | "this" | "that" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "these" | "those" => Pronoun::They,
        "who" | "whom" | "which" | "whose" => Pronoun::Relative,
        "i" | "me" | "my" | "we" | "us" | "our" if text.word(tokens.start) != "US" => {
            Pronoun::First
        }
        "all" | "many" | "some" | "most" => Pronoun::Some,
        "each" | "both" | "neither" => Pronoun::Each,
        _ => return None,
    })
}

/// The source up to the first comma, bracket, dash or relative clause.
fn first_part(text: &Text, cast: &Cast, tokens: &Range<usize>) -> Range<usize> {
    let breaks = |&at: &usize| {
        let dash = matches!(text.word(at), "—" | "–" | "--" | "―");
        !cast.covers(at) && (dash || matches!(text.word(at), "," | "(" | ":" | ";" | "["))
    };
    let end = tokens.clone().skip(1).find(breaks).unwrap_or(tokens.end);
    let clause = |&at: &usize| !cast.covers(at) && opens_clause(&text.lower(at));
    let short = (tokens.start..end).skip(1).find(clause).filter(|_| end - tokens.start > LONGEST);
    tokens.start..short.unwrap_or(end)
}

/// A source of more tokens than this is called by what stands before the clause in it: "leaders who
/// have been among the most strident opponents of …".
const LONGEST: usize = 11;

/// Whether `word` begins a clause about the noun before it: "leaders who have …", "a poll released …".
pub(super) fn opens_clause(word: &str) -> bool {
    let relative = matches!(word, "who" | "whom" | "whose" | "which" | "that" | "where");
    let participles = "released published conducted carried commissioned issued obtained leaked \
        being written seen reviewed";
    relative || is_of(word, participles)
}

/// The head of the noun phrase in `part`: the last token before a preposition or clause, not
/// counting those inside names.
fn head(text: &Text, cast: &Cast, part: &Range<usize>) -> usize {
    let follows = |&at: &usize| {
        let word = text.lower(at);
        !cast.covers(at) && (is_preposition(&word) || opens_clause(&word))
    };
    let end = part.clone().skip(1).find(follows).unwrap_or(part.end);
    let mut head = end - 1;
    while head > part.start && !text.is_word(head) {
        head -= 1;
    }
    head
}

/// The names that the source consists of; empty when it is about something else.
fn coordinated(text: &Text, cast: &Cast, tokens: &Range<usize>, noun: &Range<usize>) -> Vec<usize> {
    let first = head(text, cast, noun);
    let joined = (tokens.start..tokens.end)
        .find(|&at| text.word(at) == "and" && cast.at(at).is_none())
        .filter(|&at| at > tokens.start && at + 1 < tokens.end);
    if let Some(and) = joined {
        let before =
            named_at(text, cast, head(text, cast, &first_part(text, cast, &(tokens.start..and))));
        let after =
            named_at(text, cast, head(text, cast, &first_part(text, cast, &(and + 1..tokens.end))));
        // "The Center at the Ode Institute and the Moss Fund" is one; people have places too.
        let person =
            |name: usize| cast.entities[cast.occurrences[name].entity].kind == NameKind::Person;
        let nested =
            (tokens.start..and).any(|at| cast.at(at).is_none() && is_preposition(&text.lower(at)));
        if let (Some(before), Some(after)) = (before, after)
            && (!nested || (person(before) && person(after)))
        {
            let mut names = listed_before(text, cast, tokens.start..and);
            if !names.contains(&before) {
                names.insert(0, before);
            }
            names.push(after);
            names.dedup_by_key(|name| cast.occurrences[*name].entity);
            return names;
        }
    }
    named_at(text, cast, first).into_iter().collect()
}

/// The names before "and" in "A, B and C".
fn listed_before(text: &Text, cast: &Cast, tokens: Range<usize>) -> Vec<usize> {
    let mut names = Vec::new();
    for at in tokens.clone() {
        let ends = at + 1 == tokens.end || text.word(at + 1) == ",";
        let named = named_at(text, cast, at);
        if let Some(name) = named.filter(|_| ends) {
            names.push(name);
        } else if text.word(at) == "," && at > tokens.start && cast.at(at - 1).is_none() {
            break;
        }
    }
    names
}

/// The name that ends with token `at`; `None` for the first half of "the Doe campaign".
fn named_at(text: &Text, cast: &Cast, at: usize) -> Option<usize> {
    let name = cast.at(at)?;
    let end = cast.occurrences[name].tokens.end;
    (end == at + 1 || text.is_possessive(at + 1)).then_some(name)
}

fn phrase(text: &Text, cast: &Cast, tokens: &Range<usize>, noun: Range<usize>) -> Option<Phrase> {
    let mut part = noun;
    let article = text.lower(part.start);
    if matches!(&*article, "the" | "a" | "an") && part.len() > 1 {
        part.start += 1;
    }
    if part.is_empty() {
        return None;
    }
    let head = head(text, cast, &part);
    let word = text.lower(head);
    let plural = is_group(&word) || (word.ends_with('s') && !word.ends_with("ss"));
    let counted = is_function_word(&article);
    let bare = !counted && !plural && text.is_capital(tokens.start) && is_role(&word);
    let definite = bare || matches!(&*article, "the" | "this" | "that" | "these" | "those");
    Some(Phrase { tokens: part, head, definite, bare, plural })
}

/// Whether a name is a person's, or may be one where a role stands before it.
fn is_person(text: &Text, cast: &Cast, name: usize, role: usize) -> bool {
    let occurrence = &cast.occurrences[name];
    match cast.entities[occurrence.entity].kind {
        NameKind::Person => true,
        NameKind::Unclear => occurrence.tokens.len() > 1 && is_role(&text.lower(role)),
        NameKind::Institution | NameKind::Place => false,
    }
}

/// The person in "Executive director of the Ode Fund Jo Doe": a role without an article is a title.
fn titled_name(text: &Text, cast: &Cast, phrase: &Phrase) -> Option<usize> {
    let name = named_at(text, cast, phrase.tokens.end - 1)?;
    (phrase.bare && is_person(text, cast, name, phrase.head)).then_some(name)
}

/// The person in "the mayor's sister, Jo Doe".
fn apposed_name(text: &Text, cast: &Cast, phrase: &Phrase, tokens: &Range<usize>) -> Option<usize> {
    let comma = phrase.tokens.end;
    if phrase.plural || comma + 1 >= tokens.end || text.word(comma) != "," {
        return None;
    }
    let part = first_part(text, cast, &(comma + 1..tokens.end));
    let name = named_at(text, cast, head(text, cast, &part))?;
    let person = is_person(text, cast, name, phrase.head);
    let starts =
        matches!(&*text.lower(part.start), "a" | "an" | "including" | "like" | "especially");
    (person && !starts).then_some(name)
}
