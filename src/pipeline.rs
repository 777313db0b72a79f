//! The whole way from an article to its annotations.

use crate::annotation::{Annotation, Body, Claim, Document, Origin, Quote, Status};
use crate::article::Article;
use crate::attribution::tagger::Tagger;
use crate::attribution::{self, Attribution};
use crate::claims::{self, CheckableClaim};
use crate::language::{self, Structure};
use crate::speakers::{self, Speakers};
use serde::Serialize;

/// Everything that was found in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Tokens, sentences and quotation marks.
    pub structure: Structure,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// Who they are.
    pub speakers: Speakers,
    /// What can be checked.
    pub claims: Vec<CheckableClaim>,
}

/// Reads an article: the pipeline. Linear in the length of the text; never fails.
#[must_use]
pub fn annotate(article: &Article) -> Analysis {
    let structure = language::read(article);
    let attributions = attribution::attribute(article, &structure);
    complete(article, structure, attributions)
}

/// The same for an article of which it is known who said what: finds the speakers and the claims.
/// `attributions` are in order of their first content.
#[must_use]
pub fn annotate_attributed(article: &Article, attributions: Vec<Attribution>) -> Analysis {
    complete(article, language::read(article), attributions)
}

/// The article with the marks of its beginning alone, of the blocks within its first `bytes`:
/// something to look at while a long one is being read. Who speaks is told from there, so that the
/// whole may have other speakers. `None` when no block is so short.
#[must_use]
pub fn annotate_beginning(article: &Article, bytes: usize) -> Option<Document> {
    let end = article.blocks.partition_point(|block| block.span.end <= bytes);
    let blocks = article.blocks.get(..end).filter(|blocks| !blocks.is_empty())?;
    let beginning = Article { blocks: blocks.to_vec(), ..article.clone() };
    Some(annotate(&beginning).into_document(article.clone()))
}

/// The pipeline cut into steps, for a caller that has to give way to other work between them.
///
/// Each step takes the same article; the outcome is that of [`annotate`].
#[derive(Debug, Default)]
pub struct Reading {
    stage: Stage,
}

/// How far a [`Reading`] has come.
#[derive(Debug, Default)]
enum Stage {
    #[default]
    Begun,
    Structured(Structure),
    Attributing(Structure, Box<Tagger<'static>>),
    Attributed(Structure, Vec<Attribution>),
    Resolved(Structure, Vec<Attribution>, Speakers),
    Finished(Analysis),
}

/// How much of a [`Reading`] is done, counted in blocks: each block is gone through once a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// How many are done.
    pub done: usize,
    /// How many there are to do.
    pub total: usize,
    /// Whether all is done.
    pub finished: bool,
}

impl Reading {
    /// Goes through `blocks` blocks more, or as many more as the next stage cannot be cut into.
    pub fn step(&mut self, article: &Article, blocks: usize) -> Progress {
        let each_stage = Self::total(article) / Stage::COUNT;
        let until = self.stage.done(each_stage) + blocks.max(1);
        while !matches!(self.stage, Stage::Finished(_)) && self.stage.done(each_stage) < until {
            self.stage = std::mem::take(&mut self.stage).next(article);
        }
        Progress {
            done: self.stage.done(each_stage),
            total: Self::total(article),
            finished: matches!(self.stage, Stage::Finished(_)),
        }
    }

    /// [`Progress::total`] for this article.
    #[must_use]
    pub fn total(article: &Article) -> usize {
        Stage::COUNT * article.blocks.len().max(1)
    }

    /// What was found; `None` as long as it is not finished.
    #[must_use]
    pub fn into_analysis(self) -> Option<Analysis> {
        match self.stage {
            Stage::Finished(analysis) => Some(analysis),
            _ => None,
        }
    }
}

impl Stage {
    /// The number of stages before [`Stage::Finished`].
    const COUNT: usize = 4;

    /// How many blocks are done, when each stage goes through `each` of them.
    fn done(&self, each: usize) -> usize {
        match self {
            Self::Begun => 0,
            Self::Structured(_) => each,
            Self::Attributing(_, tagger) => each + tagger.done(),
            Self::Attributed(..) => 2 * each,
            Self::Resolved(..) => 3 * each,
            Self::Finished(_) => Self::COUNT * each,
        }
    }

