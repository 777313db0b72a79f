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
mod roles;
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
    /// For each attribution, whether no words name its source and its speaker is known only from the
    /// quotation before it, or from the subject of its sentence.
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
            subject(&scene, attribution).or_else(|| inherit(&scene, attribution, tokens.start))
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

/// The speaker of a report without a source whose cue is a participle: the subject of the sentence
/// that it is attached to, as in "Jo Doe left, hoping to be back". That is the first name in it which is
/// neither a place or time set before ("In Port, …") nor an owner.
fn subject(scene: &Scene, attribution: &Attribution) -> Option<Guess> {
    let text = scene.text;
    let cue = text.tokens_in(*attribution.cue.first()?).start;
    if text.word(cue.checked_sub(1)?) != "," || !text.lower(cue).ends_with("ing") {
        return None;
    }
    let sentence = text.sentence_tokens(text.sentence(cue));
    let before = scene.before(cue).take_while(|name| name.tokens.start >= sentence.start);
    let is_subject = |name: &&cast::Occurrence| {
        let start = name.tokens.start;
        let depends = start > sentence.start && lexicon::is_preposition(&text.lower(start - 1));
        !depends && !text.is_possessive(name.tokens.end) && !text.is_quoted(start)
    };
    Some((Voice::One(before.filter(is_subject).last()?.entity), 0.6))
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
        let source = &attributions[index].source;
        speakers.list[at].mentions.extend(source);
        let unknown = speakers.list[at].kind == SpeakerKind::Unknown;
        if unknown && source.first().is_some_and(|&source| text.is_personal(source)) {
            speakers.list[at].kind = SpeakerKind::Person;
        }
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
        .position(|w| lexicon::is_preposition(w) || sources::opens_clause(w))
        .map_or(words.len(), |at| at + 1);
    let Some(head) = words[..end].last() else { return SpeakerKind::Unknown };
    if counts(&words) {
        SpeakerKind::Group
    } else if lexicon::is_document(head) {
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

/// Whether a phrase counts people: "number of farmers", "one of the neighbours".
fn counts(words: &[String]) -> bool {
    let counted = |word: &str| matches!(word, "number" | "majority" | "handful" | "one" | "half");
    matches!(words, [first, of, ..] if of == "of" && counted(first))
}

#[cfg(test)]
mod tests;
