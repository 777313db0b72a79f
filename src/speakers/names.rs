//! Finding names: runs of capitalised words, with what stands before them as title.

use super::first_names::is_first_name;
use super::lexicon::{
    is_function_word, is_institution, is_landform, is_of, is_place, is_preposition, is_role,
    is_time, is_title, takes_of,
};
use super::text::Text;
use std::collections::HashSet;
use std::ops::Range;

/// A name where it stands.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The tokens of the name alone.
    pub(super) tokens: Range<usize>,
    /// The tokens before it that say what its bearer is ("Russian Foreign Minister"); may be empty.
    pub(super) title: Range<usize>,
    pub(super) kind: NameKind,
}

/// What a name can be the name of, as far as its words and its title tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    Person,
    Institution,
    Place,
    Unclear,
}

/// Names longer than this are lists or headlines.
const LONGEST: usize = 14;

/// Every name of the text, in text order. Sentences in title case are left out.
pub(super) fn find(text: &Text) -> Vec<Name> {
    let seen = Seen::of(text);
    let mut names = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text.is_titled(at) || !begins_name(text, at) {
            at += 1;
            continue;
        }
        let end = run_end(text, at);
        // "Unlike Jo Doe", "Said Jo Doe"
        if text.is_first(at) && is_opener(&text.lower(at)) {
            at += 1;
            continue;
        }
        if end > at + 1 || !text.is_first(at) || seen.is_name(text.word(at)) {
            names.extend(name_of(text, at..end));
        }
        at = end;
    }
    names
}

/// The titles that stand alone in capitals, and may be the name of one so called: "King said no".
pub(super) fn lone_titles(text: &Text) -> impl Iterator<Item = usize> {
    (0..text.len()).filter(|&at| {
        text.is_capital(at)
            && !text.is_titled(at)
            && is_title(&text.lower(at))
            && !text.is_capital(at + 1)
            && !(at > 0 && (text.is_capital(at - 1) || text.lower(at - 1) == "the"))
    })
}

/// How words are written where their place asks for no capital.
struct Seen<'t> {
    capital: HashSet<&'t str>,
    small: HashSet<&'t str>,
}

impl<'t> Seen<'t> {
    fn of(text: &Text<'t>) -> Self {
        let (mut capital, mut small) = (HashSet::new(), HashSet::new());
        for at in (0..text.len()).filter(|&at| text.is_word(at)) {
            if !text.is_capital(at) {
                small.insert(text.word(at));
            } else if !text.is_first(at) && !text.is_titled(at) {
                capital.insert(text.word(at));
            }
        }
        Self { capital, small }
    }

    /// Whether the first word of a sentence may be a name: not "Engineers at the works said …" or
    /// "Inflation is …", and not a word that is small elsewhere.
    fn is_name(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let common = word.ends_with('s') || is_abstract(&lower) || self.small.contains(&*lower);
        self.capital.contains(word) || !common
    }
}

/// Whether `word` has an ending of what nobody is called.
fn is_abstract(word: &str) -> bool {
    let ends = ["tion", "sion", "ment", "ness", "ism", "ship", "ity"]
        .iter()
        .any(|end| word.ends_with(end));
    ends && word.len() > 6 && !is_first_name(word)
}

fn begins_name(text: &Text, at: usize) -> bool {
    text.is_capital(at) && !text.is_possessive(at) && !is_stray(text, at)
}

/// Whether the word at `at` is a function word, and no part of a name as that in "World Bank" is.
fn is_stray(text: &Text, at: usize) -> bool {
    let word = text.lower(at);
    let opens = matches!(&*word, "world" | "first" | "second" | "political");
    is_function_word(&word) && !(opens && text.is_capital(at + 1))
}

/// Whether `word` opens a sentence before a name without being a part of it.
fn is_opener(word: &str) -> bool {
    let openers =
        "unlike lest having whatever whoever wherever contrary rival said says say told added hold";
    is_of(word, openers)
}

/// Where the run of capitalised words that begins at `start` ends.
fn run_end(text: &Text, start: usize) -> usize {
    let mut end = start + 1;
    while end < text.len() && end - start < LONGEST && text.sentence(end) == text.sentence(start) {
        end = match go_on(text, start, end) {
            Some(next) => next,
            None => break,
        };
    }
    end
}

