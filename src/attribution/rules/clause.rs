//! What is said after its cue: "She said that …", "…, adding that …".

use super::cues::{self, Form, Takes, Verb};
use super::{CERTAIN, Reader, subject, sure};
use crate::attribution::tags::Role;
use std::ops::Range;

impl Reader<'_, '_> {
    /// "She said that …", from left to right.
    pub(super) fn leading(&mut self, from: usize) {
        let (mut floor, mut at) = (from, from);
        while at < self.unit.range.end {
            let step = self.verb(at).and_then(|verb| self.clause(at, verb, floor));
            if let Some(end) = step {
                floor = end;
                at = end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }

    /// Labels the attribution of the verb at `at`; gives the end of its content.
    fn clause(&mut self, at: usize, verb: Verb, floor: usize) -> Option<usize> {
        let mut cue = self.cue(at);
        if cue.start < floor {
            return None;
        }
        let source = self.subject(&cue, verb, floor)?;
        let content = self.content(&mut cue, verb)?;
        let relative = self.unit.is(source.start, &["who", "which"]);
        let end = self.content_end(content, relative || self.is_subordinate(floor, cue.start));
        let announced = self.unit.word(content) == ":" && content + 1 == self.unit.range.end;
        if !announced && self.unit.count(content..end) == 0 {
            return None;
        }
        let sure = if verb.takes == Takes::Speech { sure::SPEECH } else { sure::OTHER };
        self.label(source, Role::Source, CERTAIN);
        self.label(cue, Role::Cue, CERTAIN);
        self.label(content..end, Role::Content, sure);
        Some(end)
    }

    /// The source of a cue that stands before its content; empty where the cue shares the one of the
    /// cue before it: "and added", ", adding".
    fn subject(&self, cue: &Range<usize>, verb: Verb, floor: usize) -> Option<Range<usize>> {
        let unit = &self.unit;
        let before = unit.before(cue.start)?;
        let shared = unit.is(before, &["and", "but", ",", "—", "--"]);
        let cued = (unit.range.start..cue.start)
            .rev()
            .take(subject::LONGEST * 2)
            .any(|at| self.labels.tags[at].role() == Some(Role::Cue));
        if shared && cued {
            return Some(cue.start..cue.start);
        }
        if verb.form != Form::Ing || unit.is(before, cues::BE) || unit.is(cue.start, cues::BE) {
            return subject::before(unit, cue.start, floor)
                .or_else(|| shared.then(|| subject::main(unit)).flatten());
        }
        if unit.word(before) == "," {
            return subject::main(unit);
        }
        let source = subject::before(unit, cue.start, floor)?;
        unit.before(source.start).is_some_and(|at| unit.is(at, &["with"])).then_some(source)
    }

    /// Whether the clause that begins at `start` is one that goes before the main one: "If he says".
    fn is_subordinate(&self, start: usize, cue: usize) -> bool {
        const OPENERS: &[&str] = &[
            "if", "when", "while", "although", "though", "after", "as", "because", "since",
            "before",
        ];
        self.unit.is(start, OPENERS) && (start..cue).all(|at| self.unit.word(at) != ",")
    }

    /// Where the content begins after the cue, which may take a preposition in.
    fn content(&self, cue: &mut Range<usize>, verb: Verb) -> Option<usize> {
        let unit = &self.unit;
        let next = cue.end;
        let opens = |at: usize| unit.is(at, cues::OPENERS) || unit.quotation(at).is_some();
        if matches!(unit.word(next), ":" | ",") && unit.quotation(next + 1).is_some() {
            cue.end += usize::from(unit.word(next) == ":");
            return Some(next + 1);
        }
        let announces = unit.word(next) == ":" && next + 1 == unit.range.end;
        if announces || opens(next) {
            return Some(next);
        }
        if matches!(unit.word(next), "" | "." | "," | ";" | ")" | "—") {
            return None;
        }
        if unit.is(next, cues::LEADING) {
            cue.end += 1;
            return (verb.takes != Takes::Clause).then_some(cue.end);
        }
        let far = self.opener_beyond(next);
        match verb.takes {
            Takes::Hearer => far
                .or_else(|| self.quotation_beyond(next))
                .or_else(|| unit.is_word(next).then_some(next + 1)),
            Takes::Speech => far.or_else(|| (!unit.is(next, &["to"])).then_some(next)),
            Takes::Clause => far,
            Takes::Aim | Takes::Object => Some(next),
        }
    }

    /// "that" or a quotation after words that say when, where or to whom: "told reporters on
    /// Monday that".
    fn opener_beyond(&self, from: usize) -> Option<usize> {
        /// How far it is looked for, in tokens.
        const FAR: usize = 10;
        let place = self.is_over(from)
            || self.unit.is(from, &["reporters", "me", "us", "him", "her", "them"]);
        let name = self.unit.is_capitalised(from);
        let stop = |at: &usize| {
            self.unit.is_word(*at) && self.verb(*at).is_none()
                || matches!(self.unit.word(*at), "," | "-" | ":")
        };
        let end = self.unit.range.end.min(from + FAR);
        let at = (from..end).find(|at| {
            !stop(at) || self.unit.is(*at, &["that"]) || self.unit.quotation(*at).is_some()
        })?;
        let quoted = self.unit.quotation(at).is_some();
        ((place && quoted) || ((place || name) && self.unit.is(at, &["that"]))).then_some(at)
    }

    /// The quotation that follows the name of a hearer: "told Ruiz “…”".
    fn quotation_beyond(&self, from: usize) -> Option<usize> {
        /// The longest name of a hearer, in tokens.
        const LONGEST: usize = 7;
        let named = |&at: &usize| {
            self.unit.quotation(at).is_none()
                && (self.unit.is_word(at) || matches!(self.unit.word(at), "," | ":"))
        };
        let end = (from..from + LONGEST).take_while(named).last()? + 1;
        self.unit.quotation(end).is_some().then_some(end)
    }

    /// Where the content that begins at `start` ends: at ", adding …", at the comma after a relative
    /// or subordinate clause, or with the unit.
    fn content_end(&self, start: usize, short: bool) -> usize {
        let unit = &self.unit;
        let end = unit.end_of_clause();
        let stop = |&at: &usize| {
            if unit.quotation(at).is_some() || unit.word(at) != "," {
                return false;
            }
            let says = |at| {
                self.verb(at)
                    .is_some_and(|verb| verb.form == Form::Ing && verb.takes == Takes::Speech)
            };
            short || says(at + 1) || (unit.is(at + 1, &["with"]) && (at + 2..at + 10).any(says))
        };
        (start + 1..end).find(stop).unwrap_or(end)
    }
}
