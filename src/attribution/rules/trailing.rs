//! What is said before its cue: "…, she said", "“…,” said Ruiz".

use super::cues::{self, Form, Takes, Verb};
use super::{CERTAIN, Reader, subject, sure};
use crate::attribution::tags::Role;
use std::ops::Range;

impl Reader<'_, '_> {
    /// "…, she said" and "…, said Ruiz": gives where to go on.
    pub(super) fn trailing(&mut self, from: usize) -> usize {
        for at in from..self.unit.range.end {
            let Some(verb) = self.verb(at) else { continue };
            if !matches!(verb.takes, Takes::Speech | Takes::Hearer | Takes::Clause) {
                continue;
            }
            let cue = self.cue(at);
            if let Some((source, content_end)) = self.after_content(&cue, verb, from) {
                let rest = cue.end.max(source.end);
                let content = self.without_opening(from)..content_end;
                self.label(cue, Role::Cue, CERTAIN);
                self.label(source, Role::Source, CERTAIN);
                self.label(content, Role::Content, sure::TRAILING);
                return self.interrupted(rest);
            }
        }
        from
    }

    /// The source and the end of the content when what is said stands before the cue.
    fn after_content(
        &self,
        cue: &Range<usize>,
        verb: Verb,
        from: usize,
    ) -> Option<(Range<usize>, usize)> {
        let unit = &self.unit;
        let closes = |at: usize| {
            at > from
                && (unit.quotation(at - 1).is_some()
                    || matches!(unit.word(at - 1), "," | "—" | "--"))
        };
        let enough = |end: usize| unit.count(from..end) >= 3 || unit.quotation(from).is_some();
        let quoted = |end: usize| unit.quotation(end - 1).is_some();
        if closes(cue.start) {
            let end = self.before_comma(cue.start);
            if let Some(source) = subject::after(unit, cue.end)
                && enough(end)
                && (quoted(end) || self.is_over(source.end))
            {
                return Some((source, end));
            }
        }
        let source = subject::before(unit, cue.start, from)?;
        let end = self.before_comma(source.start);
        let hearer = verb.takes == Takes::Hearer && self.hearer_then_over(cue.end);
        let over = hearer || self.is_over(cue.end);
        (closes(source.start) && end > from && enough(end) && (over || quoted(end)))
            .then_some((source, end))
    }

    /// "told reporters.": somebody, then nothing.
    fn hearer_then_over(&self, at: usize) -> bool {
        /// The longest name of a hearer, in tokens.
        const LONGEST: usize = 7;
        (at..at + LONGEST).take_while(|&at| self.unit.is_word(at)).any(|at| self.is_over(at + 1))
            && !self.unit.is(at, cues::OPENERS)
    }

    /// What a unit begins with is no part of what is said: "But", "And".
    fn without_opening(&self, from: usize) -> usize {
        if self.unit.is(from, &["but", "and"]) { from + 1 } else { from }
    }

    /// Labels what goes on after "he said": the next quotation, or the clause after a comma.
    fn interrupted(&mut self, rest: usize) -> usize {
        let end = self.unit.end_of_clause();
        let next = (rest..end).find(|&at| self.unit.quotation(at).is_some());
        if let Some(quote) = next {
            let range = self.unit.around(quote).unwrap_or(quote..quote + 1);
            let until = if range.end >= end { end.max(range.end) } else { range.end };
            self.label(range, Role::Content, sure::TRAILING);
            return until;
        }
        if self.unit.word(rest) == "," && self.unit.count(rest..end) >= 3 {
            let participle =
                cues::verb(self.unit.word(rest + 1)).is_some_and(|verb| verb.form == Form::Ing);
            if participle {
                return rest;
            }
            self.label(rest + 1..end, Role::Content, sure::OTHER);
        }
        end
    }
}