/// The end of the run `start..end` when what follows belongs to it too.
fn go_on(text: &Text, start: usize, end: usize) -> Option<usize> {
    let named = |at: usize| {
        text.is_capital(at)
            && !text.is_possessive(at)
            && text.sentence(at) == text.sentence(start)
            && (text.is_quoted(start) || !text.is_quoted(at))
    };
    if named(end) {
        let stray = is_stray(text, end) && text.word(end).len() > 2;
        return (!stray).then_some(end + 1);
    }
    match text.word(end) {
        "-" | "‑" | "–" if text.is_glued(end - 1) && text.is_glued(end) => {
            let joins = text.is_word(end + 1) || text.word(end + 1).starts_with(char::is_numeric);
            (joins && !text.word(end + 1).ends_with("ed")).then_some(end + 2)
        }
        "de" | "von" | "van" | "der" | "den" | "al" | "bin" | "ibn" | "del" | "della" | "la"
        | "da" | "dos" | "&" => {
            (1..3).find(|&ahead| named(end + ahead)).map(|ahead| end + ahead + 1)
        }
        "of" | "for" | "on" => {
            let opens = (start..end).any(|at| takes_of(&text.lower(at)));
            let the = usize::from(matches!(text.word(end + 1), "the" | "a"));
            (opens && named(end + 1 + the)).then_some(end + 2 + the)
        }
        "and" => {
            let inside = (start..end).any(|at| matches!(text.word(at), "of" | "for" | "on"));
            let next = text.lower(end + 1);
            let last = text.lower(end + 2);
            // "the Northern and Western Coalition"
            let paired = end == start + 1
                && start > 0
                && text.lower(start - 1) == "the"
                && (2..5)
                    .take_while(|&ahead| named(end + ahead))
                    .any(|ahead| is_institution(&text.lower(end + ahead)));
            let closes = paired
                || is_institution(&next)
                || (text.is_capital(end + 2) && is_institution(&last));
            let institution = is_institution(&text.lower(end - 1));
            (named(end + 1)
                && !institution
                && (closes || inside)
                && !is_first_name(&next)
                && !is_title(&next))
            .then_some(end + 2)
        }
        // A nickname: Robert "Bobby" Ruiz.
        "\"" | "“" | "'" | "‘"
            if text.is_capital(end + 1) && text.is_capital(end + 3) && text.is_glued(end + 1) =>
        {
            (matches!(text.word(end + 2), "\"" | "”" | "'" | "’")).then_some(end + 4)
        }
        _ => None,
    }
}

/// The name in a run of capitalised words, parted from its title.
fn name_of(text: &Text, run: Range<usize>) -> Option<Name> {
    let last = text.lower(run.end - 1);
    // "Doctor", "Attorney General", "Virginia Democrats" name nobody.
    let nobody = |at: usize| is_title(&text.lower(at)) && !is_first_name(&text.lower(at));
    if let Some(surname) = surname_after_mr(text, &run) {
        return Some(person(run.start..surname, surname..run.end));
    }
    let first_named = (run.start..run.end - 1).any(|at| is_first_name(&text.lower(at)));
    let nameless = is_people(&last) || is_time(&last) || run.clone().all(nobody);
    if nameless || (is_role(&last) && !first_named) {
        return None;
    }
    let run = without_place(text, run);
    if is_institution(&last) || run.clone().any(|at| matches!(text.word(at), "of" | "for")) {
        // "Secretary of State Jo Doe" has an "of" in its title.
        let titled =
            title_end(text, &run).filter(|&end| end + 1 < run.end || !is_institution(&last));
        let body = |end: usize| (end..run.end).any(|at| is_institution(&text.lower(at)));
        return match titled {
            Some(end) if !body(end) => Some(person(run.start..end, end..run.end)),
            _ => {
                Some(Name { title: run.start..run.start, tokens: run, kind: NameKind::Institution })
            }
        };
    }
    let lower_before = before_title(text, run.start);
    if let Some(end) = title_end(text, &run) {
        if (end..run.end).all(nobody) {
            return None;
        }
        return Some(person(lower_before..end, end..run.end));
    }
    let words = run.len();
    if run.clone().any(|at| text.word(at) == "&") {
        return Some(Name {
            title: run.start..run.start,
            tokens: run,
            kind: NameKind::Institution,
        });
    }
    let place = is_place(&last) || (words > 1 && is_landform(&last));
    if place && (words == 1 || !is_first_name(&text.lower(run.start))) {
        return Some(Name { title: run.start..run.start, tokens: run, kind: NameKind::Place });
    }
    // "Republican Jo Doe": what stands before the first name is no part of the name.
    let first = run.clone().find(|&at| is_first_name(&text.lower(at)) && at + 1 < run.end);
    if let Some(first) = first {
        let start = if first > run.start
            && !is_first_name(&text.lower(first - 1))
            && is_adjective(&text.lower(first - 1))
        {
            first
        } else {
            run.start
        };
        return Some(person(lower_before..start, start..run.end));
    }
    let word = text.word(run.start);
    let capitals = words == 1
        && word.len() > 1
        && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let kind = if capitals {
        NameKind::Institution
    } else if lower_before < run.start {
        NameKind::Person
    } else {
        NameKind::Unclear
    };
    Some(Name { title: lower_before..run.start, tokens: run, kind })
}

