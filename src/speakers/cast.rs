//! Who and what is named in an article, each under its fullest name.
//!
//! The first pass makes one entity of each full name, the second leads short forms back to it.

use super::first_names::{Gender, gender_of_first_name, same_first_name};
use super::lexicon::{self, gender_of_title, is_function_word, is_place, role_families, stem};
use super::names::{self, Name, NameKind};
use super::roles::{apposition, apposition_before, in_words, is_apposed_body, meaningful, party};
use super::text::Text;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Somebody or something with a name.
#[derive(Debug)]
pub(super) struct Entity {
    /// The fullest form of the name.
    pub(super) name: String,
    pub(super) kind: NameKind,
    pub(super) gender: Option<Gender>,
    /// What the article says they are, in its words.
    pub(super) role: Option<String>,
    /// The stems of all words that tell a role of theirs.
    pub(super) role_words: HashSet<String>,
    /// The families of the nouns among them.
    pub(super) families: HashSet<usize>,
    /// How often the name stands in full.
    full: usize,
    /// The words of the fullest form, in lower case.
    words: Vec<String>,
}

/// A name in the text, led back to its entity.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    pub(super) entity: usize,
    /// The tokens of the name alone.
    pub(super) tokens: Range<usize>,
    /// Whether it looks like the subject of its clause.
    pub(super) subject: bool,
    /// Whether another bearer of the name could be meant.
    pub(super) ambiguous: bool,
}

/// Everyone and everything that is named.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) entities: Vec<Entity>,
    /// In text order.
    pub(super) occurrences: Vec<Occurrence>,
    /// For each token, the occurrence it is part of.
    at: Vec<Option<usize>>,
    /// For each token, whether it is part of the title before a name.
    title: Vec<bool>,
    by_word: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, usize>,
    /// By the stem of a role's noun, those who are said to have it.
    by_role: HashMap<String, Vec<usize>>,
}

impl Cast {
    pub(super) fn of(text: &Text) -> Self {
        let mut cast =
            Self { at: vec![None; text.len()], title: vec![false; text.len()], ..Self::default() };
        let names = names::find(text);
        for name in names.iter().filter(|name| words(text, &name.tokens).len() > 1) {
            cast.introduce(text, name);
        }
        cast.unite_acronyms();
        cast.index_short_forms();
        for name in &names {
            let (entity, ambiguous) = cast.identify(text, name);
            cast.learn(text, name, entity);
            cast.title[name.title.clone()].fill(true);
            cast.occurs(text, entity, name.tokens.clone(), ambiguous);
        }
        cast.find_among_titles(text);
        cast.find_in_headlines(text);
        cast.occurrences.sort_by_key(|occurrence| occurrence.tokens.start);
        for (index, occurrence) in cast.occurrences.iter().enumerate() {
            cast.at[occurrence.tokens.clone()].fill(Some(index));
        }
        cast
    }

    /// The occurrence that the token is part of.
    pub(super) fn at(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied().flatten()
    }

    /// The only one in the article who is said to have a role.
    pub(super) fn only_bearer(&self, role: &str) -> Option<usize> {
        match self.by_role.get(&stem(role))?[..] {
            [entity] => Some(entity),
            _ => None,
        }
    }

    /// Whether the token is part of a name or of the title before one.
    pub(super) fn covers(&self, token: usize) -> bool {
        self.at(token).is_some() || self.title.get(token).is_some_and(|title| *title)
    }

    /// Enters a full name, or joins it with one that it is a form of.
    fn introduce(&mut self, text: &Text, name: &Name) {
        let words = words(text, &name.tokens);
        let key = words.join(" ");
        let entity = self.by_name.get(&key).copied().or_else(|| self.same_person(name, &words));
        let entity = entity.unwrap_or_else(|| self.add(text, name, &words));
        self.by_name.insert(key, entity);
        let known = &mut self.entities[entity];
        known.full += 1;
        if words.len() > known.words.len() {
            known.name = text.phrase(name.tokens.clone());
            known.words = words;
        }
    }

    fn add(&mut self, text: &Text, name: &Name, words: &[String]) -> usize {
        let person = matches!(name.kind, NameKind::Person | NameKind::Unclear);
        let gender = words.first().filter(|_| person && words.len() > 1);
        self.entities.push(Entity {
            name: text.phrase(name.tokens.clone()),
            kind: name.kind,
            gender: gender.and_then(|first| gender_of_first_name(first)),
            role: None,
            role_words: HashSet::new(),
            families: HashSet::new(),
            full: 0,
            words: words.to_vec(),
        });
        let entity = self.entities.len() - 1;
        // "Vermont" is not short for "the Republican Party of Vermont".
        let own = |last: &&str| name.kind == NameKind::Place || words.len() == 1 || !is_place(last);
        if let Some(last) = surname(words).filter(own) {
            self.by_word.entry(last.to_owned()).or_default().push(entity);
        }
        entity
    }

