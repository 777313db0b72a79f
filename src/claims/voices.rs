//! Whose words a stretch of a sentence is: the article's, or those of somebody it reports.

use super::lexicon::{
    AUXILIARY, BASE, DETERMINER, MODAL, NEGATION, PAST, PREPOSITION, THIRD, VERB,
};
use super::words::Words;
use crate::annotation::QuoteKind;
use crate::attribution::Attribution;
use crate::language::Token;
use crate::span::Span;
use std::ops::Range;

/// Tokens of a sentence that one voice speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) range: Range<usize>,
    /// The index of the attribution whose content it is; `None` for the article's own words.
    pub(super) attribution: Option<usize>,
}

/// What an attribution does with a stretch of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// It is what was said, in the attribution of this index.
    Content(usize),
    /// It says that somebody said it, and who: "Ada Lund, the mayor, told".
    Frame,
}

/// Tells the voices of an article's sentences apart.
pub(super) struct Voices {
    /// Where contents and frames stand, in text order.
    parts: Vec<(Span, Part)>,
}

impl Voices {
    /// Reads the `attributions` of `text`, whose tokens are `tokens`.
    ///
    /// Content without a finite verb asserts nothing ("plans to close", "praised the mayor for her
    /// help"), nor does a question or what is expressly not said ("did not say why"): that somebody
    /// plans, praises or is silent is the article's own claim.
    pub(super) fn new(text: &str, tokens: &[Token], attributions: &[Attribution]) -> Self {
        let mut parts = Vec::new();
        for (index, attribution) in attributions.iter().enumerate() {
            let asserts = |&span: &Span| asserts(&words_in(text, tokens, span));
            let silent = |&span: &Span| is_negated(&words_in(text, tokens, span));
            let direct = attribution.kind == QuoteKind::Direct;
            if !direct
                && (!attribution.content.iter().any(asserts) || attribution.cue.iter().any(silent))
            {
                continue;
            }
            parts.extend(attribution.content.iter().map(|&span| (span, Part::Content(index))));
            parts.extend(attribution.cue.iter().map(|&span| (span, Part::Frame)));
            let beside = attribution
                .source
                .iter()
                .filter(|&&source| attribution.cue.iter().any(|&cue| is_beside(text, source, cue)));
            parts.extend(beside.map(|&span| (span, Part::Frame)));
        }
        parts.sort_unstable();
        Self { parts }
    }

    /// The passages of a sentence with these tokens, in text order. Frames stand in none.
    pub(super) fn passages(&self, tokens: &[Token]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let first = tokens.first().map_or(0, |token| token.span.start);
        let mut at = self.parts.partition_point(|&(span, _)| span.end <= first);
        for (i, token) in tokens.iter().enumerate() {
            while self.parts.get(at).is_some_and(|&(span, _)| span.end <= token.span.start) {
                at += 1;
            }
            let part = self.parts.get(at).filter(|(span, _)| span.contains(token.span.start));
            let attribution = match part {
                Some((_, Part::Frame)) => continue,
                Some(&(_, Part::Content(index))) => Some(index),
                None => None,
            };
            match passages.last_mut() {
                Some(last) if last.range.end == i && last.attribution == attribution => {
                    last.range.end += 1;
                }
                _ => passages.push(Passage { range: i..i + 1, attribution }),
            }
        }
        passages
    }
}

/// The words of `text` that begin in `span`.
fn words_in<'t>(text: &'t str, tokens: &'t [Token], span: Span) -> Words<'t> {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    Words::new(text, &tokens[first..end.max(first)])
}

/// Whether a cue says that something was not said ("have not said"). A denial is none: it asserts.
fn is_negated(cue: &Words) -> bool {
    (0..cue.len()).any(|i| cue.any(i, NEGATION)) || cue.is(0, "declined") || cue.is(0, "refused")
}

