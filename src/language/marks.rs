//! What each quotation mark can be where it stands, before any are paired: an opening one, a
//! closing one, either, or no quotation mark at all (an apostrophe, feet, inches).
//!
//! Only the marks themselves and a few characters around them are looked at, so that this costs
//! the same however long the text is.

use super::tokens::{Token, TokenKind};
use crate::span::Span;

/// A mark that takes part in pairing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) family: Family,
    pub(super) role: Role,
    /// Whether nothing stands before it in its block.
    pub(super) first: bool,
    /// Whether it is of typewriter shape, the same for opening and closing.
    pub(super) straight: bool,
    /// Whether it may be the apostrophe of a plural ("players'") or an inch sign (5") instead; the
    /// marks around it decide.
    pub(super) doubtful: bool,
}

/// Marks of one family pair with one another: `"` closes what `“` has opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

/// What a mark can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Open,
    Close,
    /// Whether a quotation is open decides.
    Either,
}

/// The quotation marks among `tokens`, which are those of the block `block`.
pub(super) fn marks(text: &str, block: Span, tokens: &[Token]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::QuoteMark {
            let before = marks.last().filter(|mark| mark.span.end == token.span.start).copied();
            if let Some(mark) = Context::new(text, block, tokens, at, before).classify() {
                marks.push(mark);
            }
        }
    }
    marks
}

/// More quotation marks than this in a row are no quotation.
const LONGEST_RUN: usize = 8;

/// A mark with what stands around it.
struct Context<'t> {
    text: &'t str,
    block: Span,
    tokens: &'t [Token],
    /// The mark's place in `tokens`.
    at: usize,
    /// The character before it, a space where there is none.
    before: char,
    /// The character after it and any marks glued to it, a space where there is none.
    after: char,
    /// Whether there is room before it for an opening mark to follow.
    room_before: bool,
    /// Whether there is room after it for a closing mark to precede.
    room_after: bool,
}

impl<'t> Context<'t> {
    fn new(
        text: &'t str,
        block: Span,
        tokens: &'t [Token],
        at: usize,
        glued: Option<Mark>,
    ) -> Self {
        let span = tokens[at].span;
        let before = text[block.start..span.start].chars().next_back().unwrap_or(' ');
        let mut end = span.end;
        for next in tokens[at + 1..].iter().take(LONGEST_RUN) {
            if next.kind != TokenKind::QuoteMark || next.span.start != end {
                break;
            }
            end = next.span.end;
        }
        let after = text[end..block.end].chars().next().unwrap_or(' ');
        let room_before = match glued {
            Some(mark) => mark.role == Role::Open,
            None => {
                before.is_whitespace()
                    || matches!(before, '(' | '[' | '{' | '/' | '=' | '<' | '>' | '…')
                    || is_dash(before)
            }
        };
        let room_after = after.is_whitespace()
            || matches!(
                after,
                ')' | ']' | '}' | '.' | ',' | ':' | ';' | '!' | '?' | '/' | '…' | '<' | '>'
            )
            || is_dash(after);
        Self { text, block, tokens, at, before, after, room_before, room_after }
    }

    fn classify(&self) -> Option<Mark> {
        let span = self.tokens[self.at].span;
        let sign = span.of(self.text);
        let first = span.start == self.block.start;
        let mark = |family, role| {
            Some(Mark { span, family, role, first, straight: false, doubtful: false })
        };
        match sign {
            "「" => mark(Family::Corner, Role::Open),
            "」" => mark(Family::Corner, Role::Close),
            "『" => mark(Family::WhiteCorner, Role::Open),
            "』" => mark(Family::WhiteCorner, Role::Close),
            "«" => mark(Family::Guillemet, self.guillemet(Role::Open)),
            "»" => mark(Family::Guillemet, self.guillemet(Role::Close)),
            "‹" => mark(Family::SingleGuillemet, self.guillemet(Role::Open)),
            "›" => mark(Family::SingleGuillemet, self.guillemet(Role::Close)),
            "„" | "‟" | "``" => mark(Family::Double, Role::Open),
            "“" if !self.room_before && self.room_after => mark(Family::Double, Role::Close),
            "“" => mark(Family::Double, Role::Open),
            "”" if self.is_inches() => None,
            "”" if self.room_before && (!self.room_after || first) => {
                mark(Family::Double, Role::Open)
            }
            "”" => mark(Family::Double, Role::Close),
            "\"" | "＂" | "''" => self.straight_double(span, first),
            "‚" => mark(Family::Single, Role::Open).filter(|_| !self.after.is_whitespace()),
            _ => self.single(span, first, sign),
        }
    }