    fn next(self, article: &Article) -> Self {
        match self {
            Self::Begun => Self::Structured(language::read(article)),
            Self::Structured(structure) => {
                let tagger = Tagger::new(attribution::shipped(), article, &structure);
                Self::Attributing(structure, Box::new(tagger))
            }
            Self::Attributing(structure, mut tagger) if tagger.done() < structure.blocks.len() => {
                tagger.step(article, &structure);
                Self::Attributing(structure, tagger)
            }
            Self::Attributing(structure, tagger) => {
                let attributions = tagger.finish(article, &structure);
                Self::Attributed(structure, attributions)
            }
            Self::Attributed(structure, attributions) => {
                let speakers = speakers::resolve(article, &structure, &attributions);
                Self::Resolved(structure, attributions, speakers)
            }
            Self::Resolved(structure, attributions, speakers) => {
                let claims = claims::find(article, &structure, &attributions, &speakers);
                Self::Finished(Analysis { structure, attributions, speakers, claims })
            }
            Self::Finished(analysis) => Self::Finished(analysis),
        }
    }
}

fn complete(article: &Article, structure: Structure, attributions: Vec<Attribution>) -> Analysis {
    let speakers = speakers::resolve(article, &structure, &attributions);
    let claims = claims::find(article, &structure, &attributions, &speakers);
    Analysis { structure, attributions, speakers, claims }
}

impl Analysis {
    /// The article with these findings as annotations, all of them suggestions of the machine.
    /// Quotations have the ids `q1`, `q2`, …, claims `c1`, `c2`, …, each in text order.
    #[must_use]
    pub fn into_document(self, article: Article) -> Document {
        let Self { structure, attributions, speakers, claims } = self;
        let scare = attribution::scare(&structure, &attributions);
        let name = |index: usize| speakers.list[index].id.clone();
        let quotes = attributions.into_iter().zip(&speakers.of).enumerate().map(|(i, (a, of))| {
            let mut why = a.why;
            if speakers.inferred.get(i).is_some_and(|inferred| *inferred) {
                why.push("nobody is named: taken from what stands before it".to_owned());
            }
            let body = Body::Quote(Quote {
                kind: a.kind,
                content: a.content,
                cue: a.cue,
                source: a.source,
                speaker: of.map(name),
            });
            suggestion(format!("q{}", i + 1), body, a.score, why)
        });
        let claims = claims.into_iter().enumerate().map(|(i, c)| {
            let asserted_by = c.asserted_by.map(name);
            let CheckableClaim { kind, span, quantities, .. } = c;
            let body = Body::Claim(Claim { kind, span, asserted_by, quantities });
            suggestion(format!("c{}", i + 1), body, c.score, c.why)
        });
        let mut annotations: Vec<_> = quotes.chain(claims).collect();
        annotations.sort_by(Annotation::in_text_order);
        Document { article, speakers: speakers.list, annotations, scare }
    }
}

/// Scores are kept to this many steps between 0 and 1: finer ones say more than the models know.
const SCORE_STEPS: f32 = 1000.0;

fn suggestion(id: String, body: Body, score: f32, why: Vec<String>) -> Annotation {
    Annotation {
        score: Some((score * SCORE_STEPS).round() / SCORE_STEPS),
        why,
        ..Annotation::new(id, body, Origin::Machine, Status::Suggested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;

    #[test]
    fn a_reading_in_steps_finds_what_one_in_a_go_finds() {
        let article =
            article::from_text("“We open in May,” said Ana Ruiz.\n\nIt cost 4 million euros.");
        let mut reading = Reading::default();
        let mut last = 0;
        loop {
            let progress = reading.step(&article, 1);
            assert!(last < progress.done && progress.done <= progress.total);
            last = progress.done;
            if progress.finished {
                break;
            }
        }
        assert_eq!(reading.into_analysis(), Some(annotate(&article)));
    }

    #[test]
    fn the_beginning_is_read_alone() {
        let text = "“We open in May,” said Ana Ruiz.\n\n“Never,” said Ben Ito.";
        let article = article::from_text(text);
        let words = |document: &Document| -> Vec<&str> {
            let marks = document.annotations.iter();
            marks.map(|mark| mark.body.target()[0].of(text)).collect()
        };
        assert_eq!(annotate_beginning(&article, 10), None);
        let beginning = annotate_beginning(&article, 40).expect("a block is so short");
        assert_eq!(words(&beginning), ["“We open in May,”"]);
        assert_eq!(beginning.article, article);
        let whole = annotate_beginning(&article, text.len());
        assert_eq!(whole, Some(annotate(&article).into_document(article)));
    }
}
