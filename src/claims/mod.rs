//! What can be checked: clauses that assert something that the public has an interest in.

mod clauses;
mod kinds;
mod lexicon;
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
use crate::language::{Sentence, Structure};
use crate::span::Span;
use crate::speakers::Speakers;
use std::ops::Range;
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

/// The score from which a claim is marked.
const MARKED: f32 = 0.35;

/// Every check-worthy claim of the article's body, in text order.
#[must_use]
pub fn find(
    article: &Article,
    structure: &Structure,
    attributions: &[Attribution],
    speakers: &Speakers,
) -> Vec<CheckableClaim> {
    let voices = Voices::new(&article.text, attributions);
    let body = |sentence: &&Sentence| article.blocks[sentence.block].kind.is_body();
    let mut claims = Vec::new();
    for sentence in structure.sentences.iter().filter(body) {
        let tokens = &structure.tokens[sentence.tokens.clone()];
        let words = Words::new(&article.text, tokens);
        for passage in voices.passages(tokens) {
            let asserted_by = passage.attribution.and_then(|index| speakers.of[index]);
            let speaker = asserted_by.map(|index| speakers.list[index].name.as_str());
            for clause in clauses::clauses(&words, passage.range) {
                claims.extend(read(&words, clause, asserted_by, speaker));
            }
        }
    }
    claims
}

/// The claim that the tokens `clause` make; `None` when it is not worth a check.
fn read(
    words: &Words,
    clause: Range<usize>,
    asserted_by: Option<usize>,
    speaker: Option<&str>,
) -> Option<CheckableClaim> {
    // The mark after a clause tells a question; it stands outside.
    let signals = signals::signals(words, clause.start..(clause.end + 1).min(words.len()));
    let score = worth::worth(&signals);
    if score < MARKED {
        return None;
    }
    let mut why = worth::reasons(words, &clause, &signals);
    why.extend(speaker.map(|name| format!("attributed to {name}")));
    Some(CheckableClaim {
        kind: kinds::kind(&signals),
        span: vec![words.span(&clause)],
        asserted_by,
        quantities: quantities::quantities(words, clause),
        score,
        why,
    })
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
