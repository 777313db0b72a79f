//! What can be checked: clauses that assert something that the public has an interest in.

mod clauses;
mod features;
mod kinds;
mod lexicon;
mod model;
mod quantities;
mod signals;
mod trim;
mod vocabulary;
mod voices;
mod words;
mod worth;

use crate::annotation::{ClaimKind, Quantity};
use crate::article::Article;
use crate::attribution::Attribution;
use crate::language::{Sentence, Structure, tokenize};
use crate::span::Span;
use crate::speakers::Speakers;
use model::{MODEL, Question};
use voices::Voices;
use words::Words;

/// A clause that asserts something checkable.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckableClaim {
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// The clause: fragments in text order, at least one.
    pub span: Vec<Span>,
    /// The index in [`Speakers::list`] of who asserts it; `None` when the article itself does.
    pub asserted_by: Option<usize>,
    /// The figures in it, in text order.
    pub quantities: Vec<Quantity>,
    /// How much it is worth checking, from 0 to 1.
    pub score: f32,
    /// Why it was marked, each reason in words.
    pub why: Vec<String>,
}

/// The score from which a claim is marked. Calibrated scores make the best F1 at half of that F1,
/// near 0.35; lower, because the reader can raise the bar and a mark too many is gone with one
/// action, while a claim that is not marked is never seen.
const MARKED: f32 = 0.25;

/// Every check-worthy claim of the article's body, in text order.
#[must_use]
pub fn find(
    article: &Article,
    structure: &Structure,
    attributions: &[Attribution],
    speakers: &Speakers,
) -> Vec<CheckableClaim> {
    let voices = Voices::new(&article.text, &structure.tokens, attributions);
    let body = |sentence: &&Sentence| article.blocks[sentence.block].kind.is_body();
    let sentences = structure.sentences.iter().filter(body);
    sentences
        .flat_map(|sentence| {
            let tokens = &structure.tokens[sentence.tokens.clone()];
            claims_of(&Words::new(&article.text, tokens), &voices, speakers)
        })
        .collect()
}

/// The claims of one sentence.
fn claims_of(words: &Words, voices: &Voices, speakers: &Speakers) -> Vec<CheckableClaim> {
    let mut clauses = Vec::new();
    let mut asserters = Vec::new();
    for passage in voices.passages(words.tokens) {
        let asserted_by = passage.attribution.and_then(|index| speakers.of[index]);
        for clause in clauses::clauses(words, passage.range) {
            let signals = worth::signals_of(words, &clause);
            clauses.push((clause, signals));
            asserters.push(asserted_by);
        }
    }
    let scores = worth::worths(words, &clauses);
    let marked = clauses.into_iter().zip(asserters).zip(scores).filter(|(_, s)| *s >= MARKED);
    marked
        .map(|(((clause, signals), asserted_by), score)| {
            let mut why = worth::reasons(words, &clause, &signals, Question::News);
            let speaker = asserted_by.map(|index| speakers.list[index].name.as_str());
            why.extend(speaker.map(|name| format!("attributed to {name}")));
            CheckableClaim {
                kind: kinds::kind(&signals),
                span: vec![words.span(&clause)],
                asserted_by,
                quantities: quantities::quantities(words, clause),
                score,
                why,
            }
        })
        .collect()
}

/// What can be said of a single sentence without an article around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// How probable it is that fact-checkers of debates would find it worth a check.
    pub score: f32,
    /// How probable it is that it can be checked at all.
    pub checkable: f32,
    /// What kind of thing it asserts.
    pub kind: ClaimKind,
    /// What speaks for a check, each reason in words.
    pub why: Vec<String>,
}

