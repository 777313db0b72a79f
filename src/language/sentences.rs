//! Cutting blocks into sentences.
//!
//! The idea is that of Unicode's sentence boundaries
//! ([UAX #29](https://www.unicode.org/reports/tr29/#Sentence_Boundaries)): a final mark, whatever
//! closes after it, and a look at what follows. English abbreviations, initials and speech tags
//! ("“Why?” she asked") are known besides.

use super::english::{BEFORE_NAMES, BEFORE_NUMBERS, SPEECH, STARTERS};
use super::tokens::{Token, TokenKind};
use super::{Sentence, Structure};
use crate::article::Article;
use std::collections::HashSet;

/// Every sentence of `article`, whose tokens and quotations are in `structure`. Linear in the
/// number of tokens.
pub(super) fn split(article: &Article, structure: &Structure) -> Vec<Sentence> {
    let closing = structure.quoted.iter().filter(|q| q.closed).map(|q| q.span.end).collect();
    let opening = structure.quoted.iter().map(|q| q.span.start).collect();
    let mut sentences = Vec::new();
    for (block, range) in structure.blocks.iter().enumerate() {
        let tokens = &structure.tokens[..range.end];
        let reader = Reader { text: &article.text, tokens, closing: &closing, opening: &opening };
        let (mut first, mut at) = (range.start, range.start);
        while at < range.end {
            at = match reader.end_at(first, at) {
                Some(end) => {
                    sentences.push(reader.sentence(first, end, block));
                    first = end;
                    end
                }
                None => at + 1,
            };
        }
        if first < range.end {
            sentences.push(reader.sentence(first, range.end, block));
        }
    }
    sentences
}

/// The tokens up to the end of one block.
struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Where closing quotation marks end, in bytes.
    closing: &'t HashSet<usize>,
    /// Where opening quotation marks begin, in bytes.
    opening: &'t HashSet<usize>,
}

/// More final marks and closing brackets than this after one sentence are no prose.
const LONGEST_END: usize = 12;

impl Reader<'_> {
    fn sentence(&self, first: usize, end: usize, block: usize) -> Sentence {
        let span = self.tokens[first].span.hull(self.tokens[end - 1].span);
        Sentence { span, tokens: first..end, block }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// If the sentence that began at token `first` ends with the mark at token `at`: the token
    /// after its end.
    fn end_at(&self, first: usize, at: usize) -> Option<usize> {
        let ending = self.ending(first, at)?;
        let mut next = at + 1;
        let mut closed = false;
        while next < self.tokens.len() && next - at <= LONGEST_END {
            if is_final(self.word(next)) {
                next += 1;
            } else if self.closes(next) {
                closed = true;
                next += 1;
            } else if self.is_footnote(next) {
                closed = true;
                next += 3;
            } else {
                break;
            }
        }
        let after = self.tokens.get(next)?;
        let glued = self.tokens[next - 1].span.end == after.span.start;
        (self.begins_sentence(at, next, ending) && (!glued || closed || self.is_unspaced(at, next)))
            .then_some(next)
    }

    /// What kind of end the token `at` can be; `None` if it ends nothing.
    fn ending(&self, first: usize, at: usize) -> Option<Ending> {
        let token = self.tokens[at];
        let word = self.word(at);
        if token.kind == TokenKind::Word {
            let abbreviation = word.strip_suffix('.')?;
            let lower = abbreviation.to_ascii_lowercase();
            let initial = abbreviation.chars().count() == 1;
            let never = initial || BEFORE_NAMES.contains(&&*lower);
            return (!never).then_some(Ending::Abbreviation);
        }
        if !is_final(word) {
            return None;
        }
        // "1. Wash" and "A. Dry" begin items of a list.
        let item = at == first + 1 && word == ".";
        if item && (self.tokens[first].kind == TokenKind::Number || self.word(first).len() == 1) {
            return None;
        }
        Some(if word.starts_with('.') || word == "…" { Ending::Stop } else { Ending::Mark })
    }

    /// Whether the mark at token `at` closes: a bracket, or a quotation mark.
    fn closes(&self, at: usize) -> bool {
        let Token { span, kind } = self.tokens[at];
        let glued = at > 0 && self.tokens[at - 1].span.end == span.start;
        match kind {
            TokenKind::QuoteMark => {
                self.closing.contains(&span.end) || (glued && !self.opening.contains(&span.start))
            }
            TokenKind::Sign => matches!(self.word(at), ")" | "]" | "}" | "）" | "］"),
            _ => false,
        }
    }

    /// Whether the tokens from `at` on are the number of a footnote: `[3]`.
    fn is_footnote(&self, at: usize) -> bool {
        let number = self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        number && self.word(at) == "[" && self.word(at + 2) == "]"
    }

    /// Whether a sentence that began before token `at`, its final mark, can be followed by one that
    /// begins with token `next`.
    fn begins_sentence(&self, at: usize, next: usize, ending: Ending) -> bool {
        let Token { kind, .. } = self.tokens[next];
        let word = self.word(next);
        let before = if at > 0 { self.word(at - 1) } else { "" };
        match kind {
            TokenKind::Word => {
                let lower = word.starts_with(char::is_lowercase);
                // "iPhone" and "eBay" begin sentences too.
                let camel = lower && word.chars().nth(1).is_some_and(char::is_uppercase);
                if lower && !camel {
                    return false;
                }
                if ending == Ending::Abbreviation {
                    return STARTERS.contains(&word);
                }
                !(self.ends_quotation(next) && self.is_speech_tag(next))
            }
            TokenKind::Number => match ending {
                Ending::Abbreviation => false,
                Ending::Stop => !BEFORE_NUMBERS.contains(&&*before.to_ascii_lowercase()),
                Ending::Mark => true,
            },
            TokenKind::QuoteMark => {
                let opens = self.opening.contains(&self.tokens[next].span.start);
                opens && !self.word(next + 1).starts_with(char::is_lowercase)
            }
            TokenKind::Address => ending != Ending::Abbreviation,
            TokenKind::Sign => {
                let opens = matches!(word, "(" | "[" | "$" | "€" | "£" | "•" | "*" | "¿" | "¡");
                opens && !self.word(next + 1).starts_with(char::is_lowercase)
            }
        }
    }

    /// Whether a quotation ends before token `next`.
    fn ends_quotation(&self, next: usize) -> bool {
        next > 0 && self.closing.contains(&self.tokens[next - 1].span.end)
    }

    /// Whether the tokens from `next` on are "Ms. Ruiz asked" or "I said": what belongs to the
    /// quotation before it.
    fn is_speech_tag(&self, next: usize) -> bool {
        if STARTERS.contains(&self.word(next)) && self.word(next) != "I" {
            return false;
        }
        (next..next + 5)
            .map(|at| self.word(at))
            .find(|word| !word.starts_with(char::is_uppercase))
            .is_some_and(|word| SPEECH.contains(&word))
    }

    /// Whether the space after the final mark was forgotten: "It ended.Then".
    fn is_unspaced(&self, at: usize, next: usize) -> bool {
        let lower_word = |word: &str| word.len() > 2 && word.chars().all(char::is_lowercase);
        let before = if at > 0 { self.word(at - 1) } else { "" };
        is_wide(self.word(next - 1))
            || (lower_word(before)
                && next == at + 1
                && self.tokens[next].kind == TokenKind::Word
                && self.word(next).len() > 1)
    }
}

