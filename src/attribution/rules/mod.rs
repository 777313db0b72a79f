//! Attribution by rules: a labeller that looks for cue verbs and "according to", the subject before
//! or after them, and the clause or quotation that they report. It is the baseline that the trained
//! model is measured against.

mod clause;
mod cues;
mod subject;
mod trailing;
mod unit;

use super::Attribution;
use super::group::Grouping;
use super::tags::{Labels, Role};
use crate::article::Article;
use crate::language::{Structure, TokenKind};
use cues::{Form, Verb};
use std::ops::Range;
use unit::{Unit, units};

/// Every attribution that the rules find, in order of its first content.
#[must_use]
pub fn attribute(article: &Article, structure: &Structure) -> Vec<Attribution> {
    let mut grouping = Grouping::new(structure);
    for (block, tokens) in structure.blocks.iter().enumerate() {
        if !tokens.is_empty() {
            let labels = labels(article, structure, grouping.quoted(), block);
            grouping.push(article, structure, block, &labels);
        }
    }
    grouping.finish(article, structure, |sure| sure)
}

/// What the rules say of the tokens of one block; `quoted` says of each of the article's tokens
/// which quotation it stands in.
pub(super) fn labels(
    article: &Article,
    structure: &Structure,
    quoted: &[Option<usize>],
    block: usize,
) -> Labels {
    let mut labels = Labels::outside(structure.blocks[block].len());
    for unit in units(article, structure, quoted, block) {
        Reader { unit, labels: &mut labels }.read();
    }
    labels
}

/// How often attributions of a kind are right on PolNeAR's training part (lenient measure).
mod sure {
    pub(super) const ACCORDING: f32 = 0.8;
    pub(super) const TRAILING: f32 = 0.8;
    pub(super) const SPEECH: f32 = 0.7;
    pub(super) const OTHER: f32 = 0.45;
    pub(super) const QUOTED: f32 = 0.5;
    pub(super) const TRANSCRIPT: f32 = 0.9;
    pub(super) const SIGNED: f32 = 0.9;
}

/// From here on the rules are believed where the model is silent.
pub(super) const SURE: f32 = sure::ACCORDING;

/// What is sure of sources and cues is said with their content.
const CERTAIN: f32 = 1.0;

/// The longest name in a transcript or under a quotation, in tokens.
const NAME: usize = 6;

/// Quotations of fewer words are as often titles or scare quotes.
const SPOKEN: usize = 5;

