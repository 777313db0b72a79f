//! Whom a pronoun or a description stands for.
//!
//! Each candidate among the names shortly before is weighed by how near it stands, whether it is a
//! subject, whether it has just spoken, and whether gender and role agree; the heaviest one wins.
//! The search looks back over a bounded number of names, so that its cost does not grow with the
//! article.

use super::cast::{Cast, Occurrence};
use super::first_names::Gender;
use super::lexicon::{is_any_body, is_function_word, is_group, is_preposition};
use super::names::NameKind;
use super::sources::Pronoun;
use super::text::Text;

/// Who is meant by a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Voice {
    /// An index into [`Cast::entities`].
    One(usize),
    /// Several of them, in order.
    Several(Vec<usize>),
    /// A source without a name, by its words; whether it is plural.
    Unnamed(String, bool),
}

/// A voice with how sure it is, from 0 to 1.
pub(super) type Guess = (Voice, f32);

/// How many names before a pronoun are looked at.
pub(super) const WINDOW: usize = 40;
/// How many sentences back a name can be for a pronoun to stand for it.
const REACH: usize = 12;

/// What pronouns and descriptions are resolved against.
pub(super) struct Scene<'s> {
    pub(super) text: &'s Text<'s>,
    pub(super) cast: &'s Cast,
    /// Who has spoken so far, with the token of the source; in text order.
    pub(super) spoken: Vec<(usize, Voice)>,
}