/// What ends a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// A full stop or an ellipsis.
    Stop,
    /// A mark that is never part of a word.
    Mark,
    /// The full stop of an abbreviation.
    Abbreviation,
}

fn is_final(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '‽') || is_wide_mark(c))
}

fn is_wide_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_wide(word: &str) -> bool {
    word.ends_with(is_wide_mark)
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Block, BlockKind};
    use crate::language::read;
    use crate::span::Span;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        let span = Span::new(0, text.len()).trim(text);
        let blocks = span.map(|span| Block { kind: BlockKind::Paragraph, span });
        Article {
            text: text.to_owned(),
            blocks: blocks.into_iter().collect(),
            ..Article::default()
        }
    }

    /// `text` with a bar between its sentences.
    fn cut(text: &str) -> String {
        let sentences = read(&article(text)).sentences;
        sentences.iter().map(|s| s.span.of(text)).collect::<Vec<_>>().join(" | ")
    }

    /// `marked` has a bar at each place where its text is to be cut.
    fn cuts(marked: &str) {
        assert_eq!(cut(&marked.replace(" | ", " ")), marked);
    }

    #[test]
    fn final_marks_end_sentences() {
        cuts(
            "It rained. | Why? | Because! | It did… | So (it said.) | And \"so it was.\" | The end",
        );
        cuts("One... two... | Three?! | “Four.” | “Five.”");
        cuts("So it was.[3] | Then it was not. [4] [5] | Or was it?");
        cuts("It grew by 3.5 percent to 2,000. | 2016 was better.");
    }

    #[test]
    fn abbreviations_do_not() {
        cuts("Sen. Ruiz and Mr. J. K. Doe of the U.S. Senate met at 9 a.m. Tuesday, see No. 5.");
        cuts("She lives in the U.S. | He does not.");
        cuts("It was 9 a.m. | The firm, Doe Inc., was shut by Dr. Roe, e.g. Monday (p. 5).");
        cuts("Doe Jr. won in St. Mary on Jan. 5 vs. Roe.");
    }

    #[test]
    fn a_quotation_stays_with_its_speech_tag() {
        cuts("\"We won.\" she said. | \"Why?\" he asked. | “Really!” Ms. Ruiz said.");
        cuts("“Why?” I asked. | “No.” | She left.");
        cuts("“We won. | We did,” he said. | “Go!” | Ruiz left.");
        cuts("He asked “Why?” and left.");
    }

    #[test]
    fn items_of_lists_are_whole() {
        cuts("1. Wash the cup. | Dry it.");
    }

    #[test]
    fn no_sentence_crosses_a_block() {
        let text = "No final mark\nhere";
        let mut article = article(text);
        article.blocks = [Span::new(0, 13), Span::new(14, 18)]
            .map(|span| Block { kind: BlockKind::Paragraph, span })
            .to_vec();
        let blocks: Vec<_> = read(&article).sentences.iter().map(|s| s.block).collect();
        assert_eq!(blocks, [0, 1]);
    }

    proptest! {
        #[test]
        fn sentences_tile_the_tokens(text in "([A-Ca-c]{1,3}|Mr|U\\.S\\.|[ .?!…\"“”')(]|[1-9]|。|é){0,60}") {
            let article = article(&text);
            let structure = read(&article);
            let mut at = 0;
            for sentence in &structure.sentences {
                prop_assert_eq!(sentence.tokens.start, at);
                prop_assert!(!sentence.tokens.is_empty());
                prop_assert!(sentence.span.get(&text).is_some());
                at = sentence.tokens.end;
            }
            prop_assert_eq!(at, structure.tokens.len());
        }
    }
}
