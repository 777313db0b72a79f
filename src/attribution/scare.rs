//! Quotation marks around what nobody is quoted with.

use super::Attribution;
use crate::language::{Structure, TokenKind};
use crate::span::Span;

/// More words than this between quotation marks are rather speech whose attribution was missed.
const LONGEST: usize = 12;

/// What stands in quotation marks outside of every attribution's content: titles, terms, words at
/// arm's length ("scare quotes"), with their marks. In text order, without overlap.
#[must_use]
pub fn scare(structure: &Structure, attributions: &[Attribution]) -> Vec<Span> {
    let mut said: Vec<Span> = attributions.iter().flat_map(|a| a.content.iter().copied()).collect();
    said.sort_unstable();
    let mut said = said.into_iter().peekable();
    let mut tokens = structure.tokens.iter().peekable();
    let mut scare = Vec::new();
    for quoted in structure.quoted.iter().filter(|quoted| quoted.depth == 0) {
        while said.next_if(|content| content.end <= quoted.span.start).is_some() {}
        while tokens.next_if(|token| token.span.end <= quoted.span.start).is_some() {}
        let inside = tokens.clone().take_while(|token| token.span.start < quoted.span.end);
        let words = inside.filter(|token| token.kind == TokenKind::Word).take(LONGEST + 1).count();
        let free = said.peek().is_none_or(|content| content.start >= quoted.span.end);
        let alone = quoted.closed && quoted.continues.is_none();
        if alone && free && (1..=LONGEST).contains(&words) {
            scare.push(quoted.span);
        }
    }
    scare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::QuoteKind;
    use crate::article;

    #[test]
    fn titles_and_terms_are_told_from_speech() {
        let text = "He wrote “Summer in Ode” and the so-called “harbour levy” is due.\n\n\
                    “We ‘paid’ twice,” said Ana Ruiz.";
        let structure = crate::language::read(&article::from_text(text));
        let start = text.find("“We").expect("it is there");
        let said = Attribution {
            kind: QuoteKind::Direct,
            content: vec![Span::new(start, text.find(" said").expect("it is there"))],
            cue: Vec::new(),
            source: Vec::new(),
            score: 1.0,
            why: Vec::new(),
        };
        let found = scare(&structure, &[said]);
        let words: Vec<_> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["“Summer in Ode”", "“harbour levy”"]);
    }

    #[test]
    fn what_is_left_open_or_long_may_be_speech() {
        let text = format!("It was “{}so”. It was “so.", "so very ".repeat(LONGEST));
        let structure = crate::language::read(&article::from_text(&text));
        assert_eq!(scare(&structure, &[]), []);
    }
}
