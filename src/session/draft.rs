//! From what the user gave to what an annotation marks.

use super::edit::{Draft, EditError};
use crate::annotation::{Body, Claim, ClaimKind, Quote, QuoteKind, Speaker};
use crate::fragments;
use crate::span::Span;

/// The body that `draft` describes, checked against `text`; whatever it leaves out is as in
/// `before`, of which a change of type keeps what was marked and who said it. With another source a
/// quotation has another speaker.
pub(super) fn complete(
    draft: Draft,
    before: Option<&Body>,
    text: &str,
    speakers: &[Speaker],
) -> Result<Body, EditError> {
    let target = || before.map(|body| body.target().to_vec()).unwrap_or_default();
    let said_by = || before.and_then(Body::speaker).map(str::to_owned);
    let body = match draft {
        Draft::Quote { kind, content, cue, source, speaker } => {
            let old = before.and_then(|body| match body {
                Body::Quote(quote) => Some(quote),
                Body::Claim(_) => None,
            });
            let content = placed(content.unwrap_or_else(target), "content", text)?;
            let kept = |part: fn(&Quote) -> &Vec<Span>| old.map(part).cloned().unwrap_or_default();
            let source = source.map(|source| placed(source, "source", text)).transpose()?;
            let named = || match &source {
                Some(source) => named_by(source, old, speakers),
                None => said_by(),
            };
            Body::Quote(Quote {
                kind: kind
                    .or(old.map(|quote| quote.kind))
                    .unwrap_or_else(|| QuoteKind::of(text, &content)),
                content,
                cue: placed(cue.unwrap_or_else(|| kept(|quote| &quote.cue)), "cue", text)?,
                speaker: speaker.unwrap_or_else(named),
                source: source.unwrap_or_else(|| kept(|quote| &quote.source)),
            })
        }
        Draft::Claim { kind, span, asserted_by } => {
            let old = before.and_then(|body| match body {
                Body::Claim(claim) => Some(claim),
                Body::Quote(_) => None,
            });
            let span = placed(span.unwrap_or_else(target), "span", text)?;
            let figures = old.map(|claim| claim.quantities.as_slice()).unwrap_or_default();
            let is_inside = |figure: Span| span.iter().any(|part| part.covers(figure));
            Body::Claim(Claim {
                kind: kind.or(old.map(|claim| claim.kind)).unwrap_or(ClaimKind::Other),
                quantities: figures.iter().filter(|f| is_inside(f.span)).cloned().collect(),
                span,
                asserted_by: asserted_by.unwrap_or_else(said_by),
            })
        }
    };
    if body.target().is_empty() { Err(EditError::NothingMarked) } else { Ok(body) }
}

/// Who is named by a quotation's new source: whoever is mentioned there; nobody known, unless it is
/// the old one with more or fewer words.
fn named_by(source: &[Span], old: Option<&Quote>, speakers: &[Speaker]) -> Option<String> {
    let touches = |spans: &[Span]| spans.iter().any(|a| source.iter().any(|b| a.overlaps(*b)));
    let kept = old.filter(|old| touches(&old.source)).and_then(|old| old.speaker.clone());
    let mentioned = || speakers.iter().find(|speaker| touches(&speaker.mentions));
    kept.or_else(|| mentioned().map(|speaker| speaker.id.clone()))
}

/// The fragments without white space at their ends, which a selection often takes along.
fn placed(spans: Vec<Span>, part: &'static str, text: &str) -> Result<Vec<Span>, EditError> {
    fragments::check(text, &spans).map_err(|(index, fault)| EditError::Misplaced {
        part,
        index,
        fault,
    })?;
    Ok(spans.into_iter().filter_map(|span| span.trim(text)).collect())
}
