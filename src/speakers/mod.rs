//! Who is speaking: every source led back to one speaker under one name.
//!
//! [`names`] finds names in the text and [`cast`] leads the forms of each back to its fullest one;
//! [`sources`] tells what the words of a source are, and [`antecedents`] and
//! [`descriptions`] whom a pronoun or a description stands for. All of it is by rules over
//! [`lexicon`] and [`first_names`]; there is no list of persons.

mod antecedents;
mod cast;
mod descriptions;
mod first_names;
mod lexicon;
mod names;
mod sources;
mod text;

use crate::annotation::{QuoteKind, Speaker, SpeakerKind};
use crate::article::Article;
use crate::attribution::Attribution;
use crate::language::Structure;
use crate::span::Span;
use antecedents::{Guess, Scene, Voice};
use cast::Cast;
use names::NameKind;
use sources::Source;
use std::collections::HashMap;
use text::Text;

/// Who speaks in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// Everyone who speaks, in order of first mention.
    pub list: Vec<Speaker>,
    /// For each attribution, its speaker's index in [`Speakers::list`].
    pub of: Vec<Option<usize>>,
    /// For each attribution, how sure its speaker is, from 0 to 1; 0 without one.
    pub scores: Vec<f32>,
    /// For each attribution, whether no words name its source and its speaker is known from the
    /// quotation before it only.
    pub inferred: Vec<bool>,
}

/// The speakers of `attributions`. Linear in the length of the text.
#[must_use]
pub fn resolve(article: &Article, structure: &Structure, attributions: &[Attribution]) -> Speakers {
    let mut speakers = Speakers {
        list: Vec::new(),
        of: vec![None; attributions.len()],
        scores: vec![0.0; attributions.len()],
        inferred: vec![false; attributions.len()],
    };
    if structure.tokens.is_empty() {
        return speakers;
    }
    let text = Text::new(article, structure);
    let cast = Cast::of(&text);
    let mut scene = Scene { text: &text, cast: &cast, spoken: Vec::new() };
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&index| place(&attributions[index]));
    let mut voices: Vec<(usize, Guess)> = Vec::new();
    for index in order {
        let attribution = &attributions[index];
        let tokens = text.tokens_in(place(attribution));
        let inferred = attribution.source.is_empty();
        let guess = if inferred {
            inherit(&scene, attribution, tokens.start)
        } else {
            hear(&scene, tokens.clone())
        };
        let Some(guess) = guess else { continue };
        speakers.inferred[index] = inferred;
        scene.spoken.push((tokens.start, guess.0.clone()));
        voices.push((index, guess));
    }
    enlist(&text, &cast, attributions, voices, &mut speakers);
    speakers
}

/// Where an attribution stands for the order in which people speak: its source, or its content.
fn place(attribution: &Attribution) -> Span {
    attribution.source.first().or(attribution.content.first()).copied().unwrap_or_default()
}

/// Who is meant by the source in `tokens`.
fn hear(scene: &Scene, tokens: std::ops::Range<usize>) -> Option<Guess> {
    match sources::read(scene.text, scene.cast, tokens)? {
        Source::Pronoun(pronoun, at) => scene.pronoun(pronoun, at),
        Source::Names(names) => {
            let named: Vec<_> = names.iter().map(|&name| &scene.cast.occurrences[name]).collect();
            let score = if named.iter().any(|name| name.ambiguous) { 0.6 } else { 0.95 };
            let entities: Vec<usize> = named.iter().map(|name| name.entity).collect();
            match entities[..] {
                [entity] => Some((Voice::One(entity), score)),
                _ => Some((Voice::Several(entities), score)),
            }
        }
        Source::Phrase(phrase) => scene.description(&phrase).or_else(|| {
            Some((Voice::Unnamed(scene.text.phrase(phrase.tokens), phrase.plural), 0.8))
        }),
    }
}

/// The speaker of a quotation without a source: the one who spoke just before.
fn inherit(scene: &Scene, attribution: &Attribution, at: usize) -> Option<Guess> {
    let (token, voice) = scene.spoken.last()?;
    let near = scene.text.block(at).saturating_sub(scene.text.block(*token)) <= 1;
    (near && attribution.kind != QuoteKind::Indirect).then(|| (voice.clone(), 0.5))
}

/// Makes a speaker of each voice, and notes whose attributions are whose.
fn enlist(
    text: &Text,
    cast: &Cast,
    attributions: &[Attribution],
    voices: Vec<(usize, Guess)>,
    speakers: &mut Speakers,
) {
    let mut known: HashMap<Voice, usize> = HashMap::new();
    let mut entities: HashMap<usize, usize> = HashMap::new();
    for (index, (voice, score)) in voices {
        let key = match &voice {
            Voice::Unnamed(words, plural) => Voice::Unnamed(words.to_lowercase(), *plural),
            named => named.clone(),
        };
        let at = *known.entry(key).or_insert_with(|| {
            if let Voice::One(entity) = voice {
                entities.insert(entity, speakers.list.len());
            }
            speakers.list.push(speaker(cast, &voice));
            speakers.list.len() - 1
        });
        speakers.of[index] = Some(at);
        speakers.scores[index] = score;
        speakers.list[at].mentions.extend(&attributions[index].source);
    }
    for occurrence in &cast.occurrences {
        if let Some(&at) = entities.get(&occurrence.entity) {
            speakers.list[at].mentions.push(text.span(occurrence.tokens.clone()));
        }
    }
    sort(speakers);
}