    /// The person of whom `words` is another form: "Donald J. Trump", "Bobby Scott".
    fn same_person(&self, name: &Name, words: &[String]) -> Option<usize> {
        if matches!(name.kind, NameKind::Institution | NameKind::Place) {
            return None;
        }
        let bearers = self.by_word.get(surname(words)?)?;
        bearers.iter().copied().take(MAX_BEARERS).find(|&entity| {
            let known = &self.entities[entity].words;
            known.len() > 1
                && surname(known) == surname(words)
                && known[..known.len() - 1].iter().any(|first| same_first_name(first, &words[0]))
        })
    }

    /// Joins "U.N. Security Council" with "United Nations Security Council".
    fn unite_acronyms(&mut self) {
        let institutions = self.entities.iter().filter(|e| e.kind == NameKind::Institution);
        // The first two words of a longer name have initials of their own: "United Nations …".
        let heads = institutions.flat_map(|e| [&e.words[..], &e.words[..e.words.len().min(2)]]);
        let expansions: HashMap<String, String> =
            heads.map(|words| (initials(words), words.join(" "))).collect();
        for entity in 0..self.entities.len() {
            let Some((first, rest)) = self.entities[entity].words.split_first() else { continue };
            let Some(expansion) = expansions.get(&first.replace('.', "")) else { continue };
            let fuller = format!("{expansion} {}", rest.join(" "));
            let key = self.entities[entity].words.join(" ");
            if let Some(&fuller) = self.by_name.get(&fuller) {
                self.by_name.insert(key, fuller);
            }
        }
    }

    /// Lets institutions be found by their initials and by the ends of their names, people by
    /// their first names.
    fn index_short_forms(&mut self) {
        for entity in 0..self.entities.len() {
            let Entity { name, kind, words, .. } = &self.entities[entity];
            if self.by_name.get(&words.join(" ")) != Some(&entity) {
                continue;
            }
            let mut short = Vec::new();
            // "NASA" is not the first name of "NASA Johnson".
            let mut capitals = name.split(' ').map(is_acronym);
            let personal = !capitals.next().unwrap_or(false) || capitals.all(|shouted| shouted);
            if matches!(kind, NameKind::Person | NameKind::Unclear) && personal {
                short.push(words[0].clone());
            }
            if *kind != NameKind::Person {
                short.push(initials(words));
                short.push(words.iter().filter_map(|word| word.chars().next()).collect());
                let tails = (1..words.len().saturating_sub(1)).take(6);
                short.extend(tails.map(|from| words[from..].join(" ")));
            }
            for form in short.into_iter().filter(|form| form.len() > 1) {
                let entry = self.by_word.entry(form).or_default();
                if !entry.contains(&entity) && entry.len() < MAX_BEARERS {
                    entry.push(entity);
                }
            }
        }
    }

    /// The entity that `name` stands for, and whether another one could be meant.
    fn identify(&mut self, text: &Text, name: &Name) -> (usize, bool) {
        let words = words(text, &name.tokens);
        let key = words.join(" ");
        if words.len() > 1 {
            let whole = self.by_word.get(&key).and_then(|fuller| fuller.first().copied());
            // The end of a longer name in the same article: "the Security Council".
            if let Some(fuller) = whole.filter(|&e| self.entities[e].words.len() > words.len()) {
                return (fuller, false);
            }
            if let Some(&entity) = self.by_name.get(&key) {
                return (entity, false);
            }
        }
        let acronym = key.replace('.', "");
        let bearers = self.by_word.get(&key).or_else(|| self.by_word.get(&acronym));
        let gender = self.title_gender(text, name);
        let dotted = text.word(name.tokens.start).contains('.') && words.len() == 1;
        let fits = |&entity: &usize| {
            let known = self.entities[entity].gender;
            let person = self.entities[entity].kind != NameKind::Institution;
            (gender.is_none() || known.is_none() || known == gender) && !(person && dotted)
        };
        let last = surname(&words).map(str::to_owned);
        let rank = |&entity: &usize| {
            let by_surname = surname(&self.entities[entity].words) == last.as_deref();
            let body = dotted && self.entities[entity].kind == NameKind::Institution;
            (body, by_surname, self.entities[entity].full, std::cmp::Reverse(entity))
        };
        let fitting: Vec<usize> =
            bearers.into_iter().flatten().copied().filter(fits).take(MAX_BEARERS).collect();
        if let Some(best) = fitting.iter().copied().max_by_key(rank) {
            let rivals = fitting.iter().filter(|e| rank(e).1 == rank(&best).1).count();
            return (best, rivals > 1);
        }
        let entity = self.add(text, name, &words);
        self.by_name.insert(key, entity);
        (entity, false)
    }

    fn title_gender(&self, text: &Text, name: &Name) -> Option<Gender> {
        name.title.clone().find_map(|at| gender_of_title(&text.lower(at)))
    }