/// Where the surname in "Mr. King" begins, which looks like a title; "Mr. President" has none.
fn surname_after_mr(text: &Text, run: &Range<usize>) -> Option<usize> {
    let addresses = "president speaker chairman chair mayor secretary minister justice ambassador vice \
        prime senator governor commissioner attorney deputy chief moderator director general";
    let last = text.lower(run.end - 1);
    let called = matches!(&*text.lower(run.start), "mr" | "mrs" | "ms" | "miss" | "mx" | "dr");
    (run.len() == 2 && called && is_title(&last) && !is_of(&last, addresses))
        .then_some(run.start + 1)
}

fn person(title: Range<usize>, tokens: Range<usize>) -> Name {
    Name { title, tokens, kind: NameKind::Person }
}

/// Where the title at the start of `run` ends and the name begins; `None` without either.
fn title_end(text: &Text, run: &Range<usize>) -> Option<usize> {
    let mut end = None;
    let mut at = run.start;
    while at + 1 < run.end {
        let lower = text.lower(at);
        if is_title(&lower) && !is_first_name(&lower) {
            at += 1;
            if text.word(at) == "of" {
                at += 2;
            }
            if at < run.end {
                end = Some(at);
            }
        } else {
            at += 1;
        }
    }
    // "General" after a title is one too ("Attorney General Jo Doe").
    end.filter(|&end| text.word(end) != "-")
}

/// Where the role in lower case before a name begins: "spokeswoman Jo Doe", "journalist Al Roe".
fn before_title(text: &Text, start: usize) -> usize {
    let mut at = start;
    while at > 0 && start - at < 4 && text.sentence(at - 1) == text.sentence(start) {
        // "vice-presidential nominee"
        if at > 1 && at < start && text.word(at - 1) == "-" && text.is_glued(at - 1) {
            at -= 1;
        }
        let lower = text.lower(at - 1);
        let is_role = at == start && is_role(&lower);
        // "has described nominee Jo Doe", but "by retired general Jo Doe"
        let past = lower.ends_with("ed") && at > 1 && !opens_phrase(text, at - 2);
        let verb = is_preposition(&lower) || lower.ends_with("ing") || past;
        let goes_on = at < start && !is_function_word(&lower) && !verb;
        if !text.is_word(at - 1) || !(is_role || goes_on) || text.is_possessive(at - 1) {
            break;
        }
        at -= 1;
    }
    at
}

/// Whether a noun phrase begins after the token at `at`.
fn opens_phrase(text: &Text, at: usize) -> bool {
    let before = "a an the his her its their by of with for from to like and as";
    !text.is_word(at) || is_of(text.word(at), before)
}

/// In "Ambassador to the United States Jo Doe" the run of capitals begins with a place.
fn without_place(text: &Text, run: Range<usize>) -> Range<usize> {
    let after_the = run.start > 0 && text.word(run.start - 1) == "the";
    let place = run.clone().skip(1).take(1).find(|&at| is_place(&text.lower(at)));
    match place {
        Some(place)
            if after_the && place + 3 == run.end && !is_institution(&text.lower(run.end - 1)) =>
        {
            place + 1..run.end
        }
        _ => run,
    }
}

/// Whether `word` is the plural of those who come from a place or belong to a party.
fn is_people(word: &str) -> bool {
    ["crats", "icans", "ians", "eans", "lims", "ives"].iter().any(|end| word.ends_with(end))
        && word.len() > 6
}

fn is_adjective(word: &str) -> bool {
    ["an", "ese", "ish", "ic", "ican", "crat"].iter().any(|end| word.ends_with(end))
}