/// Puts the speakers into the order of their first mention, and gives them their ids.
fn sort(speakers: &mut Speakers) {
    for speaker in &mut speakers.list {
        speaker.mentions.sort();
        let mut last: Option<Span> = None;
        speaker.mentions.retain(|mention| {
            let fresh = last.is_none_or(|last| !last.overlaps(*mention));
            if fresh {
                last = Some(*mention);
            }
            fresh
        });
    }
    let mut order: Vec<usize> = (0..speakers.list.len()).collect();
    order.sort_by_key(|&index| speakers.list[index].mentions.first().copied().unwrap_or_default());
    let mut rank = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        rank[old] = new;
        speakers.list[old].id = format!("s{}", new + 1);
    }
    speakers.of.iter_mut().flatten().for_each(|index| *index = rank[*index]);
    let mut list: Vec<_> = std::mem::take(&mut speakers.list).into_iter().zip(rank).collect();
    list.sort_by_key(|(_, rank)| *rank);
    speakers.list = list.into_iter().map(|(speaker, _)| speaker).collect();
}

fn speaker(cast: &Cast, voice: &Voice) -> Speaker {
    let mut speaker = Speaker {
        id: String::new(),
        name: String::new(),
        role: None,
        kind: SpeakerKind::Unknown,
        mentions: Vec::new(),
    };
    match voice {
        Voice::One(entity) => {
            let known = &cast.entities[*entity];
            speaker.name.clone_from(&known.name);
            speaker.role.clone_from(&known.role);
            speaker.kind = kind_of_named(known);
        }
        Voice::Several(entities) => {
            let names = entities.iter().map(|&entity| &*cast.entities[entity].name);
            let names: Vec<&str> = names.collect();
            let (last, others) = names.split_last().map_or(("", &[][..]), |(last, o)| (*last, o));
            speaker.name = format!("{} and {last}", others.join(", "));
            speaker.kind = SpeakerKind::Group;
        }
        Voice::Unnamed(words, plural) => {
            speaker.name.clone_from(words);
            speaker.kind = kind_of_unnamed(words, *plural);
        }
    }
    speaker
}

fn kind_of_named(entity: &cast::Entity) -> SpeakerKind {
    match entity.kind {
        NameKind::Person => SpeakerKind::Person,
        NameKind::Institution | NameKind::Place => SpeakerKind::Organisation,
        NameKind::Unclear if entity.gender.is_some() || entity.role.is_some() => {
            SpeakerKind::Person
        }
        NameKind::Unclear => SpeakerKind::Unknown,
    }
}