    /// Takes in what stands around a name about its bearer.
    fn learn(&mut self, text: &Text, name: &Name, entity: usize) {
        let gender = self.title_gender(text, name);
        let title = meaningful(text, name.title.clone());
        // "In Strelsau, a senator …" says nothing of the town.
        let place = name.kind == NameKind::Place;
        let after = if place { title.clone() } else { apposition(text, name.tokens.end) };
        let before = apposition_before(text, &name.tokens);
        let known = &mut self.entities[entity];
        known.gender = known.gender.or(gender);
        if known.kind == NameKind::Unclear {
            if name.kind == NameKind::Person || !before.is_empty() {
                known.kind = NameKind::Person;
            } else if is_apposed_body(text, name.tokens.end) {
                known.kind = NameKind::Institution;
            }
        }
        let party = party(text, name.tokens.end);
        for at in title.clone().chain(after.clone()).chain(before.clone()) {
            let word = text.lower(at);
            if text.is_word(at) && !lexicon::is_preposition(&word) {
                let families = role_families(&word);
                known.role_words.insert(stem(&word));
                known.families.extend(families);
                if !families.is_empty() {
                    let bearers = self.by_role.entry(stem(&word)).or_default();
                    if !bearers.contains(&entity) && bearers.len() < MAX_BEARERS {
                        bearers.push(entity);
                    }
                }
            }
        }
        known.role_words.extend(party);
        let role = [after, title, before].into_iter().find(|role| !role.is_empty());
        if let Some(role) = role.filter(|_| known.role.is_none()) {
            known.role = in_words(&text.phrase(role));
        }
    }

    fn occurs(&mut self, text: &Text, entity: usize, tokens: Range<usize>, ambiguous: bool) {
        let subject = text.is_first(tokens.start) || is_verb(&text.lower(tokens.end));
        self.occurrences.push(Occurrence { entity, tokens, subject, ambiguous });
    }

    /// A title that stands alone is a name where the article has somebody of that surname.
    fn find_among_titles(&mut self, text: &Text) {
        for at in names::lone_titles(text) {
            let word = text.lower(at);
            let so_called = |entity: &&usize| {
                let known = &self.entities[**entity];
                known.words.len() > 1 && surname(&known.words) == Some(&word)
            };
            let bearers = self.by_word.get(&word);
            if let Some(&entity) = bearers.and_then(|bearers| bearers.iter().find(so_called)) {
                self.occurs(text, entity, at..at + 1, false);
            }
        }
    }

    /// Names in title-case lines are found only when the text has them too.
    fn find_in_headlines(&mut self, text: &Text) {
        let mut at = 0;
        while at < text.len() {
            if !text.is_titled(at) || !text.is_capital(at) {
                at += 1;
                continue;
            }
            let found = (1..=4).rev().find_map(|length| {
                let tokens = at..(at + length).min(text.len());
                // "Jo Doe:" is the name of nobody.
                if !text.is_word(tokens.end - 1) {
                    return None;
                }
                let key = words(text, &tokens).join(" ");
                let single = || self.by_word.get(&key).and_then(|all| all.first().copied());
                let entity = self.by_name.get(&key).copied().or_else(single)?;
                Some((entity, tokens))
            });
            match found {
                Some((entity, tokens)) if !is_function_word(&text.lower(at)) => {
                    at = tokens.end;
                    self.occurs(text, entity, tokens, false);
                }
                _ => at += 1,
            }
        }
    }
}

/// More bearers of one name than this are not told apart.
const MAX_BEARERS: usize = 8;

/// The words of a name in lower case: hyphenated ones whole, nicknames without their marks.
fn words(text: &Text, tokens: &Range<usize>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joined = false;
    for at in tokens.clone() {
        let word = text.word(at);
        let hyphen = matches!(word, "-" | "‑" | "–");
        if !hyphen && !word.starts_with(char::is_alphanumeric) && word != "&" {
            continue;
        }
        let lower = if hyphen { "-".to_owned() } else { text.lower(at).replace('’', "'") };
        match words.last_mut().filter(|_| joined || hyphen) {
            Some(last) => last.push_str(&lower),
            None => words.push(lower),
        }
        joined = hyphen;
    }
    words
}

/// Whether `word` is all capitals.
fn is_acronym(word: &str) -> bool {
    word.len() > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// The first letters of a name's words, small ones aside.
fn initials(words: &[String]) -> String {
    let named = words.iter().filter(|word| !is_function_word(word));
    named.filter_map(|word| word.chars().next()).collect()
}

/// The last word of a name, "Jr." aside.
fn surname(words: &[String]) -> Option<&str> {
    let last = words.iter().rev().find(|w| !matches!(&***w, "jr" | "sr" | "ii" | "iii" | "iv"));
    last.map(String::as_str)
}

fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "has"
            | "had"
            | "will"
            | "would"
            | "said"
            | "says"
            | "told"
            | "also"
            | "who"
            | "did"
            | "does"
            | "went"
            | "came"
            | "made"
            | "took"
            | "gave"
            | "and"
            | "wrote"
            | "can"
            | "could"
    ) || (word.len() > 4 && word.ends_with("ed"))
}
