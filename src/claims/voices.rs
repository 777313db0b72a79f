//! Whose words a stretch of a sentence is: the article's, or those of somebody it reports.

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
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is what was said, in the attribution of this index.
    Content(usize),
    /// It says that somebody said it.
    Cue,
}

/// Tells the voices of an article's sentences apart.
pub(super) struct Voices {
    /// Where contents and cues stand, in text order.
    parts: Vec<(Span, Part)>,
}

impl Voices {
    /// Reads the `attributions` of `text`.
    ///
    /// Intentions ("plans to close") are no voices: that somebody plans is the article's claim.
    pub(super) fn new(text: &str, attributions: &[Attribution]) -> Self {
        let mut parts = Vec::new();
        for (index, attribution) in attributions.iter().enumerate() {
            if is_intention(text, attribution) {
                continue;
            }
            parts.extend(attribution.content.iter().map(|&span| (span, Part::Content(index))));
            parts.extend(attribution.cue.iter().map(|&span| (span, Part::Cue)));
        }
        parts.sort_by_key(|&(span, _)| span);
        Self { parts }
    }

    /// The passages of a sentence with these tokens, in text order. Cues stand in none, and cut the
    /// article's own words in two.
    pub(super) fn passages(&self, tokens: &[Token]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let mut previous = None;
        let first = tokens.first().map_or(0, |token| token.span.start);
        // One part may begin before the sentence; contents hardly overlap, so few are looked at.
        let mut at = self.parts.partition_point(|&(span, _)| span.end <= first);
        for (i, token) in tokens.iter().enumerate() {
            while self.parts.get(at).is_some_and(|&(span, _)| span.end <= token.span.start) {
                at += 1;
            }
            let part = self.parts.get(at).filter(|(span, _)| span.contains(token.span.start));
            let part = part.map(|&(_, part)| part);
            let attribution = match part {
                Some(Part::Content(index)) => Some(index),
                _ => None,
            };
            match passages.last_mut() {
                Some(last) if previous == Some(part) && last.range.end == i => last.range.end += 1,
                _ => passages.push(Passage { range: i..i + 1, attribution }),
            }
            previous = Some(part);
        }
        self.without_frames(tokens, passages)
    }

    /// Drops what is not asserted by itself: cues, and the words of the article from the last
    /// punctuation mark to a cue and from a cue on ("Ada Lund, the mayor, | told | reporters").
    fn without_frames(&self, tokens: &[Token], passages: Vec<Passage>) -> Vec<Passage> {
        let is_cue = |passage: &Passage| {
            let start = tokens[passage.range.start].span.start;
            let at = self.parts.partition_point(|&(span, _)| span.end <= start);
            let part = self.parts.get(at).filter(|(span, _)| span.contains(start));
            part.is_some_and(|(_, part)| *part == Part::Cue)
        };
        let cues: Vec<bool> = passages.iter().map(is_cue).collect();
        let framed = |i: usize| {
            let beside = i.checked_sub(1).into_iter().chain([i + 1]);
            passages[i].attribution.is_none()
                && beside.into_iter().any(|j| cues.get(j) == Some(&true))
        };
        let keep: Vec<bool> = (0..passages.len()).map(|i| !cues[i] && !framed(i)).collect();
        passages
            .into_iter()
            .zip(keep)
            .filter_map(|(passage, keep)| keep.then_some(passage))
            .collect()
    }
}

/// Whether all that is attributed is an infinitive: "to close the mill".
fn is_intention(text: &str, attribution: &Attribution) -> bool {
    let first = attribution.content.first().and_then(|span| span.get(text)).unwrap_or_default();
    first.starts_with("to ")
}
