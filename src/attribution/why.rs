//! The reasons for an attribution, in words.

use super::group::Group;
use crate::annotation::QuoteKind;
use crate::language::{Structure, TokenKind};
use std::ops::Range;

/// How much of `content` stands in quotation marks: whether all, some or none of its words do;
/// `quoted` says of each token which quotation it stands in.
pub(super) fn kind(
    structure: &Structure,
    quoted: &[Option<usize>],
    content: &[Range<usize>],
) -> QuoteKind {
    let is_word = |token: TokenKind| !matches!(token, TokenKind::QuoteMark | TokenKind::Sign);
    let words = || {
        let tokens = content.iter().flat_map(Range::clone);
        tokens.filter(|&token| is_word(structure.tokens[token].kind))
    };
    if !words().any(|word| quoted[word].is_some()) {
        QuoteKind::Indirect
    } else if words().all(|word| quoted[word].is_some()) {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

/// Cues are quoted in reasons up to this many bytes.
const LONGEST_CUE: usize = 40;

pub(super) fn reasons(
    text: &str,
    structure: &Structure,
    group: &Group,
    kind: QuoteKind,
) -> Vec<String> {
    let words = |tokens: &Range<usize>| {
        let (first, last) = (structure.tokens[tokens.start], structure.tokens[tokens.end - 1]);
        &text[first.span.start..last.span.end]
    };
    let mut why = Vec::new();
    match &group.cue {
        Some(cue) if words(cue).len() <= LONGEST_CUE => why.push(format!("cue “{}”", words(cue))),
        Some(_) => why.push("a cue of several words".to_owned()),
        None => why.push("no cue".to_owned()),
    }
    why.extend(match kind {
        QuoteKind::Direct => Some("in quotation marks".to_owned()),
        QuoteKind::Mixed => Some("partly in quotation marks".to_owned()),
        QuoteKind::Indirect => None,
    });
    why.push(position(group).to_owned());
    if group.content.len() > 1 {
        why.push(format!("goes on in {} pieces", group.content.len()));
    }
    why
}

/// Where the source is named.
fn position(group: &Group) -> &'static str {
    match (&group.source, &group.cue) {
        (Some(source), Some(cue)) if source.start < cue.start => "source named before the cue",
        (Some(_), Some(_)) => "source named after the cue",
        _ => "no source named",
    }
}