fn kind_of_unnamed(words: &str, plural: bool) -> SpeakerKind {
    let words: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
    let end = words
        .iter()
        .skip(1)
        .position(|w| lexicon::is_preposition(w))
        .map_or(words.len(), |at| at + 1);
    let Some(head) = words[..end].last() else { return SpeakerKind::Unknown };
    if lexicon::is_document(head) {
        SpeakerKind::Document
    } else if plural || lexicon::is_group(head) {
        SpeakerKind::Group
    } else if lexicon::is_role(head) {
        SpeakerKind::Person
    } else if lexicon::is_institution(head) {
        SpeakerKind::Organisation
    } else {
        SpeakerKind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;
    use proptest::prelude::*;

    /// The speakers of `text`, in which each source is written {so}; an empty pair stands for a
    /// quotation without one.
    fn speakers(marked: &str) -> (Vec<String>, Speakers) {
        let mut text = String::new();
        let mut attributions = Vec::new();
        for (index, part) in marked.split(['{', '}']).enumerate() {
            let span = Span::new(text.len(), text.len() + part.len());
            text.push_str(part);
            if index % 2 == 1 {
                let source = if part.is_empty() { vec![] } else { vec![span] };
                let content = vec![Span::new(span.end, span.end)];
                let kind = QuoteKind::Direct;
                let (cue, why) = (Vec::new(), Vec::new());
                attributions.push(Attribution { kind, content, cue, source, score: 1.0, why });
            }
        }
        let article = article::from_text(&text);
        assert_eq!(article.text, text, "offsets count the text as it is given");
        let found = resolve(&article, &crate::language::read(&article), &attributions);
        let name = |of: &Option<usize>| of.map_or("?".to_owned(), |at| found.list[at].name.clone());
        (found.of.iter().map(name).collect(), found)
    }

    fn names(marked: &str) -> Vec<String> {
        speakers(marked).0
    }

    #[test]
    fn names_lead_back_to_the_fullest_one() {
        assert_eq!(
            names(
                "It began when {Ruritanian Foreign Minister Karl Oden} said no. {Mr. Oden} said yes. {Oden} left."
            ),
            ["Karl Oden"; 3]
        );
        assert_eq!(
            names(
                "We met Robert K. \"Bobby\" Tannen and {Bobby Tannen} said no. {Tannen’s} plan was clear."
            ),
            ["Robert K. \"Bobby\" Tannen"; 2]
        );
        assert_eq!(
            names(
                "It was {Ann Brody-Keane, a lawyer for the firm,} who said so. {Ms. Brody-Keane} left."
            ),
            ["Ann Brody-Keane"; 2]
        );
    }

    #[test]
    fn titles_may_be_long_and_set_apart() {
        assert_eq!(
            names(
                "So {Ambassador to the United States Karl Oden} said. So {Ambassador Oden} said."
            ),
            ["Karl Oden"; 2]
        );
        assert_eq!(names("So {the team's coach, Yrsa Ilmen,} said no."), ["Yrsa Ilmen"]);
    }

    #[test]
    fn institutions_are_known_by_initials_and_shorter_names() {
        assert_eq!(
            names(
                "The {Global Water Safety Council} said no. {GWSC} said yes, and {the Safety Council} paid."
            ),
            ["Global Water Safety Council"; 3]
        );
    }

    #[test]
    fn two_people_with_one_surname_stay_two() {
        assert_eq!(
            names("We met Anna Moss and Peter Moss. {Mrs. Moss} said no and {Mr. Moss} said yes."),
            ["Anna Moss", "Peter Moss"]
        );
        let (_, found) = speakers("We met Anna Moss and Peter Moss. Later {Moss} said no.");
        assert!(found.scores[0] < 0.7, "either could be meant");
    }

    #[test]
    fn pronouns_agree_in_gender_and_point_to_subjects() {
        assert_eq!(
            names("{Anna Moss} said no. Then {she} met Peter Ode. {He} said yes."),
            ["Anna Moss", "Anna Moss", "Peter Ode"]
        );
        assert_eq!(
            names(
                "It was {Peter Ode, an adviser to the firm,} who left. There was Anna Moss, {who} said no."
            ),
            ["Peter Ode", "Anna Moss"]
        );
    }

    #[test]
    fn descriptions_agree_in_role() {
        assert_eq!(
            names(
                "It was {Sen. Karl Oden} who met Mayor Peter Ode. Now {the senator} said no. Then {the mayor} spoke."
            ),
            ["Karl Oden", "Karl Oden", "Peter Ode"]
        );
        assert_eq!(
            names(
                "In May Ruritanian President Karl Oden met Peter Ode. Then {the Ruritanian leader} spoke."
            ),
            ["Karl Oden"]
        );
    }

    #[test]
    fn unnamed_sources_keep_their_words_without_an_article() {
        assert_eq!(
            names(
                "So {the officials in charge, who left,} said. So {a report} said. So {some analysts} said."
            ),
            ["officials in charge", "report", "some analysts"]
        );
        let (_, found) = speakers("So {the officials in charge} said. So {a report} said.");
        let kinds: Vec<_> = found.list.iter().map(|speaker| speaker.kind).collect();
        assert_eq!(kinds, [SpeakerKind::Group, SpeakerKind::Document]);
    }

    #[test]
    fn people_who_speak_together_are_one_speaker() {
        assert_eq!(
            names("It was {Anna Moss and Peter Ode} who said so. Now {they} left."),
            ["Anna Moss and Peter Ode"; 2]
        );
    }

    #[test]
    fn a_quotation_without_source_is_inferred_from_the_one_before() {
        let (names, found) = speakers("So {Anna Moss} said.\n{}“It is so.”");
        assert_eq!(names, ["Anna Moss"; 2]);
        assert_eq!(found.inferred, [false, true]);
    }

    #[test]
    fn roles_and_mentions_are_kept() {
        let (_, found) =
            speakers("So {Anna Moss, director of the Ode Institute,} said. Moss left.");
        let moss = &found.list[0];
        assert_eq!(moss.role.as_deref(), Some("director of the Ode Institute"));
        assert_eq!((moss.kind, moss.mentions.len(), &*moss.id), (SpeakerKind::Person, 2, "s1"));
    }

    proptest! {
        #[test]
        fn any_words_can_be_a_source(text in "([A-C][a-c]{0,3}|he|who|the|and|of|Mr\\.|'s|[ ,.\"“”-]|é|senators){0,50}", at in 0..50_usize, len in 0..30_usize) {
            let article = article::from_text(&text);
            let at = article.text.floor_char_boundary(at.min(article.text.len()));
            let end = article.text.floor_char_boundary((at + len).min(article.text.len()));
            let source = vec![Span::new(at, end)];
            let attribution = Attribution { kind: QuoteKind::Direct, content: source.clone(), cue: vec![], source, score: 1.0, why: vec![] };
            let found = resolve(&article, &crate::language::read(&article), &[attribution]);
            prop_assert!(found.of.iter().flatten().all(|&at| at < found.list.len()));
            for mention in found.list.iter().flat_map(|speaker| &speaker.mentions) {
                prop_assert!(mention.get(&article.text).is_some());
            }
        }
    }
}