    /// Guillemets point outwards in French and inwards in German and Danish. French sets spaces
    /// inside them; glued marks show their direction by what they are glued to.
    fn guillemet(&self, usual: Role) -> Role {
        match (self.room_before, self.room_after) {
            (true, false) => Role::Open,
            (false, true) => Role::Close,
            _ => usual,
        }
    }

    fn straight_double(&self, span: Span, first: bool) -> Option<Mark> {
        if self.is_inches() {
            return None;
        }
        let role = match (self.room_before, self.room_after) {
            (true, false) => Role::Open,
            (false, true) => Role::Close,
            _ => Role::Either,
        };
        let doubtful = role != Role::Open && self.before.is_ascii_digit() && self.after == ' ';
        Some(Mark { span, family: Family::Double, role, first, straight: true, doubtful })
    }

    /// Single marks, most of which are apostrophes.
    fn single(&self, span: Span, first: bool, sign: &str) -> Option<Mark> {
        let mark = |role, doubtful| {
            Some(Mark {
                span,
                family: Family::Single,
                role,
                first,
                straight: sign == "'",
                doubtful,
            })
        };
        if self.room_before && !self.room_after {
            // "’" opens nothing in English: before a word it is "’em" and "’90s".
            let opens = !matches!(sign, "’" | "´") && !self.begins_elision();
            return if opens { mark(Role::Open, false) } else { None };
        }
        let closes = !self.room_before || (self.room_after && !self.before.is_whitespace());
        if matches!(sign, "‘" | "`" | "‛") || !closes || !self.room_after || self.ends_elision()
        {
            return None;
        }
        let plural = matches!(self.before, 's' | 'S' | 'z' | 'x') && self.after == ' ';
        let feet = self.before.is_ascii_digit();
        mark(Role::Close, plural || feet)
    }

    /// Whether the mark stands for letters left out at the start of the next word: "'em", "'90s".
    fn begins_elision(&self) -> bool {
        let Some(next) = self.tokens.get(self.at + 1) else { return false };
        let word = next.span.of(self.text);
        match next.kind {
            TokenKind::Word => ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word)),
            TokenKind::Number => {
                let digits = word.trim_end_matches('s');
                digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// Whether it is the second mark of "rock 'n' roll".
    fn ends_elision(&self) -> bool {
        let [.., open, word] = &self.tokens[..self.at] else { return false };
        word.span.of(self.text).eq_ignore_ascii_case("n")
            && open.kind == TokenKind::QuoteMark
            && open.span.end == word.span.start
    }

    /// Whether it ends a height or size: 6'2".
    fn is_inches(&self) -> bool {
        let [.., feet, foot, inches] = &self.tokens[..self.at] else { return false };
        inches.kind == TokenKind::Number
            && feet.kind == TokenKind::Number
            && matches!(foot.span.of(self.text), "'" | "’" | "′")
            && feet.span.end == foot.span.start
            && foot.span.end == inches.span.start
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '‒' | '―')
}

/// Words of which speech leaves out the beginning, and writes an apostrophe for it.
const ELISIONS: &[&str] = &[
    "bout", "cause", "cept", "cos", "cuz", "em", "er", "gainst", "im", "kay", "n", "nam", "neath",
    "nother", "nuff", "round", "sup", "til", "till", "tis", "twas", "tween", "twere", "twill",
    "twixt", "twould", "un",
];