/// Reads one unit and labels its tokens.
struct Reader<'a, 'l> {
    unit: Unit<'a>,
    labels: &'l mut Labels,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        if self.transcript() || self.signed() {
            return;
        }
        let mut from = self.unit.range.start;
        from = self.according(from);
        from = self.trailing(from);
        self.leading(from);
        self.leftover_quotations();
    }

    fn label(&mut self, range: Range<usize>, role: Role, sure: f32) {
        let free = |at: &usize| self.labels.tags[*at].role().is_none();
        if !range.is_empty() && range.clone().all(|at| free(&at)) {
            self.labels.set(range, role, sure);
        }
    }

    /// "RUIZ: We are ready." as interviews and debates are printed.
    fn transcript(&mut self) -> bool {
        let end = self.unit.range.end;
        let marked = self.unit.kind(0) == Some(TokenKind::QuoteMark);
        let start = self.unit.range.start + usize::from(marked);
        let Some(colon) = (start..end.min(start + NAME)).find(|&at| self.unit.word(at) == ":")
        else {
            return false;
        };
        let capitals = |at| {
            let word = self.unit.word(at);
            word.len() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        };
        if start != usize::from(marked)
            || colon == start
            || !(start..colon).all(capitals)
            || colon + 1 == end
        {
            return false;
        }
        self.label(start..colon, Role::Source, CERTAIN);
        self.label(colon..colon + 1, Role::Cue, CERTAIN);
        let rest = colon + 1..self.labels.tags.len();
        self.label(rest, Role::Content, sure::TRANSCRIPT);
        true
    }

    /// "“We were there.” — Dana Ruiz", as letters and readers' comments are printed.
    fn signed(&mut self) -> bool {
        let Range { start, end } = self.unit.range;
        let Some(quotation) = self.unit.around(start).filter(|q| start == 0 && q.start == start)
        else {
            return false;
        };
        let dash = quotation.end;
        let name = dash + 1..end;
        let named = self.unit.is_capitalised(name.start) && name.len() <= NAME && !name.is_empty();
        if !matches!(self.unit.word(dash), "—" | "–" | "―" | "-" | "--") || !named {
            return false;
        }
        self.label(quotation, Role::Content, sure::SIGNED);
        self.label(dash..name.start, Role::Cue, CERTAIN);
        self.label(name, Role::Source, CERTAIN);
        true
    }

    /// "According to the ministry, …" and "…, according to the ministry": gives where to go on.
    fn according(&mut self, from: usize) -> usize {
        let Some((cue, subject)) = (from..self.unit.range.end).find_map(|at| self.according_at(at))
        else {
            return from;
        };
        let end = self.unit.end_of_clause();
        let content = if cue.start == from {
            let comma = usize::from(self.unit.word(subject.end) == ",");
            subject.end + comma..end
        } else {
            from..self.before_comma(cue.start)
        };
        self.label(cue, Role::Cue, CERTAIN);
        self.label(subject, Role::Source, CERTAIN);
        self.label(content, Role::Content, sure::ACCORDING);
        end
    }

    fn according_at(&self, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        let unit = &self.unit;
        if unit.quotation(at).is_some() {
            return None;
        }
        let participle = cues::verb(unit.word(at + 1)).is_some_and(|verb| verb.form == Form::Past);
        let cue = if unit.is(at, &["according"]) && unit.is(at + 1, &["to"]) {
            at..at + 2
        } else if unit.is(at, &["as"]) && participle && unit.is(at + 2, &["by", "in"]) {
            at..at + 3
        } else {
            return None;
        };
        let mut end = cue.end;
        while end < unit.range.end
            && unit.quotation(end).is_none()
            && !matches!(unit.word(end), "," | "." | ";" | ":" | "—" | "--")
        {
            end += 1;
        }
        if unit.word(end) == "," && cue.start == unit.range.start {
            end = self.apposition(end);
        }
        (end > cue.end).then(|| (cue.clone(), cue.end..end))
    }

    /// The comma that closes the apposition after the comma at `comma`: "Ruiz, head of the union,".
    fn apposition(&self, comma: usize) -> usize {
        /// The longest apposition, in tokens.
        const LONGEST: usize = 20;
        let unit = &self.unit;
        let describes = !unit.is_capitalised(comma + 1)
            && (unit.is(comma + 2, &["of", "for", "at"])
                || unit.is(comma + 1, &["a", "an", "who"]));
        let close = (comma + 1..unit.range.end.min(comma + LONGEST))
            .find(|&at| unit.word(at) == "," && unit.quotation(at).is_none());
        close.filter(|_| describes).map_or(comma, |close| close + 1)
    }

    /// The content before `at` ends before a comma, but after a closing quotation mark.
    fn before_comma(&self, at: usize) -> usize {
        let comma = at.checked_sub(1).filter(|&at| matches!(self.unit.word(at), "," | "—" | "--"));
        comma.filter(|&at| self.unit.quotation(at).is_none()).unwrap_or(at)
    }

    /// Whether no reported clause can begin at `at`.
    fn is_over(&self, at: usize) -> bool {
        /// "on Monday", "in a statement": where or when it was said.
        const WHERE: &[&str] = &[
            "in",
            "on",
            "at",
            "during",
            "after",
            "when",
            "as",
            "last",
            "this",
            "earlier",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "of",
            "about",
            "to",
            "while",
            "before",
            "later",
            "with",
            "by",
        ];
        let stop = matches!(self.unit.word(at), "" | "." | "," | ";" | ":" | ")" | "—" | "--");
        stop || self.unit.quotation(at).is_some() || self.unit.is(at, WHERE)
    }

    /// The verb at `at` when it can be a cue there.
    fn verb(&self, at: usize) -> Option<Verb> {
        let unit = &self.unit;
        if unit.quotation(at).is_some() {
            return None;
        }
        let verb = cues::verb(unit.word(at))?;
        let before = unit.before(at)?;
        let noun = verb.doubtful
            && !unit.is(
                before,
                &["he", "she", "they", "we", "i", "you", "who", "it", "also", "not", "n't"],
            )
            && (verb.form == Form::Base || !unit.is_capitalised(before));
        let passive = verb.form == Form::Past
            && (unit.is(before, cues::BE)
                || (unit.word(before).ends_with("ly")
                    && before.checked_sub(1).is_some_and(|at| unit.is(at, cues::BE))));
        let infinitive = verb.form == Form::Base && unit.is(before, &["to", "the", "a", "of"]);
        (!noun && !passive && !infinitive).then_some(verb)
    }

    /// The verb at `at` with its auxiliaries and adverbs.
    fn cue(&self, at: usize) -> Range<usize> {
        let mut start = at;
        while let Some(before) = self.unit.before(start) {
            let adverb = self.unit.word(before).len() > 4 && self.unit.word(before).ends_with("ly");
            if at - before > 4 || !(self.unit.is(before, cues::AUXILIARIES) || adverb) {
                break;
            }
            start = before;
        }
        start..at + 1
    }

    /// Quotations that no rule has reached: speech when they are long enough.
    fn leftover_quotations(&mut self) {
        let has_cue =
            self.unit.range.clone().any(|at| self.labels.tags[at].role() == Some(Role::Cue));
        for quotation in self.unit.quotations() {
            let words = self.unit.count(quotation.clone());
            let alone = quotation.len() + 1 >= self.unit.range.len();
            if words >= SPOKEN || (alone && words > 0 && !has_cue) {
                self.label(quotation, Role::Content, sure::QUOTED);
            }
        }
    }
}

#[cfg(test)]
mod tests;