/// Judges a single sentence. Linear in its length; never fails.
#[must_use]
pub fn judge(sentence: &str) -> Judgement {
    let tokens = tokenize(sentence, Span::new(0, sentence.len()));
    let words = Words::new(sentence, &tokens);
    let all = 0..words.len();
    let signals = signals::signals(&words, all.clone());
    let features = features::features(&words, all.clone(), &signals);
    Judgement {
        score: MODEL.probability(Question::Worth, &features),
        checkable: MODEL.probability(Question::Checkable, &features),
        kind: kinds::kind(&signals),
        why: worth::reasons(&words, &all, &signals, Question::Worth),
    }
}

/// The numbers of the features, named and hashed, that the model sees of a sentence: what training
/// reads.
#[must_use]
pub fn features_of(sentence: &str) -> (Vec<u16>, Vec<u16>) {
    let tokens = tokenize(sentence, Span::new(0, sentence.len()));
    let words = Words::new(sentence, &tokens);
    let all = 0..words.len();
    let features = features::features(&words, all.clone(), &signals::signals(&words, all));
    (features.named, features.hashed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{QuoteKind, Speaker, SpeakerKind};
    use crate::{article, language};

    /// The claims of `text`; `content` is what the speaker Ada Lund says in it, after `cue`.
    fn claims(text: &str, content: &str, cue: &str) -> Vec<(String, CheckableClaim)> {
        let article = article::from_text(text);
        let structure = language::read(&article);
        let place = |part: &str| {
            let start = article.text.find(part).expect("the part stands in the text");
            Span::new(start, start + part.len())
        };
        let attributions = [Attribution {
            kind: QuoteKind::Indirect,
            content: vec![place(content)],
            cue: vec![place(cue)],
            source: Vec::new(),
            score: 1.0,
            why: Vec::new(),
        }];
        let speaker = Speaker {
            id: "s1".into(),
            name: "Ada Lund".into(),
            role: None,
            kind: SpeakerKind::Person,
            mentions: Vec::new(),
        };
        let speakers = Speakers { list: vec![speaker], of: vec![Some(0)], ..Speakers::default() };
        find(&article, &structure, &attributions, &speakers)
            .into_iter()
            .map(|claim| (claim.span[0].of(&article.text).to_owned(), claim))
            .collect()
    }

    const TEXT: &str = "Harbour trade grows\n\nOver 700 people were rescued on Friday after the \
        ferry sank in the harbour. Trade with the islands has surged since the treaty, reaching \
        $24 billion in 2023, Ada Lund said in a long interview. What a wonderful day! Shall we go?\n";

    #[test]
    fn clauses_with_figures_and_trends_are_claims_with_their_speaker() {
        let trade = "Trade with the islands has surged since the treaty";
        let content = format!("{trade}, reaching $24 billion in 2023");
        let found = claims(TEXT, &content, "said");
        let read: Vec<_> = found.iter().map(|(text, c)| (&**text, c.kind, c.asserted_by)).collect();
        let rescue = "Over 700 people were rescued on Friday after the ferry sank in the harbour";
        assert_eq!(
            read,
            [
                (rescue, ClaimKind::Quantity, None),
                (trade, ClaimKind::Trend, Some(0)),
                ("reaching $24 billion in 2023", ClaimKind::Quantity, Some(0)),
            ]
        );
    }

    #[test]
    fn reasons_are_in_words() {
        let found = claims(TEXT, "Trade with the islands has surged since the treaty", "said");
        let (_, trend) = &found[1];
        assert!(trend.why.contains(&"compares over time: has surged".to_owned()), "{trend:?}");
        assert!(trend.why.contains(&"attributed to Ada Lund".to_owned()), "{trend:?}");
    }

    #[test]
    fn much_of_anything_takes_linear_time() {
        for part in ["while ", "\u{201c}", "“a ", "and the ", "half ", "(", "of 5 ", "was, which "]
        {
            let article = article::from_text(&part.repeat(20_000));
            let structure = language::read(&article);
            let found = find(&article, &structure, &[], &Speakers::default());
            assert!(found.len() <= 20_000);
        }
    }
}
