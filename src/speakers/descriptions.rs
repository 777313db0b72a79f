//! Whom a description ("the senator", "the Ruritanian leader") stands for: the one near by whose
//! known roles agree with it best.

use super::antecedents::{Guess, Scene, Voice, WINDOW, best};
use super::cast::Occurrence;
use super::lexicon::{gender_of_title, is_body, is_function_word, is_role, role_families, stem};
use super::names::NameKind;
use super::sources::Phrase;

impl Scene<'_> {
    /// The one whom a description stands for; `None` when it names nobody that is known.
    pub(super) fn description(&self, phrase: &Phrase) -> Option<Guess> {
        // "President Doe's executive" tells of somebody else, who has not been named.
        let owned = phrase.tokens.clone().any(|at| self.text.is_possessive(at));
        if !phrase.definite || (phrase.bare && owned) || phrase.tokens.len() > 12 {
            return None;
        }
        let head = self.text.lower(phrase.head);
        if phrase.plural {
            return self.described_group(phrase, &head);
        }
        if is_role(&head) {
            return self.described_person(phrase, &head);
        }
        let plain = phrase.tokens.clone().all(|at| self.cast.at(at).is_none());
        if !plain || phrase.bare || phrase.tokens.len() > 2 || !is_body(&head) {
            return None;
        }
        self.same_body(&head).or_else(|| self.body(phrase.tokens.start, Some(&head)))
    }

    /// "The council" after "the town council": a source without a name that ends with `word`.
    fn same_body(&self, word: &str) -> Option<Guess> {
        let ends = |words: &str| {
            let last = words.rsplit(' ').next();
            last.is_some_and(|last| last.eq_ignore_ascii_case(word))
        };
        let voices = self.spoken.iter().rev().take(WINDOW).map(|(_, voice)| voice);
        let found = voices
            .into_iter()
            .find(|voice| matches!(voice, Voice::Unnamed(words, false) if ends(words)));
        found.map(|voice| (voice.clone(), 0.6))
    }

    fn described_group(&self, phrase: &Phrase, head: &str) -> Option<Guess> {
        let families = role_families(head);
        let fits = |entity: usize| {
            let known = &self.cast.entities[entity].families;
            families.iter().any(|family| known.contains(family))
        };
        let short = phrase.tokens.len() <= 2;
        let two = phrase.tokens.clone().any(|at| self.text.word(at) == "two");
        let together = self.spoken.iter().rev().take(WINDOW).find_map(|(_, voice)| match voice {
            Voice::Several(members) => Some((members, voice)),
            _ => None,
        });
        let rivals = role_families("rival").iter().any(|family| families.contains(family));
        if let Some((members, voice)) = together.filter(|_| short)
            && (rivals || members.iter().any(|&member| fits(member)))
        {
            return Some((voice.clone(), if rivals { 0.4 } else { 0.6 }));
        }
        (short && !families.is_empty())
            .then(|| self.persons_where(phrase.tokens.start, 2, fits))
            .flatten()
            .or_else(|| two.then(|| self.persons_where(phrase.tokens.start, 2, |_| true)).flatten())
    }

    fn described_person(&self, phrase: &Phrase, head: &str) -> Option<Guess> {
        let about = self.about(phrase);
        let guess = self.by_role(phrase, head, &about).or_else(|| {
            let (voice, _) = self
                .person(phrase.tokens.start, gender_of_title(head))
                .filter(|_| !phrase.bare && about.plain && !about.owned)?;
            Some((voice, 0.4))
        })?;
        let other = matches!(guess.0, Voice::One(entity) if self.is_of_other_party(entity, &about));
        (!other).then_some(guess)
    }

    /// Whether somebody is known to be of another party than the one described.
    fn is_of_other_party(&self, entity: usize, about: &About) -> bool {
        let known = &self.cast.entities[entity].role_words;
        let parties = ["democrat", "republican"].map(stem);
        let [mine, theirs] = [0, 1].map(|party| {
            let (this, other) = (&parties[party], &parties[1 - party]);
            about.words.contains(this) && known.contains(other) && !known.contains(this)
        });
        mine || theirs
    }

    fn about(&self, phrase: &Phrase) -> About {
        let text = self.text;
        // "The candidate's doctor" is a doctor.
        let owner = phrase.tokens.clone().rev().find(|&at| text.is_possessive(at));
        let own = owner.map_or(phrase.tokens.start, |owner| owner + 1)..phrase.tokens.end;
        let words = own
            .clone()
            .filter(|&at| text.is_word(at) && !is_function_word(&text.lower(at)))
            .map(|at| stem(text.word(at)))
            .collect();
        let plain = own.clone().all(|at| {
            at == phrase.head
                || !text.is_word(at)
                || text.is_capital(at)
                || is_function_word(&text.lower(at))
                || GENERIC.contains(&text.word(at))
        });
        About { words, plain, owned: owner.is_some() }
    }

    /// The person whose roles agree with a description best.
    fn by_role(&self, phrase: &Phrase, head: &str, about: &About) -> Option<Guess> {
        let at = phrase.tokens.start;
        let families = role_families(head);
        let gender = gender_of_title(head);
        // A headline describes whom the article is about to name.
        let ahead = self.cast.occurrences.partition_point(|o| o.tokens.start < at);
        let ahead =
            self.cast.occurrences[ahead..].iter().take(if phrase.bare { WINDOW } else { 0 });
        let mut weights: Vec<(usize, f32)> = Vec::new();
        for (rank, occurrence) in self.before(at).chain(ahead).enumerate() {
            let entity = &self.cast.entities[occurrence.entity];
            let other = gender.is_some() && entity.gender.is_some() && entity.gender != gender;
            if other || matches!(entity.kind, NameKind::Institution | NameKind::Place) {
                continue;
            }
            let shared = about.words.iter().filter(|word| entity.role_words.contains(*word));
            let shared = shared.count();
            let family = families.iter().any(|family| entity.families.contains(family));
            let exact = entity.role_words.contains(&stem(head));
            if (!family && shared == 0) || (!about.plain && !exact && shared == 0) {
                continue;
            }
            let mut weight = shared as f32 + if family { 1.5 } else { 0.0 } - 0.04 * rank as f32;
            if self.spoken.last().is_some_and(|(_, voice)| *voice == Voice::One(occurrence.entity))
            {
                weight += 0.5;
            }
            match weights.iter_mut().find(|(known, _)| *known == occurrence.entity) {
                Some((_, best)) => *best = best.max(weight),
                None => weights.push((occurrence.entity, weight)),
            }
        }
        best(weights).or_else(|| {
            let only = self.cast.only_bearer(head).filter(|_| about.plain && !about.owned)?;
            Some((Voice::One(only), 0.5))
        })
    }

    /// The nearest description of a person shortly before token `at` ("the mayor shook her head"),
    /// as an occurrence of the one whose role it is.
    pub(super) fn described_before(&self, at: usize) -> Option<Occurrence> {
        let text = self.text;
        let from = at.saturating_sub(DESCRIBED_WITHIN);
        (from..at).rev().find_map(|the| {
            let aside = text.is_quoted(the) && !text.is_quoted(at);
            if text.lower(the) != "the" || text.block(the) != text.block(at) || aside {
                return None;
            }
            let noun = (the + 1..the + 4)
                .take_while(|&word| text.is_word(word) && !self.cast.covers(word))
                .find(|&word| is_role(&text.lower(word)))?;
            if text.is_capital(noun + 1) || text.is_possessive(noun + 1) {
                return None;
            }
            let tokens = the + 1..noun + 1;
            let phrase = Phrase { tokens, head: noun, definite: true, bare: false, plural: false };
            let guess = self.by_role(&phrase, &text.lower(noun), &self.about(&phrase))?;
            let (Voice::One(entity), _) = guess else { return None };
            let subject = text.is_first(the) || text.word(the - 1) == ",";
            Some(Occurrence { entity, tokens: the..noun + 1, subject, ambiguous: false })
        })
    }
}

/// What a description says of the one it stands for.
struct About {
    /// The stems of its words.
    words: Vec<String>,
    /// "The leader" can be many, "the Vermont senator" is told by place, but "the band leader" has
    /// to be a leader of a band.
    plain: bool,
    /// Whether it tells of somebody by another: "the candidate's doctor".
    owned: bool,
}

/// How many tokens before a pronoun a description may stand for which it stands.
const DESCRIBED_WITHIN: usize = 30;

/// Words before a role that tell nobody apart.
const GENERIC: &[&str] = &[
    "acting",
    "current",
    "embattled",
    "first",
    "former",
    "incoming",
    "longtime",
    "new",
    "outgoing",
    "presidential",
    "senior",
    "then",
    "top",
    "veteran",
    "young",
    "old",
    "popular",
    "vice",
];