/// Whether a piece of content seems to have a finite verb, outside an infinitive. Words that can be
/// nouns as well ("leaks") count as verbs at its end, unless what goes before makes them nouns or
/// names ("United States").
fn asserts(words: &Words) -> bool {
    let last = (1..words.len()).rev().take(MAX_BETWEEN).find(|&i| words.is_wordlike(i));
    let ends_in_verb = last.is_some_and(|i| {
        words.any(i, VERB)
            && !words.is_capital(i)
            && !words.any(i - 1, DETERMINER | PREPOSITION | VERB)
    });
    let asks = ["to", "why", "whether", "if"].iter().any(|word| words.is(0, word));
    !asks && (words.is(0, "that") || ends_in_verb || has_own_verb(words))
}

/// Whether there is a finite verb that no infinitive before it explains: in "the council to help the
/// team enter", "enter" only looks like one.
fn has_own_verb(words: &Words) -> bool {
    let Some(verb) = words.finite(0..words.len()) else { return false };
    let bare = words.any(verb, BASE) && !words.any(verb, AUXILIARY | MODAL | PAST | THIRD);
    let infinitive = |i: usize| words.is(i, "to") && words.any(i + 1, BASE);
    !(bare && (verb.saturating_sub(2 * MAX_BETWEEN)..verb).any(infinitive))
}

/// Words that may stand between a source and its cue ("Ada Lund, in a statement, said"). With more
/// between them the article asserts something of the source as well.
const MAX_BETWEEN: usize = 4;

fn is_beside(text: &str, source: Span, cue: Span) -> bool {
    let (first, second) = if source <= cue { (source, cue) } else { (cue, source) };
    let between = text.get(first.end..second.start).unwrap_or_default();
    between.split_whitespace().take(MAX_BETWEEN + 1).count() <= MAX_BETWEEN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;

    fn said(text: &str, content: &str, cue: &str, source: &str) -> Vec<(String, bool)> {
        let place = |part: &str| {
            let start = text.find(part).expect("the part stands in the text");
            vec![Span::new(start, start + part.len())]
        };
        let attribution = Attribution {
            kind: QuoteKind::Indirect,
            content: place(content),
            cue: place(cue),
            source: place(source),
            score: 1.0,
            why: Vec::new(),
        };
        let tokens = tokenize(text, Span::new(0, text.len()));
        let passages = Voices::new(text, &tokens, &[attribution]).passages(&tokens);
        let of = |range: &Range<usize>| {
            Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end).of(text)
        };
        passages.iter().map(|p| (of(&p.range).to_owned(), p.attribution.is_some())).collect()
    }

    #[test]
    fn frames_are_nobodys_words() {
        assert_eq!(
            said(
                "The dam leaks, Ada Lund said, but it holds.",
                "The dam leaks",
                "said",
                "Ada Lund"
            ),
            [
                ("The dam leaks".to_owned(), true),
                (",".to_owned(), false),
                (", but it holds.".to_owned(), false)
            ]
        );
    }

    #[test]
    fn what_the_article_says_of_a_source_stays() {
        assert_eq!(
            said(
                "The union has started a petition with 900 signatures, saying that pay is low",
                "that pay is low",
                "saying",
                "The union"
            ),
            [
                ("The union has started a petition with 900 signatures,".to_owned(), false),
                ("that pay is low".to_owned(), true)
            ]
        );
    }

    #[test]
    fn intentions_and_deeds_of_speech_are_the_articles_own() {
        let text = "The owner plans to close the mill";
        assert_eq!(
            said(text, "to close the mill", "plans", "The owner"),
            [(text.to_owned(), false)]
        );
        let text = "The owner praised the crew for its work";
        assert_eq!(
            said(text, "the crew for its work", "praised", "The owner"),
            [(text.to_owned(), false)]
        );
    }
    #[test]
    fn requests_and_silence_assert_nothing() {
        for (text, content, cue) in [
            (
                "The mayor asked the council to help the girls enter the port",
                "the council to help the girls enter the port",
                "asked",
            ),
            (
                "The police have not said why the bridge fell",
                "why the bridge fell",
                "have not said",
            ),
            (
                "They were denied visas for the United States",
                "visas for the United States",
                "were denied",
            ),
        ] {
            assert_eq!(said(text, content, cue, cue), [(text.to_owned(), false)]);
        }
    }
}