impl Scene<'_> {
    /// Whom the pronoun at token `at` stands for.
    pub(super) fn pronoun(&self, pronoun: Pronoun, at: usize) -> Option<Guess> {
        match pronoun {
            Pronoun::He => self.person(at, Some(Gender::He)),
            Pronoun::She => self.person(at, Some(Gender::She)),
            Pronoun::It => self.body(at, None).or_else(|| self.last_voice(at, 4)),
            Pronoun::They => {
                let voice = self.several_before(at).or_else(|| self.body(at, None));
                voice.or_else(|| self.last_voice(at, 3))
            }
            Pronoun::Some => self
                .several_before(at)
                .or_else(|| Some((Voice::Unnamed(self.text.phrase(at..at + 1), true), 0.6))),
            Pronoun::Relative => self.relative(at),
            Pronoun::First => self.last_voice(at, 2).filter(|_| self.text.is_quoted(at)),
            Pronoun::Each => {
                let voice = self.pair_before(at).or_else(|| self.several_before(at));
                voice.or_else(|| self.last_voice(at, 3))
            }
        }
    }

    /// The occurrences before token `at`, nearest first, within the window.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = &Occurrence> {
        let all = &self.cast.occurrences;
        let end = all.partition_point(|occurrence| occurrence.tokens.start < at);
        let sentence = self.text.sentence(at);
        all[..end].iter().rev().take(WINDOW).take_while(move |occurrence| {
            sentence - self.text.sentence(occurrence.tokens.start) <= REACH
        })
    }

    /// The person of `gender` that is most likely meant at token `at`.
    pub(super) fn person(&self, at: usize, gender: Option<Gender>) -> Option<Guess> {
        let described = self.described_before(at);
        let before = self.before(at).enumerate();
        let mut weights: Vec<(usize, f32)> = Vec::new();
        for (rank, occurrence) in described.iter().map(|one| (0, one)).chain(before) {
            let entity = &self.cast.entities[occurrence.entity];
            let bodily = matches!(entity.kind, NameKind::Institution | NameKind::Place);
            let other = gender.is_some() && entity.gender.is_some() && entity.gender != gender;
            if bodily || other {
                continue;
            }
            let mut weight = self.weight(occurrence, at, rank);
            if entity.gender.is_some() {
                weight += 0.6;
            }
            if entity.kind == NameKind::Unclear {
                weight -= 1.0;
            }
            match weights.iter_mut().find(|(known, _)| *known == occurrence.entity) {
                Some((_, best)) => *best = best.max(weight) + 0.15,
                None => weights.push((occurrence.entity, weight)),
            }
        }
        best(weights)
    }

    /// How likely an occurrence is what is pointed back to at token `at`.
    fn weight(&self, occurrence: &Occurrence, at: usize, rank: usize) -> f32 {
        let start = occurrence.tokens.start;
        let sentences = self.text.sentence(at) - self.text.sentence(start);
        let mut weight = 4.0 - 0.7 * sentences.min(8) as f32 - 0.05 * rank as f32;
        if occurrence.subject {
            weight += 1.2;
        }
        if self.text.is_possessive(occurrence.tokens.end) {
            weight -= 0.3;
        }
        if self.text.is_quoted(start) && !self.text.is_quoted(at) {
            weight -= 2.5;
        }
        if let Some((_, Voice::One(entity))) = self.spoken.last()
            && *entity == occurrence.entity
        {
            weight += 1.3;
        }
        if self.spoken.iter().rev().take(8).any(|(token, _)| occurrence.tokens.contains(token)) {
            weight += 0.8;
        }
        weight
    }

    /// The voice that was heard last, within so many sentences before token `at`.
    fn last_voice(&self, at: usize, sentences: usize) -> Option<Guess> {
        let (token, voice) = self.spoken.last()?;
        let near = self.text.sentence(at).abs_diff(self.text.sentence(*token)) <= sentences;
        near.then(|| (voice.clone(), 0.5))
    }

    /// The institution, place or document that is most likely meant; with `word`, rather one that
    /// has it in its name.
    pub(super) fn body(&self, at: usize, word: Option<&str>) -> Option<Guess> {
        let spoken = self.spoken.iter().rev().take(3).find(|(token, voice)| {
            let near = self.text.sentence(at).abs_diff(self.text.sentence(*token)) <= 3;
            near && match voice {
                Voice::One(entity) => self.cast.entities[*entity].kind != NameKind::Person,
                Voice::Several(_) => false,
                Voice::Unnamed(_, plural) => !plural && word.is_none(),
            }
        });
        let mut weights: Vec<(usize, f32)> = Vec::new();
        for (rank, occurrence) in self.before(at).enumerate() {
            let entity = &self.cast.entities[occurrence.entity];
            let bodily = match word {
                Some(_) => entity.kind == NameKind::Institution,
                None => matches!(entity.kind, NameKind::Institution | NameKind::Place),
            };
            if !bodily {
                continue;
            }
            let named = word.is_some_and(|word| {
                entity.name.split(' ').any(|part| part.eq_ignore_ascii_case(word))
            });
            // "The firm" can be any, "the council" only one that has it in its name.
            if word.is_some_and(|word| !named && !is_any_body(word)) {
                continue;
            }
            let weight = self.weight(occurrence, at, rank) + if named { 4.0 } else { 0.0 };
            weights.push((occurrence.entity, weight));
        }
        let found = best(weights);
        match (spoken, found) {
            (Some((_, voice)), None) => Some((voice.clone(), 0.5)),
            (Some((_, voice @ Voice::Unnamed(..))), Some(_)) => Some((voice.clone(), 0.5)),
            (_, found) => found,
        }
    }

    /// Those of several who spoke shortly before token `at`.
    fn several_before(&self, at: usize) -> Option<Guess> {
        let near =
            self.spoken.iter().rev().take(4).filter(|(token, _)| {
                self.text.sentence(at).abs_diff(self.text.sentence(*token)) <= 5
            });
        let plural = |voice: &Voice| match voice {
            Voice::One(entity) => self.cast.entities[*entity].kind == NameKind::Institution,
            Voice::Several(_) => true,
            Voice::Unnamed(_, plural) => *plural,
        };
        let mut near = near.map(|(_, voice)| voice);
        near.find(|voice| plural(voice)).map(|voice| (voice.clone(), 0.6))
    }

    /// The two persons who were last named or spoke together.
    fn pair_before(&self, at: usize) -> Option<Guess> {
        let together = self.spoken.iter().rev().take(4).find_map(|(_, voice)| match voice {
            Voice::Several(_) => Some((voice.clone(), 0.7)),
            _ => None,
        });
        together.or_else(|| self.persons_where(at, 2, |_| true))
    }

    /// The last `count` persons for whom `fits` holds, in text order.
    pub(super) fn persons_where(
        &self,
        at: usize,
        count: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<Guess> {
        let mut found: Vec<usize> = Vec::new();
        for occurrence in self.before(at) {
            let entity = occurrence.entity;
            let person = self.cast.entities[entity].kind == NameKind::Person;
            if person && !found.contains(&entity) && fits(entity) {
                found.push(entity);
            }
            if found.len() == count {
                found.sort_unstable();
                return Some((Voice::Several(found), 0.5));
            }
        }
        None
    }

    /// What "who" or "which" at token `at` follows.
    fn relative(&self, at: usize) -> Option<Guess> {
        let start = self.text.sentence_tokens(self.text.sentence(at)).start;
        let mut end = at;
        let skipped = |word: &str| {
            matches!(
                word,
                "," | "of" | "most" | "some" | "all" | "many" | "both" | "—" | "–" | "--"
            )
        };
        while end > start && at - end < 4 && skipped(self.text.word(end - 1)) {
            end -= 1;
        }
        // "… have drawn questions from some who fear them"
        if end < at && end > start && is_function_word(&self.text.lower(end - 1)) {
            return Some((Voice::Unnamed(self.text.phrase(end..at), true), 0.6));
        }
        if let Some(name) = end.checked_sub(1).and_then(|token| self.cast.at(token)) {
            let name = &self.cast.occurrences[name];
            let person = self.cast.entities[name.entity].kind == NameKind::Person;
            let of = self.place_after(start, name.tokens.start);
            match of.filter(|_| self.text.word(at) == "who" && !person) {
                // "a clerk at the State Department who …"
                Some(of) => end = of,
                None => return Some((Voice::One(name.entity), 0.9)),
            }
        }
        // "Jo Doe, an adviser to the campaign, who …"
        let noun = self.noun_before(start, end)?;
        let apposed = (start..end).rev().take(20).find_map(|token| {
            let name = &self.cast.occurrences[self.cast.at(token)?];
            let person = self.cast.entities[name.entity].kind == NameKind::Person;
            (person && self.text.word(name.tokens.end) == ",").then_some(name.entity)
        });
        let (phrase, plural) = noun;
        match apposed.filter(|_| !plural) {
            Some(entity) => Some((Voice::One(entity), 0.8)),
            None => Some((Voice::Unnamed(phrase, plural), 0.7)),
        }
    }

    /// The preposition before the name at token `name`, "the" aside, where a noun stands before it.
    fn place_after(&self, start: usize, name: usize) -> Option<usize> {
        let the = usize::from(name > start && self.text.word(name - 1) == "the");
        let of = (name - the).checked_sub(1).filter(|&of| of > start)?;
        matches!(self.text.word(of), "at" | "on" | "in" | "of" | "from" | "with" | "for")
            .then_some(of)
    }

    /// The noun phrase that ends before token `end`, and whether it is plural.
    fn noun_before(&self, start: usize, end: usize) -> Option<(String, bool)> {
        let mut first = end;
        while first > start && end - first < 6 {
            let word = self.text.lower(first - 1);
            let number = word.starts_with(char::is_numeric);
            let verb =
                first < end && ["ed", "ing", "es"].iter().any(|suffix| word.ends_with(suffix));
            let counted = matches!(
                &*word,
                "two"
                    | "three"
                    | "four"
                    | "five"
                    | "six"
                    | "seven"
                    | "many"
                    | "some"
                    | "several"
                    | "few"
            );
            if counted || number {
                first -= 1;
                break;
            }
            if !self.text.is_word(first - 1) || is_function_word(&word) && first < end || verb {
                break;
            }
            first -= 1;
        }
        let last = self.text.lower(end.checked_sub(1)?);
        if first == end || is_preposition(&last) || matches!(&*last, "and" | "or" | "but") {
            return None;
        }
        Some((self.text.phrase(first..end), last.ends_with('s') || is_group(&last)))
    }
}

/// The heaviest candidate; the surer, the more it outweighs the next one.
pub(super) fn best(mut weights: Vec<(usize, f32)>) -> Option<Guess> {
    weights.sort_by(|one, other| other.1.total_cmp(&one.1));
    let &(entity, weight) = weights.first()?;
    let next = weights.iter().find(|(other, _)| *other != entity).map_or(weight - 4.0, |(_, w)| *w);
    let lead = (weight - next).clamp(0.0, 4.0);
    Some((Voice::One(entity), 0.5 + 0.1 * lead))
}
