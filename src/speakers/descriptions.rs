//! Whom a description ("the senator", "the Ruritanian leader") stands for: the one near by whose
//! known roles agree with it best.

use super::antecedents::{Guess, Scene, Voice, WINDOW, best};
use super::lexicon::{gender_of_title, is_body, is_function_word, is_role, role_families, stem};
use super::names::NameKind;
use super::sources::Phrase;

impl Scene<'_> {
    /// The one whom a description stands for; `None` when it names nobody that is known.
    pub(super) fn description(&self, phrase: &Phrase) -> Option<Guess> {
        if !phrase.definite || phrase.tokens.len() > 12 {
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
        (plain && !phrase.bare && phrase.tokens.len() <= 2 && is_body(&head))
            .then(|| self.body(phrase.tokens.start, Some(&head)))
            .flatten()
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
        let text = self.text;
        let at = phrase.tokens.start;
        let families = role_families(head);
        let gender = gender_of_title(head);
        // "The candidate's doctor" is a doctor.
        let owner = phrase.tokens.clone().rev().find(|&at| text.is_possessive(at));
        let own = owner.map_or(at, |owner| owner + 1)..phrase.tokens.end;
        let said: Vec<String> = own
            .clone()
            .filter(|&at| self.text.is_word(at) && !is_function_word(&self.text.lower(at)))
            .map(|at| stem(self.text.word(at)))
            .collect();
        // "The leader" can be many, "the Vermont senator" is told by place, but "the band leader"
        // has to be a leader of a band.
        let plain = own.clone().all(|at| {
            at == phrase.head
                || !text.is_word(at)
                || text.is_capital(at)
                || is_function_word(&text.lower(at))
                || GENERIC.contains(&text.word(at))
        });
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
            let shared = said.iter().filter(|word| entity.role_words.contains(*word)).count();
            let family = families.iter().any(|family| entity.families.contains(family));
            let exact = entity.role_words.contains(&stem(head));
            if (!family && shared == 0) || (!plain && !exact && shared == 0) {
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
            let (voice, _) =
                self.person(at, gender).filter(|_| !phrase.bare && plain && owner.is_none())?;
            Some((voice, 0.4))
        })
    }
}

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
